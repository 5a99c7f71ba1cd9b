package entrepot.onboarding;

/**
 * What an applicant gets: shown once, and written in a letter.
 *
 * @param code what to call the application by
 * @param link the page where it stands, from the root; whoever has the link may see it
 */
public record Applied(String code, String link) {
}
