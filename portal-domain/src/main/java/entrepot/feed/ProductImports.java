package entrepot.feed;

import entrepot.catalog.Product;
import entrepot.catalog.Products;
import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.kernel.Problem;
import entrepot.kernel.Transitions;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.files.Files;
import entrepot.platform.files.Table;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import entrepot.pricing.RetailPrices;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Product files: kept as they came, checked row by row, shown, applied in one transaction. Good rows are taken, bad
 * ones left out with the reason; a changed retail price becomes a proposal.
 */
@UseCases
@ApplicationScoped
public class ProductImports {

    private static final int IMPORTS_SHOWN_MAX = 50;
    private static final int SKUS_A_CALL = Variants.ASKED_MAX;
    private static final String COLUMNS = """
            select id, code, file_code, file_name, dialect, encoding, state, plan_hash, counts::text as counts, by_name,
                   checked_at, applied_at, proposal_code from product_import
            """;

    @Inject
    private Sql sql;

    @Inject
    private Files files;

    @Inject
    private Products products;

    @Inject
    private Variants variants;

    @Inject
    private RetailPrices retailPrices;

    @Inject
    private Numbering numbering;

    @Inject
    private History history;

    @Inject
    private BusinessClock clock;

    @Inject
    private Transactions transactions;

    private record Count(RowOutcome outcome, int rows) {
    }

    private enum State {
        CHECKED, APPLIED;

        static final Transitions<State> TRANSITIONS = Transitions.of(State.class).allow(CHECKED, APPLIED);
    }

    private record Head(long id, String fileCode, String planHash, State state, ProductImport view) {
    }

    /**
     * Keeps the file and says what each of its rows would do. The catalogue is as before.
     *
     * @throws Problem a CsvProblem or FileProblem where the file cannot be read at all
     */
    @Requires(FeedPermission.IMPORT)
    public ProductImport check(Actor actor, String fileName, byte[] bytes) {
        Files.StoredFile file = files.keep(actor, fileName, bytes);
        Table table = Table.read(bytes);
        ImportPlan plan = plan(actor, table);
        String code = numbering.next("IMP");
        long id = sql.one("""
                insert into product_import (tenant_id, id, code, file_code, file_name, dialect, encoding, state, plan_hash,
                                            counts, by_name, checked_at)
                values (?, nextval('product_import_seq'), ?, ?, ?, ?, ?, 'CHECKED', ?, ?, ?, ?) returning id""",
                row -> row.number("id"), actor.tenant(), code, file.code(), fileName,
                ShopifyColumns.of(table).dialect(), table.encoding(), plan.hash(), counts(plan), actor.name(),
                clock.now());
        writeRows(actor, id, plan);
        history.record(actor, "product-import", code, null, State.CHECKED, "");
        return get(actor, code);
    }

    /** Checks the kept file again, because the catalogue has changed meanwhile. @throws Problem IMPORT_APPLIED_ALREADY */
    @Requires(FeedPermission.IMPORT)
    public ProductImport checkAgain(Actor actor, String code) {
        Head head = locked(actor, code);
        ImportPlan plan = plan(actor, Table.read(files.get(actor, head.fileCode()).bytes()));
        sql.update("delete from product_import_row where tenant_id = ? and import_id = ?", actor.tenant(), head.id());
        writeRows(actor, head.id(), plan);
        sql.update("""
                update product_import set plan_hash = ?, counts = ?, by_name = ?, checked_at = ?
                 where tenant_id = ? and id = ?""",
                plan.hash(), counts(plan), actor.name(), clock.now(), actor.tenant(), head.id());
        return get(actor, code);
    }

    /**
     * Does what was shown, all of it or nothing.
     *
     * @throws Problem IMPORT_APPLIED_ALREADY; IMPORT_OUTDATED where it would now do something else than was shown;
     *                 IMPORT_TAKES_NOTHING
     */
    @Requires(FeedPermission.IMPORT)
    public ProductImport apply(Actor actor, String code) {
        Head head = locked(actor, code);
        ImportPlan plan = plan(actor, Table.read(files.get(actor, head.fileCode()).bytes()));
        if (!plan.hash().equals(head.planHash())) {
            throw new Problem(FeedProblem.IMPORT_OUTDATED).with("code", code);
        }
        if (plan.drafts().isEmpty()) {
            throw new Problem(FeedProblem.IMPORT_TAKES_NOTHING).with("code", code);
        }
        products.take(actor, plan.drafts());
        String proposal = plan.prices().isEmpty() ? null
                : retailPrices.propose(actor, plan.prices(), head.view().fileName(), head.view().fileName());
        sql.update("""
                update product_import set state = 'APPLIED', applied_at = ?, by_name = ?, proposal_code = ?
                 where tenant_id = ? and id = ?""", clock.now(), actor.name(), proposal, actor.tenant(), head.id());
        history.record(actor, "product-import", code, State.CHECKED, State.APPLIED, "");
        return get(actor, code);
    }

    @Requires(FeedPermission.IMPORT)
    public ProductImport get(Actor actor, String code) {
        return head(actor, code, "").view();
    }

