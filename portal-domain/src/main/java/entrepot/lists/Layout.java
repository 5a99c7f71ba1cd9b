package entrepot.lists;

import static entrepot.lists.Field.*;

import entrepot.lists.ShippingList.Format;
import entrepot.platform.files.Table;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns of a platform's order export (FORMATS §2, §5, §6), recognised by its header. Columns are found by name; of several names the
 * first that has something in its cell counts. Pure.
 *
 * @param needed  the columns without which it is not that export: of each list one is enough
 * @param without columns that it never has
 */
record Layout(Format format, Map<Field, List<String>> columns, List<List<Field>> needed, List<Field> without) {

    private static final List<String> SHIP_BY_NAMES = List.of("承诺发货时间", "最晚发货时间", "发货截止时间", "应发货时间", "要求发货时间",
            "Latest ship time", "Latest ship date", "Ship by", "Ship-by", "latest-ship-date", "Enviar antes de");
    private static final List<String> CIPHERS = List.of("OAID", "收货人密文", "收件人密文", "密文", "加密信息", "Ciphertext");

    private static final Layout SHOPIFY = of(Format.SHOPIFY, List.of(List.of(NUMBER), List.of(SKU, ITEM), List.of(QUANTITY)), List.of(),
            NUMBER, "Name", SKU, "Lineitem sku", ITEM, "Lineitem name", QUANTITY, "Lineitem quantity", PRICE, "Lineitem price",
            NAME, "Shipping Name", PHONE, "Shipping Phone", PHONE2, "Phone|Billing Phone", COUNTRY, "Shipping Country",
            PROVINCE, "Shipping Province Name|Shipping Province", CITY, "Shipping City",
            STREET, "Shipping Address1|Shipping Street", STREET2, "Shipping Address2", POSTCODE, "Shipping Zip",
            REMARK, "Notes", PAID_AT, "Paid at", CURRENCY, "Currency", STATUS, "Financial Status",
            FULFILMENT, "Fulfillment Status", CANCELLED_AT, "Cancelled at", SHIPS, "Lineitem requires shipping");

    private static final Layout WOOCOMMERCE = of(Format.WOOCOMMERCE,
            List.of(List.of(NUMBER), List.of(STREET), List.of(SKU, ITEM, PACKED), List.of(STATUS)), List.of(),
            NUMBER, "order_number|order_id", SKU, "item_sku", ITEM, "item_name", QUANTITY, "item_quantity",
            LINE_TOTAL, "item_total", PACKED, "line_items", NAME, "shipping_first_name|billing_first_name",
            LAST_NAME, "shipping_last_name|billing_last_name", PHONE, "shipping_phone|billing_phone",
            COUNTRY, "shipping_country|billing_country", PROVINCE, "shipping_state|billing_state",
            CITY, "shipping_city|billing_city", STREET, "shipping_address_1|billing_address_1",
            STREET2, "shipping_address_2|billing_address_2", POSTCODE, "shipping_postcode|billing_postcode",
            REMARK, "customer_note", PAID_AT, "date_paid|paid_date", CURRENCY, "order_currency", STATUS, "status|order_status");

    private static final Layout TAOBAO = of(Format.TAOBAO,
            List.of(List.of(NUMBER), List.of(ITEM), List.of(STATUS), List.of(STREET), List.of(KINDS, PIECES)), List.of(),
            NUMBER, "订单编号", ITEM, "宝贝标题", KINDS, "宝贝种类", PIECES, "宝贝总数量", NAME, "收货人姓名|收货人",
            STREET, "修改后的收货地址|收货地址", PHONE, "联系手机|手机", PHONE2, "联系电话", PAID_AT, "订单付款时间",
            REMARK, "买家留言", STATUS, "订单状态", PROVINCE, "省|省份", CITY, "市|城市", DISTRICT, "区|区县");

    private static final Layout TAOBAO_DETAIL = of(Format.TAOBAO_DETAIL,
            List.of(List.of(NUMBER), List.of(ITEM), List.of(QUANTITY)), List.of(NAME, STREET),
            NUMBER, "订单编号", ITEM, "标题|宝贝标题", PRICE, "价格", QUANTITY, "购买数量", SKU, "商家编码|外部系统编号",
            SPEC, "商品属性|套餐信息", STATUS, "订单状态", NAME, "收货人姓名|收货人", STREET, "收货地址");

    private static final Layout PINDUODUO = of(Format.PINDUODUO,
            List.of(List.of(NUMBER), List.of(QUANTITY), List.of(SPEC), List.of(STATUS)), List.of(),
            NUMBER, "订单号", ITEM, "商品|商品名称", SPEC, "商品规格", SKU, "商家编码-规格维度|商家编码-商品维度|样式ID",
            QUANTITY, "商品数量(件)|商品数量", LINE_TOTAL, "商品总价(元)", STATUS, "订单状态", AFTER_SALES, "售后状态",
            PAID_AT, "订单成交时间|支付时间", NAME, "收货人|收件人|收货人姓名", PHONE, "手机|手机号|收件人电话|联系电话",
            PROVINCE, "省|省份", CITY, "市|城市", DISTRICT, "区|区县", STREET, "街道|详细地址|收货地址", REMARK, "买家留言");

    private static final Layout ALIBABA_1688 = of(Format.ALIBABA_1688,
            List.of(List.of(NUMBER), List.of(ITEM), List.of(QUANTITY), List.of(STREET)), List.of(),
            NUMBER, "订单编号", ITEM, "货品标题", PRICE, "单价(元)|单价", QUANTITY, "数量", SKU, "单品货号|货号", SPEC, "型号",
            NAME, "收货人姓名|收货人", STREET, "收货地址", POSTCODE, "邮编", PHONE, "联系手机", PHONE2, "联系电话",
            STATUS, "订单状态", PAID_AT, "订单付款时间", REMARK, "买家留言");

