package entrepot.lists;

import entrepot.ordering.PlaceOrder;
import entrepot.ordering.OrderRules;
import entrepot.kernel.Problem;
import entrepot.lists.Fault.Kind;
import entrepot.lists.ShippingList.Format;
import entrepot.platform.files.Table;
import entrepot.platform.files.Table.Line;
import entrepot.platform.geo.Address;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the orders of a table, each with what is wrong with its rows: Shopify's order export (FORMATS §5, the order's
 * own cells stand on its first row only) and our own template with headers in English, Chinese or Spanish. Pure.
 */
final class ListReader {

    /** What a column can mean. */
    private enum Field {
        NUMBER, SKU, QUANTITY, PRICE, NAME, PHONE, COUNTRY, PROVINCE, CITY, DISTRICT, STREET, STREET2, POSTCODE, REMARK,
        GIFT, PAID_AT, CURRENCY, FINANCIAL, FULFILMENT, CANCELLED_AT, SHIPS
    }

    private static final Map<Field, String[]> SHOPIFY = new EnumMap<>(Map.ofEntries(
            Map.entry(Field.NUMBER, names("Name")),
            Map.entry(Field.SKU, names("Lineitem sku")),
            Map.entry(Field.QUANTITY, names("Lineitem quantity")),
            Map.entry(Field.PRICE, names("Lineitem price")),
            Map.entry(Field.NAME, names("Shipping Name")),
            Map.entry(Field.PHONE, names("Shipping Phone")),
            Map.entry(Field.COUNTRY, names("Shipping Country")),
            Map.entry(Field.PROVINCE, names("Shipping Province Name", "Shipping Province")),
            Map.entry(Field.CITY, names("Shipping City")),
            Map.entry(Field.STREET, names("Shipping Address1", "Shipping Street")),
            Map.entry(Field.STREET2, names("Shipping Address2")),
            Map.entry(Field.POSTCODE, names("Shipping Zip")),
            Map.entry(Field.REMARK, names("Notes")),
            Map.entry(Field.PAID_AT, names("Paid at")),
            Map.entry(Field.CURRENCY, names("Currency")),
            Map.entry(Field.FINANCIAL, names("Financial Status")),
            Map.entry(Field.FULFILMENT, names("Fulfillment Status")),
            Map.entry(Field.CANCELLED_AT, names("Cancelled at")),
            Map.entry(Field.SHIPS, names("Lineitem requires shipping"))));

    private static final Map<Field, String[]> TEMPLATE = new EnumMap<>(Map.ofEntries(
            Map.entry(Field.NUMBER, names("Order number", "Order no", "Order", "Outside number", "订单编号", "订单号",
                    "Número de pedido", "Pedido")),
            Map.entry(Field.SKU, names("SKU", "商品编码", "商家编码", "货号", "Referencia")),
            Map.entry(Field.QUANTITY, names("Quantity", "Qty", "数量", "Cantidad")),
            Map.entry(Field.PRICE, names("Price", "Unit price", "单价", "售价", "Precio")),
            Map.entry(Field.NAME, names("Name", "Receiver", "Buyer", "收货人", "收货人姓名", "姓名", "Destinatario", "Nombre")),
            Map.entry(Field.PHONE, names("Phone", "Mobile", "手机", "联系手机", "电话", "联系电话", "Teléfono")),
            Map.entry(Field.COUNTRY, names("Country", "国家", "País")),
            Map.entry(Field.PROVINCE, names("Province", "State", "省", "省份", "Provincia")),
            Map.entry(Field.CITY, names("City", "市", "城市", "Ciudad")),
            Map.entry(Field.DISTRICT, names("District", "County", "区县", "区", "Distrito")),
            Map.entry(Field.STREET, names("Street", "Address", "地址", "收货地址", "详细地址", "Calle", "Dirección")),
            Map.entry(Field.POSTCODE, names("Postcode", "Zip", "邮编", "Código postal")),
            Map.entry(Field.REMARK, names("Remark", "Note", "Notes", "备注", "买家留言", "Observaciones")),
            Map.entry(Field.GIFT, names("Gift", "贺卡", "礼品卡", "Regalo")),
            Map.entry(Field.PAID_AT, names("Paid at", "付款时间", "Pagado"))));

