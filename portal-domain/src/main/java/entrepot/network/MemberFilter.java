package entrepot.network;

/**
 * Which members a list shows; null or empty means all.
 *
 * @param words part of a name or code
 */
public record MemberFilter(OrganisationState state, Ability ability, String tier, String words) {

    public static final MemberFilter ALL = new MemberFilter(null, null, null, null);
}
