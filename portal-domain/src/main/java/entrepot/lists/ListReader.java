package entrepot.lists;

import entrepot.kernel.Problem;
import entrepot.lists.Fault.Kind;
import entrepot.lists.ShippingList.Format;
import entrepot.ordering.OrderRules;
import entrepot.platform.files.Table;
import entrepot.platform.files.Table.Line;
import entrepot.platform.geo.Address;
import entrepot.platform.geo.PastedAddress;
import entrepot.platform.geo.Phones;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the orders of one or more tables, each with what is wrong with its rows. A table of lines alone (Taobao's second
 * file) or of addresses alone is joined to the orders of the others by their number. Pure.
 */
final class ListReader {

    private static final Pattern BRACKETS = Pattern.compile("[(（]\\d*[)）]\\s*$");
    private static final Pattern POSTCODE = Pattern.compile("[(（](\\d{6})[)）]\\s*$");

    private final List<Sheet> sheets;
    private final Map<Place, String> fixes;
    private final String country;
    private final String currency;
    private final ZoneId zone;

    /** A table and what its columns mean. */
    record Sheet(Table table, Layout layout) {
    }

    /** A cell that a person corrected. */
    record Place(long row, Field field) {
    }

    /** A line of an order, as far as it could be read: what the sub-shop calls it, how many, at what price. */
    record ReadLine(long row, String sku, String item, String spec, int quantity, BigDecimal price) {
    }

    /** An order of the files, as far as it could be read. */
    static final class ReadOrder {
        final String number;
        final Format format;
        final List<Long> rows = new ArrayList<>();
        final List<ReadLine> lines = new ArrayList<>();
        /** Lines that say what is wanted and not how many: nothing is ordered of them, but what they are called is looked up. */
        final List<ReadLine> uncounted = new ArrayList<>();
        final List<Fault> faults = new ArrayList<>();
        Address shipTo;
        String remark = "";
        String gift = "";
        Instant paidAt;
        Instant shipBy;
        /** Whether the platform keeps name, phone or street to itself. */
        boolean hidden;
        String ciphertext = "";
        /** Whether its number was protected, so that no spreadsheet can have rounded it. */
        private boolean guarded;
        /** Titles and pieces where the lines stand in another file. */
        private String titles = "";
        private int kinds;
        private int pieces;

        ReadOrder(String number, Format format) {
            this.number = number;
            this.format = format;
        }

        List<ReadLine> all() {
            return Stream.concat(lines.stream(), uncounted.stream()).toList();
        }

        boolean has(Predicate<Kind> of) {
            return faults.stream().anyMatch(fault -> of.test(Kind.valueOf(fault.code())));
        }

        long firstRow() {
            return rows.get(0);
        }
    }

    /** What a row belongs to while a table is read. */
    private record Cells(int file, Table table, Layout layout, Line line) {
        long row() {
            return Rows.of(file, line.number());
        }
    }

    /**
     * @param fixes    cells that a person corrected, in place of what the files have there
     * @param country  where the tenant ships, for rows that name no country
     * @param currency of the sub-shop; rows in another are not taken
     * @param zone     of moments without an offset
     */
    ListReader(List<Sheet> sheets, Map<Place, String> fixes, String country, String currency, ZoneId zone) {
        this.sheets = sheets;
        this.fixes = fixes;
        this.country = country;
        this.currency = currency;
        this.zone = zone;
    }

    /** One table that says itself what it is. @throws Problem LIST_NOT_RECOGNISED */
    static ListReader of(Table table, String country, String currency, ZoneId zone) {
        return new ListReader(List.of(new Sheet(table, recognised(table))), Map.of(), country, currency, zone);
    }

    /** @throws Problem LIST_NOT_RECOGNISED with the columns that there are and those that our template would need */
    static Layout recognised(Table table) {
        return Layout.of(table).orElseThrow(() -> new Problem(ListProblem.LIST_NOT_RECOGNISED)
                .with("missing", String.join(", ", Layout.missing(table)))
                .with("found", String.join(", ", table.header().subList(0, Math.min(12, table.header().size())))));
    }

    Format format() {
        return sheets.get(0).layout().format();
    }

    /** All orders, in the files' order; those that stand in the second file only come last. */
    List<ReadOrder> orders() {
        Map<String, ReadOrder> orders = new LinkedHashMap<>();
        for (int file = 1; file <= sheets.size(); file++) {
            if (sheets.get(file - 1).layout().complete()) {
                read(file, orders);
            }
        }
        for (int file = 1; file <= sheets.size(); file++) {
            if (!sheets.get(file - 1).layout().complete()) {
                join(file, orders);
            }
        }
        orders.values().forEach(this::finish);
        finishNumbers(orders.values());
        return List.copyOf(orders.values());
    }

