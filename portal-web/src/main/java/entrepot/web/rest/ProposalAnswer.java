package entrepot.web.rest;

import entrepot.platform.approval.Proposal;
import java.time.Instant;
import java.util.List;

/** Something that waits for a second person, or waited: about what, what it does in numbers, who made it and what became of it. */
public record ProposalAnswer(String code, String subject, String state, List<Proposal.Effect> effect, String reason, String maker, Instant proposedAt,
                             String checker, Instant decidedAt, String verdict) {

    public static ProposalAnswer of(Proposal proposal) {
        return new ProposalAnswer(proposal.code(), proposal.subject(), proposal.state().name(), proposal.effect(), proposal.reason(), proposal.maker(),
                proposal.proposedAt(), proposal.checker(), proposal.decidedAt(), proposal.verdict());
    }
}
