package entrepot.network;

import entrepot.platform.audit.History;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * All that its page shows of a member.
 *
 * @param uplines     its sponsors, nearest first
 * @param territories its provinces
 * @param history     the time line, oldest first
 * @param next        the states that may follow
 * @param waiting     the proposal to let it work again, if one waits; else null
 */
public record OrganisationDetail(Organisation organisation, List<Organisation> uplines, List<String> territories,
                                 List<SubShop> subShops, String contactName, String email, String phone,
                                 TaxProfile taxProfile, String productLines, LocalDate contractFrom,
                                 LocalDate contractTo, List<History.Change> history, Set<OrganisationState> next,
                                 WaitingReturn waiting) {

    /**
     * A proposal that waits for a second person.
     *
     * @param by  who proposed it
     * @param own whether the actor did, who then cannot decide it
     */
    public record WaitingReturn(String code, String by, String reason, Instant since, boolean own) {
    }
}