    /** The orders' numbers in all tables, each once. */
    Set<String> numbers() {
        Set<String> numbers = new LinkedHashSet<>();
        for (int file = 1; file <= sheets.size(); file++) {
            Sheet sheet = sheets.get(file - 1);
            for (Line line : sheet.table().lines()) {
                numbers.add(text(new Cells(file, sheet.table(), sheet.layout(), line), Field.NUMBER));
            }
        }
        numbers.remove("");
        return numbers;
    }

    private void read(int file, Map<String, ReadOrder> orders) {
        Sheet sheet = sheets.get(file - 1);
        ReadOrder above = null;
        for (Line line : sheet.table().lines()) {
            if (line.cells().stream().allMatch(String::isBlank)) {
                continue;
            }
            Cells cells = new Cells(file, sheet.table(), sheet.layout(), line);
            String number = text(cells, Field.NUMBER);
            ReadOrder order;
            if (number.isEmpty() && sheet.layout().continues() && above != null) {
                order = above;
            } else {
                // rows without a number are orders of their own, so that each is said
                order = orders.computeIfAbsent(number.isEmpty() ? "\0" + cells.row() : number,
                        key -> new ReadOrder(number, sheet.layout().format()));
            }
            above = order;
            boolean first = order.rows.isEmpty();
            order.rows.add(cells.row());
            if (isTooLong(order, cells)) {
                continue;
            }
            if (first) {
                head(order, cells);
            } else if (!sheet.layout().firstRowOnly()) {
                sameBuyer(order, cells);
            }
            lines(order, cells);
        }
    }

    /** Rows of lines or of addresses, added to the orders that the other files have. */
    private void join(int file, Map<String, ReadOrder> orders) {
        Sheet sheet = sheets.get(file - 1);
        for (Line line : sheet.table().lines()) {
            if (line.cells().stream().allMatch(String::isBlank)) {
                continue;
            }
            Cells cells = new Cells(file, sheet.table(), sheet.layout(), line);
            String number = text(cells, Field.NUMBER);
            if (sheet.layout().format() == Format.ADDRESSES) {
                ReadOrder order = orders.get(number);
                if (order != null && !isTooLong(order, cells)) {
                    order.rows.add(cells.row());
                    address(order, cells);
                }
                continue;
            }
            ReadOrder order = orders.computeIfAbsent(number.isEmpty() ? "\0" + cells.row() : number, key -> {
                ReadOrder alone = new ReadOrder(number, sheet.layout().format());
                alone.faults.add(Fault.of(Kind.RECEIVER_MISSING, cells.row(), "", number));
                return alone;
            });
            order.rows.add(cells.row());
            if (!isTooLong(order, cells)) {
                if (order.format == Format.TAOBAO_DETAIL && order.lines.isEmpty()) {
                    status(order, cells);
                }
                lines(order, cells);
            }
        }
    }

    private static boolean isTooLong(ReadOrder order, Cells cells) {
        if (!cells.table().overflows(cells.line())) {
            return false;
        }
        order.faults.add(Fault.of(Kind.CELLS_TOO_MANY, cells.row(), "", "",
                Map.of("cells", Integer.toString(cells.line().cells().size()),
                        "columns", Integer.toString(cells.table().header().size()))));
        return true;
    }

    private void head(ReadOrder order, Cells cells) {
        if (order.number.isEmpty()) {
            fault(order, Kind.NUMBER_MISSING, cells, Field.NUMBER);
        } else if (Cell.isWrecked(order.number)) {
            fault(order, Kind.NUMBER_WRECKED, cells, Field.NUMBER);
        }
        status(order, cells);
        String paid = text(cells, Field.PAID_AT);
        if (!paid.isEmpty()) {
            Cell.moment(paid, zone).ifPresentOrElse(at -> order.paidAt = at,
                    () -> fault(order, Kind.DATE_INVALID, cells, Field.PAID_AT));
        }
        String due = text(cells, Field.SHIP_BY);
        if (!due.isEmpty()) {
            Cell.until(due, zone).ifPresentOrElse(at -> order.shipBy = at,
                    () -> fault(order, Kind.DATE_INVALID, cells, Field.SHIP_BY));
        }
        String money = text(cells, Field.CURRENCY);
        if (!money.isEmpty() && !money.equalsIgnoreCase(currency)) {
            order.faults.add(Fault.of(Kind.CURRENCY_DIFFERS, cells.row(), label(cells, Field.CURRENCY), money,
                    Map.of("currency", currency)));
        }
        order.remark = text(cells, Field.REMARK);
        order.gift = text(cells, Field.GIFT);
        order.titles = text(cells, Field.ITEM);
        order.kinds = Cell.quantity(text(cells, Field.KINDS)).orElse(0);
        order.pieces = Cell.quantity(text(cells, Field.PIECES)).orElse(0);
        address(order, cells);
        order.guarded = !raw(cells, Field.NUMBER).equals(order.number);
        repaired(order, cells, Field.NUMBER);
    }

