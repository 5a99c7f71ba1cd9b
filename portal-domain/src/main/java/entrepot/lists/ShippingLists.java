package entrepot.lists;

import entrepot.ordering.OrderPermission;
import entrepot.ordering.OrderProblem;
import entrepot.kernel.Problem;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.lists.ShippingList.Outcome;
import entrepot.lists.ShippingList.State;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.files.Table;
import entrepot.platform.files.Files;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Files of orders: read and checked at once, placed order by order in the background. */
@UseCases
@ApplicationScoped
public class ShippingLists {

    /** Orders in one file. */
    public static final int ORDERS_MAX = 5_000;
    static final String THING = "shipping-list";
    private static final int PAGE_MAX = 500;
    private static final Duration LOOKED_BACK = Duration.ofDays(30);

    @Inject
    private ListRows rows;

    @Inject
    private ListCheck check;

    @Inject
    private SubShops subShops;

    @Inject
    private Files files;

    @Inject
    private Numbering numbering;

    @Inject
    private BusinessClock clock;

    @Inject
    private Transactions transactions;

    @Inject
    private History history;

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

    /**
     * Reads and checks a file, keeps it with what was found, and places nothing.
     *
     * @throws Problem SHOP_CLOSED; LIST_NOT_RECOGNISED, CSV_NOT_A_TABLE, LIST_TOO_LONG; what {@link Table} and
     *                 {@link Files} refuse; NOT_FOUND for a sub-shop of another. A refused file leaves nothing behind
     */
    @Requires(OrderPermission.PLACE)
    public ShippingList upload(Actor actor, String subShopCode, String fileName, byte[] bytes) {
        SubShop subShop = subShops.byCode(actor, subShopCode);
        if (!subShop.isOpen()) {
            throw new Problem(OrderProblem.SHOP_CLOSED).with("subShop", subShop.name());
        }
        Table table = ListFile.read(bytes);
        ListReader reader = new ListReader(table, transactions.tenant().country(), subShop.currency(),
                transactions.tenant().zone());
        List<ListReader.ReadOrder> read = reader.orders();
        if (read.size() > ORDERS_MAX) {
            throw new Problem(ListProblem.LIST_TOO_LONG).with("orders", read.size()).with("max", ORDERS_MAX);
        }
        List<ListRows.Checked> checked = check.check(actor, subShop, read);
        Files.StoredFile file = files.keep(actor, name(fileName), bytes);
        ShippingList list = new ShippingList(numbering.next("LST"), subShop.organisation(), subShop.code(), file.name(),
                reader.format(), table.encoding(), delimiter(table.delimiter()), State.CHECKED, actor.name(),
                clock.now(), null, null, 0, 0, 0, 0, 0, null);
        rows.insert(actor, list, subShop.id(), file.code(), checked);
        history.record(actor, THING, list.code(), null, State.CHECKED, "");
        return get(actor, list.code());
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

    /**
     * Lets the orders that are ready be placed, one after the other in the background; on a list that is done, those
     * that were refused get another turn. Asking twice is harmless.
     *
     * @throws Problem LIST_NOTHING_TO_PLACE, LIST_DISCARDED
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
        if (list.ready() == 0 && list.refused() == 0) {
            throw new Problem(ListProblem.LIST_NOTHING_TO_PLACE).with("list", code);
        }
        State.TRANSITIONS.check(list.state(), State.PLACING);
        rows.again(actor, kept.id());
        rows.move(actor, kept.id(), State.PLACING, clock.now(), null);
        history.record(actor, THING, code, list.state(), State.PLACING, "");
        return get(actor, code);
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

    /** The rows of all orders that were not placed, as they stood in the file, with the reasons. */
    @Requires(OrderPermission.VIEW)
    public Rejected rejected(Actor actor, String code) {
        ListRows.Kept kept = kept(actor, code, false);
        Table table = ListFile.read(files.get(actor, kept.fileCode()).bytes());
        Map<Long, List<Fault>> faults = new HashMap<>();
        List<ListedOrder> orders;
        int after = 0;
        do {
            orders = rows.orders(actor, kept.id(), EnumSet.of(Outcome.BAD, Outcome.REFUSED, Outcome.LEFT_OUT), after,
                    PAGE_MAX);
            for (ListedOrder order : orders) {
                order.rows().forEach(row -> faults.put(row, order.faults()));
                after = order.no();
            }
        } while (orders.size() == PAGE_MAX);
        List<RejectedRow> rejected = new ArrayList<>();
        for (Table.Line line : table.lines()) {
            List<Fault> of = faults.get(line.number());
            if (of != null) {
                rejected.add(new RejectedRow(line.number(), line.cells(), of.stream()
                        .filter(fault -> fault.row() == line.number() || fault.row() == 0
                                || of.stream().noneMatch(other -> other.row() == line.number())).toList()));
            }
        }
        return new Rejected(table.header(), rejected);
    }

    private ListRows.Kept kept(Actor actor, String code, boolean locked) {
        return rows.find(actor, code, locked).orElseThrow(() -> Problem.notFound(THING, code));
    }

    private static String name(String fileName) {
        String name = fileName == null ? "" : fileName.replaceAll("[\\p{Cntrl}/\\\\]", "_").strip();
        return name.isEmpty() ? "list.csv" : name.length() > 120 ? name.substring(name.length() - 120) : name;
    }

    private static String delimiter(char delimiter) {
        return delimiter == '\0' ? "" : delimiter == '\t' ? "TAB" : String.valueOf(delimiter);
    }
}
