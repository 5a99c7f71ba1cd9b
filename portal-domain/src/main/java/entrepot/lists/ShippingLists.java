package entrepot.lists;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.lists.ListReader.Place;
import entrepot.lists.ShippingList.Format;
import entrepot.lists.ShippingList.Outcome;
import entrepot.lists.ShippingList.State;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.ordering.ChangeOrder;
import entrepot.ordering.OrderChanges;
import entrepot.ordering.OrderPermission;
import entrepot.ordering.OrderProblem;
import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.ordering.SubShopLimits;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.files.Files;
import entrepot.platform.files.Table;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Files of orders: read and checked at once, repaired in the page or outside, placed in the background. */
@UseCases
@ApplicationScoped
public class ShippingLists {

    /** Orders in one list. */
    public static final int ORDERS_MAX = 10_000;
    /** Files of one list: the orders, their lines, their addresses. */
    public static final int FILES_MAX = 6;
    static final String THING = "shipping-list";
    private static final int PAGE_MAX = 500;
    private static final int SAMPLES = 3;
    private static final int NUMBERS_SAID = 10;
    private static final Duration LOOKED_BACK = Duration.ofDays(30);
    /** How long after the first file a second one is still meant for it. */
    private static final Duration JOINED_WITHIN = Duration.ofDays(3);

    @Inject
    private ListRows rows;

    @Inject
    private Doctor doctor;

    @Inject
    private AliasRows aliases;

    @Inject
    private Orders orders;

    @Inject
    private OrderChanges changes;

    @Inject
    private SubShopLimits limits;

    @Inject
    private SubShops subShops;

    @Inject
    private Files files;

    @Inject
    private Numbering numbering;

    @Inject
    private BusinessClock clock;

    @Inject
    private History history;

    /**
     * A file as it comes in.
     *
     * @param encoding one of {@link Table#encodings()}, or empty to have it found
     */
    public record Upload(String name, byte[] bytes, String encoding) {
    }

    /** A row that was not placed, as it stood in the file, with the faults of its order. */
    public record RejectedRow(long row, List<String> cells, List<Fault> faults) {
        public RejectedRow {
            cells = List.copyOf(cells);
            faults = List.copyOf(faults);
        }
    }

    /** What a member downloads, repairs and uploads again. */
    public record Rejected(List<String> header, List<RejectedRow> rows) {
        public Rejected {
            header = List.copyOf(header);
            rows = List.copyOf(rows);
        }
    }

    /** A file of a list, for showing how it was read. */
    public record ReadFile(int no, String name, Format format, String encoding, String delimiter) {
    }

    /** A column of a file that nobody knows: some of what stands in it. */
    public record Column(String name, List<String> samples) {
        public Column {
            samples = List.copyOf(samples);
        }
    }

    /**
     * What a person says of a file that nobody knows.
     *
     * @param file   its number in the list
     * @param chosen what is likely or was said before: our field and the file's column
     */
    public record Mapping(int file, String fileName, List<Column> columns, Map<Field, String> chosen) {
        public Mapping {
            columns = List.copyOf(columns);
            chosen = Map.copyOf(chosen);
        }
    }

    /** A cell of a row that can be corrected. */
    public record EditableCell(long row, Field field, String value) {
    }

    /** An order with the cells that a person may correct: those of the order, and those of each line. */
    public record Editable(ListedOrder order, List<EditableCell> head, List<List<EditableCell>> lines) {
        public Editable {
            head = List.copyOf(head);
            lines = lines.stream().map(List::copyOf).toList();
        }
    }

    /** One file. @see #upload(Actor, String, List) */
    @Requires(OrderPermission.PLACE)
    public ShippingList upload(Actor actor, String subShopCode, String fileName, byte[] bytes) {
        return upload(actor, subShopCode, List.of(new Upload(fileName, bytes, "")));
    }

