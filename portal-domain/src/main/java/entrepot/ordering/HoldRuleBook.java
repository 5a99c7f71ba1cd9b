package entrepot.ordering;

import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The rules by which orders are held: dated, kept for ever, changed by two persons. */
@UseCases
@ApplicationScoped
public class HoldRuleBook {

    /** The kind of its proposals. */
    public static final String KIND = "hold-rules";

    private static final int LIST_MAX = 50;
    private static final int FIRST_MAX = 50;
    private static final int HOURS_MAX = 72;
    private static final BigDecimal VALUE_MAX = new BigDecimal("1000000000");

    @Inject
    private Sql sql;

    @Inject
    private Proposals proposals;

    @Inject
    private BusinessClock clock;

    /** Rules with the moment from which they count. {@code proposal} and {@code reason} are empty for what was there from the beginning. */
    public record Dated(Instant from, HoldRules rules, String proposal, String by, String reason) {
    }

    /** @param from the moment from which they count; null for the moment of their approval */
    record Content(Instant from, HoldRules rules) {
    }

    /** The rules of now; {@link HoldRules#DEFAULTS} where headquarters has not said anything else. */
    @Requires(OrderPermission.VIEW)
    public HoldRules now(Actor actor) {
        return at(actor, clock.now());
    }

    HoldRules at(Actor actor, Instant moment) {
        return sql.first("""
                select rules::text as rules from hold_rules where tenant_id = ? and valid_from <= ?
                 order by valid_from desc, id desc limit 1""",
                row -> row.json("rules").as(HoldRules.class), actor.tenant(), moment).orElse(HoldRules.DEFAULTS);
    }

    /** All that were ever said, the latest first. */
    @Requires(OrderPermission.RULES)
    public List<Dated> list(Actor actor) {
        return sql.list("""
                select h.valid_from, h.rules::text as rules, h.proposal, h.by_name, coalesce(p.reason, '') as reason
                  from hold_rules h left join proposal p on p.tenant_id = h.tenant_id and p.code = h.proposal
                 where h.tenant_id = ? order by h.valid_from desc, h.id desc limit ?""", HoldRuleBook::dated, actor.tenant(), LIST_MAX);
    }

    /**
     * Proposes other rules; what still waits is withdrawn.
     *
     * @param from null for the moment of the approval
     * @return the proposal's code
     * @throws Problem NOTHING_CHANGED, FIELD_INVALID
     */
    @Requires(OrderPermission.RULES)
    public String propose(Actor actor, HoldRules rules, Instant from, String reason) {
        check(rules);
        if (from != null && from.isBefore(clock.now())) {
            throw Problem.invalid("from", from);
        }
        HoldRules before = now(actor);
        if (before.equals(rules)) {
            throw new Problem(OrderProblem.NOTHING_CHANGED);
        }
        proposals.withdraw(actor, KIND, KIND, "");
        return proposals.propose(actor, KIND, KIND, "", new Content(from, rules), effect(before, rules),
                reason == null ? "" : reason.strip());
    }

    private static List<Proposal.Effect> effect(HoldRules before, HoldRules after) {
        List<Proposal.Effect> effect = new ArrayList<>();
        effect.add(new Proposal.Effect("hold.value", text(before.valueOver()), text(after.valueOver())));
        effect.add(new Proposal.Effect("hold.first", Integer.toString(before.firstOrders()),
                Integer.toString(after.firstOrders())));
        effect.add(new Proposal.Effect("hold.address", mark(before.addressUnclear()), mark(after.addressUnclear())));
        effect.add(new Proposal.Effect("hold.price", mark(before.priceBreach()), mark(after.priceBreach())));
        effect.add(new Proposal.Effect("hold.payment", mark(before.payment()), mark(after.payment())));
        effect.add(new Proposal.Effect("hold.duplicates", mark(before.duplicates()), mark(after.duplicates())));
        effect.add(new Proposal.Effect("hold.silence", Integer.toString(before.silenceHours()),
                Integer.toString(after.silenceHours())));
        return effect;
    }

    private static String mark(boolean on) {
        return on ? "✓" : "–";
    }

    private static String text(BigDecimal value) {
        return value == null ? "–" : value.stripTrailingZeros().toPlainString();
    }

    private static void check(HoldRules rules) {
        if (rules.valueOver() != null && (rules.valueOver().signum() < 0 || rules.valueOver().compareTo(VALUE_MAX) > 0)) {
            throw Problem.invalid("valueOver", rules.valueOver());
        }
        if (rules.firstOrders() < 0 || rules.firstOrders() > FIRST_MAX) {
            throw Problem.invalid("firstOrders", rules.firstOrders());
        }
        if (rules.silenceHours() < 1 || rules.silenceHours() > HOURS_MAX) {
            throw Problem.invalid("silenceHours", rules.silenceHours());
        }
    }

    /** Puts proposed rules in force. @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, NOT_FOUND */
    @Requires(OrderPermission.RULES)
    public HoldRules approve(Actor actor, String code) {
        proposal(actor, code);
        Proposal approved = proposals.approve(actor, code);
        Content content = approved.content().as(Content.class);
        Instant now = clock.now();
        set(actor, content.rules(), content.from() == null || content.from().isBefore(now) ? now : content.from(), code);
        return content.rules();
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, REASON_NEEDED, NOT_FOUND */
    @Requires(OrderPermission.RULES)
    public Proposal reject(Actor actor, String code, String reason) {
        proposal(actor, code);
        return proposals.reject(actor, code, reason);
    }

    /** @throws Problem NOT_FOUND */
    @Requires(OrderPermission.RULES)
    public Proposal proposal(Actor actor, String code) {
        return proposals.get(actor, KIND, code);
    }

    /** What waits for a second person. */
    @Requires(OrderPermission.RULES)
    public List<Proposal> waiting(Actor actor) {
        return proposals.waiting(actor, KIND);
    }

    /** Proposals that wait for this person's yes or no. */
    @Requires(OrderPermission.RULES)
    public Proposals.Queue toDecide(Actor actor) {
        return proposals.toDecide(actor, KIND);
    }

    /** The rules that a tenant begins with, where they are not the defaults. */
    @Requires(Requires.SYSTEM)
    public void begin(Actor system, HoldRules rules) {
        set(system, rules, clock.now(), "");
    }

    private void set(Actor actor, HoldRules rules, Instant from, String proposal) {
        sql.update("""
                insert into hold_rules (tenant_id, id, valid_from, rules, proposal, by_name)
                values (?, nextval('hold_rules_seq'), ?, ?, ?, ?)""",
                actor.tenant(), from, Json.of(rules), proposal, actor.name());
    }

    private static Dated dated(Row row) {
        return new Dated(row.instant("valid_from"), row.json("rules").as(HoldRules.class), row.text("proposal"),
                row.text("by_name"), row.text("reason"));
    }
}
