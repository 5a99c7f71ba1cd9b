package entrepot.commission;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.PersonId;
import entrepot.platform.access.Actor;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What is taken from a member's commission.
 *
 * @param percent   of the commission earned in {@code month}, which was {@code base}; null where an amount was said
 * @param month     whose commission; null where an amount was said
 * @param checker   who decided; null while it waits
 * @param appeal    the member's words; empty where it did not object
 * @param judge     who decided on the appeal; null where nobody did
 */
public record Deduction(String code, OrganisationId organisation, Kind kind, String reason, BigDecimal percent, LocalDate month, Money base, Money amount,
                        DeductionState state, String maker, PersonId makerPerson, Instant proposedAt, String checker, Instant decidedAt, String verdict,
                        String appeal, String judge, Instant judgedAt, String judgement) {

    /** So long may a member object after it was taken (DEFAULTS). */
    public static final int APPEAL_DAYS = 7;

    /** A complaint that was upheld, a price outside the band, anything else. */
    public enum Kind { COMPLAINT, PRICE_BREACH, OTHER }

    /** Until when the member may object; null while nobody has decided. */
    public Instant contestableUntil() {
        return decidedAt == null ? null : decidedAt.plus(Duration.ofDays(APPEAL_DAYS));
    }

    /** Whether this actor entered it, and so can decide nothing about it. */
    public boolean madeBy(Actor actor) {
        return makerPerson != null && makerPerson.equals(actor.person());
    }

    /** The amount, from the numbers alone. */
    public Money recompute() {
        return percent == null ? amount : base.percent(percent);
    }
}