    /**
     * What became of files that came in.
     *
     * @param list      the list that they are in; of several, the one to which most addresses went
     * @param joined    codes of the lists to which addresses went by their orders' numbers; empty for other files
     * @param found     how many numbers of a file of addresses stand in these lists
     * @param unmatched the other numbers of it
     */
    public record Received(ShippingList list, List<String> joined, int found, List<String> unmatched) {
        public Received {
            joined = List.copyOf(joined);
            unmatched = List.copyOf(unmatched);
        }
    }

    /** @see #receive(Actor, String, List) */
    @Requires(OrderPermission.PLACE)
    public ShippingList upload(Actor actor, String subShopCode, List<Upload> uploads) {
        return receive(actor, subShopCode, uploads).list();
    }

    /**
     * Reads and checks files that belong together, keeps them with what was found, and places nothing. Taobao's lines go to
     * the newest list of the sub-shop that waits for them; addresses go to all its lists in which their numbers are not placed yet.
     *
     * @throws Problem SHOP_CLOSED; LIST_FILES_TOO_MANY, LIST_TOO_LONG; ADDRESSES_FIND_NO_ORDER; what {@link Table} and
     *                 {@link Files} refuse; NOT_FOUND for a sub-shop of another. A refused file leaves nothing behind
     */
    @Requires(OrderPermission.PLACE)
    public Received receive(Actor actor, String subShopCode, List<Upload> uploads) {
        SubShop shop = subShops.byCode(actor, subShopCode);
        if (!shop.isOpen()) {
            throw new Problem(OrderProblem.SHOP_CLOSED).with("subShop", shop.name());
        }
        if (uploads.isEmpty() || uploads.size() > FILES_MAX) {
            throw new Problem(ListProblem.LIST_FILES_TOO_MANY).with("max", FILES_MAX);
        }
        List<Table> tables = uploads.stream().map(upload -> ListFile.read(upload.bytes(), upload.encoding())).toList();
        boolean adds = true;
        boolean all = true;
        boolean known = true;
        List<ListReader.Sheet> addresses = new ArrayList<>();
        for (Table table : tables) {
            Optional<Layout> layout = doctor.layout(actor, shop, table);
            layout.filter(of -> of.format() == Format.ADDRESSES).ifPresent(of -> addresses.add(new ListReader.Sheet(table, of)));
            known &= layout.isPresent();
            adds &= layout.isPresent() && !layout.get().complete();
            all &= layout.isEmpty() || layout.get().complete();
        }
        if (addresses.size() == tables.size()) {
            return addresses(actor, shop, uploads, addresses);
        }
        Optional<ListRows.Kept> open = adds || all ? rows.newestChecked(actor, shop.id(), clock.now().minus(JOINED_WITHIN))
                .filter(kept -> waitsFor(actor, kept, tables.size())) : Optional.empty();
        boolean lonely = open.isPresent() && rows.files(actor, open.get().id()).stream()
                .allMatch(file -> file.format() == Format.TAOBAO_DETAIL || file.format() == Format.ADDRESSES);
        ListRows.Kept kept = open.isPresent() && adds != lonely ? rows.find(actor, open.get().list().code(), true).orElseThrow()
                : begun(actor, shop, uploads.get(0), tables.get(0), known ? State.CHECKED : State.MAPPING);
        add(actor, kept, stored(actor, uploads), tables);
        return new Received(get(actor, kept.list().code()), List.of(), 0, List.of());
    }

    private List<Files.StoredFile> stored(Actor actor, List<Upload> uploads) {
        return uploads.stream().map(upload -> files.keep(actor, name(upload.name()), upload.bytes())).toList();
    }

    private void add(Actor actor, ListRows.Kept kept, List<Files.StoredFile> stored, List<Table> tables) {
        int no = rows.files(actor, kept.id()).size();
        for (int i = 0; i < stored.size(); i++) {
            Files.StoredFile file = stored.get(i);
            rows.addFile(actor, kept.id(), new ListRows.ListedFile(++no, file.code(), file.name(), file.sha256(), Format.TEMPLATE,
                    tables.get(i).encoding(), Doctor.delimiter(tables.get(i))));
        }
        doctor.examine(actor, kept);
    }

