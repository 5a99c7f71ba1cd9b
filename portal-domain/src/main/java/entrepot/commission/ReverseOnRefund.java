package entrepot.commission;

import entrepot.platform.access.Actor;
import entrepot.platform.outbox.FactConsumer;
import entrepot.tracking.ConsignmentRefunded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Pieces that came back or were lost earn nothing: what was accrued on them goes back. */
@ApplicationScoped
class ReverseOnRefund implements FactConsumer<ConsignmentRefunded> {

    @Inject
    private Accruals accruals;

    @Override
    public Class<ConsignmentRefunded> consumes() {
        return ConsignmentRefunded.class;
    }

    @Override
    public void on(Actor system, ConsignmentRefunded fact) {
        fact.lines().forEach(line -> {
            if (line.total() == null) {
                accruals.reverse(system, fact.code(), line.no(), line.refundedSoFar(), fact.cause());
            } else {
                accruals.reverse(system, fact.code(), line.counted(), fact.cause());
            }
        });
    }
}
