package entrepot.identity;

import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Asks for a code of the second factor: the try is counted in a transaction of its own, which a refusal does not take back. */
@ApplicationScoped
public class StepUp {

    @Inject
    private SecondFactors factors;

    /**
     * The first code of a new secret.
     *
     * @return recovery codes, to be shown once
     * @throws Problem CODE_WRONG, CODE_TOO_OFTEN, FACTOR_MISSING
     */
    public List<String> confirm(Actor actor, String code) {
        return passed(actor, SecondFactors.Wish.CONFIRM, "", code);
    }

    /** Takes the second factor away. @throws Problem as {@link #confirm} */
    public void disable(Actor actor, String code) {
        passed(actor, SecondFactors.Wish.DISABLE, "", code);
    }

    /**
     * A pass for one thing and two minutes, to be used by {@link SecondFactors#use}.
     *
     * @throws Problem as {@link #confirm}
     */
    public String pass(Actor actor, String purpose, String code) {
        return passed(actor, SecondFactors.Wish.STEP_UP, purpose, code).get(0);
    }

    private List<String> passed(Actor actor, SecondFactors.Wish wish, String purpose, String code) {
        return factors.attempt(actor, wish, purpose, code).passed().orElseThrow(() -> new Problem(IdentityProblem.CODE_WRONG));
    }
}