    /** Addresses by number: the list is found by the number, not by its age. */
    private Received addresses(Actor actor, SubShop shop, List<Upload> uploads, List<ListReader.Sheet> sheets) {
        Set<String> numbers = doctor.reader(sheets, Map.of(), shop).numbers();
        Map<String, List<String>> holding = rows.holding(actor, shop.id(), numbers);
        List<String> joined = holding.keySet().stream().sorted(Comparator.comparingInt((String code) -> holding.get(code).size()).reversed()
                .thenComparing(Comparator.reverseOrder())).toList();
        Set<String> unmatched = new LinkedHashSet<>(numbers);
        holding.values().forEach(unmatched::removeAll);
        if (joined.isEmpty()) {
            throw new Problem(ListProblem.ADDRESSES_FIND_NO_ORDER).with("subShop", shop.name())
                    .with("numbers", String.join(", ", numbers.stream().limit(NUMBERS_SAID).toList()));
        }
        List<Files.StoredFile> stored = stored(actor, uploads);
        List<Table> tables = sheets.stream().map(ListReader.Sheet::table).toList();
        joined.stream().sorted().forEach(code -> add(actor, kept(actor, code, true), stored, tables));
        return new Received(get(actor, joined.get(0)), joined, numbers.size() - unmatched.size(), List.copyOf(unmatched));
    }

    private boolean waitsFor(Actor actor, ListRows.Kept kept, int more) {
        boolean missing = rows.orders(actor, kept.id(), EnumSet.of(Outcome.BAD, Outcome.WAITING_LABEL), 0, PAGE_MAX).stream()
                .anyMatch(order -> order.outcome() == Outcome.WAITING_LABEL || order.faults().stream().anyMatch(fault ->
                        fault.code().equals(Fault.Kind.DETAIL_MISSING.name()) || fault.code().equals(Fault.Kind.RECEIVER_MISSING.name())));
        return missing && rows.files(actor, kept.id()).size() + more <= FILES_MAX;
    }

    private ListRows.Kept begun(Actor actor, SubShop shop, Upload first, Table table, State state) {
        ShippingList list = new ShippingList(numbering.next("LST"), shop.organisation(), shop.code(), name(first.name()),
                Format.TEMPLATE, table.encoding(), Doctor.delimiter(table), state, actor.name(), clock.now(), null, null,
                null, Map.of(), null);
        rows.insert(actor, list, shop.id(), "");
        history.record(actor, THING, list.code(), null, state, "");
        return rows.find(actor, list.code(), true).orElseThrow();
    }

    /** @throws Problem NOT_FOUND for another member's list */
    @Requires(OrderPermission.VIEW)
    public ShippingList get(Actor actor, String code) {
        return kept(actor, code, false).list();
    }

    /** The same, or nothing where there is none or it is another member's. */
    @Requires(OrderPermission.VIEW)
    public Optional<ShippingList> find(Actor actor, String code) {
        return rows.find(actor, code, false).map(ListRows.Kept::list);
    }

    /** How its files were read. */
    @Requires(OrderPermission.VIEW)
    public List<ReadFile> files(Actor actor, String code) {
        return rows.files(actor, kept(actor, code, false).id()).stream().map(file ->
                new ReadFile(file.no(), file.name(), file.format(), file.encoding(), file.delimiter())).toList();
    }

    /** An earlier list of the sub-shop that brought the very same file; empty where there is none. */
    @Requires(OrderPermission.VIEW)
    public Optional<String> twin(Actor actor, String code) {
        return rows.twin(actor, kept(actor, code, false));
    }

    /** What a member still has to look at: how many lists, and since when. */
    public record Waiting(long count, Instant oldest) {
    }

    /** Lists that were checked and not placed, or of which something could not be placed, in the last 30 days. */
    @Requires(OrderPermission.PLACE)
    public Waiting waiting(Actor actor) {
        return rows.waiting(actor, clock.now().minus(LOOKED_BACK));
    }

