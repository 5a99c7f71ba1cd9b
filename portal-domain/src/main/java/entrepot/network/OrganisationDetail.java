package entrepot.network;

import entrepot.platform.audit.History;
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
 * @param waiting     the code of the proposal to bring it back, if one waits; else null
 */
public record OrganisationDetail(Organisation organisation, List<Organisation> uplines, List<String> territories,
                                 List<SubShop> subShops, String contactName, String email, String phone,
                                 String taxProfile, String productLines, LocalDate contractFrom,
                                 LocalDate contractTo, List<History.Change> history, Set<OrganisationState> next,
                                 String waiting) {
}
