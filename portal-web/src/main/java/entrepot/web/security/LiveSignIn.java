package entrepot.web.security;

import entrepot.identity.SignIns;
import entrepot.identity.SignedIn;
import entrepot.identity.Visit;
import entrepot.kernel.TenantId;
import entrepot.platform.access.Actor;
import entrepot.platform.tenant.Tenant;
import entrepot.web.text.Language;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds out at each request whether the session's sign-in still lives, and what its person may do now. An answer is kept for a second at most, so that
 * a disabled person, a signed-out session or a changed role counts at once, on every node.
 */
@ApplicationScoped
public class LiveSignIn {

    /** Session attribute; with it goes everything that a session knows about a person. */
    static final String SIGNED_IN = "entrepot.signed-in";

    private static final long KEEP_NANOS = Duration.ofMillis(900).toNanos();
    private static final int KEPT_MAX = 20_000;

    @Inject
    private SignIns signIns;
    @Inject
    private Hosts hosts;

    private final Map<Long, Known> known = new ConcurrentHashMap<>();

    private record Known(long tenant, Optional<Visit> visit, long at) {
    }

    /**
     * Makes the person of the session the request's actor.
     *
     * @return false when nobody is signed in: no sign-in, one that ended, or one of another tenant than the host names
     */
    boolean enter(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(SIGNED_IN) instanceof SignedIn signedIn)) {
            return false;
        }
        Tenant host = CurrentActor.tenantOfHost(request);
        if (host != null && host.id().value() != signedIn.tenant()) {
            return false;
        }
        Optional<Visit> visit = visit(signedIn);
        Optional<Tenant> tenant = hosts.tenant(signedIn.tenantCode());
        if (visit.isEmpty() || tenant.isEmpty()) {
            session.invalidate();
            return false;
        }
        CurrentActor.visit(request, tenant.get(), visit.get());
        return true;
    }

    /** Puts a sign-in into a session with a new id, so that an id from before sign-in is worth nothing. */
    public void open(HttpServletRequest request, SignedIn signedIn) {
        HttpSession old = request.getSession(false);
        Optional<java.util.Locale> chosen = Language.chosen(request);
        if (old != null) {
            old.invalidate();
        }
        HttpSession session = request.getSession(true);
        session.setAttribute(SIGNED_IN, signedIn);
        session.setAttribute(Language.CHOICE, chosen.map(java.util.Locale::toLanguageTag).orElse(signedIn.language()));
    }

    /** Ends the session and its sign-in. */
    public void close(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return;
        }
        if (session.getAttribute(SIGNED_IN) instanceof SignedIn signedIn) {
            visit(signedIn).ifPresent(visit -> signIns.signOut(visit.actor(), signedIn.signIn()));
            known.remove(signedIn.signIn());
        }
        session.invalidate();
    }

    private Optional<Visit> visit(SignedIn signedIn) {
        Known kept = known.get(signedIn.signIn());
        long now = System.nanoTime();
        if (kept == null || kept.tenant() != signedIn.tenant() || now - kept.at() > KEEP_NANOS) {
            if (known.size() > KEPT_MAX) {
                known.clear();
            }
            kept = new Known(signedIn.tenant(), signIns.resume(Actor.visitor(new TenantId(signedIn.tenant())), signedIn.signIn()), now);
            known.put(signedIn.signIn(), kept);
        }
        return kept.visit();
    }
}