    /** The newest first; {@code after} is the code of the last list of the page before, or null. */
    @Requires(OrderPermission.VIEW)
    public List<ShippingList> list(Actor actor, String after, int limit) {
        return rows.page(actor, after, Math.max(1, Math.min(limit, PAGE_MAX)));
    }

    /** The orders of a list by number, from the one after {@code after}. */
    @Requires(OrderPermission.VIEW)
    public List<ListedOrder> orders(Actor actor, String code, Set<Outcome> outcomes, int after, int limit) {
        return rows.orders(actor, kept(actor, code, false).id(), outcomes, after, Math.max(1, Math.min(limit, PAGE_MAX)));
    }

    /** For how long a list has been placed by now; nothing for one that never was. */
    @Requires(OrderPermission.VIEW)
    public Duration placingFor(Actor actor, String code) {
        Instant since = kept(actor, code, false).list().placingAt();
        return since == null ? Duration.ZERO : Duration.between(since, clock.now());
    }

    /**
     * Why placing does not go on.
     *
     * @param times  how often in a row
     * @param nextAt when it is tried again, by real time
     */
    public record Trouble(int times, Fault why, Instant nextAt) {
    }

    /** What made placing fail when the list had its last turn; empty where it did not. */
    @Requires(OrderPermission.VIEW)
    public Optional<Trouble> trouble(Actor actor, String code) {
        return rows.trouble(actor, kept(actor, code, false).id());
    }

    /** How many of the ready orders a sum pays for, in the order in which they would be placed. */
    @Requires(OrderPermission.VIEW)
    public int payable(Actor actor, String code, Money available) {
        int payable = 0;
        Money left = available;
        for (Money each : rows.readyTotals(actor, kept(actor, code, false).id())) {
            if (!each.currency().equals(left.currency()) || each.minor() > left.minor()) {
                break;
            }
            left = left.minus(each);
            payable++;
        }
        return payable;
    }

    /**
     * What the sub-shop's limits let through.
     *
     * @param day  the limits and what was ordered today
     * @param fits how many of the ready orders are still within them
     */
    public record Allowance(SubShopLimits.Day day, int fits) {
    }

    /** How many of the ready orders the sub-shop may still order today; empty where it has no limits. */
    @Requires(OrderPermission.VIEW)
    public Optional<Allowance> allowance(Actor actor, String code) {
        ListRows.Kept kept = kept(actor, code, false);
        return limits.today(actor, kept.list().subShopCode())
                .map(day -> new Allowance(day, day.fits(rows.readyTotals(actor, kept.id()))));
    }

    /** What can be said of the first file of a list that nobody knows yet; empty where all are known. */
    @Requires(OrderPermission.PLACE)
    public Optional<Mapping> mapping(Actor actor, String code) {
        ListRows.Kept kept = kept(actor, code, false);
        SubShop shop = subShops.get(actor, kept.subShop());
        List<ListRows.ListedFile> all = rows.files(actor, kept.id());
        for (ListRows.ListedFile file : all) {
            if (file.format() == Format.MAPPED) {
                Table table = Table.read(files.get(actor, file.code()).bytes(), file.encoding());
                List<Column> columns = new ArrayList<>();
                for (String name : table.header()) {
                    if (!name.isBlank()) {
                        columns.add(new Column(name, table.lines().stream().map(line -> table.cell(line, name))
                                .filter(cell -> !cell.isEmpty()).distinct().limit(SAMPLES)
                                .map(cell -> cell.length() > 60 ? cell.substring(0, 60) + "…" : cell).toList()));
                    }
                }
                return Optional.of(new Mapping(file.no(), file.name(), columns,
                        doctor.mapping(actor, shop, table).orElseGet(() -> Layout.guess(table))));
            }
        }
        return Optional.empty();
    }

