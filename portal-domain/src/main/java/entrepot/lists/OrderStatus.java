package entrepot.lists;

import entrepot.lists.Fault.Kind;
import entrepot.lists.ShippingList.Format;
import java.util.Locale;

/** What a platform's word for an order's state means for placing it. Pure. */
final class OrderStatus {

    private OrderStatus() {
    }

    /** Why it is not placed; null if it is to be. A word that a platform is not known to use is not guessed at. */
    static Kind of(Format format, String said) {
        String word = said.toLowerCase(Locale.ROOT).replaceFirst("^wc-", "");
        return switch (format) {
            case SHOPIFY -> switch (word) {
                case "refunded", "voided" -> Kind.REFUNDED;
                case "partially_refunded" -> Kind.PARTLY_REFUNDED;
                case "pending", "authorized", "expired", "partially_paid", "unpaid" -> Kind.NOT_PAID;
                default -> null;
            };
            case WOOCOMMERCE -> switch (word) {
                case "processing" -> null;
                case "completed" -> Kind.FULFILLED;
                case "refunded" -> Kind.REFUNDED;
                case "cancelled", "failed", "trash" -> Kind.CANCELLED;
                case "pending", "on-hold", "checkout-draft" -> Kind.NOT_PAID;
                default -> Kind.STATUS_UNKNOWN;
            };
            case TAOBAO, TAOBAO_DETAIL, PINDUODUO, ALIBABA_1688 -> chinese(said);
            default -> ours(word, said);
        };
    }

    private static Kind chinese(String said) {
        if (said.contains("退款成功") || said.contains("已退款")) {
            return Kind.REFUNDED;
        }
        if (said.contains("退款中") || said.contains("维权") || said.contains("纠纷") || said.contains("售后处理中")) {
            return Kind.IN_DISPUTE;
        }
        if (said.contains("部分")) {
            return Kind.PARTLY_FULFILLED;
        }
        if (said.contains("关闭") || said.contains("取消")) {
            return Kind.CANCELLED;
        }
        if (said.contains("等待买家付款") || said.contains("待付款") || said.contains("未付款")) {
            return Kind.NOT_PAID;
        }
        if (said.contains("等待卖家发货") || said.startsWith("待发货") || said.contains("买家已付款") || said.contains("未发货")) {
            return null;
        }
        if (said.contains("已发货") || said.contains("等待买家收货") || said.contains("等待买家确认") || said.contains("已收货")
                || said.contains("已签收") || said.contains("交易成功") || said.contains("已完成")) {
            return Kind.FULFILLED;
        }
        return Kind.STATUS_UNKNOWN;
    }

    /** In our template a person writes what it likes: only what is certain counts. */
    private static Kind ours(String word, String said) {
        return switch (word) {
            case "refunded", "reembolsado" -> Kind.REFUNDED;
            case "cancelled", "canceled", "cancelado" -> Kind.CANCELLED;
            case "unpaid", "pending", "no pagado" -> Kind.NOT_PAID;
            case "fulfilled", "shipped", "enviado" -> Kind.FULFILLED;
            default -> {
                Kind kind = chinese(said);
                yield kind == Kind.STATUS_UNKNOWN ? null : kind;
            }
        };
    }
}