    /** The newest imports. */
    @Requires(FeedPermission.IMPORT)
    public List<ProductImport> list(Actor actor) {
        return sql.list(COLUMNS + " where tenant_id = ? order by id desc limit ?", row -> head(row).view(),
                actor.tenant(), IMPORTS_SHOWN_MAX);
    }

    /**
     * Rows of an import in the file's order.
     *
     * @param outcome   null for all
     * @param afterLine the last line that was seen, 0 for the first page
     */
    @Requires(FeedPermission.IMPORT)
    public List<ImportRow> rows(Actor actor, String code, RowOutcome outcome, long afterLine, int limit) {
        return sql.list("""
                select r.* from product_import i
                  join product_import_row r on r.tenant_id = i.tenant_id and r.import_id = i.id
                 where i.tenant_id = ? and i.code = ? and r.line_no > ? and (?::text is null or r.outcome = ?)
                 order by r.line_no limit ?""", ProductImports::row, actor.tenant(), head(actor, code, "").view().code(),
                afterLine, outcome == null ? null : outcome.name(), outcome == null ? null : outcome.name(),
                Math.min(Math.max(limit, 1), Table.ROWS_MAX));
    }

    private ImportPlan plan(Actor actor, Table table) {
        Map<String, Variant> knownVariants = new HashMap<>();
        List<String> skus = new ArrayList<>(ImportPlan.skus(table));
        for (int from = 0; from < skus.size(); from += SKUS_A_CALL) {
            knownVariants.putAll(variants.bySkus(actor, skus.subList(from, Math.min(from + SKUS_A_CALL, skus.size()))));
        }
        Map<String, Product> knownProducts = products.byHandles(actor, ImportPlan.handles(table));
        // a row without a SKU may be known by its options, under a SKU that the file does not name
        Set<String> more = new HashSet<>();
        knownProducts.values().forEach(product -> product.variants().forEach(item -> {
            if (!knownVariants.containsKey(item.sku())) {
                more.add(item.sku());
            }
        }));
        List<String> others = new ArrayList<>(more);
        for (int from = 0; from < others.size(); from += SKUS_A_CALL) {
            knownVariants.putAll(variants.bySkus(actor,
                    others.subList(from, Math.min(from + SKUS_A_CALL, others.size()))));
        }
        return ImportPlan.of(table, new ImportPlan.Known(knownProducts, knownVariants,
                transactions.tenant().currency()));
    }

    private void writeRows(Actor actor, long id, ImportPlan plan) {
        List<ImportRow> rows = plan.rows();
        sql.update("""
                insert into product_import_row (tenant_id, import_id, line_no, handle, sku, name, outcome, remark, detail,
                                                price_before, price_after)
                select ?, ?, a.line_no, a.handle, a.sku, a.name, a.outcome, a.remark, a.detail, a.price_before, a.price_after
                  from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
                    as a (line_no, handle, sku, name, outcome, remark, detail, price_before, price_after)""",
                actor.tenant(), id, rows.stream().map(row -> (int) row.line()).toArray(Integer[]::new),
                texts(rows, ImportRow::handle), texts(rows, ImportRow::sku), texts(rows, ImportRow::name),
                texts(rows, row -> row.outcome().name()), texts(rows, row -> row.remark() == null ? "" : row.remark().name()),
                texts(rows, ImportRow::detail), texts(rows, ImportRow::priceBefore), texts(rows, ImportRow::priceAfter));
    }

    private static String[] texts(List<ImportRow> rows, Function<ImportRow, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    private static Json counts(ImportPlan plan) {
        return Json.of(plan.counts().entrySet().stream().map(count -> new Count(count.getKey(), count.getValue()))
                .toList());
    }

    private Head locked(Actor actor, String code) {
        Head head = head(actor, code, " for update");
        if (!State.TRANSITIONS.allows(head.state(), State.APPLIED)) {
            throw new Problem(FeedProblem.IMPORT_APPLIED_ALREADY).with("code", code);
        }
        return head;
    }

    private Head head(Actor actor, String code, String lock) {
        return sql.first(COLUMNS + " where tenant_id = ? and code = ?" + lock, ProductImports::head, actor.tenant(), code)
                .orElseThrow(() -> Problem.notFound("product-import", code));
    }

    private static Head head(Row row) {
        Map<RowOutcome, Integer> counts = new EnumMap<>(RowOutcome.class);
        row.json("counts").asListOf(Count.class).forEach(count -> counts.put(count.outcome(), count.rows()));
        State state = row.oneOf(State.class, "state");
        return new Head(row.number("id"), row.text("file_code"), row.text("plan_hash"), state,
                new ProductImport(row.text("code"), row.text("file_name"), row.text("dialect"), row.text("encoding"),
                        state == State.APPLIED, counts, row.text("by_name"), row.instant("checked_at"),
                        row.instant("applied_at"), row.text("proposal_code")));
    }

    private static ImportRow row(Row row) {
        String remark = row.text("remark");
        return new ImportRow(row.integer("line_no"), row.text("handle"), row.text("sku"), row.text("name"),
                row.oneOf(RowOutcome.class, "outcome"), remark.isEmpty() ? null : RowRemark.valueOf(remark),
                row.text("detail"), row.text("price_before"), row.text("price_after"));
    }
}