    private static final Set<Field> NEEDED = Set.of(Field.NUMBER, Field.SKU, Field.QUANTITY, Field.NAME, Field.STREET);

    /** An address in one cell, as Chinese shops write it: province, city, district, the rest. */
    private static final Pattern CHINESE = Pattern.compile(
            "(?<province>[^省市区县\\s]{2,4}省|[^省市区县\\s]{2,6}自治区|(?:北京|上海|天津|重庆)市?)\\s*"
                    + "(?<city>[^省市区县\\s]{2,8}?(?:市|自治州|地区|盟))?\\s*"
                    + "(?<district>[^省市区县\\s]{1,10}?(?:区|县|市|旗))?\\s*(?<street>\\S.*)", Pattern.DOTALL);

    private final Table table;
    private final Map<Field, String[]> names;
    private final Format format;
    private final String country;
    private final String currency;
    private final ZoneId zone;

    /** A line of an order, as far as it could be read. */
    record ReadLine(long row, String sku, int quantity, BigDecimal price) {
    }

    /** An order of the file, as far as it could be read. */
    static final class ReadOrder {
        final String number;
        final List<Long> rows = new ArrayList<>();
        final List<ReadLine> lines = new ArrayList<>();
        final List<Fault> faults = new ArrayList<>();
        Address shipTo;
        String remark = "";
        String gift = "";
        Instant paidAt;

        ReadOrder(String number) {
            this.number = number;
        }

        boolean has(java.util.function.Predicate<Kind> of) {
            return faults.stream().anyMatch(fault -> of.test(Kind.valueOf(fault.code())));
        }

        long firstRow() {
            return rows.get(0);
        }

        PlaceOrder command(String subShop) {
            return new PlaceOrder(subShop, number, shipTo, lines.stream()
                    .map(line -> new PlaceOrder.Line(line.sku(), line.quantity(), line.price())).toList(),
                    remark, gift, paidAt);
        }
    }

    /**
     * @param country  where the tenant ships, for rows that name no country
     * @param currency of the sub-shop; rows in another are not taken
     * @param zone     of moments without an offset
     * @throws Problem LIST_NOT_RECOGNISED
     */
    ListReader(Table table, String country, String currency, ZoneId zone) {
        this.table = table;
        this.country = country;
        this.currency = currency;
        this.zone = zone;
        if (has(SHOPIFY, Field.NUMBER) && has(SHOPIFY, Field.SKU) && has(SHOPIFY, Field.QUANTITY)) {
            format = Format.SHOPIFY;
            names = SHOPIFY;
        } else {
            format = Format.TEMPLATE;
            names = TEMPLATE;
        }
        List<String> missing = NEEDED.stream().sorted().filter(field -> !has(names, field))
                .map(field -> names.get(field)[0]).toList();
        if (!missing.isEmpty()) {
            throw new Problem(ListProblem.LIST_NOT_RECOGNISED).with("missing", String.join(", ", missing))
                    .with("found", String.join(", ", table.header().subList(0, Math.min(12, table.header().size()))));
        }
    }

    Format format() {
        return format;
    }

    /** All orders, in the file's order. */
    List<ReadOrder> orders() {
        Map<String, ReadOrder> orders = new LinkedHashMap<>();
        for (Line line : table.lines()) {
            if (line.cells().stream().allMatch(String::isBlank)) {
                continue;
            }
            String number = Cell.text(raw(line, Field.NUMBER));
            // rows without a number are orders of their own, so that each is said
            ReadOrder order = orders.computeIfAbsent(number.isEmpty() ? "\0" + line.number() : number,
                    key -> new ReadOrder(number));
            boolean first = order.rows.isEmpty();
            order.rows.add(line.number());
            if (table.overflows(line)) {
                order.faults.add(Fault.of(Kind.CELLS_TOO_MANY, line.number(), "", "",
                        Map.of("cells", Integer.toString(line.cells().size()),
                                "columns", Integer.toString(table.header().size()))));
                continue;
            }
            if (first) {
                head(order, line);
            } else if (format == Format.TEMPLATE) {
                sameBuyer(order, line);
            }
            line(order, line);
        }
        orders.values().forEach(this::finish);
        return List.copyOf(orders.values());
    }