    private static final Map<Field, List<String>> OURS = columns(
            NUMBER, "Order number|Order no|Order|Outside number|订单编号|订单号|Número de pedido|Pedido",
            SKU, "SKU|Code|商品编码|商家编码|货号|Referencia", ITEM, "Item|Title|Product|商品名称|商品|标题|Artículo",
            SPEC, "Spec|Variant|Options|规格|商品规格|Especificación", QUANTITY, "Quantity|Qty|数量|Cantidad",
            PRICE, "Price|Unit price|单价|售价|Precio",
            NAME, "Name|Receiver|Buyer|收货人|收货人姓名|收件人|姓名|Destinatario|Nombre",
            PHONE, "Phone|Mobile|手机|手机号|联系手机|Teléfono", PHONE2, "电话|联系电话|Telephone",
            COUNTRY, "Country|国家|País", PROVINCE, "Province|State|省|省份|Provincia", CITY, "City|市|城市|Ciudad",
            DISTRICT, "District|County|区县|区|Distrito", STREET, "Street|Address|地址|收货地址|详细地址|Calle|Dirección",
            POSTCODE, "Postcode|Zip|邮编|Código postal", REMARK, "Remark|Note|Notes|备注|买家留言|Observaciones",
            GIFT, "Gift|贺卡|礼品卡|Regalo", PAID_AT, "Paid at|付款时间|Pagado", STATUS, "Status|状态|订单状态|Estado");

    private static final Layout TEMPLATE = new Layout(Format.TEMPLATE, OURS,
            List.of(List.of(NUMBER), List.of(SKU, ITEM), List.of(QUANTITY), List.of(NAME), List.of(STREET)), List.of());
    private static final Layout ADDRESSES = new Layout(Format.ADDRESSES, OURS,
            List.of(List.of(NUMBER), List.of(NAME), List.of(STREET)), List.of(SKU, ITEM, QUANTITY));

    /** The narrow ones first: what fits a platform's export may look like our template too. */
    private static final List<Layout> KNOWN = List.of(SHOPIFY, WOOCOMMERCE, TAOBAO, TAOBAO_DETAIL, PINDUODUO, ALIBABA_1688,
            TEMPLATE, ADDRESSES);

    Layout {
        Map<Field, List<String>> all = new EnumMap<>(columns);
        all.putIfAbsent(SHIP_BY, SHIP_BY_NAMES);
        all.putIfAbsent(CIPHER, CIPHERS);
        columns = Map.copyOf(all);
    }

    private static Layout of(Format format, List<List<Field>> needed, List<Field> without, Object... fieldsAndNames) {
        return new Layout(format, columns(fieldsAndNames), needed, without);
    }

    private static Map<Field, List<String>> columns(Object... fieldsAndNames) {
        Map<Field, List<String>> columns = new EnumMap<>(Field.class);
        for (int i = 0; i < fieldsAndNames.length; i += 2) {
            columns.put((Field) fieldsAndNames[i], List.of(((String) fieldsAndNames[i + 1]).split("\\|")));
        }
        return columns;
    }

    /** What the header says that the table is. */
    static Optional<Layout> of(Table table) {
        return KNOWN.stream().filter(layout -> layout.fits(table)).findFirst();
    }

    static Layout of(Format format, Map<Field, String> mapping) {
        if (format != Format.MAPPED) {
            return KNOWN.stream().filter(layout -> layout.format() == format).findFirst().orElseThrow();
        }
        Map<Field, List<String>> columns = new EnumMap<>(Field.class);
        mapping.forEach((field, column) -> columns.put(field, List.of(column)));
        return new Layout(Format.MAPPED, columns, List.of(), List.of());
    }

    /** What our template would call the columns that the table lacks, for a refusal. */
    static List<String> missing(Table table) {
        return TEMPLATE.needed().stream().filter(any -> any.stream().noneMatch(field -> TEMPLATE.has(table, field)))
                .map(any -> OURS.get(any.get(0)).get(0)).toList();
    }

    /** The columns of the table that our template would know, for a mapping page to begin with. */
    static Map<Field, String> guess(Table table) {
        Map<Field, String> guessed = new EnumMap<>(Field.class);
        for (Layout layout : KNOWN) {
            layout.columns().forEach((field, names) -> {
                for (String column : table.header()) {
                    if (names.stream().anyMatch(name -> Table.normal(name).equals(Table.normal(column)))
                            && !guessed.containsValue(column)) {
                        guessed.putIfAbsent(field, column);
                    }
                }
            });
        }
        guessed.keySet().removeIf(field -> !field.byHand());
        return guessed;
    }

    boolean has(Table table, Field field) {
        return columns.containsKey(field) && table.has(columns.get(field).toArray(String[]::new));
    }

    private boolean fits(Table table) {
        return needed.stream().allMatch(any -> any.stream().anyMatch(field -> has(table, field)))
                && without.stream().noneMatch(field -> has(table, field));
    }

    /** Whether what belongs to the order stands on its first row alone. */
    boolean firstRowOnly() {
        return format == Format.SHOPIFY || format == Format.ALIBABA_1688;
    }

    /** Whether rows without a number belong to the order above. */
    boolean continues() {
        return format == Format.ALIBABA_1688;
    }

    /** Whether it has orders of its own, or only adds to those of another file. */
    boolean complete() {
        return format != Format.TAOBAO_DETAIL && format != Format.ADDRESSES;
    }
}
