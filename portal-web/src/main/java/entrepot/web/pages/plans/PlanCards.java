package entrepot.web.pages.plans;

import entrepot.commission.CommissionPermission;
import entrepot.commission.DeductionState;
import entrepot.commission.Deductions;
import entrepot.commission.Plans;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.Proposals;
import entrepot.web.pages.desk.DeskCard;
import entrepot.web.pages.desk.DeskCards;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** What waits about commission: plans to finish and to approve, deductions to decide, members' objections to them. */
@ApplicationScoped
class PlanCards implements DeskCards {

    @Inject
    private Plans plans;
    @Inject
    private Deductions deductions;

    @Override
    public List<DeskCard> cards(Actor actor) {
        List<DeskCard> cards = new ArrayList<>();
        String area = actor.may("area:finance") ? "/finance" : "/hq";
        if (actor.may(CommissionPermission.APPROVE)) {
            cards.add(card("plans.desk.approve", "pi-percentage", plans.toDecide(actor), area + "/plans/list"));
            cards.add(card("plans.desk.deductions", "pi-minus-circle", deductions.toDecide(actor, DeductionState.PROPOSED), area + "/plans/deductions?view=PROPOSED"));
            cards.add(card("plans.desk.appeals", "pi-comment", deductions.toDecide(actor, DeductionState.APPEALED), area + "/plans/deductions?view=APPEALED"));
        }
        if (actor.may(CommissionPermission.PROPOSE)) {
            cards.add(card("plans.desk.finish", "pi-percentage", plans.toFinish(actor), area + "/plans/list"));
        }
        return cards;
    }

    private static DeskCard card(String title, String icon, Proposals.Queue queue, String page) {
        return DeskCard.of(title, icon, queue.count(), queue.oldest(), page);
    }
}