    private void head(ReadOrder order, Line line) {
        if (order.number.isEmpty()) {
            fault(order, Kind.NUMBER_MISSING, line, Field.NUMBER);
        } else if (Cell.isWrecked(order.number)) {
            fault(order, Kind.NUMBER_WRECKED, line, Field.NUMBER);
        } else if (Cell.isRounded(order.number)) {
            fault(order, Kind.NUMBER_ROUNDED, line, Field.NUMBER);
        }
        status(order, line);
        String paid = text(line, Field.PAID_AT);
        if (!paid.isEmpty()) {
            Cell.moment(paid, zone).ifPresentOrElse(at -> order.paidAt = at,
                    () -> fault(order, Kind.DATE_INVALID, line, Field.PAID_AT));
        }
        String money = text(line, Field.CURRENCY);
        if (!money.isEmpty() && !money.equalsIgnoreCase(currency)) {
            order.faults.add(Fault.of(Kind.CURRENCY_DIFFERS, line.number(), label(Field.CURRENCY), money,
                    Map.of("currency", currency)));
        }
        order.remark = text(line, Field.REMARK);
        order.gift = text(line, Field.GIFT);
        order.shipTo = address(order, line);
    }

    private void status(ReadOrder order, Line line) {
        switch (text(line, Field.FINANCIAL).toLowerCase(Locale.ROOT)) {
            case "refunded", "voided" -> fault(order, Kind.REFUNDED, line, Field.FINANCIAL);
            case "partially_refunded" -> fault(order, Kind.PARTLY_REFUNDED, line, Field.FINANCIAL);
            case "pending", "authorized", "expired", "partially_paid" -> fault(order, Kind.NOT_PAID, line, Field.FINANCIAL);
            default -> { }
        }
        if (!text(line, Field.CANCELLED_AT).isEmpty()) {
            fault(order, Kind.CANCELLED, line, Field.CANCELLED_AT);
        }
        switch (text(line, Field.FULFILMENT).toLowerCase(Locale.ROOT)) {
            case "fulfilled" -> fault(order, Kind.FULFILLED, line, Field.FULFILMENT);
            case "partial" -> fault(order, Kind.PARTLY_FULFILLED, line, Field.FULFILMENT);
            default -> { }
        }
    }

    private Address address(ReadOrder order, Line line) {
        String province = text(line, Field.PROVINCE);
        String city = text(line, Field.CITY);
        String district = text(line, Field.DISTRICT);
        String street = (text(line, Field.STREET) + " " + text(line, Field.STREET2)).strip();
        if (city.isEmpty()) {
            Matcher whole = CHINESE.matcher(street);
            if (whole.matches()) {
                province = whole.group("province");
                city = whole.group("city") == null ? province : whole.group("city");
                district = whole.group("district") == null ? "" : whole.group("district");
                street = whole.group("street");
            }
        }
        String phone = text(line, Field.PHONE);
        String postcode = text(line, Field.POSTCODE);
        String land = text(line, Field.COUNTRY).isEmpty() ? country : text(line, Field.COUNTRY).toUpperCase(Locale.ROOT);
        String name = text(line, Field.NAME);
        need(order, line, Field.NAME, name, Kind.NAME_MISSING);
        need(order, line, Field.PHONE, phone, Kind.PHONE_MISSING);
        need(order, line, Field.CITY, city, Kind.CITY_MISSING);
        need(order, line, Field.STREET, street, Kind.STREET_MISSING);
        if (Cell.isWrecked(phone)) {
            fault(order, Kind.PHONE_WRECKED, line, Field.PHONE);
        } else if (!phone.isEmpty() && phone.chars().filter(Character::isDigit).count() < 5) {
            fault(order, Kind.PHONE_INVALID, line, Field.PHONE);
        }
        if (Cell.isWrecked(postcode)) {
            fault(order, Kind.POSTCODE_WRECKED, line, Field.POSTCODE);
        }
        if (!land.matches("[A-Z]{2}")) {
            fault(order, Kind.COUNTRY_INVALID, line, Field.COUNTRY);
        }
        repaired(order, line, Field.NUMBER);
        return new Address(name, phone, land, province, city, district, street, postcode);
    }

