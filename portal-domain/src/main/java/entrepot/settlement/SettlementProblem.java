package entrepot.settlement;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** What settlement refuses. */
public enum SettlementProblem implements ProblemCode {
    /** The month is not over. */
    PERIOD_OPEN(ProblemKind.REFUSED),
    /** The month has a run already, named by {@code code}. */
    RUN_EXISTS(ProblemKind.CONFLICT),
    /** A run is still on its way; the next one starts from where it ends. */
    RUN_IN_PROGRESS(ProblemKind.CONFLICT),
    /** A later month is settled already. */
    PERIOD_OVERTAKEN(ProblemKind.REFUSED),
    /** Who started or submitted a run does not approve it. */
    OWN_RUN(ProblemKind.REFUSED),
    /** The totals are not the ones that were shown. */
    TOTALS_CHANGED(ProblemKind.CONFLICT),
    /** A cancellation says why. */
    RUN_REASON(ProblemKind.INVALID),
    /** It has not been issued yet, so there is nothing to print. */
    NOT_ISSUED(ProblemKind.CONFLICT),
    /** Not a line that can be disputed now: a payout, or figures that are just being approved. */
    NOT_DISPUTABLE(ProblemKind.CONFLICT),
    /** The line is disputed, or was answered, already. */
    DISPUTED_ALREADY(ProblemKind.CONFLICT),
    /** {@code field} is needed, at most {@code max} characters. */
    DISPUTE_TEXT(ProblemKind.INVALID),
    /** The amount is the line's own: there is nothing to change. */
    DISPUTE_SAME(ProblemKind.INVALID),
    /** A dispute takes nothing away that the member did not say itself. */
    DISPUTE_BELOW(ProblemKind.REFUSED),
    /** No answer waits for a second person. */
    NOTHING_PROPOSED(ProblemKind.CONFLICT),
    /** Who proposed an answer does not approve it. */
    OWN_ANSWER(ProblemKind.REFUSED),
    /** The answer to a dispute is another than the approver looked at: {@code code}, {@code amount}. */
    ANSWER_CHANGED(ProblemKind.CONFLICT),
    /** Only a statement that is previewed can be confirmed. */
    NOT_PREVIEWED(ProblemKind.CONFLICT),
    /** The statement is not the one that was shown. */
    STATEMENT_CHANGED(ProblemKind.CONFLICT),
    /** No period begins on that day: the one it lies in is told. */
    PERIOD_UNKNOWN(ProblemKind.REFUSED),
    /** Members may still object. */
    OBJECTIONS_OPEN(ProblemKind.REFUSED),
    /** The day of payment is gone, and with it what tax was reckoned for: reject and submit again. */
    PAY_DAY_PASSED(ProblemKind.CONFLICT),
    /** A statement's figures are not the ledger's. */
    PROOF_BROKEN(ProblemKind.CONFLICT),
    /** Terms begin today or later. */
    TERMS_PAST(ProblemKind.REFUSED),
    /** A final settlement is for who leaves. */
    NOT_LEAVING(ProblemKind.REFUSED),
    /** Something of the member is still on its way. */
    STILL_OPEN(ProblemKind.REFUSED),
    /** No window of the member is open. */
    NO_WINDOWS(ProblemKind.REFUSED),
    /** The member has left no deposit, or what becomes of it is proposed already. */
    NO_DEPOSIT(ProblemKind.REFUSED),
    /** An amount other than zero is needed. */
    ADJUSTMENT_AMOUNT(ProblemKind.INVALID),
    /** Who proposed an adjustment does not approve it. */
    OWN_ADJUSTMENT(ProblemKind.REFUSED);

    private final ProblemKind kind;

    SettlementProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
