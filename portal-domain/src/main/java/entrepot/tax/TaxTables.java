package entrepot.tax;

import entrepot.kernel.Problem;
import entrepot.kernel.Text;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The dated tables of what is withheld: two persons change them; what the program knows of a country is an example until they do. */
@ApplicationScoped
@UseCases
public class TaxTables {

    /** The kind of its proposals. */
    public static final String KIND = "tax-table";
    private static final int LIST_MAX = 200;

    @Inject
    private Sql sql;

    @Inject
    private Proposals proposals;

    @Inject
    private BusinessClock clock;

    @Inject
    private Transactions transactions;

    /** A table that was agreed on. */
    public record Dated(TaxTable table, String proposal, String why, String by, Instant at) {
    }

    /** The tables that count for a day of payment. */
    @Requires(Requires.SYSTEM)
    public Map<TaxMethod, TaxTable> inForce(Actor actor, LocalDate on) {
        Map<TaxMethod, TaxTable> tables = new EnumMap<>(TaxMethod.class);
        for (TaxMethod method : List.of(TaxMethod.PER_PAYMENT, TaxMethod.CUMULATIVE)) {
            tables.put(method, TaxTable.example(transactions.tenant().country(), method));
        }
        sql.each("""
                select distinct on (method) content::text as content from tax_table where tenant_id = ? and valid_from <= ?
                 order by method, valid_from desc, id desc""", 0, row -> {
                    TaxTable table = row.json("content").as(TaxTable.class);
                    tables.put(table.method(), table);
                }, actor.tenant(), on);
        return tables;
    }

    /** What counts today. */
    @Requires(TaxPermission.READ)
    public List<TaxTable> today(Actor actor) {
        return List.copyOf(inForce(actor, clock.today()).values());
    }

    /** Everything that was ever agreed on, the latest first. */
    @Requires(TaxPermission.READ)
    public List<Dated> list(Actor actor) {
        return sql.list("""
                select content::text as content, proposal, why, by_name, at from tax_table where tenant_id = ? order by valid_from desc, id desc limit ?""",
                row -> new Dated(row.json("content").as(TaxTable.class), row.text("proposal"), row.text("why"), row.text("by_name"), row.instant("at")),
                actor.tenant(), LIST_MAX);
    }

    @Requires(TaxPermission.READ)
    public List<Proposal> waiting(Actor actor) {
        return proposals.waiting(actor, KIND);
    }

    /**
     * Proposes a table; one for the same method and day that waits is withdrawn.
     *
     * @param table from today or later: what was withheld stays as it was
     * @return the proposal's code
     * @throws Problem STEPS_INVALID, FIELD_INVALID (free, percent, method, from), FIELD_MISSING (reason)
     */
    @Requires(TaxPermission.PROPOSE)
    public String propose(Actor actor, TaxTable table, String reason) {
        table.checked();
        if (table.method() == null || table.method() == TaxMethod.NONE) {
            throw Problem.invalid("method", table.method());
        }
        if (table.from() == null || table.from().isBefore(clock.today())) {
            throw Problem.invalid("from", table.from());
        }
        TaxTable now = inForce(actor, table.from()).get(table.method());
        TaxTable confirmed = new TaxTable(table.method(), table.from(), table.free(), table.upTo(), table.percent(), table.steps(), false);
        String subject = table.method() + " " + table.from();
        proposals.withdraw(actor, KIND, subject, "");
        return proposals.propose(actor, KIND, subject, subject, confirmed, List.of(
                new Proposal.Effect("tax.free", words(now.free()), words(table.free())),
                new Proposal.Effect("tax.percent", words(now.percent()) + " %", words(table.percent()) + " %"),
                new Proposal.Effect("tax.steps", steps(now), steps(table))), Text.required("reason", reason, Text.REMARK_MAX));
    }

    private static String words(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private static String steps(TaxTable table) {
        return table.steps().isEmpty() ? "–" : table.steps().stream().map(s -> "> " + words(s.above()) + ": " + words(s.rate()) + " %")
                .collect(Collectors.joining(", "));
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, NOT_FOUND */
    @Requires(TaxPermission.APPROVE)
    public void approve(Actor actor, String proposal) {
        proposals.get(actor, KIND, proposal);
        Proposal approved = proposals.approve(actor, proposal);
        TaxTable table = approved.content().as(TaxTable.class);
        sql.update("""
                insert into tax_table (tenant_id, id, method, valid_from, content, proposal, why, by_name, at)
                values (?, nextval('tax_table_seq'), ?, ?, ?, ?, ?, ?, ?)""", actor.tenant(), table.method(), table.from(), Json.of(table), proposal,
                approved.reason(), approved.maker() + ", " + actor.name(), clock.now());
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, REASON_NEEDED, NOT_FOUND */
    @Requires(TaxPermission.APPROVE)
    public void reject(Actor actor, String proposal, String why) {
        proposals.get(actor, KIND, proposal);
        proposals.reject(actor, proposal, why);
    }
}