    private void status(ReadOrder order, Cells cells) {
        String said = text(cells, Field.STATUS);
        if (!said.isEmpty()) {
            Kind kind = OrderStatus.of(order.format, said);
            if (kind != null) {
                fault(order, kind, cells, Field.STATUS);
            }
        }
        if (!text(cells, Field.CANCELLED_AT).isEmpty()) {
            fault(order, Kind.CANCELLED, cells, Field.CANCELLED_AT);
        }
        switch (text(cells, Field.FULFILMENT).toLowerCase(Locale.ROOT)) {
            case "fulfilled" -> fault(order, Kind.FULFILLED, cells, Field.FULFILMENT);
            case "partial" -> fault(order, Kind.PARTLY_FULFILLED, cells, Field.FULFILMENT);
            default -> { }
        }
        String after = text(cells, Field.AFTER_SALES);
        if (after.contains("退款成功")) {
            fault(order, Kind.REFUNDED, cells, Field.AFTER_SALES);
        } else if (after.contains("处理中") || after.contains("待处理") || after.contains("待商家")) {
            fault(order, Kind.IN_DISPUTE, cells, Field.AFTER_SALES);
        }
    }

    /** Where it goes; asked again when a file of addresses brings what was missing. */
    private void address(ReadOrder order, Cells cells) {
        order.faults.removeIf(fault -> AddressFaults.KINDS.contains(Kind.valueOf(fault.code())));
        String province = text(cells, Field.PROVINCE);
        String city = text(cells, Field.CITY);
        String district = text(cells, Field.DISTRICT);
        String whole = (text(cells, Field.STREET) + " " + text(cells, Field.STREET2)).strip().replaceAll("\\s*[\\r\\n]+\\s*", ", ");
        String land = text(cells, Field.COUNTRY).isEmpty() ? country : text(cells, Field.COUNTRY).toUpperCase(Locale.ROOT);
        String postcode = text(cells, Field.POSTCODE);
        String street = whole;
        if (land.equals("CN")) {
            var behind = POSTCODE.matcher(street);
            postcode = postcode.isEmpty() && behind.find() ? behind.group(1) : postcode;
            street = BRACKETS.matcher(street).replaceAll("").strip();
            if (city.isEmpty() && !street.isEmpty()) {
                // the region stands in the same cell: its words go, the rest stays as it was written
                Address read = PastedAddress.read("CN", street.replaceAll("\\d{6,}", ""));
                province = province.isEmpty() ? read.province() : province;
                city = read.city();
                district = district.isEmpty() ? read.district() : district;
                street = withoutRegion(street, read);
            }
        }
        String name = (text(cells, Field.NAME) + " " + text(cells, Field.LAST_NAME)).strip();
        String number = text(cells, Field.PHONE).isEmpty() ? text(cells, Field.PHONE2) : text(cells, Field.PHONE);
        String phone = Cell.isMasked(number) ? number : Cell.phone(number, land);
        if (Cell.isWrecked(postcode)) {
            fault(order, Kind.POSTCODE_WRECKED, cells, Field.POSTCODE);
        }
        String zip = Cell.postcode(postcode, land);
        note(order, cells, Field.PHONE, number, phone);
        note(order, cells, Field.POSTCODE, postcode, zip);
        String cipher = text(cells, Field.CIPHER);
        boolean masked = Cell.isMaskedName(name) || Cell.isMasked(phone) || Cell.isMasked(street) || !cipher.isEmpty();
        boolean nothing = name.isEmpty() && phone.isEmpty() && whole.isEmpty() && order.format == Format.PINDUODUO;
        order.hidden = masked || nothing;
        if (order.hidden) {
            order.ciphertext = !cipher.isEmpty() ? cipher : ciphers(name, phone, street);
            name = Cell.isCipher(name) ? "" : name;
            phone = Cell.isCipher(phone) ? "" : phone;
            street = Cell.isCipher(street) ? "" : street;
        } else {
            need(order, cells, Field.NAME, name, Kind.NAME_MISSING);
            need(order, cells, Field.PHONE, phone, Kind.PHONE_MISSING);
            need(order, cells, Field.CITY, city, Kind.CITY_MISSING);
            need(order, cells, Field.STREET, street, Kind.STREET_MISSING);
            if (Cell.isWrecked(phone)) {
                fault(order, Kind.PHONE_WRECKED, cells, Field.PHONE);
            } else if (!phone.isEmpty() && !Phones.possible(land, phone)) {
                fault(order, Kind.PHONE_INVALID, cells, Field.PHONE);
            }
        }
        if (!land.matches("[A-Z]{2}")) {
            fault(order, Kind.COUNTRY_INVALID, cells, Field.COUNTRY);
        }
        order.shipTo = new Address(name, phone, land, province, city, district, street, zip);
    }