    /**
     * Says which column of a file means what; remembered for files with the same header from the same sub-shop.
     *
     * @throws Problem MAPPING_INCOMPLETE where order number, quantity, or both of SKU and title have no column
     */
    @Requires(OrderPermission.PLACE)
    public ShippingList map(Actor actor, String code, int file, Map<Field, String> columns) {
        ListRows.Kept kept = workable(actor, code);
        ListRows.ListedFile of = rows.files(actor, kept.id()).stream().filter(f -> f.no() == file).findFirst()
                .orElseThrow(() -> Problem.notFound("file", code));
        Table table = Table.read(files.get(actor, of.code()).bytes(), of.encoding());
        Map<Field, String> known = new EnumMap<>(Field.class);
        columns.forEach((field, column) -> {
            if (column != null && !column.isBlank()) {
                table.require(column);
                known.put(field, column);
            }
        });
        List<String> missing = new ArrayList<>();
        for (Field needed : List.of(Field.NUMBER, Field.QUANTITY)) {
            if (!known.containsKey(needed)) {
                missing.add(needed.name());
            }
        }
        if (!known.containsKey(Field.SKU) && !known.containsKey(Field.ITEM)) {
            missing.add(Field.SKU.name());
        }
        if (!missing.isEmpty()) {
            throw new Problem(ListProblem.MAPPING_INCOMPLETE).with("fields", String.join(", ", missing));
        }
        aliases.map(actor, kept.subShop(), Doctor.fingerprint(table), Json.of(known.entrySet().stream()
                .map(each -> new Doctor.MappedColumn(each.getKey(), each.getValue())).toList()), clock.now());
        doctor.examine(actor, kept);
        return get(actor, code);
    }

    /** Reads a file of a list with another encoding than was found. @throws Problem CSV_ENCODING_UNKNOWN where it does not fit */
    @Requires(OrderPermission.PLACE)
    public ShippingList readAs(Actor actor, String code, int file, String encoding) {
        ListRows.Kept kept = workable(actor, code);
        ListRows.ListedFile of = rows.files(actor, kept.id()).stream().filter(f -> f.no() == file).findFirst()
                .orElseThrow(() -> Problem.notFound("file", code));
        Table table = Table.read(files.get(actor, of.code()).bytes(), encoding);
        rows.readAs(actor, kept.id(), file, of.format(), table.encoding(), Doctor.delimiter(table));
        doctor.examine(actor, kept);
        return get(actor, code);
    }

    /** An order with the cells that can be corrected. @throws Problem NOT_FOUND */
    @Requires(OrderPermission.PLACE)
    public Editable editable(Actor actor, String code, int no) {
        ListRows.Kept kept = kept(actor, code, false);
        ListedOrder order = rows.order(actor, kept.id(), no).orElseThrow(() -> Problem.notFound("order", Integer.toString(no)));
        return new Cells(sheets(actor, kept), rows.fixes(actor, kept.id())).of(order);
    }

    /** The cells of several orders, as {@link #editable}. */
    @Requires(OrderPermission.PLACE)
    public List<Editable> editable(Actor actor, String code, int after, int limit) {
        ListRows.Kept kept = kept(actor, code, false);
        Cells cells = new Cells(sheets(actor, kept), rows.fixes(actor, kept.id()));
        return rows.orders(actor, kept.id(), EnumSet.of(Outcome.BAD, Outcome.REFUSED, Outcome.WAITING_LABEL), after, Math.max(1, Math.min(limit, PAGE_MAX)))
                .stream().map(cells::of).toList();
    }

    /** Takes corrected cells in place of what the files have there, and checks the list again. */
    @Requires(OrderPermission.PLACE)
    public ShippingList correct(Actor actor, String code, List<EditableCell> corrected) {
        ListRows.Kept kept = workable(actor, code);
        for (EditableCell cell : corrected) {
            if (cell.field().byHand()) {
                rows.fix(actor, kept.id(), new Place(cell.row(), cell.field()), text(cell.value()), clock.now());
            }
        }
        doctor.examine(actor, kept);
        return get(actor, code);
    }

    private static String text(String value) {
        String text = value == null ? "" : value.strip();
        if (text.length() > Table.CELL_MAX || text.indexOf('\0') >= 0) {
            throw Problem.invalid("value", "");
        }
        return text;
    }

