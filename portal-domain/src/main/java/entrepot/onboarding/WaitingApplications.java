package entrepot.onboarding;

import java.time.Instant;

/** What waits for headquarters: how many, and since when the oldest. {@code oldest} is null where none waits. */
public record WaitingApplications(long count, Instant oldest) {
}
