package entrepot.commission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Shipping;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.kernel.UserId;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.network.NetworkProblem;
import entrepot.network.Organisation;
import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.ApprovalProblem;
import entrepot.platform.sql.Sql;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Months are closed, plans simulated, bonuses earned and deductions taken. */
class SimulationIT {

    private final Portal portal = Portal.running();
    private final Accruals accruals = portal.bean(Accruals.class);
    private final Plans plans = portal.bean(Plans.class);
    private final Simulations simulations = portal.bean(Simulations.class);
    private final Awards awards = portal.bean(Awards.class);
    private final Trade trade = Trade.inChina(portal);
    private final Organisation top = trade.members.agent();
    private final Organisation middle = trade.members.agentUnder(top.id());
    private final Organisation seller = trade.members.agentUnder(middle.id());
    private final Actor maker = Portal.headquarters(trade.tenant, trade.members.headquarters().id(),
            CommissionPermission.READ, CommissionPermission.SIMULATIONS, CommissionPermission.PROPOSE, CommissionPermission.APPROVE);
    private final Actor checker = Portal.headquarters(trade.tenant, trade.members.headquarters().id(),
            CommissionPermission.READ, CommissionPermission.SIMULATIONS, CommissionPermission.PROPOSE, CommissionPermission.APPROVE);
    private int number;

    SimulationIT() {
        for (Organisation member : List.of(top, middle, seller)) {
            portal.bean(Ledger.class).openAccounts(trade.system, member.id());
        }
        trade.products(100_000, 100_000, "SKU-A", "SKU-B");
        trade.topUp(seller.id(), 10_000_000_000L);
        trade.topUp(middle.id(), 10_000_000_000L);
    }

    private static Money yuan(String major) {
        return Money.parse(new BigDecimal(major), "CNY");
    }

