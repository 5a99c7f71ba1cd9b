package entrepot.webhook;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals about webhooks. */
public enum WebhookProblem implements ProblemCode {
    /** No https address, or one that leads nowhere public by its looks. */
    WEBHOOK_ADDRESS_REFUSED(ProblemKind.INVALID),
    WEBHOOK_EVENTS_INVALID(ProblemKind.INVALID),
    TOO_MANY_WEBHOOKS(ProblemKind.LIMIT),
    /** Only what is active can be tested and can be told again. */
    WEBHOOK_NOT_ACTIVE(ProblemKind.CONFLICT),
    REPLAY_TOO_LONG_AGO(ProblemKind.INVALID);

    private final ProblemKind kind;

    WebhookProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
