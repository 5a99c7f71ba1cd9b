package entrepot.inventory;

import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.files.Table;
import entrepot.platform.files.FileProblem;
import entrepot.platform.files.Files;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A dealer's stock by file or API: absolute numbers of what lies there, set-aside pieces included. Checked whole before anything
 * is booked; then each good row is taken, or all or none, as the sender says. Headquarters' goods become one
 * proposal with all of its differences.
 */
@ApplicationScoped
@UseCases
public class StockUploads {

    /** Rows of a file at most. */
    public static final int ROWS_MAX = 20_000;
    /** Lines of one call at most. */
    public static final int LINES_MAX = 1_000;
    private static final int LIST_MAX = 200;
    private static final Duration SAME_FILE = Duration.ofDays(1);
    private static final String REASON = "stock";
    private static final Set<String> OWN = Set.of("", "own", "yes", "true", "1", "自有", "propio");
    private static final Set<String> CONSIGNED = Set.of("consigned", "headquarters", "hq", "no", "false", "0", "寄售", "总部",
            "consignado", "central");

    @Inject
    private Sql sql;

    @Inject
    private BusinessClock clock;

    @Inject
    private Numbering numbering;

    @Inject
    private Idempotency idempotency;

    @Inject
    private Files files;

    @Inject
    private Warehouses warehouses;

    @Inject
    private Variants variants;

    @Inject
    private Piles piles;

    @Inject
    private ShelfPlaces places;

    @Inject
    private StockDifferences differences;

    /**
     * A row as it came in.
     *
     * @param whose as it was written
     * @param shelf where it lies; null or empty to leave that as it is
     */
    public record Said(long number, String sku, String quantity, String whose, String shelf) {

        public Said(long number, String sku, String quantity, String whose) {
            this(number, sku, quantity, whose, null);
        }
    }

    /** A row that was understood. */
    private record Wanted(int at, VariantId variant, OrganisationId owner, int counted) {
    }

    /**
     * A file with the columns sku, quantity and, if need be, whose and shelf. The same file for the same warehouse within a day, with
     * nothing said in between, answers what became of it the first time.
     *
     * @throws Problem a refusal of the file as a whole: not a table, no such column, too long
     */
    @Requires(InventoryPermission.CHANGE)
    public StockUpload upload(Actor actor, String warehouse, String fileName, byte[] bytes, StockUpload.Mode mode) {
        Warehouse there = warehouses.byCode(actor, warehouse);
        if (bytes.length == 0) {
            throw new Problem(FileProblem.FILE_EMPTY).with("name", fileName);
        }
        String print = mode + " " + Tokens.sha256(bytes);
        Optional<String> before = sql.first("""
                select code from stock_upload u
                 where tenant_id = ? and warehouse_id = ? and sha256 = ? and at > ?
                   and id = (select max(id) from stock_upload l where l.tenant_id = u.tenant_id and l.warehouse_id = u.warehouse_id)""",
                row -> row.text("code"), actor.tenant(), there.id(), print, clock.now().minus(SAME_FILE));
        if (before.isPresent()) {
            return get(actor, before.get());
        }
        List<Said> rows = read(bytes);
        files.keep(actor, fileName, bytes);
        return apply(actor, there, rows, StockUpload.Source.FILE, mode, fileName, print);
    }

    /** The rows of a file that names SKUs and quantities. */
    @Requires(InventoryPermission.CHANGE)
    public List<Pieces> counted(Actor actor, byte[] bytes) {
        List<Pieces> pieces = new ArrayList<>();
        for (Said said : read(bytes)) {
            Integer number = number(said.quantity());
            if (number == null) {
                throw Problem.invalid("quantity", said.number() + ": " + said.quantity());
            }
            pieces.add(new Pieces(said.sku(), number));
        }
        return pieces;
    }