    private static void refused(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).as(problem.getMessage()).isEqualTo(code));
    }

    private Consignment sold(Organisation by, String sku, int pieces) {
        String order = portal.bean(Orders.class).place(trade.actorOf(by), new PlaceOrder(trade.members.shopOf(by).code(), "N" + ++number, Trade.hangzhou(),
                List.of(new PlaceOrder.Line(sku, pieces, null)), "", "", null), "key-" + number).code();
        Consignment consignment = portal.bean(Consignments.class).byOrder(trade.system, order).get(0);
        portal.bean(Shipping.class).ship(trade.system, consignment.code(), List.of(new Consignment.Parcel("shunfeng", "SF12345678" + (1000 + number), 800)));
        return portal.bean(Shipping.class).deliver(trade.system, consignment.code());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(portal.now(trade.tenant), trade.tenant.zone());
    }

    private void toDay(LocalDate day, int hour) {
        portal.clockTo(trade.tenant, day.atTime(hour, 0).atZone(trade.tenant.zone()).toInstant());
    }

    private Money due(Organisation of) {
        return portal.bean(Ledger.class).balance(trade.system, Account.of(AccountKind.COMMISSION_DUE, of.id()));
    }

    private LocalDate nextMonth() {
        return today().plusMonths(1).withDayOfMonth(1);
    }

    private Plan inForce(Plan plan) {
        LocalDate from = nextMonth();
        Plan coded = PlanCases.inForce(portal, trade.tenant, maker, checker, plan, from);
        toDay(from, 9);
        return coded;
    }

    private void closeMonth() {
        portal.settleDown(trade.tenant);
        toDay(nextMonth(), 3);
        portal.settleDown(trade.tenant);
    }

    private static Plan of(Rule rule) {
        return new Plan("", "of one rule", new BigDecimal("20"), 15, List.of(rule));
    }

    private static Plan wholePlan() {
        return new Plan("", "on the whole", new BigDecimal("20"), 15, List.of(Rule.stepsOnTheWhole("whole", Rule.Earner.SELLER, List.of(
                new Plan.Step(new BigDecimal("5000"), new BigDecimal("1")), new Plan.Step(new BigDecimal("15000"), new BigDecimal("3"))))));
    }

    @Test
    void steps_on_the_whole_bring_the_month_to_the_rate_that_it_reached_and_a_later_refund_takes_that_rate_back() {
        inForce(wholePlan());
        // 3 × 6,500 = 19,500: 65 + 65 + 195 on the way, 585 in the end
        Consignment first = sold(seller, "SKU-A", 10);
        portal.settleDown(trade.tenant);
        sold(seller, "SKU-A", 10);
        portal.settleDown(trade.tenant);
        sold(seller, "SKU-A", 10);
        closeMonth();

        Award trueUp = awards.list(maker, Award.Kind.TRUE_UP, null, 10).get(0);
        assertThat(trueUp.trueUp().recompute()).isEqualTo(trueUp.amount()).isEqualTo(yuan("260.00"));
        assertThat(due(seller)).as("3 % of 19,500").isEqualTo(yuan("585.00"));

        // the whole first order goes back: 3 % of 6,500 in all, of which its own line gives 65
        accruals.reverse(trade.system, first.code(), 1, 10, "RET-1");
        assertThat(due(seller)).as("3 % of 13,000").isEqualTo(yuan("390.00"));
        assertThat(awards.get(maker, trueUp.code()).left()).isEqualTo(yuan("130.00"));
        // told again it takes nothing more
        accruals.reverse(trade.system, first.code(), 1, 10, "RET-1");
        assertThat(due(seller)).isEqualTo(yuan("390.00"));
    }

    @Test
    void a_refund_between_a_months_closing_and_its_corrections_takes_the_months_rate_back_too() {
        inForce(wholePlan());
        List<Consignment> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(sold(seller, "SKU-A", 10));
            portal.settleDown(trade.tenant);
        }
        toDay(nextMonth(), 3);
        // due by their window, so that the balance shows all of it
        assertThat(awards.closeNext(trade.system)).as("closed").isTrue();
        assertThat(awards.months(maker)).as("and cannot be simulated before its awards are there").isEmpty();
        accruals.reverse(trade.system, all.get(0).code(), 1, 10, "RET-1");
        assertThat(awards.closeNext(trade.system)).as("added up").isTrue();
        accruals.reverse(trade.system, all.get(1).code(), 1, 5, "RET-2");
        while (awards.closeNext(trade.system)) {
            continue;
        }
        portal.settleDown(trade.tenant);
        Award trueUp = awards.list(maker, Award.Kind.TRUE_UP, null, 10).get(0);
        assertThat(trueUp.amount()).as("as the month was closed").isEqualTo(yuan("260.00"));
        assertThat(due(seller)).as("3 % of what was kept: 9,750").isEqualTo(yuan("292.50"));
        assertThat(trueUp.left().plus(left(seller))).isEqualTo(yuan("292.50"));
    }

    private Money left(Organisation of) {
        return accruals.list(maker, null, null, 100).stream().filter(accrual -> accrual.earned().equals(of.id())).map(Accrual::left)
                .reduce(yuan("0"), Money::plus);
    }

    @Test
    void what_is_delivered_after_a_month_was_closed_counts_in_the_next_one() {
        inForce(wholePlan());
        sold(seller, "SKU-A", 10);
        YearMonth month = YearMonth.from(today());
        closeMonth();
        assertThat(awards.lastClosed(maker)).contains(month.atDay(1));
        sold(seller, "SKU-A", 10);
        portal.settleDown(trade.tenant);
        String late = portal.in(trade.tenant.id(), () -> portal.bean(Sql.class).one("select max(month)::text as month from commission_sold_line where tenant_id = ?",
                row -> row.text("month"), trade.tenant.id()));
        assertThat(late).isEqualTo(month.plusMonths(1).atDay(1).toString());
    }

    @Test
    void the_top_sellers_of_the_month_earn_their_bonus_once() {
        Plan plan = new Plan("", "with a bonus", new BigDecimal("8"), 15, Plan.Pick.ALL, Plan.EXAMPLE.rules(), List.of(
                new Bonus("top", Bonus.Kind.TOP, Bonus.Measure.VOLUME, Bonus.Each.MEMBER, BigDecimal.ONE,
                        List.of(new Bonus.Prize(new BigDecimal("500"), null), new Bonus.Prize(null, new BigDecimal("1"))), Bonus.Ties.SHARED)));
        inForce(plan);
        sold(seller, "SKU-A", 10);
        sold(middle, "SKU-A", 4);
        closeMonth();
        portal.settleDown(trade.tenant);

        assertThat(awards.list(maker, Award.Kind.BONUS, null, 10)).hasSize(2).allSatisfy(award -> assertThat(award.won().recompute()).isEqualTo(award.amount()));
        assertThat(due(seller)).isEqualTo(yuan("500.00"));
        assertThat(due(middle)).as("1 % of its 2,600, and 2 % of what the seller bought").isEqualTo(yuan("156.00"));
    }

    @Test
    void a_draft_is_approved_by_another_and_only_exactly_as_it_was_simulated() {
        LocalDate from = nextMonth();
        String code = plans.start(maker, null);
        refused(CommissionProblem.PLAN_NOT_SIMULATED, () -> plans.propose(maker, code, "more"));
        PlanCases.simulate(portal, trade.tenant, maker, code, YearMonth.from(today()).minusMonths(1));
        PlanDraft read = plans.draft(maker, code);
        refused(CommissionProblem.PLAN_INVALID, () -> plans.save(maker, code, read.version(), of(Rule.fixed("fine", Rule.Earner.SELLER, new BigDecimal("0.333"))), from));
        refused(NetworkProblem.TIER_UNKNOWN, () -> plans.save(maker, code, read.version(), of(Rule.fixed("gold", Rule.Earner.SELLER, new BigDecimal("0.33"))
                .in(new Rule.Scope(Rule.Scope.Kind.TIER, "Gold members"))), from));
        PlanDraft saved = plans.save(maker, code, read.version(), wholePlan(), from);
        refused(CommissionProblem.PLAN_NOT_SIMULATED, () -> plans.propose(maker, code, "another than was simulated"));
        assertThatThrownBy(() -> plans.save(maker, code, saved.version() - 1, wholePlan(), from)).isInstanceOf(Problem.class);
        PlanCases.simulate(portal, trade.tenant, maker, code, YearMonth.from(today()).minusMonths(1));
        String proposal = plans.propose(maker, code, "more");
        refused(CommissionProblem.PLAN_NOT_DRAFT, () -> plans.save(maker, code, plans.draft(maker, code).version(), Plan.EXAMPLE, from));
        Actor secondAccount = new Actor(maker.tenant(), maker.organisation(), true, new UserId(987_654), maker.person(), "the same person",
                maker.permissions(), Actor.Kind.USER);
        String shown = plans.draft(maker, code).hash();
        refused(ApprovalProblem.OWN_PROPOSAL, () -> plans.approve(maker, proposal, shown));
        refused(ApprovalProblem.OWN_PROPOSAL, () -> plans.approve(secondAccount, proposal, shown));
        plans.reject(checker, proposal, "too much");
        assertThat(plans.draft(maker, code).state()).isEqualTo(DraftState.DRAFT);
        String again = plans.propose(maker, code, "again");
        refused(CommissionProblem.PLAN_CHANGED, () -> plans.approve(checker, again, read.hash()));
        plans.approve(checker, again, shown);
        assertThat(plans.all(maker).get(0).plan().name()).isEqualTo("on the whole");
        assertThatThrownBy(() -> portal.in(trade.tenant.id(), () -> portal.bean(Sql.class).update("""
                insert into commission_plan (tenant_id, id, code, content, valid_from) values (?, 999, 'PLN-SQL', '{}', now())""", trade.tenant.id())))
                .hasMessageContaining("commission_plan__simulated_ck");
        assertThatThrownBy(() -> portal.in(trade.tenant.id(), () -> portal.bean(Sql.class).update("""
                insert into commission_plan (tenant_id, id, code, content, valid_from, content_hash, simulation_id, maker_person_id, checker_person_id)
                select tenant_id, 998, 'PLN-SQL', content, valid_from, content_hash, simulation_id, maker_person_id, maker_person_id from commission_plan
                 where tenant_id = ? order by id desc limit 1""", trade.tenant.id()))).hasMessageContaining("commission_plan__two_persons_ck");
    }

    @Test
    void a_version_never_changes_neither_by_the_page_nor_by_sql() {
        Plan plan = PlanCases.inForce(portal, trade.tenant, maker, checker, wholePlan(), nextMonth());
        PlanDraft kept = plans.draft(maker, plan.code());
        refused(CommissionProblem.PLAN_NOT_DRAFT, () -> plans.save(maker, plan.code(), kept.version(), Plan.EXAMPLE, nextMonth()));
        for (String change : List.of("update commission_plan set content = '{}' where tenant_id = ? and code = ?",
                "update commission_plan set valid_from = now() where tenant_id = ? and code = ?", "delete from commission_plan where tenant_id = ? and code = ?")) {
            assertThatThrownBy(() -> portal.in(trade.tenant.id(), () -> portal.bean(Sql.class).update(change, trade.tenant.id(), plan.code())))
                    .as("by the portal's role: %s", change).hasMessageContaining("permission denied");
            assertThatThrownBy(() -> byOwner(change, plan.code())).as("by who owns the table: %s", change).hasMessageContaining("commission_plan__stays_ck");
        }
        String draft = "update commission_draft set content = '{}' where tenant_id = ? and code = ?";
        assertThatThrownBy(() -> portal.in(trade.tenant.id(), () -> portal.bean(Sql.class).update(draft, trade.tenant.id(), plan.code())))
                .hasMessageContaining("commission_draft__stays_ck");
        String waits = PlanCases.simulated(portal, trade.tenant, maker, Plan.EXAMPLE, nextMonth());
        plans.propose(maker, waits, "to be decided");
        assertThatThrownBy(() -> portal.in(trade.tenant.id(), () -> portal.bean(Sql.class).update(draft, trade.tenant.id(), waits)))
                .as("what waits is decided as it was simulated").hasMessageContaining("commission_draft__stays_ck");
        assertThat(plans.byCode(maker, plan.code())).isEqualTo(kept.plan());
    }

    private int byOwner(String statement, String code) throws SQLException {
        try (Connection owner = portal.asOwner(); PreparedStatement change = owner.prepareStatement(statement)) {
            change.setLong(1, trade.tenant.id().value());
            change.setString(2, code);
            return change.executeUpdate();
        }
    }

    @Test
    void simulating_the_plan_in_force_gives_exactly_what_was_posted() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int month = 0; month < 4; month++) {
            Plan plan = inForce(anyPlan(random));
            List<Consignment> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(sold(random.nextBoolean() ? seller : middle, random.nextBoolean() ? "SKU-A" : "SKU-B", 1 + random.nextInt(12)));
                portal.settleDown(trade.tenant);
            }
            refund(random, all.get(0), "before-" + month, 2);
            YearMonth sold = YearMonth.from(today());
            closeMonth();
            refund(random, all.get(0), "after-" + month, 1);
            refund(random, all.get(1), "after-" + month, 1);
            portal.settleDown(trade.tenant);

            Simulation same = simulations.get(maker, PlanCases.simulate(portal, trade.tenant, maker, plan.code(), sold));

            assertThat(same.changed()).as("seed %d %s", seed, plan).isZero();
            assertThat(simulations.members(maker, same.code(), true, null, 100)).as("seed %d %s", seed, plan)
                    .allSatisfy(member -> {
                        assertThat(member.after()).isEqualTo(member.before());
                        assertThat(member.awardsAfter()).isEqualTo(member.awardsBefore());
                    });
            assertThat(same.before()).as("what was posted").isEqualTo(posted(sold));
            Simulation other = simulations.get(maker, PlanCases.simulate(portal, trade.tenant, maker, "EXAMPLE", sold));
            assertThat(other.before()).isEqualTo(same.before());
            assertThat(simulations.changed(maker, other.code(), null, 100)).hasSize((int) other.changed());
        }
    }

    private void refund(Random random, Consignment consignment, String cause, int share) {
        int pieces = consignment.lines().get(0).quantity();
        accruals.reverse(trade.system, consignment.code(), 1, Math.max(1, pieces / share - random.nextInt(2)), cause);
    }

    /** By the ledger: what stands in COMMISSION_COST of causes of that month. */
    private Money posted(YearMonth month) {
        return portal.in(trade.tenant.id(), () -> portal.bean(Sql.class).one("""
                select (coalesce((select sum(a.amount_minor - a.reversed_minor) from commission_accrual a
                                   join commission_sold_line l on l.tenant_id = a.tenant_id and l.consignment_code = a.consignment_code and l.line_no = a.consignment_line
                                  where a.tenant_id = ? and l.month = ?), 0)
                      + coalesce((select sum(left_minor) from commission_award where tenant_id = ? and month = ?), 0))::bigint as posted_minor, 'CNY' as currency""",
                row -> row.money("posted"), trade.tenant.id(), month.atDay(1), trade.tenant.id(), month.atDay(1)));
    }

    private static BigDecimal upTo(Random random, int most) {
        return BigDecimal.valueOf(random.nextInt(most * 100) + 1, 2);
    }

    private static Plan anyPlan(Random random) {
        List<Rule> rules = new ArrayList<>();
        int many = 1 + random.nextInt(4);
        for (int i = 0; i < many; i++) {
            Rule.Earner earner = Rule.Earner.values()[random.nextInt(4)];
            List<Plan.Step> steps = List.of(new Plan.Step(upTo(random, 3000), upTo(random, 3)), new Plan.Step(upTo(random, 9000).add(new BigDecimal(3001)), upTo(random, 6)));
            Rule rule = switch (random.nextInt(5)) {
                case 0 -> Rule.percent("r" + i, earner, random.nextBoolean() ? Rule.Basis.SUPPLY : Rule.Basis.RETAIL, upTo(random, 5));
                case 1 -> Rule.fixed("r" + i, earner, upTo(random, 9));
                case 2 -> Rule.steps("r" + i, earner, steps);
                default -> Rule.stepsOnTheWhole("r" + i, earner, steps);
            };
            rules.add(random.nextInt(4) == 0 ? rule.in(new Rule.Scope(Rule.Scope.Kind.SKU, "SKU-A")) : rule);
        }
        List<Bonus> bonuses = random.nextBoolean() ? List.of() : List.of(new Bonus("b", Bonus.Kind.TOP, Bonus.Measure.values()[random.nextInt(2)],
                Bonus.Each.values()[random.nextInt(2)], BigDecimal.ONE, List.of(new Bonus.Prize(upTo(random, 100), null), new Bonus.Prize(null, upTo(random, 2))),
                Bonus.Ties.values()[random.nextInt(2)]));
        return new Plan("", "any", upTo(random, 12), 15, Plan.Pick.values()[random.nextInt(2)], rules, bonuses);
    }

    @Test
    void a_simulation_can_be_cancelled_and_needs_a_closed_month() {
        sold(seller, "SKU-A", 1);
        portal.settleDown(trade.tenant);
        refused(CommissionProblem.MONTH_NOT_CLOSED, () -> simulations.start(maker, "EXAMPLE", YearMonth.from(today())));
        String code = simulations.start(maker, "EXAMPLE", YearMonth.from(today()).minusMonths(1));
        simulations.cancel(maker, code);
        assertThat(simulations.get(maker, code).state()).isEqualTo(SimulationState.CANCELLED);
        refused(CommissionProblem.SIMULATION_STATE, () -> simulations.cancel(maker, code));
    }

    @Test
    void a_deduction_takes_two_persons_and_an_appeal_that_is_won_gives_it_back() {
        Deductions deductions = portal.bean(Deductions.class);
        Actor own = Portal.member(trade.tenant, seller.id(), CommissionPermission.READ, CommissionPermission.APPEAL);
        refused(CommissionProblem.DEDUCTION_INVALID, () -> deductions.propose(maker, new ProposeDeduction(seller.code(), Deduction.Kind.OTHER, "x", yuan("1"),
                BigDecimal.ONE, YearMonth.from(today()))));
        String code = deductions.propose(maker, new ProposeDeduction(seller.code(), Deduction.Kind.COMPLAINT, "rude to a buyer", yuan("30"), null, null));
        refused(ApprovalProblem.OWN_PROPOSAL, () -> deductions.approve(maker, code));
        assertThat(deductions.list(own, null, null, 10)).as("a member sees what was decided").isEmpty();
        deductions.approve(checker, code);
        assertThat(due(seller)).isEqualTo(yuan("-30.00"));
        refused(CommissionProblem.DEDUCTION_STATE, () -> deductions.approve(checker, code));
        String late = deductions.propose(maker, new ProposeDeduction(seller.code(), Deduction.Kind.OTHER, "another one", yuan("1"), null, null));
        deductions.approve(checker, late);
        deductions.appeal(own, code, "it was not me");
        refused(ApprovalProblem.OWN_PROPOSAL, () -> deductions.judge(maker, code, false, "it was"));
        deductions.judge(checker, code, true, "it was somebody else");
        assertThat(due(seller)).isEqualTo(yuan("-1.00"));
        portal.clockTo(trade.tenant, portal.now(trade.tenant).plus(Duration.ofDays(7)));
        refused(CommissionProblem.APPEAL_LATE, () -> deductions.appeal(own, late, "too late"));
        assertThatThrownBy(() -> portal.in(trade.tenant.id(), () -> portal.bean(Sql.class).update("""
                update commission_deduction set checker_person_id = maker_person_id where tenant_id = ? and code = ?""", trade.tenant.id(), code)))
                .hasMessageContaining("two_persons");
    }

    @Test
    void a_deduction_in_percent_can_be_recomputed_from_what_the_month_earned() {
        sold(seller, "SKU-A", 10);
        portal.settleDown(trade.tenant);
        Deductions deductions = portal.bean(Deductions.class);
        String code = deductions.propose(maker, new ProposeDeduction(middle.code(), Deduction.Kind.PRICE_BREACH, "below the band", null, new BigDecimal("10"),
                YearMonth.from(today())));
        Deduction deduction = deductions.get(maker, code);
        assertThat(deduction.amount()).isEqualTo(yuan("13.00")).isEqualTo(deduction.recompute());
    }
}
