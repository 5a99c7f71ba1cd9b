package entrepot.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import entrepot.catalog.Variant;
import entrepot.inventory.Need;
import entrepot.inventory.OpenWarehouse;
import entrepot.inventory.Stock;
import entrepot.inventory.StockLevel;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.Problem;
import entrepot.network.Organisation;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.ApprovalProblem;
import entrepot.platform.geo.Address;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Trip;
import entrepot.testing.Force;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;

/** Rules on their way from a draft into force, replayed decisions, peak periods and shares, on the database. */
class RulesIT {

    /** 10:00 in Shanghai. */
    private static final Instant MORNING = Instant.parse("2026-11-24T02:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");

    private final Portal portal = Portal.running();
    private final Routing routing = portal.bean(Routing.class);
    private final RulesDrafts drafts = portal.bean(RulesDrafts.class);
    private final WhatIfs whatIfs = portal.bean(WhatIfs.class);
    private final Peaks peaks = portal.bean(Peaks.class);
    private final Shares shares = portal.bean(Shares.class);
    private final Warehouses warehouses = portal.bean(Warehouses.class);
    private final Trade trade = Trade.inChina(portal);
    private final Actor system = trade.system;
    private final Actor maker = person();
    private final Actor checker = person();
    private final Variant shirt;
    private final Organisation near = trade.members.dealer("浙江省", "杭州市");
    private final Organisation far = trade.members.dealer("广东省", "深圳市");
    private final Warehouse atHangzhou;
    private final Warehouse atShenzhen;
    private int orders;

    RulesIT() {
        portal.clockTo(trade.tenant, MORNING);
        shirt = trade.products(10_000, 0, "R-SHIRT").get(0);
        atHangzhou = open(near, "浙江省", "杭州市");
        atShenzhen = open(far, "广东省", "深圳市");
    }

    private Actor person() {
        return Portal.headquarters(trade.tenant, trade.members.headquarters().id(), RoutingPermission.RULES, RoutingPermission.PROPOSE,
                RoutingPermission.APPROVE, RoutingPermission.VIEW, RoutingPermission.SHARE, "stock:view");
    }

    private Warehouse open(Organisation dealer, String province, String city) {
        Warehouse opened = warehouses.open(system, new OpenWarehouse(dealer.name(), dealer.id(),
                new Address("", "", "CN", province, city, "", "", ""), null, 100));
        trade.stock(opened, shirt.id(), trade.members.headquarters().id(), 50);
        return opened;
    }

    private RoutingDecision route() {
        return routing.route(system, "ORD-R" + ++orders, trade.agentOrganisation.id(), Trade.hangzhou(),
                List.of(new RouteLine(shirt.id(), 1, "Things", 5_000, 500)), Set.of());
    }

    private String from(RoutingDecision decision) {
        return decision.parts().get(0).warehouseCode();
    }

