package entrepot.invoicing;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

/** What members owe headquarters apart from goods: charged, paid, credited, settled or lost. */
@ApplicationScoped
@UseCases
public class Receivables {

    /**
     * What is open, franchise fees first and the oldest first among equals: the order in which settlement nets.
     *
     * @param organisations whose; others are left out
     */
    @Requires(Requires.SYSTEM)
    public List<OpenReceivable> open(Actor system, Collection<OrganisationId> organisations) {
        return List.of();
    }

    /**
     * So much of a charge was taken by a statement. The posting (DUE → RECEIVABLE) is settlement's own.
     *
     * @param receivable its code
     * @param statement  the statement's code; the same pair again changes nothing
     */
    public record Settled(String receivable, String statement, Money amount) {
    }

    /** Takes what statements have netted off what is open, in the transaction of their posting. */
    @Requires(Requires.SYSTEM)
    public void settled(Actor system, List<Settled> settled) {
    }

    /**
     * A negative balance that stood for too long becomes a charge. The posting (RECEIVABLE → the negative account) is
     * settlement's own.
     *
     * @param causeCode of the statement and account that it comes from; the same again changes nothing
     * @return the charge's code
     */
    @Requires(Requires.SYSTEM)
    public String fromNegative(Actor system, OrganisationId organisation, String causeCode, Money amount) {
        return causeCode;
    }
}
