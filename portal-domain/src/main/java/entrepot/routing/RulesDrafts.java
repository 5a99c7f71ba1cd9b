package entrepot.routing;

import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.files.Table;
import entrepot.platform.geo.Address;
import entrepot.platform.geo.Located;
import entrepot.platform.geo.Places;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of routing and how they change: a draft is made from what is in force, tried out on a month's orders, proposed
 * with what it would have done, and put in force by another person from a day on. Versions in force never change.
 */
@ApplicationScoped
@UseCases
public class RulesDrafts {

    static final String KIND = "routing-rules";
    private static final String THING = "routing-rules";
    private static final int LIST_MAX = 200;
    private static final String SELECT = """
            select code, content::text as content, revision, state, valid_from, proposal, changed_by, changed_at
              from routing_draft where tenant_id = ?
            """;

    @Inject
    private Sql sql;

    @Inject
    private Numbering numbering;

    @Inject
    private BusinessClock clock;

    @Inject
    private Transactions transactions;

    @Inject
    private Proposals proposals;

    @Inject
    private History history;

    @Inject
    private RulesInForce rules;

    @Inject
    private WhatIfs whatIfs;

    @Inject
    private Warehouses warehouses;

    /** By which orders are routed at this moment; the example until a tenant has its own. */
    @Requires(RoutingPermission.RULES)
    public RoutingRules inForce(Actor actor) {
        return rules.read().rulesAt(clock.now());
    }

    /** Drafts, proposals and versions, newest first; without what was discarded. */
    @Requires(RoutingPermission.RULES)
    public List<RulesDraft> list(Actor actor) {
        return sql.list(SELECT + " and state <> 'DISCARDED' order by id desc limit ?", RulesDrafts::draft, actor.tenant(),
                LIST_MAX);
    }

    @Requires(RoutingPermission.RULES)
    public RulesDraft get(Actor actor, String code) {
        return sql.first(SELECT + " and code = ?", RulesDrafts::draft, actor.tenant(), code)
                .orElseThrow(() -> Problem.notFound(THING, code));
    }

    /** The proposal of a draft that was proposed, with its effect in numbers. */
    @Requires(RoutingPermission.RULES)
    public Proposal proposal(Actor actor, String code) {
        RulesDraft draft = get(actor, code);
        if (draft.proposal() == null) {
            throw Problem.notFound("proposal", code);
        }
        return proposals.get(actor, draft.proposal());
    }

    /** Rules and peak periods that wait for this person's yes or no. */
    @Requires(RoutingPermission.RULES)
    public Proposals.Queue toDecide(Actor actor) {
        return proposals.toDecide(actor, KIND, Peaks.KIND);
    }

    @Requires(RoutingPermission.RULES)
    public List<History.Change> history(Actor actor, String code) {
        return history.of(actor, THING, get(actor, code).code());
    }

    /** Begins a draft as a copy of what is in force. */
    @Requires(RoutingPermission.PROPOSE)
    public RulesDraft begin(Actor actor, String name) {
        String code = numbering.lasting("RUL");
        RoutingRules copy = inForce(actor).named(code, name).checked();
        sql.update("""
                insert into routing_draft (tenant_id, id, code, content, state, changed_by, changed_at)
                values (?, nextval('routing_draft_seq'), ?, ?, 'DRAFT', ?, ?)""",
                actor.tenant(), code, Json.of(copy), actor.name(), clock.now());
        history.record(actor, THING, code, null, RulesDraft.State.DRAFT, "");
        return get(actor, code);
    }

    /** Changes a draft; what was tried out before does not count for it any more. @throws Problem NOT_A_DRAFT, INVALID */
    @Requires(RoutingPermission.PROPOSE)
    public RulesDraft change(Actor actor, String code, RoutingRules changed) {
        RulesDraft draft = locked(actor, code);
        RoutingRules checked = changed.named(code, changed.name()).checked();
        if (!checked.equals(draft.rules())) {
            sql.update("""
                    update routing_draft set content = ?, revision = revision + 1, changed_by = ?, changed_at = ?
                     where tenant_id = ? and code = ?""",
                    Json.of(checked), actor.name(), clock.now(), actor.tenant(), code);
        }
        return get(actor, code);
    }

