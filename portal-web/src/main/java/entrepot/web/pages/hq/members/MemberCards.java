package entrepot.web.pages.hq.members;

import entrepot.network.NetworkPermission;
import entrepot.network.Organisations;
import entrepot.network.WaitingReturns;
import entrepot.onboarding.Applications;
import entrepot.onboarding.OnboardingPermission;
import entrepot.onboarding.WaitingApplications;
import entrepot.platform.access.Actor;
import entrepot.web.pages.desk.DeskCard;
import entrepot.web.pages.desk.DeskCards;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** What waits about members: applications to decide, suspended members that somebody wants back. */
@ApplicationScoped
class MemberCards implements DeskCards {

    @Inject
    private Applications applications;
    @Inject
    private Organisations organisations;

    @Override
    public List<DeskCard> cards(Actor actor) {
        List<DeskCard> cards = new ArrayList<>();
        if (actor.may(OnboardingPermission.DECIDE)) {
            WaitingApplications waiting = applications.waiting(actor);
            cards.add(DeskCard.of("onboarding.desk.applications", "pi-user-plus", waiting.count(), waiting.oldest(), "/hq/members/applications?view=WAITING"));
        }
        if (actor.may(NetworkPermission.MANAGE)) {
            WaitingReturns waiting = organisations.waitingReturns(actor);
            if (waiting.count() > 0) {
                cards.add(DeskCard.of("network.desk.returns", "pi-replay", waiting.count(), waiting.oldest(), "/hq/members/list?view=SUSPENDED"));
            }
        }
        return cards;
    }
}
