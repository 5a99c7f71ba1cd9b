package entrepot.web.security;

import entrepot.identity.SignedIn;
import entrepot.identity.Visit;
import entrepot.kernel.Problem;
import entrepot.platform.access.AccessProblem;
import entrepot.platform.access.Actor;
import entrepot.platform.tenant.Tenant;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

/**
 * Who does something in this request, as the filters found out: the person of a live sign-in, an API key, or a visitor on a tenant's host.
 * Page beans and resources inject it and pass {@link #get()} as first argument of the use case they call.
 */
@RequestScoped
public class CurrentActor {

    private static final String ACTOR = "entrepot.actor";
    private static final String VISIT = "entrepot.visit";
    private static final String TENANT = "entrepot.tenant";
    private static final String NAMED = "entrepot.host-named";

    @Inject
    private HttpServletRequest request;

    /** @throws Problem SIGN_IN_FIRST when nobody is signed in and the host names no tenant */
    public Actor get() {
        if (request.getAttribute(ACTOR) instanceof Actor actor) {
            return actor;
        }
        if (request.getAttribute(TENANT) instanceof Tenant tenant) {
            return Actor.visitor(tenant.id());
        }
        throw new Problem(AccessProblem.SIGN_IN_FIRST);
    }

    public boolean isSignedIn() {
        return request.getAttribute(ACTOR) instanceof Actor;
    }

    public boolean may(String permission) {
        return request.getAttribute(ACTOR) instanceof Actor actor && actor.may(permission);
    }

    /** The tenant of the sign-in, else of the host; null on the chooser. */
    public Tenant tenant() {
        return (Tenant) request.getAttribute(TENANT);
    }

    /** The sign-in of a person; null for keys and visitors. */
    public Visit visit() {
        return (Visit) request.getAttribute(VISIT);
    }

    /** The sign-in's place in the list of sign-ins; for signing out. */
    public long signIn() {
        return signedIn().signIn();
    }

    /** The organisation that the person works for here, as it was called at sign-in. */
    public String organisationName() {
        return signedIn().organisation();
    }

    private SignedIn signedIn() {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(LiveSignIn.SIGNED_IN) instanceof SignedIn signedIn)) {
            throw new Problem(AccessProblem.SIGN_IN_FIRST);
        }
        return signedIn;
    }

    static void host(HttpServletRequest request, Tenant tenant) {
        request.setAttribute(TENANT, tenant);
    }

    /** Whether the host's name names a tenant, be there one or not. */
    static void hostNamed(HttpServletRequest request, boolean named) {
        request.setAttribute(NAMED, named);
    }

    static Tenant tenantOfHost(HttpServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(NAMED)) ? (Tenant) request.getAttribute(TENANT) : null;
    }

    static void visit(HttpServletRequest request, Tenant tenant, Visit visit) {
        request.setAttribute(TENANT, tenant);
        request.setAttribute(VISIT, visit);
        request.setAttribute(ACTOR, visit.actor());
    }

    static void key(HttpServletRequest request, Tenant tenant, Actor actor) {
        request.setAttribute(TENANT, tenant);
        request.setAttribute(ACTOR, actor);
    }

    static Actor of(HttpServletRequest request) {
        return (Actor) request.getAttribute(ACTOR);
    }
}
