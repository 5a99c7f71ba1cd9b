package entrepot.invoicing;

import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;

/** The invoices that members write for the commission of a statement. */
@ApplicationScoped
@UseCases
public class MemberInvoices {

    /**
     * Which of those statements must not be paid before the member's invoice was accepted.
     *
     * @param statements codes of statements of the actor's tenant
     */
    @Requires(Requires.SYSTEM)
    public Set<String> missing(Actor system, Collection<String> statements) {
        return Set.of();
    }
}