    /**
     * Replaces the coverage table of a draft by a file's: columns warehouse (code or name), province, city (empty for the
     * whole province).
     *
     * @throws Problem NOT_A_DRAFT; COVERAGE_UNREADABLE with the first line that names no warehouse or no place; and what
     *                 {@link Table} refuses
     */
    @Requires(RoutingPermission.PROPOSE)
    public RulesDraft importCoverage(Actor actor, String code, byte[] file) {
        return cover(actor, code, Table.read(file));
    }

    /** The same from text that was pasted or typed, with its heading. */
    @Requires(RoutingPermission.PROPOSE)
    public RulesDraft pasteCoverage(Actor actor, String code, String text) {
        return cover(actor, code, Table.pasted(text));
    }

    private RulesDraft cover(Actor actor, String code, Table table) {
        table.require("warehouse", "仓库", "almacén", "almacen");
        Map<String, String> codes = new HashMap<>();
        for (Warehouse warehouse : warehouses.list(Actor.system(actor.tenant()))) {
            codes.put(warehouse.name(), warehouse.code());
            codes.put(warehouse.code(), warehouse.code());
        }
        Set<RoutingRules.Covers> rows = new LinkedHashSet<>();
        for (Table.Line line : table.lines()) {
            String name = table.cell(line, "warehouse", "仓库", "almacén", "almacen").strip();
            String province = table.cell(line, "province", "省份", "省", "provincia").strip();
            String city = table.cell(line, "city", "城市", "市", "ciudad").strip();
            if (name.isEmpty() && province.isEmpty() && city.isEmpty()) {
                continue;
            }
            Located place = Places.locate(new Address("", "", transactions.tenant().country(), province, city, "", "", ""))
                    .filter(found -> city.isEmpty() || !found.prefecture().isEmpty()).orElse(null);
            if (place == null || !codes.containsKey(name)) {
                throw new Problem(RoutingProblem.COVERAGE_UNREADABLE).with("line", line.number())
                        .with("text", name + " " + province + " " + city);
            }
            rows.add(new RoutingRules.Covers(codes.get(name), place.province(), city.isEmpty() ? "" : place.prefecture()));
        }
        return change(actor, code, get(actor, code).rules().covering(new ArrayList<>(rows)));
    }

    /** Lays a draft aside for good. */
    @Requires(RoutingPermission.PROPOSE)
    public void discard(Actor actor, String code) {
        locked(actor, code);
        moved(actor, code, RulesDraft.State.DRAFT, RulesDraft.State.DISCARDED, null, null, "");
    }

    /**
     * Proposes a draft.
     *
     * @param from the first day on which it counts, in the tenant's zone
     * @return the proposal's code
     * @throws Problem WHAT_IF_MISSING unless a month was replayed with exactly this draft, DATE_PAST, RULES_FROZEN
     */
    @Requires(RoutingPermission.PROPOSE)
    public String propose(Actor actor, String code, LocalDate from, String reason) {
        RulesDraft draft = locked(actor, code);
        Instant begins = begins(from);
        WhatIf tried = whatIfs.latest(actor, code).filter(w -> w.isDone() && w.revision() == draft.revision())
                .orElseThrow(() -> new Problem(RoutingProblem.WHAT_IF_MISSING));
        WhatIfTally.Sums before = tried.tally().before();
        WhatIfTally.Sums after = tried.tally().after();
        String proposal = proposals.propose(actor, KIND, code, draft.rules().name(), draft.rules(), List.of(
                effect("orders", before.orders(), after.orders()),
                effect("parcels", before.parcels(), after.parcels()),
                effect("splits", before.splits(), after.splits()),
                effect("kilometres", before.kilometres(), after.kilometres()),
                new Proposal.Effect("routing.changed", "", Integer.toString(tried.tally().changed()))), reason);
        moved(actor, code, RulesDraft.State.DRAFT, RulesDraft.State.PROPOSED, begins, proposal, reason);
        return proposal;
    }