    private static List<Said> read(byte[] bytes) {
        Table table = Table.read(bytes);
        String[] sku = {"sku", "variant sku", "货号", "商家编码", "código", "codigo"};
        String[] quantity = {"quantity", "qty", "on hand", "stock", "数量", "库存", "cantidad", "existencias"};
        String[] whose = {"whose", "owner", "归属", "de quién"};
        String[] shelf = {"shelf", "bin", "location", "货位", "库位", "estante", "ubicación"};
        table.require(sku);
        table.require(quantity);
        if (table.lines().size() > ROWS_MAX) {
            throw new Problem(InventoryProblem.TOO_MANY_LINES).with("max", ROWS_MAX);
        }
        return table.lines().stream().filter(l -> l.cells().stream().anyMatch(c -> !c.isBlank()))
                .map(l -> new Said(l.number(), table.cell(l, sku), table.cell(l, quantity), table.cell(l, whose),
                        table.cell(l, shelf))).toList();
    }

    /**
     * The same by the API, at most {@value #LINES_MAX} lines.
     *
     * @param warehouse its code; may be left out by who has one only
     * @param key makes it safe to repeat
     * @throws Problem TOO_MANY_LINES, NO_LINES, KEY_MISSING, KEY_REUSED
     */
    @Requires(InventoryPermission.CHANGE)
    public StockUpload say(Actor actor, String warehouse, List<Said> rows, StockUpload.Mode mode, String key) {
        Warehouse there = place(actor, warehouse);
        if (rows.isEmpty()) {
            throw new Problem(InventoryProblem.NO_LINES);
        }
        if (rows.size() > LINES_MAX) {
            throw new Problem(InventoryProblem.TOO_MANY_LINES).with("max", LINES_MAX);
        }
        record Command(String warehouse, List<Said> rows, StockUpload.Mode mode) {
        }
        record Answer(String code) {
        }
        Answer answer = idempotency.once(actor, "stock.say", key, new Command(there.code(), rows, mode), Answer.class,
                () -> new Answer(apply(actor, there, rows, StockUpload.Source.API, mode, "", "").code()));
        return get(actor, answer.code());
    }

    private Warehouse place(Actor actor, String warehouse) {
        if (warehouse != null && !warehouse.isBlank()) {
            return warehouses.byCode(actor, warehouse);
        }
        List<Warehouse> all = warehouses.list(actor);
        if (all.size() != 1) {
            throw Problem.missing("warehouse");
        }
        return all.get(0);
    }

