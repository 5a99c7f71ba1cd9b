package entrepot.onboarding;

import entrepot.network.Organisation;
import entrepot.platform.audit.History;
import java.util.List;
import java.util.Set;

/**
 * All that its page shows of an application.
 *
 * @param upline  the member that sent it; null where the code is none of an active member's
 * @param history the time line, oldest first
 * @param next    the states that may follow
 */
public record ApplicationDetail(Application application, Organisation upline, List<History.Change> history,
                                Set<ApplicationState> next) {
}