    /** Checks a list again: the catalogue, a price or an alias may have changed. */
    @Requires(OrderPermission.PLACE)
    public ShippingList check(Actor actor, String code) {
        doctor.examine(actor, workable(actor, code));
        return get(actor, code);
    }

    private ListRows.Kept workable(Actor actor, String code) {
        ListRows.Kept kept = kept(actor, code, true);
        if (kept.list().state() == State.DISCARDED) {
            throw new Problem(ListProblem.LIST_DISCARDED).with("list", code);
        }
        if (kept.list().state() == State.PLACING) {
            throw new Problem(ListProblem.LIST_BEING_PLACED).with("list", code);
        }
        return kept;
    }

    /**
     * Lets the orders that are ready be placed in the background; on a list that is done, those
     * that were refused or became dearer get another turn. Asking twice is harmless.
     *
     * @throws Problem LIST_NOTHING_TO_PLACE, LIST_DISCARDED, LIST_NOT_MAPPED
     */
    @Requires(OrderPermission.PLACE)
    public ShippingList place(Actor actor, String code) {
        ListRows.Kept kept = kept(actor, code, true);
        ShippingList list = kept.list();
        if (list.state() == State.PLACING) {
            return list;
        }
        if (list.state() == State.DISCARDED) {
            throw new Problem(ListProblem.LIST_DISCARDED).with("list", code);
        }
        if (list.state() == State.MAPPING) {
            throw new Problem(ListProblem.LIST_NOT_MAPPED).with("list", code);
        }
        if (list.ready() == 0 && list.again() == 0) {
            throw new Problem(ListProblem.LIST_NOTHING_TO_PLACE).with("list", code);
        }
        State.TRANSITIONS.check(list.state(), State.PLACING);
        rows.again(actor, kept.id());
        rows.move(actor, kept.id(), State.PLACING, clock.now(), null);
        history.record(actor, THING, code, list.state(), State.PLACING, "");
        return get(actor, code);
    }

    /**
     * Does to an order that was placed what the file says now: cancels it, or changes its address and lines. Who places
     * lists but may not do that to a single order may not do it here.
     *
     * @throws Problem NOT_PERMITTED to who may not cancel; as {@link Orders#cancel} and {@link OrderChanges#change} refuse it; NOT_FOUND
     */
    @Requires(OrderPermission.CHANGE)
    public void follow(Actor actor, String code, int no) {
        ListRows.Kept kept = kept(actor, code, true);
        ListedOrder order = rows.order(actor, kept.id(), no).filter(each -> each.outcome() == Outcome.DIFFERS)
                .orElseThrow(() -> Problem.notFound("order", Integer.toString(no)));
        Set<String> said = order.faults().stream().map(fault -> fault.details().getOrDefault("what", ""))
                .collect(Collectors.toSet());
        String why = kept.list().code();
        if (said.contains(Differences.Proposal.CANCEL.name())) {
            actor.require(OrderPermission.CANCEL);
            orders.cancel(actor, order.orderCode(), why);
        } else {
            PlaceOrder now = rows.command(actor, kept.id(), no).orElseThrow(() -> Problem.notFound("order", Integer.toString(no)));
            changes.change(actor, order.orderCode(), new ChangeOrder(
                    said.contains(Differences.Proposal.ADDRESS.name()) ? now.shipTo() : null,
                    said.contains(Differences.Proposal.LINES.name()) ? now.lines() : null, null, null, why, null));
        }
        rows.followed(actor, kept.id(), no);
    }

    /** What the file says now of an order that was placed is dealt with: done, or left as it is. @throws Problem NOT_FOUND */
    @Requires(OrderPermission.PLACE)
    public void followed(Actor actor, String code, int no) {
        ListRows.Kept kept = kept(actor, code, true);
        rows.order(actor, kept.id(), no).filter(order -> order.outcome() == Outcome.DIFFERS)
                .orElseThrow(() -> Problem.notFound("order", Integer.toString(no)));
        rows.followed(actor, kept.id(), no);
    }