    private StockUpload apply(Actor actor, Warehouse there, List<Said> rows, StockUpload.Source source, StockUpload.Mode mode,
                              String fileName, String print) {
        String code = numbering.next("STU");
        StockUpload.Row[] result = new StockUpload.Row[rows.size()];
        List<Wanted> wanted = understood(actor, there, rows, result);
        boolean each = mode == StockUpload.Mode.EACH_ROW;
        List<Wanted> own = wanted.stream().filter(w -> Piles.isAlone(actor, there, w.owner())).toList();
        List<Wanted> proposed = wanted.stream().filter(w -> !Piles.isAlone(actor, there, w.owner())).toList();
        boolean spoiled = !each && wanted.size() < rows.size();
        Map<Piles.Key, Piles.Booked> booked = spoiled ? Map.of() : piles.book(actor, new Piles.Booking(there, Piles.Rule.COUNTED,
                Movement.Reason.COUNTED, code, clock.now(), each),
                own.stream().map(w -> new Piles.Change(w.variant(), w.owner(), w.counted())).toList()).stream()
                .collect(Collectors.toMap(b -> new Piles.Key(there.id(), b.variant(), b.owner()), Function.identity()));
        boolean refused = booked.values().stream().anyMatch(Piles.Booked::refused);
        boolean nothing = spoiled || !each && refused;
        for (Wanted w : own) {
            Said said = rows.get(w.at());
            Piles.Booked b = booked.get(new Piles.Key(there.id(), w.variant(), w.owner()));
            boolean short_ = b != null && b.refused();
            result[w.at()] = new StockUpload.Row(said.number(), said.sku(), said.quantity(), true,
                    short_ ? StockUpload.Outcome.LEFT_OUT : nothing ? StockUpload.Outcome.WITH_THE_OTHERS
                            : b.difference() == 0 ? StockUpload.Outcome.SAME : StockUpload.Outcome.TAKEN,
                    short_ ? StockUpload.Why.BELOW_RESERVED : null, b == null ? null : b.before(), b == null ? null : b.reserved(), null);
        }
        Optional<String> proposal = nothing ? Optional.empty() : differences.propose(actor, there, proposed.stream()
                .map(w -> new StockDifferences.Said(w.variant(), w.owner(), rows.get(w.at()).sku().strip(), w.counted())).toList(), code);
        Map<Piles.Key, StockDifferences.Line> differing = proposal.map(filed -> differences.lines(actor, filed)).orElse(List.of()).stream()
                .collect(Collectors.toMap(line -> new Piles.Key(there.id(), new VariantId(line.variantId()),
                        new OrganisationId(line.ownerId())), Function.identity()));
        for (Wanted w : proposed) {
            Said said = rows.get(w.at());
            StockDifferences.Line line = differing.get(new Piles.Key(there.id(), w.variant(), w.owner()));
            result[w.at()] = new StockUpload.Row(said.number(), said.sku(), said.quantity(), Piles.isOwn(there, w.owner()),
                    nothing ? StockUpload.Outcome.WITH_THE_OTHERS : line == null ? StockUpload.Outcome.SAME
                            : StockUpload.Outcome.PROPOSED, null, line == null ? null : line.before(), null,
                    line == null ? null : proposal.orElseThrow());
        }
        List<StockUpload.Row> all = List.of(result);
        int taken = (int) all.stream().filter(r -> r.outcome() == StockUpload.Outcome.TAKEN || r.outcome() == StockUpload.Outcome.SAME
                || r.outcome() == StockUpload.Outcome.PROPOSED).count();
        sql.update("""
                insert into stock_upload (tenant_id, id, code, organisation_id, warehouse_id, source, mode, file_name, sha256, state,
                                          taken, left_out, result, by_name, at)
                values (?, nextval('stock_upload_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", actor.tenant(), code,
                there.owner(), there.id(), source, mode, fileName, print,
                taken == 0 ? StockUpload.State.LEFT_OUT : StockUpload.State.APPLIED, taken, all.size() - taken, Json.of(all),
                actor.name(), clock.now());
        places.put(actor, there.id(), wanted.stream().filter(w -> result[w.at()].outcome() != StockUpload.Outcome.LEFT_OUT
                        && result[w.at()].outcome() != StockUpload.Outcome.WITH_THE_OTHERS && shelf(rows.get(w.at())) != null)
                .collect(Collectors.toMap(Wanted::variant, w -> shelf(rows.get(w.at())), (one, other) -> other)));
        if (taken > 0) {
            warehouses.confirmed(actor, there.id(), clock.now(), false);
        }
        return get(actor, code);
    }

    /** What is no good name of a shelf spoils no count. */
    private static String shelf(Said said) {
        String plain = said.shelf() == null ? "" : said.shelf().strip();
        return plain.isEmpty() || !ShelfPlaces.good(plain) ? null : plain;
    }

    /** Rows whose words make sense; the others get their reason into the result. */
    private List<Wanted> understood(Actor actor, Warehouse there, List<Said> rows, StockUpload.Row[] result) {
        Map<String, Variant> known = variants.bySkus(actor, rows.stream().map(StockUploads::sku)
                .filter(s -> !s.isEmpty()).distinct().toList());
        OrganisationId own = piles.owner(actor, there, true);
        OrganisationId headquarters = piles.owner(actor, there, false);
        // of two rows that say something of the same pile neither is believed
        Map<String, Long> said = rows.stream().collect(Collectors.groupingBy(row -> pile(there, row), Collectors.counting()));
        List<Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Said row = rows.get(i);
            String sku = sku(row);
            String whose = whose(row);
            boolean isOwn = isOwn(there, row);
            Variant variant = known.get(sku);
            Integer number = number(row.quantity());
            StockUpload.Why why = sku.isEmpty() ? StockUpload.Why.SKU_MISSING
                    : variant == null ? StockUpload.Why.SKU_UNKNOWN
                    : number == null ? StockUpload.Why.QUANTITY_INVALID
                    : !OWN.contains(whose) && !CONSIGNED.contains(whose) ? StockUpload.Why.OWNER_UNKNOWN
                    : said.get(pile(there, row)) > 1 ? StockUpload.Why.SKU_TWICE : null;
            if (why == null) {
                wanted.add(new Wanted(i, variant.id(), isOwn ? own : headquarters, number));
            } else {
                result[i] = new StockUpload.Row(row.number(), sku, row.quantity(), isOwn, StockUpload.Outcome.LEFT_OUT, why, null,
                        null, null);
            }
        }
        return wanted;
    }

    private static String pile(Warehouse there, Said row) {
        return sku(row) + ' ' + isOwn(there, row);
    }

    private static String sku(Said row) {
        return row.sku() == null ? "" : row.sku().strip();
    }

    private static String whose(Said row) {
        return row.whose() == null ? "" : row.whose().strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isOwn(Warehouse there, Said row) {
        return !there.central() && OWN.contains(whose(row));
    }

    /** A whole number of pieces as spreadsheets write it, {@code 12}, {@code 12.0} or {@code ="12"}; null for anything else. */
    static Integer number(String text) {
        if (text == null) {
            return null;
        }
        String plain = text.strip();
        if (plain.startsWith("=\"") && plain.endsWith("\"") && plain.length() > 3) {
            plain = plain.substring(2, plain.length() - 1).strip();
        }
        if (!plain.matches("\\d{1,7}(\\.0{1,6})?")) {
            return null;
        }
        int number = Integer.parseInt(plain.split("\\.")[0]);
        return number > Piles.QUANTITY_MAX ? null : number;
    }

    /** @throws Problem NOT_FOUND, also for another's */
    @Requires(InventoryPermission.VIEW)
    public StockUpload get(Actor actor, String code) {
        Map<WarehouseId, Warehouse> seen = seen(actor);
        return sql.first("""
                select code, warehouse_id, source, mode, file_name, state, taken, left_out, result::text as result, by_name, at
                  from stock_upload where tenant_id = ? and code = ? and warehouse_id = any (?)""",
                row -> upload(row, seen, row.json("result").asListOf(StockUpload.Row.class)), actor.tenant(), code, ids(seen))
                .orElseThrow(() -> Problem.notFound("upload", code));
    }

    /** Those of the actor's warehouses, newest first, without their rows. */
    @Requires(InventoryPermission.VIEW)
    public List<StockUpload> list(Actor actor, String afterCode, int limit) {
        Map<WarehouseId, Warehouse> seen = seen(actor);
        return sql.list("""
                select code, warehouse_id, source, mode, file_name, state, taken, left_out, by_name, at from stock_upload u
                 where tenant_id = ? and warehouse_id = any (?)
                   and (?::text is null or id < (select a.id from stock_upload a where a.tenant_id = u.tenant_id and a.code = ?))
                 order by id desc limit ?""", row -> upload(row, seen, List.of()), actor.tenant(), ids(seen), afterCode, afterCode,
                Math.min(limit, LIST_MAX));
    }

    private static StockUpload upload(entrepot.platform.sql.Row row, Map<WarehouseId, Warehouse> seen, List<StockUpload.Row> rows) {
        return new StockUpload(row.text("code"), seen.get(new WarehouseId(row.number("warehouse_id"))),
                row.oneOf(StockUpload.Source.class, "source"), row.oneOf(StockUpload.Mode.class, "mode"), row.text("file_name"),
                row.oneOf(StockUpload.State.class, "state"), row.integer("taken"), row.integer("left_out"), rows,
                row.text("by_name"), row.instant("at"));
    }

    private Map<WarehouseId, Warehouse> seen(Actor actor) {
        Map<WarehouseId, Warehouse> seen = new HashMap<>();
        warehouses.list(actor).forEach(w -> seen.put(w.id(), w));
        return seen;
    }

    private static Long[] ids(Map<WarehouseId, Warehouse> seen) {
        return seen.keySet().stream().map(WarehouseId::value).toArray(Long[]::new);
    }
}