    private static String ciphers(String... texts) {
        return String.join(" ", java.util.Arrays.stream(texts).filter(Cell::isCipher).toList());
    }

    /** The street without province, city and district in front, however they are set apart. */
    private static String withoutRegion(String whole, Address region) {
        if (region.city().isEmpty()) {
            return whole;
        }
        String rest = whole;
        for (String part : List.of(region.province(), "省直辖县级行政区划", "自治区直辖县级行政区划", "市辖区", region.city(), "市辖区", "县", region.district())) {
            String bare = part.replaceAll("(省|市|特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区)$", "");
            for (String start : List.of(part, bare)) {
                if (start.length() > (part.equals("县") ? 9 : 1) && rest.startsWith(start)) {
                    rest = rest.substring(start.length()).replaceFirst("^[\\s,，]+", "");
                    break;
                }
            }
        }
        return rest.isBlank() ? region.street() : rest;
    }

    private void lines(ReadOrder order, Cells cells) {
        String packed = text(cells, Field.PACKED);
        if (!packed.isEmpty()) {
            for (Map<String, String> each : PackedLines.of(packed)) {
                line(order, cells, each.getOrDefault("sku", ""), each.getOrDefault("name", ""), each.getOrDefault("meta", ""),
                        each.getOrDefault("quantity", ""), each.getOrDefault("price", ""), each.getOrDefault("total", ""));
            }
            return;
        }
        if (order.format == Format.TAOBAO && cells.layout().format() == Format.TAOBAO) {
            return;
        }
        String sku = text(cells, Field.SKU);
        if (text(cells, Field.SHIPS).equalsIgnoreCase("false")) {
            order.faults.add(Fault.of(Kind.LINE_NOT_SHIPPED, cells.row(), label(cells, Field.SHIPS), sku));
            return;
        }
        String spec = text(cells, Field.SPEC);
        line(order, cells, sku, text(cells, Field.ITEM), spec.equals("无规格") ? "" : spec, text(cells, Field.QUANTITY),
                text(cells, Field.PRICE), text(cells, Field.LINE_TOTAL));
    }

    private void line(ReadOrder order, Cells cells, String sku, String item, String spec, String many, String price, String total) {
        boolean named = true;
        if (sku.isEmpty() && item.isEmpty()) {
            fault(order, Kind.SKU_MISSING, cells, Field.SKU);
            named = false;
        } else if (Cell.isWrecked(sku)) {
            fault(order, Kind.SKU_WRECKED, cells, Field.SKU);
            named = false;
        }
        boolean whole = named;
        var quantity = Cell.quantity(many);
        if (quantity.isEmpty()) {
            fault(order, many.isEmpty() ? Kind.QUANTITY_MISSING : Kind.QUANTITY_INVALID, cells, Field.QUANTITY);
            whole = false;
        }
        var asked = Cell.price(price);
        if (!price.isEmpty() && asked.isEmpty()) {
            fault(order, Kind.PRICE_INVALID, cells, Field.PRICE);
            whole = false;
        }
        if (whole) {
            BigDecimal unit = asked.or(() -> Cell.price(total).map(all ->
                    all.divide(BigDecimal.valueOf(quantity.get()), 2, RoundingMode.HALF_UP))).orElse(null);
            order.lines.add(new ReadLine(cells.row(), sku, item, spec, quantity.get(), unit));
        } else if (named) {
            order.uncounted.add(new ReadLine(cells.row(), sku, item, spec, 0, null));
        }
    }

    /** Where every row carries the address: two buyers under one number are two orders, and one is wrong. */
    private void sameBuyer(ReadOrder order, Cells cells) {
        String street = text(cells, Field.STREET).replaceAll("\\s*[\\r\\n]+\\s*", ", ");
        String name = (text(cells, Field.NAME) + " " + text(cells, Field.LAST_NAME)).strip();
        if (order.shipTo != null && !order.hidden && (!name.isEmpty() && !name.equals(order.shipTo.name())
                || !street.isEmpty() && !street.contains(order.shipTo.street()) && !order.shipTo.street().contains(street))) {
            fault(order, Kind.ADDRESS_DIFFERS, cells, Field.NAME);
        }
    }

