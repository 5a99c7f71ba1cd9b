package entrepot.identity;

import java.io.Serializable;

/**
 * What a session keeps of a sign-in: nothing but where to look it up. What the person may do is read anew, so that a change counts at once.
 *
 * @param tenant inner id of the tenant
 * @param tenantCode its code
 * @param signIn inner id of the row in the list of sign-ins
 * @param organisation name of the organisation that the person works for
 * @param language the person's language
 */
public record SignedIn(long tenant, String tenantCode, long signIn, String organisation, String language) implements Serializable {
    private static final long serialVersionUID = 1L;
}
