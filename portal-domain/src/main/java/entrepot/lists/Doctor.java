package entrepot.lists;

import entrepot.kernel.Problem;
import entrepot.lists.ListReader.ReadOrder;
import entrepot.lists.ListReader.Sheet;
import entrepot.lists.ShippingList.Format;
import entrepot.lists.ShippingList.State;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.platform.access.Actor;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.files.Files;
import entrepot.platform.files.Table;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Examines a list: its files are read with the corrections made in the page, and every order is checked. What comes of it depends
 * on nothing else, so a list can be examined again whenever something changed that it waits for.
 */
@ApplicationScoped
class Doctor {

    /** Lists that are examined again at once when an alias or a label comes. */
    static final int TOGETHER_MAX = 20;
    /** Corrected lists that are read again to see whether a file says the same as then. */
    private static final int CORRECTED_MAX = 5;

    @Inject
    private ListRows rows;

    @Inject
    private ListCheck check;

    @Inject
    private AliasRows aliases;

    @Inject
    private SubShops subShops;

    @Inject
    private Files files;

    @Inject
    private BusinessClock clock;

    @Inject
    private Transactions transactions;

    @Inject
    private History history;

    /** How a header is remembered: its columns' names, in their order. */
    static String fingerprint(Table table) {
        return Tokens.sha256(table.header().stream().map(Table::normal).collect(Collectors.joining("\n")).getBytes(StandardCharsets.UTF_8));
    }

    /** What a table is, by its header or by what somebody said of such a header before; empty where nobody knows. */
    Optional<Layout> layout(Actor actor, SubShop shop, Table table) {
        return mapping(actor, shop, table).map(columns -> Layout.of(Format.MAPPED, columns)).or(() -> Layout.of(table));
    }

    /** What somebody said of such a header before. */
    Optional<Map<Field, String>> mapping(Actor actor, SubShop shop, Table table) {
        return aliases.mapping(actor, shop.id(), fingerprint(table)).map(Doctor::columns);
    }

    private static Map<Field, String> columns(Json json) {
        Map<Field, String> columns = new EnumMap<>(Field.class);
        json.asListOf(MappedColumn.class).forEach(each -> columns.put(each.field(), each.column()));
        return columns;
    }

    /** A field and the column that holds it, as a mapping is kept. */
    record MappedColumn(Field field, String column) {
    }

    /** Reads and checks a list anew. A list of which a file is not known yet waits for its columns to be named. */
    void examine(Actor actor, ListRows.Kept kept) {
        SubShop shop = subShops.get(actor, kept.subShop());
        List<Sheet> sheets = new ArrayList<>();
        boolean unknown = false;
        for (ListRows.ListedFile file : rows.files(actor, kept.id())) {
            Table table = Table.read(files.get(actor, file.code()).bytes(), file.encoding());
            Optional<Layout> layout = layout(actor, shop, table);
            Format format = layout.map(Layout::format).orElse(Format.MAPPED);
            rows.readAs(actor, kept.id(), file.no(), format, table.encoding(), delimiter(table));
            unknown |= layout.isEmpty();
            layout.ifPresent(known -> sheets.add(new Sheet(table, known)));
        }
        State state = kept.list().state();
        if (unknown) {
            to(actor, kept, state, State.MAPPING);
            return;
        }
        List<ReadOrder> read = reader(sheets, rows.fixes(actor, kept.id()), shop).orders();
        if (read.size() > ShippingLists.ORDERS_MAX) {
            throw new Problem(ListProblem.LIST_TOO_LONG).with("orders", read.size()).with("max", ShippingLists.ORDERS_MAX);
        }
        rows.replace(actor, kept, check.check(actor, shop, read, asCorrectedBefore(actor, kept, shop, read)), clock.now());
        to(actor, kept, state, state == State.MAPPING ? State.CHECKED : state);
    }

    /** What the files said, uncorrected, from which orders of these numbers were placed after a correction. */
    private Map<String, ReadOrder> asCorrectedBefore(Actor actor, ListRows.Kept kept, SubShop shop, List<ReadOrder> read) {
        List<String> numbers = read.stream().map(order -> order.number).filter(number -> !number.isEmpty()).toList();
        Map<String, ReadOrder> before = new HashMap<>();
        for (ListRows.Kept other : rows.corrected(actor, kept, numbers, CORRECTED_MAX)) {
            List<Sheet> sheets = new ArrayList<>();
            for (ListRows.ListedFile file : rows.files(actor, other.id())) {
                Table table = Table.read(files.get(actor, file.code()).bytes(), file.encoding());
                layout(actor, shop, table).ifPresent(known -> sheets.add(new Sheet(table, known)));
            }
            if (!sheets.isEmpty()) {
                reader(sheets, Map.of(), shop).orders().forEach(order -> before.putIfAbsent(order.number, order));
            }
        }
        return before;
    }

    ListReader reader(List<Sheet> sheets, Map<ListReader.Place, String> fixes, SubShop shop) {
        return new ListReader(sheets, fixes, transactions.tenant().country(), shop.currency(), transactions.tenant().zone());
    }

    private void to(Actor actor, ListRows.Kept kept, State from, State to) {
        if (from != to) {
            State.TRANSITIONS.check(from, to);
            rows.move(actor, kept.id(), to, null, null);
            history.record(actor, ShippingLists.THING, kept.list().code(), from, to, "");
        }
    }

    /** Examines the lists of a sub-shop again in which something waits: an alias, a label or an address has come. */
    int examineWaiting(Actor actor, SubShop shop) {
        List<ListRows.Kept> waiting = rows.waitingIn(actor, shop.id(), TOGETHER_MAX);
        waiting.forEach(kept -> examine(actor, kept));
        return waiting.size();
    }

    static String delimiter(Table table) {
        return switch (table.delimiter()) {
            case '\0' -> "";
            case '\t' -> "TAB";
            default -> String.valueOf(table.delimiter());
        };
    }
}