    private void finish(ReadOrder order) {
        if (order.format == Format.TAOBAO && order.lines.isEmpty() && !order.has(Kind::leavesOut)) {
            if (order.kinds == 1 && order.pieces > 0) {
                order.lines.add(new ReadLine(order.firstRow(), "", order.titles, "", order.pieces, null));
            } else {
                order.faults.add(Fault.of(Kind.DETAIL_MISSING, order.firstRow(), "", order.titles));
            }
        }
        twice(order);
        if (order.lines.size() > OrderRules.LINES_MAX) {
            order.faults.add(Fault.of(Kind.LINES_TOO_MANY, order.firstRow(), "", "",
                    Map.of("max", Integer.toString(OrderRules.LINES_MAX))));
        }
        if (order.lines.isEmpty() && order.faults.stream()
                .allMatch(fault -> Kind.valueOf(fault.code()).isNote())) {
            order.faults.add(Fault.of(Kind.NOTHING_TO_SHIP, order.firstRow(), "", ""));
        }
    }

    /** The same line in several rows may be meant or copied: its pieces are added, and that is said. */
    private static void twice(ReadOrder order) {
        Map<ReadLine, List<ReadLine>> same = new LinkedHashMap<>();
        order.lines.forEach(line -> same.computeIfAbsent(new ReadLine(0, line.sku(), line.item(), line.spec(), line.quantity(), line.price()),
                key -> new ArrayList<>()).add(line));
        same.forEach((line, lines) -> {
            long first = lines.get(0).row();
            lines.stream().filter(each -> each.row() != first).reduce((one, later) -> later).ifPresent(last ->
                    order.faults.add(Fault.of(Kind.LINE_TWICE, last.row(), "", line.sku().isEmpty() ? line.item() : line.sku(),
                            Map.of("first", Rows.text(first), "pieces", Long.toString((long) line.quantity() * lines.size())))));
        });
    }

    /** A spreadsheet rounds a whole column: one number with zeros among others that have none was not rounded. */
    private static void finishNumbers(java.util.Collection<ReadOrder> orders) {
        if (orders.stream().anyMatch(order -> !order.guarded && Cell.isLong(order.number) && !Cell.isRounded(order.number))) {
            return;
        }
        orders.stream().filter(order -> !order.guarded && Cell.isRounded(order.number)).forEach(order ->
                order.faults.add(Fault.of(Kind.NUMBER_ROUNDED, order.firstRow(), "", order.number)));
    }

    private void need(ReadOrder order, Cells cells, Field field, String value, Kind kind) {
        if (value.isEmpty()) {
            fault(order, kind, cells, field);
        }
    }

    /** Says what was repaired, so that nobody wonders why the order shows another text than the file. */
    private void repaired(ReadOrder order, Cells cells, Field field) {
        if (!raw(cells, field).equals(text(cells, field))) {
            fault(order, Kind.CELL_REPAIRED, cells, field);
        }
    }

    private void note(ReadOrder order, Cells cells, Field field, String before, String after) {
        if (after.length() > before.length() && !before.isEmpty()) {
            order.faults.add(Fault.of(Kind.ZERO_RESTORED, cells.row(), label(cells, field), before, Map.of("now", after)));
        }
    }

    private void fault(ReadOrder order, Kind kind, Cells cells, Field field) {
        order.faults.add(Fault.of(kind, cells.row(), label(cells, field), raw(cells, field)));
    }

    private String text(Cells cells, Field field) {
        String raw = raw(cells, field);
        return Cell.text(field.narrow() ? Cell.narrow(raw) : raw);
    }

    private String raw(Cells cells, Field field) {
        String fixed = fixes.get(new Place(cells.row(), field));
        if (fixed != null) {
            return fixed;
        }
        for (String column : cells.layout().columns().getOrDefault(field, List.of())) {
            String cell = cells.table().cell(cells.line(), column);
            if (!cell.isEmpty()) {
                return cell;
            }
        }
        return "";
    }

    /** The column's name as the file has it. */
    private static String label(Cells cells, Field field) {
        List<String> columns = cells.layout().columns().getOrDefault(field, List.of());
        for (String column : columns) {
            for (String found : cells.table().header()) {
                if (Table.normal(found).equals(Table.normal(column))) {
                    return found;
                }
            }
        }
        return columns.isEmpty() ? "" : columns.get(0);
    }
}