    /** Puts a list away that nobody means to place. */
    @Requires(OrderPermission.PLACE)
    public ShippingList discard(Actor actor, String code) {
        ListRows.Kept kept = kept(actor, code, true);
        if (kept.list().state() != State.DISCARDED) {
            if (!State.TRANSITIONS.allows(kept.list().state(), State.DISCARDED)) {
                throw new Problem(ListProblem.LIST_BEING_PLACED).with("list", code);
            }
            rows.move(actor, kept.id(), State.DISCARDED, null, null);
            history.record(actor, THING, code, kept.list().state(), State.DISCARDED, "");
        }
        return get(actor, code);
    }

    /** The list's time line. @throws Problem NOT_FOUND for another member's list */
    @Requires(OrderPermission.VIEW)
    public List<History.Change> history(Actor actor, String code) {
        return history.of(actor, THING, get(actor, code).code());
    }

    /**
     * The rows of all orders that were not placed, as they were corrected, with the reasons: in the file's columns where it was one
     * and has a column for each correction, else in those of our template. Either can be uploaded again.
     */
    @Requires(OrderPermission.VIEW)
    public Rejected rejected(Actor actor, String code) {
        ListRows.Kept kept = kept(actor, code, false);
        List<ListedOrder> orders = rejectedOrders(actor, kept);
        List<ListReader.Sheet> sheets = sheets(actor, kept);
        Cells cells = new Cells(sheets, rows.fixes(actor, kept.id()));
        if (sheets.size() != 1 || !cells.fitTheFile()) {
            return cells.rejected(orders);
        }
        Map<Long, List<Fault>> faults = new HashMap<>();
        orders.forEach(order -> order.rows().forEach(row -> faults.put(row, order.faults())));
        List<RejectedRow> rejected = new ArrayList<>();
        Table table = sheets.get(0).table();
        for (Table.Line line : table.lines()) {
            List<Fault> of = faults.get(line.number());
            if (of != null) {
                rejected.add(new RejectedRow(line.number(), cells.corrected(line), of.stream()
                        .filter(fault -> fault.row() == line.number() || fault.row() == 0
                                || of.stream().noneMatch(other -> other.row() == line.number())).toList()));
            }
        }
        return new Rejected(table.header(), rejected);
    }

    private List<ListedOrder> rejectedOrders(Actor actor, ListRows.Kept kept) {
        List<ListedOrder> all = new ArrayList<>();
        List<ListedOrder> page;
        int after = 0;
        do {
            page = rows.orders(actor, kept.id(), EnumSet.of(Outcome.BAD, Outcome.REFUSED, Outcome.LEFT_OUT, Outcome.PRICE_CHANGED),
                    after, PAGE_MAX);
            all.addAll(page);
            after = page.isEmpty() ? after : page.get(page.size() - 1).no();
        } while (page.size() == PAGE_MAX);
        return all;
    }

    /** The list's tables with their layouts; a file that nobody knows is read by our template's names. */
    private List<ListReader.Sheet> sheets(Actor actor, ListRows.Kept kept) {
        SubShop shop = subShops.get(actor, kept.subShop());
        List<ListReader.Sheet> sheets = new ArrayList<>();
        for (ListRows.ListedFile file : rows.files(actor, kept.id())) {
            Table table = Table.read(files.get(actor, file.code()).bytes(), file.encoding());
            sheets.add(new ListReader.Sheet(table, doctor.layout(actor, shop, table)
                    .orElseGet(() -> Layout.of(Format.MAPPED, new LinkedHashMap<>()))));
        }
        return sheets;
    }

    private ListRows.Kept kept(Actor actor, String code, boolean locked) {
        return rows.find(actor, code, locked).orElseThrow(() -> Problem.notFound(THING, code));
    }

    private static String name(String fileName) {
        String name = fileName == null ? "" : fileName.replaceAll("[\\p{Cntrl}/\\\\]", "_").strip();
        return name.isEmpty() ? "list.csv" : name.length() > 120 ? name.substring(name.length() - 120) : name;
    }
}
