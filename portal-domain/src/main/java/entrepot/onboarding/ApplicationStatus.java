package entrepot.onboarding;

import java.time.Instant;

/** What the applicant sees of its application by its link: where it stands, and what headquarters asked or said. */
public record ApplicationStatus(String code, ApplicationState state, String company, String question, String answer,
                                String reason, Instant appliedAt, Instant decidedAt) {
}
