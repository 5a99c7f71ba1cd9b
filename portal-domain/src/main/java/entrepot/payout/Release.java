package entrepot.payout;

import entrepot.identity.StepUp;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Lets a batch go with a code that is asked for anew: the code's try is counted, whatever becomes of the release. */
@ApplicationScoped
public class Release {

    @Inject
    private StepUp stepUp;

    @Inject
    private Batches batches;

    /**
     * @param code what the person's authenticator shows
     * @throws Problem CODE_WRONG, CODE_TOO_OFTEN, FACTOR_MISSING; BATCH_CHANGED when it waits for approval again; what {@link Batches#release} refuses
     */
    public Batch release(Actor actor, String batch, String code) {
        batches.toRelease(actor, batch);
        Batch released = batches.release(actor, batch, stepUp.pass(actor, Batches.purpose(batch), code));
        if (released.state() == Batch.State.PREPARED) {
            throw new Problem(PayoutProblem.BATCH_CHANGED).with("code", batch);
        }
        return released;
    }
}
