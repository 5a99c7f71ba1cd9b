package entrepot.ledger;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which part of prices is value added tax, dated; two persons set it. Where nothing is set, nothing is split. */
@ApplicationScoped
@UseCases
public class VatRates {

    /** The kind of its proposals. */
    public static final String KIND = "vat-rate";

    /** Decimals of a percentage. */
    private static final int DECIMALS = 3;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int LIST_MAX = 200;

    @Inject
    private Sql sql;

    @Inject
    private BusinessClock clock;

    @Inject
    private Proposals proposals;

    @Inject
    private Ledger ledger;

    /** A rate that was agreed on. @param from the first day on which it counts */
    public record Dated(VatKind kind, BigDecimal percent, LocalDate from, String proposal, String why, String by, Instant at) {
    }

    /** What a proposal holds. */
    public record Proposed(VatKind kind, BigDecimal percent, LocalDate from) {
    }

    /** What was charged with a consignment, as it was posted. */
    public record Charged(VatSplit goods, VatSplit freight) {
    }

    /** The rate that counts on that day; zero where none is set. */
    @Requires(Requires.SYSTEM)
    public BigDecimal percent(Actor actor, VatKind kind, LocalDate on) {
        return sql.first("""
                select percent from ledger_vat_rate where tenant_id = ? and kind = ? and valid_from <= ?
                 order by valid_from desc, id desc limit 1""", row -> row.decimal("percent"), actor.tenant(), kind, on)
                .orElse(BigDecimal.ZERO).stripTrailingZeros();
    }

    /** The tax in a price of today. */
    @Requires(Requires.SYSTEM)
    public VatSplit split(Actor actor, VatKind kind, Money gross) {
        return VatSplit.of(gross, percent(actor, kind, clock.today()));
    }

    /** The tax in what a consignment costs that is shipped today. */
    @Requires(Requires.SYSTEM)
    public Charged charge(Actor actor, Money goods, Money freight) {
        Map<VatKind, BigDecimal> percent = sql.list("""
                select distinct on (kind) kind, percent from ledger_vat_rate where tenant_id = ? and kind <> 'FEES' and valid_from <= ?
                 order by kind, valid_from desc, id desc""",
                row -> Map.entry(row.oneOf(VatKind.class, "kind"), row.decimal("percent")), actor.tenant(), clock.today())
                .stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new Charged(VatSplit.of(goods, percent.getOrDefault(VatKind.GOODS, BigDecimal.ZERO)),
                VatSplit.of(freight, percent.getOrDefault(VatKind.FREIGHT, BigDecimal.ZERO)));
    }

    /**
     * The tax that was posted when a consignment was shipped, whatever rates count today, so that a refund takes back its share of that.
     *
     * @param goods   what its goods cost
     * @param freight what the way cost, less what was given back because consignments travelled together
     */
    @Requires(Requires.SYSTEM)
    public Charged charged(Actor actor, String consignment, Money goods, Money freight) {
        List<Leg> legs = ledger.find(actor, new PostingKey("consignment.shipped", "consignment", consignment))
                .map(Posting::legs).orElse(List.of());
        if (legs.stream().noneMatch(leg -> leg.account().kind() == AccountKind.VAT_OUT)) {
            Money none = Money.zero(goods.currency());
            return new Charged(new VatSplit(goods, none), new VatSplit(freight, none));
        }
        return new Charged(charged(legs, AccountKind.SALES, goods), charged(legs, AccountKind.FREIGHT_INCOME, freight));
    }

    private static VatSplit charged(List<Leg> legs, AccountKind income, Money gross) {
        Money net = legs.stream().filter(leg -> leg.account().kind() == income).map(leg -> leg.amount().negated())
                .reduce(Money.zero(gross.currency()), Money::plus);
        return new VatSplit(net, gross.minus(net));
    }

    /** Every rate that was ever agreed on, the latest first. */
    @Requires(LedgerPermission.READ)
    public List<Dated> list(Actor actor) {
        return sql.list("""
                select kind, percent, valid_from, proposal, why, by_name, at from ledger_vat_rate where tenant_id = ?
                 order by valid_from desc, id desc limit ?""",
                row -> new Dated(row.oneOf(VatKind.class, "kind"), row.decimal("percent"), row.date("valid_from"), row.text("proposal"),
                        row.text("why"), row.text("by_name"), row.instant("at")), actor.tenant(), LIST_MAX);
    }

    /** What waits for a second person. */
    @Requires(LedgerPermission.READ)
    public List<Proposal> waiting(Actor actor) {
        return proposals.waiting(actor, KIND);
    }

    /**
     * Proposes a rate; a proposal for the same kind and day that waits is withdrawn.
     *
     * @param from today or later: what was posted stays as it was
     * @return the proposal's code
     * @throws Problem FIELD_INVALID (percent, from), FIELD_MISSING (reason)
     */
    @Requires(LedgerPermission.PROPOSE)
    public String propose(Actor actor, VatKind kind, BigDecimal percent, LocalDate from, String reason) {
        if (kind == null) {
            throw Problem.missing("kind");
        }
        if (percent == null || percent.signum() < 0 || percent.compareTo(HUNDRED) >= 0
                || percent.stripTrailingZeros().scale() > DECIMALS) {
            throw Problem.invalid("percent", percent);
        }
        if (from == null || from.isBefore(clock.today())) {
            throw Problem.invalid("from", from);
        }
        String subject = kind + " " + from;
        proposals.withdraw(actor, KIND, subject, "");
        return proposals.propose(actor, KIND, subject, kind + " " + from, new Proposed(kind, percent, from),
                List.of(new Proposal.Effect("vat." + kind, text(percent(actor, kind, from)), text(percent))), Reason.of(reason));
    }

    private static String text(BigDecimal percent) {
        return percent.stripTrailingZeros().toPlainString() + " %";
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, NOT_FOUND */
    @Requires(LedgerPermission.APPROVE)
    public void approve(Actor actor, String proposal) {
        proposals.get(actor, KIND, proposal);
        Proposal approved = proposals.approve(actor, proposal);
        Proposed rate = approved.content().as(Proposed.class);
        sql.update("""
                insert into ledger_vat_rate (tenant_id, id, kind, percent, valid_from, proposal, why, by_name, at)
                values (?, nextval('ledger_vat_rate_seq'), ?, ?, ?, ?, ?, ?, ?)""",
                actor.tenant(), rate.kind(), rate.percent(), rate.from(), proposal, approved.reason(),
                approved.maker() + ", " + actor.name(), clock.now());
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, REASON_NEEDED, NOT_FOUND */
    @Requires(LedgerPermission.APPROVE)
    public void reject(Actor actor, String proposal, String why) {
        proposals.get(actor, KIND, proposal);
        proposals.reject(actor, proposal, why);
    }
}
