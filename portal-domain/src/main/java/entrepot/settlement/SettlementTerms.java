package entrepot.settlement;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.network.WorkCalendar;
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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** How and when a tenant settles: dated, proposed by one person and put in force by another. */
@ApplicationScoped
@UseCases
public class SettlementTerms {

    private static final String KIND = "settlement-terms";
    private static final int LIST_MAX = 200;
    private static final int DAY_MAX = 28;
    private static final int PAY_DAYS_MAX = 6;
    private static final int OBJECTION_DAYS_MAX = 20;

    @Inject
    private Sql sql;
    @Inject
    private Transactions transactions;
    @Inject
    private BusinessClock clock;
    @Inject
    private Proposals proposals;
    @Inject
    private WorkCalendar workCalendar;

    /** The calendar by all terms in force and to come. */
    @Requires(SettlementPermission.STATEMENTS)
    public SettlementCalendar calendar(Actor actor) {
        return new SettlementCalendar(all(actor), workCalendar.workingTime(actor));
    }

    /** What held, holds and will hold, the latest first, the example at the end. */
    @Requires(SettlementPermission.READ)
    public List<Terms> list(Actor actor) {
        List<Terms> all = all(actor);
        Collections.reverse(all);
        return all;
    }

    private List<Terms> all(Actor actor) {
        List<Terms> all = new ArrayList<>(List.of(Terms.example(transactions.tenant().currency())));
        all.addAll(sql.list("""
                select t.valid_from, t.kind, t.preview_day, t.objection_days, t.approve_by_day,
                       array_to_json(t.pay_days)::text as pay_days, t.minimum_minor, t.currency
                  from settlement_terms t
                 where t.tenant_id = ? and not exists (select from settlement_terms n where n.tenant_id = t.tenant_id
                                                          and n.valid_from = t.valid_from and n.id > t.id)
                 order by t.valid_from desc limit ?""",
                row -> new Terms(row.date("valid_from"), row.oneOf(RunKind.class, "kind"), row.integer("preview_day"),
                        row.integer("objection_days"), row.integer("approve_by_day"),
                        List.of(new Json(row.text("pay_days")).as(Integer[].class)), row.money("minimum")),
                actor.tenant(), LIST_MAX).stream().sorted((one, other) -> one.validFrom().compareTo(other.validFrom())).toList());
        return all;
    }

    /**
     * Proposes terms from a day on.
     *
     * @return the code of the proposal
     * @throws Problem TERMS_PAST if the day is gone, invalid fields, RUN_REASON
     */
    @Requires(SettlementPermission.RUN)
    public String propose(Actor actor, Terms terms, String reason) {
        check(terms);
        String why = Settlements.reason(reason);
        Terms before = calendar(actor).on(terms.validFrom());
        return proposals.propose(actor, KIND, terms.validFrom().toString(), terms.validFrom().toString(), terms, List.of(
                new Proposal.Effect("settlement.kind", before.kind().name(), terms.kind().name()),
                new Proposal.Effect("settlement.preview-day", "" + before.previewDay(), "" + terms.previewDay()),
                new Proposal.Effect("settlement.objection-days", "" + before.objectionDays(), "" + terms.objectionDays()),
                new Proposal.Effect("settlement.approve-by-day", "" + before.approveByDay(), "" + terms.approveByDay()),
                new Proposal.Effect("settlement.pay-days", days(before), days(terms)),
                new Proposal.Effect("settlement.minimum", before.minimum().toString(), terms.minimum().toString())), why);
    }

    private static String days(Terms terms) {
        return terms.payDays().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** The newest proposals of terms; each one's content is its {@link Terms}. */
    @Requires(SettlementPermission.READ)
    public List<Proposal> proposals(Actor actor) {
        return proposals.all(actor, KIND);
    }

    /** One proposal of terms. @throws Problem NOT_FOUND */
    @Requires(SettlementPermission.READ)
    public Proposal proposal(Actor actor, String code) {
        return proposals.get(actor, KIND, code);
    }

    /** @throws Problem NOT_FOUND, OWN_PROPOSAL, ALREADY_DECIDED, TERMS_PAST if it waited too long */
    @Requires(SettlementPermission.APPROVE)
    public Terms approve(Actor actor, String code) {
        proposals.get(actor, KIND, code);
        Terms terms = proposals.approve(actor, code).content().as(Terms.class);
        check(terms);
        sql.update("""
                insert into settlement_terms (tenant_id, id, proposal_code, valid_from, kind, preview_day, objection_days, approve_by_day,
                       pay_days, minimum_minor, currency)
                values (?, nextval('settlement_terms_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?)""", actor.tenant(), code, terms.validFrom(),
                terms.kind(), terms.previewDay(), terms.objectionDays(), terms.approveByDay(), terms.payDays().toArray(Integer[]::new),
                terms.minimum().minor(), terms.minimum().currency());
        return terms;
    }

    /** @throws Problem NOT_FOUND, OWN_PROPOSAL, ALREADY_DECIDED, REASON_NEEDED */
    @Requires(SettlementPermission.APPROVE)
    public void reject(Actor actor, String code, String reason) {
        proposals.get(actor, KIND, code);
        proposals.reject(actor, code, reason);
    }

    private void check(Terms terms) {
        if (terms.validFrom() == null) {
            throw Problem.missing("validFrom");
        }
        LocalDate today = clock.today();
        if (terms.validFrom().isBefore(today)) {
            throw new Problem(SettlementProblem.TERMS_PAST).with("from", terms.validFrom());
        }
        if (terms.kind() == null || terms.kind() == RunKind.OFF_CYCLE) {
            throw Problem.missing("kind");
        }
        within("previewDay", terms.previewDay(), 1, DAY_MAX);
        within("objectionDays", terms.objectionDays(), 0, OBJECTION_DAYS_MAX);
        within("approveByDay", terms.approveByDay(), terms.previewDay(), DAY_MAX);
        within("payDays", terms.payDays().size(), 1, PAY_DAYS_MAX);
        terms.payDays().forEach(day -> within("payDays", day, 1, 31));
        Money minimum = terms.minimum();
        if (minimum == null || minimum.isNegative() || !minimum.currency().equals(transactions.tenant().currency())) {
            throw Problem.invalid("minimum", minimum);
        }
    }

    private static void within(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw Problem.invalid(field, value);
        }
    }
}
