package entrepot.fulfilment;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * With which carriers the tenant works, who pays them, and what was agreed: versions with their dates, which two persons make.
 * One person may stop using a carrier at once; starting again takes two, like any terms.
 */
@ApplicationScoped
@UseCases
public class CarrierSettings {

    /** The kind of its proposals. */
    public static final String KIND = "carrier-terms";

    private static final int KILOGRAM = 1_000;
    private static final int GRAMS_MAX = 1_000_000;
    private static final int LIST_MAX = 200;
    private static final int ALL_MAX = 10_000;
    private static final String COLUMNS = """
            select carrier, active, paid_by_dealer, first_grams, base_minor, per_kg_minor, currency, valid_from, proposal, why,
                   by_name, at from carrier_terms where tenant_id = ? and (?::text is null or carrier = ?)
            """;

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    private Proposals proposals;

    /**
     * A version.
     *
     * @param proposal what two persons agreed on; empty for terms from before there were proposals, null where one person stopped it
     */
    public record Dated(CarrierSetting setting, Instant from, String proposal, String why, String by, Instant at) {
    }

    /** What a proposal holds. @param from null for the moment of the approval */
    public record Proposed(CarrierSetting setting, Instant from) {
    }

    /** Of all carriers of the tenant's country, as they come with the program where nothing was set. */
    @Requires(FulfilmentPermission.VIEW)
    public List<CarrierSetting> list(Actor actor) {
        Map<String, List<Dated>> versions = sql.list(COLUMNS + " order by id desc limit ?", CarrierSettings::dated,
                actor.tenant(), null, null, ALL_MAX).stream().collect(Collectors.groupingBy(version -> version.setting().carrier()));
        return Carriers.of(transactions.tenant().country()).stream().map(carrier -> inForce(
                versions.getOrDefault(carrier.code(), List.of()), carrier.code(), clock.now())).toList();
    }

    /** The carriers that parcels may go with. */
    @Requires(FulfilmentPermission.VIEW)
    public List<Carriers.Carrier> active(Actor actor) {
        return list(actor).stream().filter(CarrierSetting::active)
                .flatMap(setting -> Carriers.byCode(setting.carrier()).stream()).toList();
    }

    @Requires(FulfilmentPermission.VIEW)
    public CarrierSetting get(Actor actor, String carrier) {
        return at(actor, carrier, clock.now());
    }

    /** The terms that counted at that moment; whether it is used is said of now. */
    @Requires(FulfilmentPermission.VIEW)
    public CarrierSetting at(Actor actor, String carrier, Instant moment) {
        return inForce(history(actor, carrier), carrier, moment);
    }

    /** Of versions, the newest first: who stopped or started it last says whether it is used, what began last what it costs. Pure. */
    public static CarrierSetting inForce(List<Dated> versions, String carrier, Instant moment) {
        CarrierSetting terms = versions.stream().filter(version -> version.proposal() != null && !version.from().isAfter(moment))
                .max(Comparator.comparing(Dated::from)).map(Dated::setting)
                .orElse(new CarrierSetting(carrier, true, false, KILOGRAM, null, null));
        return terms.used(versions.isEmpty() || versions.get(0).setting().active());
    }

    /** What was agreed with that carrier, the latest first. */
    @Requires(FulfilmentPermission.VIEW)
    public List<Dated> history(Actor actor, String carrier) {
        return sql.list(COLUMNS + " order by id desc limit ?", CarrierSettings::dated, actor.tenant(), carrier, carrier,
                LIST_MAX);
    }

    private static Dated dated(Row row) {
        return new Dated(setting(row), row.instant("valid_from"), row.text("proposal"), row.text("why"), row.text("by_name"),
                row.instant("at"));
    }

