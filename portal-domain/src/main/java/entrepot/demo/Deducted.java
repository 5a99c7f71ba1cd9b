package entrepot.demo;

import entrepot.commission.Deduction;
import entrepot.commission.Deductions;
import entrepot.commission.ProposeDeduction;
import entrepot.kernel.Money;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.math.BigDecimal;

/** What is taken from members' commission: one that a member may contest, one that waits for a second person, and some that were given back. */
@Dependent
class Deducted {

    @Inject
    private Deductions deductions;

    @Inject
    private Organisations organisations;

    /** Taken from the first member; entered for the second and not decided. */
    void some(Stage stage, String taken, String waiting) {
        deductions.approve(stage.as("checker"), enter(stage, taken, Deduction.Kind.PRICE_BREACH, "15.00",
                chinese(stage) ? "店铺售价低于限价，三天未改" : "Sold below the band for three days"));
        enter(stage, waiting, Deduction.Kind.COMPLAINT, "20.00", chinese(stage) ? "客服三天未回复买家，投诉成立" : "A buyer waited three days for an answer");
    }

    /** Taken, contested and given back. */
    void givenBack(Stage stage, String login) {
        String code = enter(stage, login, Deduction.Kind.COMPLAINT, "10.00", chinese(stage) ? "买家投诉态度差" : "A buyer complained of a rude answer");
        deductions.approve(stage.as("checker"), code);
        deductions.appeal(stage.as(login), code, chinese(stage) ? "聊天记录显示不是我们的客服" : "The talk shows that it was not us");
        deductions.judge(stage.as("checker"), code, true, chinese(stage) ? "记录属实，退回扣款" : "The record shows it: given back");
    }

    private String enter(Stage stage, String login, Deduction.Kind kind, String amount, String reason) {
        Actor finance = stage.as("finance");
        return deductions.propose(finance, new ProposeDeduction(organisations.get(finance, stage.as(login).organisation()).code(), kind, reason,
                Money.parse(new BigDecimal(amount), stage.tenant().currency()), null, null));
    }

    private static boolean chinese(Stage stage) {
        return "CN".equals(stage.tenant().country());
    }
}
