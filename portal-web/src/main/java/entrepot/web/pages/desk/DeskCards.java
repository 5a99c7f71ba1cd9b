package entrepot.web.pages.desk;

import entrepot.platform.access.Actor;
import java.util.List;

/**
 * The cards of one capability. A capability that has work waiting for people adds one class here:
 *
 * <pre>{@code
 * @ApplicationScoped
 * class ApplicationCards implements DeskCards {
 *     @Inject private Applications applications;
 *
 *     public List<DeskCard> cards(Actor actor) {
 *         if (!actor.may(OnboardingPermission.DECIDE)) {
 *             return List.of();
 *         }
 *         Applications.Waiting waiting = applications.waiting(actor);      // one cheap query: count and oldest
 *         return List.of(DeskCard.of("onboarding.desk.applications", "pi-inbox", waiting.count(), waiting.oldest(), "/hq/applications/list?view=open"));
 *     }
 * }
 * }</pre>
 */
public interface DeskCards {

    /** What waits for this actor in this capability; nothing for who may not do the work. Cards with a count of 0 are shown calm. */
    List<DeskCard> cards(Actor actor);
}