    /**
     * Proposes terms; parcels may go with the carrier when they are approved. What still waits about it is withdrawn.
     *
     * @param from the first day on which they count; may lie in the past, for what was agreed earlier and is written down now.
     *             Null for the moment of the approval
     * @return the proposal's code
     * @throws Problem CARRIER_UNKNOWN, FIELD_MISSING (reason), FIELD_INVALID for prices of another currency, or half a price
     */
    @Requires(FulfilmentPermission.CARRIERS)
    public String propose(Actor actor, CarrierSetting to, LocalDate from, String reason) {
        known(to.carrier());
        String currency = transactions.tenant().currency();
        if ((to.base() == null) != (to.perKg() == null) || to.base() != null && (to.base().isNegative()
                || to.perKg().isNegative() || !to.base().currency().equals(currency) || !to.perKg().currency().equals(currency))) {
            throw Problem.invalid("price", to.base());
        }
        if (to.firstGrams() < 1 || to.firstGrams() > GRAMS_MAX) {
            throw Problem.invalid("grams", to.firstGrams());
        }
        CarrierSetting now = get(actor, to.carrier());
        proposals.withdraw(actor, KIND, to.carrier(), "");
        return proposals.propose(actor, KIND, to.carrier(), to.carrier(),
                new Proposed(to.used(true), from == null ? null : from.atStartOfDay(transactions.tenant().zone()).toInstant()), List.of(
                        new Proposal.Effect("carrier.used", mark(now.active()), mark(true)),
                        new Proposal.Effect("carrier.dealer-pays", mark(now.paidByDealer()), mark(to.paidByDealer())),
                        new Proposal.Effect("carrier.base", text(now.base()) + " / " + now.firstGrams() + " g",
                                text(to.base()) + " / " + to.firstGrams() + " g"),
                        new Proposal.Effect("carrier.per-kg", text(now.perKg()), text(to.perKg()))), needed(reason));
    }

    private static String mark(boolean on) {
        return on ? "✓" : "–";
    }

    private static String text(Money money) {
        return money == null ? "–" : money.toString();
    }

    /** What waits for a second person: one proposal a carrier at most. */
    @Requires(FulfilmentPermission.CARRIERS)
    public List<Proposal> waiting(Actor actor) {
        return proposals.waiting(actor, KIND);
    }

    /** What waits for this person's yes or no. */
    @Requires(FulfilmentPermission.CARRIERS)
    public Proposals.Queue toDecide(Actor actor) {
        return proposals.toDecide(actor, KIND);
    }

    /** Puts proposed terms in force. @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, NOT_FOUND */
    @Requires(FulfilmentPermission.CARRIERS)
    public CarrierSetting approve(Actor actor, String proposal) {
        proposals.get(actor, KIND, proposal);
        Proposal approved = proposals.approve(actor, proposal);
        Proposed content = approved.content().as(Proposed.class);
        write(actor, content.setting(), content.from() == null ? clock.now() : content.from(), proposal, approved.reason());
        return get(actor, content.setting().carrier());
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, REASON_NEEDED, NOT_FOUND */
    @Requires(FulfilmentPermission.CARRIERS)
    public void reject(Actor actor, String proposal, String why) {
        proposals.get(actor, KIND, proposal);
        proposals.reject(actor, proposal, why);
    }

    /** No parcel goes with it from now on; one person is enough for that. What waits would start it again, and is withdrawn. @throws Problem CARRIER_UNKNOWN, FIELD_MISSING (reason) */
    @Requires(FulfilmentPermission.CARRIERS)
    public void stop(Actor actor, String carrier, String why) {
        known(carrier);
        write(actor, get(actor, carrier).used(false), clock.now(), null, needed(why));
        proposals.withdraw(actor, KIND, carrier, needed(why));
    }

    private void write(Actor actor, CarrierSetting to, Instant from, String proposal, String why) {
        sql.update("""
                insert into carrier_terms (tenant_id, id, carrier, active, paid_by_dealer, first_grams, base_minor, per_kg_minor,
                                           currency, valid_from, proposal, why, by_name, at)
                values (?, nextval('carrier_terms_seq'), ?, ?, ?, ?, ?::bigint, ?::bigint, ?, ?, ?, ?, ?, ?)""",
                actor.tenant(), to.carrier(), to.active(), to.paidByDealer(), to.firstGrams(),
                to.base() == null ? null : to.base().minor(), to.perKg() == null ? null : to.perKg().minor(),
                transactions.tenant().currency(), from, proposal, why, actor.name(), clock.now());
    }

    private static void known(String carrier) {
        if (carrier == null || Carriers.byCode(carrier).isEmpty()) {
            throw new Problem(FulfilmentProblem.CARRIER_UNKNOWN).with("carrier", carrier);
        }
    }

    private static String needed(String reason) {
        if (reason == null || reason.isBlank()) {
            throw Problem.missing("reason");
        }
        return reason.strip();
    }

    private static CarrierSetting setting(Row row) {
        return new CarrierSetting(row.text("carrier"), row.flag("active"), row.flag("paid_by_dealer"),
                row.integer("first_grams"), row.numberOrNull("base_minor") == null ? null : row.money("base"),
                row.numberOrNull("per_kg_minor") == null ? null : row.money("per_kg"));
    }
}