    private void line(ReadOrder order, Line line) {
        String sku = text(line, Field.SKU);
        if (text(line, Field.SHIPS).equalsIgnoreCase("false")) {
            order.faults.add(Fault.of(Kind.LINE_NOT_SHIPPED, line.number(), label(Field.SHIPS), sku));
            return;
        }
        boolean whole = true;
        if (sku.isEmpty()) {
            fault(order, Kind.SKU_MISSING, line, Field.SKU);
            whole = false;
        } else if (Cell.isWrecked(sku)) {
            fault(order, Kind.SKU_WRECKED, line, Field.SKU);
            whole = false;
        }
        String many = text(line, Field.QUANTITY);
        var quantity = Cell.quantity(many);
        if (quantity.isEmpty()) {
            fault(order, many.isEmpty() ? Kind.QUANTITY_MISSING : Kind.QUANTITY_INVALID, line, Field.QUANTITY);
            whole = false;
        }
        String price = text(line, Field.PRICE);
        var asked = Cell.price(price);
        if (!price.isEmpty() && asked.isEmpty()) {
            fault(order, Kind.PRICE_INVALID, line, Field.PRICE);
            whole = false;
        }
        if (whole) {
            order.lines.add(new ReadLine(line.number(), sku, quantity.get(), asked.orElse(null)));
        }
    }

    /** In our template every row carries the address: two buyers under one number are two orders, and one is wrong. */
    private void sameBuyer(ReadOrder order, Line line) {
        String street = text(line, Field.STREET);
        String name = text(line, Field.NAME);
        if (order.shipTo != null && (!name.isEmpty() && !name.equals(order.shipTo.name())
                || !street.isEmpty() && !street.endsWith(order.shipTo.street()))) {
            fault(order, Kind.ADDRESS_DIFFERS, line, Field.NAME);
        }
    }

    private void finish(ReadOrder order) {
        if (order.lines.size() > OrderRules.LINES_MAX) {
            order.faults.add(Fault.of(Kind.LINES_TOO_MANY, order.firstRow(), "", "",
                    Map.of("max", Integer.toString(OrderRules.LINES_MAX))));
        }
        if (order.lines.isEmpty() && order.faults.stream()
                .allMatch(fault -> Kind.valueOf(fault.code()).isNote())) {
            order.faults.add(Fault.of(Kind.NOTHING_TO_SHIP, order.firstRow(), "", ""));
        }
        if (!order.has(kind -> !kind.isNote())) {
            try {
                OrderRules.check(order.command("-").tidy());
            } catch (Problem problem) {
                String field = String.valueOf(problem.details().get("field"));
                order.faults.add(Fault.of(Kind.TEXT_INVALID, order.firstRow(), field,
                        String.valueOf(problem.details().getOrDefault("value", ""))));
            }
        }
    }

    private void need(ReadOrder order, Line line, Field field, String value, Kind kind) {
        if (value.isEmpty()) {
            fault(order, kind, line, field);
        }
    }

    /** Says what was repaired, so that nobody wonders why the order shows another text than the file. */
    private void repaired(ReadOrder order, Line line, Field field) {
        if (!raw(line, field).equals(text(line, field))) {
            fault(order, Kind.CELL_REPAIRED, line, field);
        }
    }

    private void fault(ReadOrder order, Kind kind, Line line, Field field) {
        order.faults.add(Fault.of(kind, line.number(), label(field), raw(line, field)));
    }

    private String text(Line line, Field field) {
        return Cell.text(raw(line, field));
    }

    private String raw(Line line, Field field) {
        for (String column : names.getOrDefault(field, new String[0])) {
            String cell = table.cell(line, column);
            if (!cell.isEmpty()) {
                return cell;
            }
        }
        return "";
    }

    /** The column's name as the file has it. */
    private String label(Field field) {
        String[] columns = names.getOrDefault(field, new String[] {""});
        for (String column : columns) {
            for (String found : table.header()) {
                if (Table.normal(found).equals(Table.normal(column))) {
                    return found;
                }
            }
        }
        return columns[0];
    }

    private boolean has(Map<Field, String[]> columns, Field field) {
        return columns.containsKey(field) && table.has(columns.get(field));
    }

    private static String[] names(String... names) {
        return Arrays.copyOf(names, names.length);
    }
}