    private static Proposal.Effect effect(String name, long before, long after) {
        return new Proposal.Effect("routing." + name, Long.toString(before), Long.toString(after));
    }

    /**
     * Puts a proposal in force from its day on.
     *
     * @throws Problem OWN_PROPOSAL, ALREADY_DECIDED; DATE_PAST if it waited too long, RULES_FROZEN
     */
    @Requires(RoutingPermission.APPROVE)
    public RulesDraft approve(Actor actor, String code) {
        rules.alone();
        RulesDraft draft = get(actor, code);
        if (draft.proposal() == null) {
            throw Problem.notFound("proposal", code);
        }
        RoutingRules content = proposals.approve(actor, draft.proposal()).content().as(RoutingRules.class);
        begins(LocalDate.ofInstant(draft.from(), transactions.tenant().zone()));
        sql.update("""
                insert into routing_rules (tenant_id, id, code, content, valid_from, proposal)
                values (?, nextval('routing_rules_seq'), ?, ?, ?, ?)""",
                actor.tenant(), code, Json.of(content), draft.from(), draft.proposal());
        moved(actor, code, RulesDraft.State.PROPOSED, RulesDraft.State.APPROVED, draft.from(), draft.proposal(), "");
        rules.changed();
        return get(actor, code);
    }

    /** @throws Problem REASON_NEEDED and as for approving */
    @Requires(RoutingPermission.APPROVE)
    public void reject(Actor actor, String code, String reason) {
        RulesDraft draft = get(actor, code);
        if (draft.proposal() == null) {
            throw Problem.notFound("proposal", code);
        }
        proposals.reject(actor, draft.proposal(), reason);
        moved(actor, code, RulesDraft.State.PROPOSED, RulesDraft.State.REJECTED, draft.from(), draft.proposal(), reason);
    }

    private RulesDraft locked(Actor actor, String code) {
        RulesDraft draft = sql.first(SELECT + " and code = ? for update", RulesDrafts::draft, actor.tenant(), code)
                .orElseThrow(() -> Problem.notFound(THING, code));
        if (draft.state() != RulesDraft.State.DRAFT) {
            throw new Problem(RoutingProblem.NOT_A_DRAFT).with("code", code).with("state", draft.state());
        }
        return draft;
    }

    private void moved(Actor actor, String code, RulesDraft.State from, RulesDraft.State to, Instant begins, String proposal,
                       String why) {
        RulesDraft.State.TRANSITIONS.check(from, to);
        sql.update("update routing_draft set state = ?, valid_from = ?, proposal = ? where tenant_id = ? and code = ?",
                to, begins, proposal, actor.tenant(), code);
        history.record(actor, THING, code, from, to, why == null ? "" : why);
    }

    /** A day that is still to come, and not inside a frozen period. */
    private Instant begins(LocalDate from) {
        if (from == null) {
            throw Problem.missing("from");
        }
        if (!from.isAfter(clock.today())) {
            throw new Problem(RoutingProblem.DATE_PAST).with("from", from).with("earliest", clock.today());
        }
        Instant begins = from.atStartOfDay(transactions.tenant().zone()).toInstant();
        for (Peak peak : rules.read().peaks()) {
            if (peak.frozen() && peak.holds(begins)) {
                throw new Problem(RoutingProblem.RULES_FROZEN).with("peak", peak.name())
                        .with("until", LocalDate.ofInstant(peak.end(), transactions.tenant().zone()));
            }
        }
        return begins;
    }

    private static RulesDraft draft(Row row) {
        return new RulesDraft(row.text("code"), row.json("content").as(RoutingRules.class), row.integer("revision"),
                row.oneOf(RulesDraft.State.class, "state"), row.instant("valid_from"), row.text("proposal"),
                row.text("changed_by"), row.instant("changed_at"));
    }
}
