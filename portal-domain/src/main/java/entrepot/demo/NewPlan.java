package entrepot.demo;

import entrepot.commission.Bonus;
import entrepot.commission.Plan;
import entrepot.commission.Plans;
import entrepot.commission.Rule;
import entrepot.commission.Simulations;
import entrepot.platform.access.Actor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/** A plan that the manager wrote, simulated on the last month and proposed: finance decides with its cost before its eyes. */
@Dependent
class NewPlan {

    private static final int PIECES_MAX = 100;

    @Inject
    private Plans plans;

    @Inject
    private Simulations simulations;

    /** The plan of the months to come: the rules of day one, and prizes for those who sell most. Proposed by the manager, approved by finance. */
    void ofTheYear(Stage stage, LocalDate from) {
        Actor manager = stage.as("manager");
        boolean chinese = "CN".equals(stage.tenant().country());
        String code = plans.start(manager, null);
        plans.save(manager, code, plans.draft(manager, code).version(), new Plan(code, chinese ? "基础方案，加月度销售冠军奖" : "The basic rules, with prizes for the month’s top sellers",
                Plan.EXAMPLE.capPercent(), Plan.EXAMPLE.returnWindowDays(), Plan.Pick.ALL, Plan.EXAMPLE.rules(), List.of(new Bonus("top-sellers", Bonus.Kind.TOP,
                        Bonus.Measure.VOLUME, Bonus.Each.MEMBER, BigDecimal.ONE, List.of(new Bonus.Prize(new BigDecimal("200"), null),
                                new Bonus.Prize(new BigDecimal("100"), null), new Bonus.Prize(new BigDecimal("50"), null)), Bonus.Ties.SHARED))), from);
        simulate(stage, code, simulations.months(manager).get(0));
        String proposal = plans.propose(manager, code, chinese ? "按月奖励销量前三" : "Prizes for the best three of a month");
        plans.approve(stage.as("checker"), proposal, plans.draft(manager, code).hash());
    }

    private void simulate(Stage stage, String code, YearMonth month) {
        simulations.start(stage.as("manager"), code, month);
        for (int piece = 0; piece < PIECES_MAX && simulations.advance(stage.system()); piece++) {
            continue;
        }
    }

    /** @return the draft's code; empty where no month can be simulated */
    Optional<String> toDecide(Stage stage) {
        Actor manager = stage.as("manager");
        Optional<YearMonth> month = simulations.months(manager).stream().findFirst();
        if (month.isEmpty()) {
            return Optional.empty();
        }
        boolean chinese = "CN".equals(stage.tenant().country());
        String code = plans.start(manager, null);
        plans.save(manager, code, plans.draft(manager, code).version(), new Plan(code, chinese ? "冲量方案：全月返利加销售冠军奖" : "More for those who sell more",
                new BigDecimal("10"), 15, Plan.Pick.ALL, List.of(
                        Rule.stepsOnTheWhole("volume-rebate", Rule.Earner.SELLER, List.of(new Plan.Step(new BigDecimal("5000"), new BigDecimal("0.5")),
                                new Plan.Step(new BigDecimal("20000"), new BigDecimal("1.5")))),
                        Rule.percent("upline-1", Rule.Earner.UPLINE_1, Rule.Basis.SUPPLY, new BigDecimal("1.5")),
                        Rule.percent("upline-2", Rule.Earner.UPLINE_2, Rule.Basis.SUPPLY, new BigDecimal("1"))),
                List.of(new Bonus("top-sellers", Bonus.Kind.TOP, Bonus.Measure.VOLUME, Bonus.Each.MEMBER, new BigDecimal("1000"),
                        List.of(new Bonus.Prize(new BigDecimal("500"), null), new Bonus.Prize(new BigDecimal("300"), null),
                                new Bonus.Prize(new BigDecimal("100"), null)), Bonus.Ties.SHARED))), plans.draft(manager, code).from());
        simulate(stage, code, month.get());
        plans.propose(manager, code, chinese ? "鼓励冲量，少给上级，多给卖家" : "Less for sponsors, more for sellers");
        return Optional.of(code);
    }
}