    private static void refused(ThrowableAssert.ThrowingCallable call, Object code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat((Object) problem.code()).isEqualTo(code));
    }

    /** A draft by which Shenzhen alone is named for Hangzhou. */
    private RulesDraft draft() {
        RulesDraft begun = drafts.begin(maker, "Shenzhen first");
        return drafts.importCoverage(maker, begun.code(), ("warehouse,province,city\n" + atShenzhen.code() + ",浙江,杭州\n")
                .getBytes(StandardCharsets.UTF_8));
    }

    private WhatIf tried(String code) {
        whatIfs.start(maker, code, YearMonth.of(2026, 11));
        portal.settleDown(trade.tenant);
        return whatIfs.latest(maker, code).orElseThrow();
    }

    @Test
    void rules_go_from_a_draft_through_a_what_if_and_two_persons_into_force() {
        assertThat(from(route())).isEqualTo(atHangzhou.code());
        RulesDraft draft = draft();
        assertThat(draft.rules().coverage()).containsExactly(new RoutingRules.Covers(atShenzhen.code(), "浙江省", "杭州市"));
        refused(() -> drafts.propose(maker, draft.code(), TODAY.plusDays(1), "try"), RoutingProblem.WHAT_IF_MISSING);

        WhatIf tried = tried(draft.code());
        assertThat(tried.isDone()).isTrue();
        assertThat(tried.tally().changed()).isEqualTo(1);
        assertThat(tried.tally().after().kilometres()).isGreaterThan(tried.tally().before().kilometres() + 900);
        assertThat(tried.tally().examples().get(0).lost()).isEqualTo(Loss.COVERED_BY_OTHER);
        assertThat(tried.tally().byGain()).extracting(WhatIfTally.OfWarehouse::gain).containsExactly(1, -1);

        refused(() -> drafts.propose(maker, draft.code(), TODAY, "too early"), RoutingProblem.DATE_PAST);
        drafts.propose(maker, draft.code(), TODAY.plusDays(2), "Hangzhou is full");
        refused(() -> drafts.change(maker, draft.code(), draft.rules()), RoutingProblem.NOT_A_DRAFT);
        refused(() -> drafts.approve(maker, draft.code()), ApprovalProblem.OWN_PROPOSAL);
        assertThat(drafts.proposal(checker, draft.code()).effect()).extracting("name").contains("routing.parcels", "routing.changed");
        drafts.approve(checker, draft.code());

        assertThat(from(route())).as("not before its day").isEqualTo(atHangzhou.code());
        portal.clockTo(trade.tenant, MORNING.plus(Duration.ofDays(2)));
        RoutingDecision now = route();
        assertThat(from(now)).isEqualTo(atShenzhen.code());
        assertThat(now.decidedBy().rules()).isEqualTo(draft.code());
        assertThat(Router.decide(routing.get(system, "ORD-R" + orders).request())).isEqualTo(now);
    }

    @Test
    void a_changed_draft_has_to_be_tried_again_and_unreadable_coverage_changes_nothing() {
        route();
        RulesDraft draft = draft();
        tried(draft.code());
        drafts.change(maker, draft.code(), draft.rules().named(draft.code(), "Another name"));
        refused(() -> drafts.propose(maker, draft.code(), TODAY.plusDays(1), ""), RoutingProblem.WHAT_IF_MISSING);
        refused(() -> drafts.pasteCoverage(maker, draft.code(), "warehouse\tprovince\tcity\nNobody\t浙江省\t"),
                RoutingProblem.COVERAGE_UNREADABLE);
        refused(() -> drafts.pasteCoverage(maker, draft.code(), "warehouse\tprovince\tcity\n" + atHangzhou.code() + "\t火星省\t"),
                RoutingProblem.COVERAGE_UNREADABLE);
        assertThat(drafts.get(maker, draft.code()).rules().coverage()).hasSize(1);
        refused(() -> whatIfs.start(maker, draft.code(), YearMonth.of(2020, 1)), RoutingProblem.NOTHING_TO_REPLAY);
    }

    @Test
    void replaying_what_is_in_force_on_what_is_stored_changes_no_order() {
        for (int i = 0; i < 12; i++) {
            route();
        }
        RulesDraft same = drafts.begin(maker, "The same");
        WhatIfTally tally = tried(same.code()).tally();
        assertThat(tally.before().orders()).isEqualTo(12);
        assertThat(tally.after()).isEqualTo(tally.before());
        assertThat(tally.changed()).isZero();
    }

    @Test
    void what_another_node_put_in_force_is_seen_by_the_next_transaction() {
        assertThat(from(route())).isEqualTo(atHangzhou.code());
        RoutingRules other = draft().rules();
        // as another node would: past everything that this one keeps in memory
        portal.in(trade.tenant.id(), () -> portal.bean(Sql.class).update("""
                insert into routing_rules (tenant_id, id, code, content, valid_from, proposal)
                values (?, nextval('routing_rules_seq'), 'RUL-OTHER', ?, ?, 'PRP-OTHER')""", trade.tenant.id(),
                Json.of(other), MORNING.minusSeconds(1)));
        portal.in(trade.tenant.id(), () -> portal.bean(Sql.class).update(
                "update tenant set settings_version = settings_version + 1 where id = ?", trade.tenant.id()));
        assertThat(from(route())).isEqualTo(atShenzhen.code());
    }

    @Test
    void a_peak_period_takes_two_persons_raises_limits_freezes_rules_and_is_ended_by_one() {
        Instant from = MORNING.plus(Duration.ofDays(2));
        String code = peaks.propose(maker, new Peak("", "11.11", from, from.plus(Duration.ofDays(3)), true, 200, true, true, null), "sale");
        refused(() -> peaks.approve(maker, code), ApprovalProblem.OWN_PROPOSAL);
        assertThat(peaks.soon(system)).isEmpty();
        peaks.approve(checker, code);
        assertThat(peaks.soon(system)).map(Peak::name).contains("11.11");
        refused(() -> peaks.propose(maker, new Peak("", "12.12", from.plusSeconds(5), from.plusSeconds(60), true, 200, true, true, null),
                "again"), RoutingProblem.PEAKS_MEET);

        assertThat(route().parts().get(0).acceptAtOnce()).isFalse();
        RulesDraft draft = draft();
        tried(draft.code());
        refused(() -> drafts.propose(maker, draft.code(), TODAY.plusDays(3), "inside"), RoutingProblem.RULES_FROZEN);

        portal.clockTo(trade.tenant, from);
        RoutingDecision inPeak = route();
        assertThat(inPeak.parts().get(0).acceptAtOnce()).isTrue();
        assertThat(inPeak.candidates().get(0).dailyLimit()).isEqualTo(200);
        assertThat(inPeak.decidedBy().peak()).isEqualTo(code);
        assertThat(peaks.isQueueFair(system)).isTrue();
        peaks.stop(maker, code, "sold out");
        assertThat(route().parts().get(0).acceptAtOnce()).isFalse();
    }

    @Test
    void of_two_peak_periods_that_meet_one_is_approved_even_at_the_same_moment() throws Exception {
        Instant from = MORNING.plus(Duration.ofDays(20));
        List<String> proposed = IntStream.range(0, 8).mapToObj(i -> peaks.propose(maker, new Peak("", "P" + i,
                from.plusSeconds(i), from.plus(Duration.ofDays(1)), true, 200, false, true, null), "sale")).toList();
        List<String> outcomes = Force.at(8, 8, i -> {
            try {
                peaks.approve(checker, proposed.get(i));
                return "approved";
            } catch (Problem refusal) {
                return refusal.code().name();
            }
        });
        assertThat(outcomes).containsOnly("approved", RoutingProblem.PEAKS_MEET.name());
        assertThat(Collections.frequency(outcomes, "approved")).isEqualTo(1);
    }

    @Test
    void a_dealer_sees_its_own_share_and_others_without_names() {
        Actor dealer = Portal.member(trade.tenant, far.id(), RoutingPermission.SHARE, "stock:view", "stock:change");
        for (int i = 0; i < 3; i++) {
            route();
        }
        portal.in(trade.tenant.id(), () -> {
            Trip trip = portal.bean(Sql.class).trip();
            routing.keepAll(system, trip, List.of(new Routing.Kept("ORD-PRACTICE", trade.agentOrganisation.id(),
                    routing.get(system, "ORD-R1"), false)));
            trip.go();
            return null;
        });
        assertThat(shares.of(dealer, "ORD-PRACTICE")).as("practice is nobody's gain or loss").isEmpty();
        List<Share> seen = shares.list(dealer);
        assertThat(seen).extracting(Share::warehouse).containsExactly(atShenzhen.code());
        assertThat(seen.get(0).decisions()).isEqualTo(3);
        assertThat(seen.get(0).lost()).containsExactly(new Share.Reason(Loss.FARTHER, 3));

        Organisation empty = trade.members.dealer("江苏省", "南京市");
        warehouses.open(system, new OpenWarehouse(empty.name(), empty.id(), new Address("", "", "CN", "江苏省", "南京市", "", "", ""), null, 100));
        warehouses.close(dealer, atShenzhen.code(), TODAY, TODAY.plusDays(1), "stocktaking");
        route();
        Share.Missed missed = shares.list(dealer).get(0).latest().get(0);
        assertThat(missed.own().lostBecause()).isEqualTo(Loss.CLOSED);
        assertThat(missed.decision().counted()).as("who has none of it is counted, not listed").containsOnly(Map.entry(Loss.HOLDS_NOTHING, 1));
        assertThat(missed.decision().candidates()).filteredOn(Candidate::chosen).singleElement()
                .satisfies(a -> assertThat(a.holds(missed.decision().lines())).as("whole lines, without telling how much lies there").isEqualTo(1))
                .satisfies(a -> assertThat(a.available(0)).isEqualTo(1));
        assertThat(missed.takes()).extracting(Change::kind).containsExactly(Change.Kind.BE_OPEN, Change.Kind.KILOMETRES_NEARER);
        assertThat(missed.decision().toString()).doesNotContain(atHangzhou.code()).doesNotContain(near.name());
        assertThat(shares.of(dealer, "ORD-R1")).hasSize(1).first().asString().contains(atShenzhen.code()).doesNotContain(atHangzhou.code());
        warehouses.reopen(dealer, atShenzhen.code(), TODAY);
        assertThat(warehouses.byCode(dealer, atShenzhen.code()).closures()).isEmpty();
        refused(() -> warehouses.close(dealer, atHangzhou.code(), TODAY, TODAY.plusDays(1), ""), Problem.notFound("", "").code());
    }

    @Test
    void after_cut_off_the_next_days_closure_counts() {
        warehouses.close(system, atHangzhou.code(), TODAY.plusDays(1), TODAY.plusDays(2), "");
        assertThat(from(route())).isEqualTo(atHangzhou.code());
        portal.clockTo(trade.tenant, Instant.parse("2026-11-24T08:00:01Z"));
        assertThat(from(route())).isEqualTo(atShenzhen.code());
    }

    @Test
    void goods_of_the_dealer_are_taken_first_where_the_rules_say_so() {
        trade.stock(atHangzhou, shirt.id(), near.id(), 5);
        Stock stock = portal.bean(Stock.class);
        stock.reserve(system, "CON-1", List.of(new Need(atHangzhou.id(), shirt.id(), 6, false, true)));
        stock.reserve(system, "CON-2", List.of(new Need(atHangzhou.id(), shirt.id(), 3, false)));
        assertThat(stock.availability(system, List.of(shirt.id())).stream().filter(l -> l.warehouse().equals(atHangzhou.id())))
                .extracting(l -> l.owner().equals(near.id()), StockLevel::reserved)
                .containsExactlyInAnyOrder(tuple(true, 5), tuple(false, 4));
    }
}
