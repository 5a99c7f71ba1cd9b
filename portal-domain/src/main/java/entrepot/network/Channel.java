package entrepot.network;

/** Where a sub-shop sells. */
public enum Channel {
    TAOBAO, TMALL, JD, PINDUODUO, DOUYIN, WECHAT, SHOPIFY, WOOCOMMERCE, AMAZON, EBAY, OWN_SITE, OFFLINE, OTHER
}
