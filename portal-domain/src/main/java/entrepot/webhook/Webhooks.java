package entrepot.webhook;

import entrepot.kernel.Problem;
import entrepot.kernel.Text;
import entrepot.network.Ability;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.crypto.Vault;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.outbound.Outbound;
import entrepot.platform.sql.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The webhooks of the actor's organisation, which are nobody else's to see. */
@UseCases
@ApplicationScoped
public class Webhooks {

    /** Where secrets stand: what is sealed for there opens only there. */
    static final String SECRET = "webhook_endpoint.secret";
    /** How long a changed secret still signs beside the new one. */
    static final int OLD_SECRET_HOURS = 24;
    /** So far back messages are kept and can be told again. */
    static final Duration KEPT = Duration.ofDays(30);

    private static final int WEBHOOKS_MAX = 10;
    private static final int URL_MAX = 2_000;
    private static final int PAGE_MAX = 200;
    private static final Set<String> LANGUAGES = Set.of("en", "zh-CN", "es");

    @Inject
    private WebhookRows rows;

    @Inject
    private Organisations organisations;

    @Inject
    private Numbering numbering;

    @Inject
    private BusinessClock clock;

    /** All of the organisation's, oldest first; {@value #WEBHOOKS_MAX} at most. */
    @Requires(WebhookPermission.MANAGE)
    public List<Webhook> list(Actor actor) {
        return rows.list(actor).stream().map(WebhookRows.Found::webhook).toList();
    }

    /** @throws Problem NOT_FOUND for another organisation's */
    @Requires(WebhookPermission.MANAGE)
    public Webhook get(Actor actor, String code) {
        return found(actor, code).webhook();
    }

    /** What the organisation can ask to be told. */
    @Requires(WebhookPermission.MANAGE)
    public List<String> events(Actor actor) {
        return offered(actor).map(WebhookEvent::type).toList();
    }

    /**
     * Begins to tell an address what happens from now on. The secret that messages are signed with is in the answer, this once.
     *
     * @throws Problem WEBHOOK_ADDRESS_REFUSED, WEBHOOK_EVENTS_INVALID, TOO_MANY_WEBHOOKS
     */
    @Requires(WebhookPermission.MANAGE)
    public NewWebhook add(Actor actor, SetUpWebhook wanted) {
        SetUpWebhook setUp = checked(actor, wanted);
        if (rows.list(actor).size() >= WEBHOOKS_MAX) {
            throw new Problem(WebhookProblem.TOO_MANY_WEBHOOKS).with("max", WEBHOOKS_MAX);
        }
        String code = numbering.lasting("WHK");
        String secret = Signatures.newSecret();
        rows.insert(actor, code, setUp, Vault.seal(actor.tenant(), SECRET, secret), clock.now());
        return new NewWebhook(get(actor, code), secret);
    }

    /** Changes all of it but the secret. @throws Problem as {@link #add} */
    @Requires(WebhookPermission.MANAGE)
    public Webhook change(Actor actor, String code, SetUpWebhook wanted) {
        WebhookRows.Found found = found(actor, code);
        rows.setUp(actor, found.id(), checked(actor, wanted));
        return get(actor, code);
    }

    /** Gives it a new secret, in the answer this once; for {@value #OLD_SECRET_HOURS} hours messages carry a signature of the old one, too. */
    @Requires(WebhookPermission.MANAGE)
    public NewWebhook rotate(Actor actor, String code) {
        String secret = Signatures.newSecret();
        rows.rotate(actor, found(actor, code).id(), Vault.seal(actor.tenant(), SECRET, secret), OLD_SECRET_HOURS);
        return new NewWebhook(get(actor, code), secret);
    }

    /** Stops telling it; what waits goes on waiting. Twice is harmless. */
    @Requires(WebhookPermission.MANAGE)
    public Webhook disable(Actor actor, String code) {
        WebhookRows.Found found = found(actor, code);
        if (found.webhook().isActive()) {
            rows.state(actor, found.id(), "DISABLED", "BY_HAND");
        }
        return get(actor, code);
    }

    /** Tells it again, what still waits first. Twice is harmless. */
    @Requires(WebhookPermission.MANAGE)
    public Webhook enable(Actor actor, String code) {
        WebhookRows.Found found = found(actor, code);
        if (!found.webhook().isActive()) {
            rows.state(actor, found.id(), "ACTIVE", "");
            rows.wake(actor, found.id());
        }
        return get(actor, code);
    }

    /** Ends it for good. */
    @Requires(WebhookPermission.MANAGE)
    public void remove(Actor actor, String code) {
        rows.state(actor, found(actor, code).id(), "REMOVED", "");
    }

    /** Sends a message of type {@code webhook.test}; the answer is its id, under which its delivery can be seen. @throws Problem WEBHOOK_NOT_ACTIVE */
    @Requires(WebhookPermission.MANAGE)
    public String test(Actor actor, String code) {
        WebhookRows.Found found = active(actor, code);
        String message = newMessage();
        Instant now = clock.now();
        rows.tell(actor, actor.organisation(), message, message, WebhookEvent.TEST.type(), code,
                body(WebhookEvent.TEST, now, Map.of("webhook", code)), now, List.of(found.id()));
        rows.wake(actor, found.id());
        return message;
    }

    /**
     * What was told it, newest first, without bodies and tries.
     *
     * @param state WAITING, DELIVERED, FAILED, LEFT_OUT, or null for all
     * @param after the message of the last one of the page before, or null
     * @param limit {@value #PAGE_MAX} at most
     */
    @Requires(WebhookPermission.MANAGE)
    public List<WebhookDelivery> deliveries(Actor actor, String code, String state, String after, int limit) {
        if (state != null && !Set.of("WAITING", "DELIVERED", "FAILED", "LEFT_OUT").contains(state)) {
            throw Problem.invalid("state", state);
        }
        return rows.deliveries(actor, found(actor, code).id(), state, after, Math.max(1, Math.min(limit, PAGE_MAX)));
    }

    /** One message with its body and all tries. @throws Problem NOT_FOUND */
    @Requires(WebhookPermission.MANAGE)
    public WebhookDelivery delivery(Actor actor, String code, String message) {
        return rows.delivery(actor, found(actor, code).id(), message).orElseThrow(() -> Problem.notFound("delivery", message));
    }

    /** Tells one message again at once, whatever became of it; its tries begin anew. @throws Problem NOT_FOUND, WEBHOOK_NOT_ACTIVE */
    @Requires(WebhookPermission.MANAGE)
    public WebhookDelivery replay(Actor actor, String code, String message) {
        if (!rows.again(actor, active(actor, code).id(), message)) {
            throw Problem.notFound("delivery", message);
        }
        return delivery(actor, code, message);
    }

    /**
     * Tells again what happened since then and did not arrive: what was given up or left out, and what happened while the webhook was off.
     *
     * @return how many messages
     * @throws Problem REPLAY_TOO_LONG_AGO, WEBHOOK_NOT_ACTIVE
     */
    @Requires(WebhookPermission.MANAGE)
    public int replaySince(Actor actor, String code, Instant since) {
        if (since == null) {
            throw Problem.missing("since");
        }
        if (since.isBefore(clock.now().minus(KEPT))) {
            throw new Problem(WebhookProblem.REPLAY_TOO_LONG_AGO).with("days", KEPT.toDays());
        }
        return rows.againSince(actor, active(actor, code).id(), since);
    }

    /** The same for so long back from now. @throws Problem as {@link #replaySince} */
    @Requires(WebhookPermission.MANAGE)
    public int replayLast(Actor actor, String code, Duration back) {
        return replaySince(actor, code, clock.now().minus(back));
    }

    static String newMessage() {
        return "msg_" + Tokens.random().replace("-", "").replace("_", "").substring(0, 24);
    }

    static String body(WebhookEvent event, Instant at, Object data) {
        return Json.of(new Envelope(event.type(), at, data)).text();
    }

    private record Envelope(String type, Instant timestamp, Object data) {
    }

    private WebhookRows.Found found(Actor actor, String code) {
        return rows.find(actor, code).orElseThrow(() -> Problem.notFound("webhook", code));
    }

    private WebhookRows.Found active(Actor actor, String code) {
        WebhookRows.Found found = found(actor, code);
        if (!found.webhook().isActive()) {
            throw new Problem(WebhookProblem.WEBHOOK_NOT_ACTIVE).with("webhook", code);
        }
        return found;
    }

    private Stream<WebhookEvent> offered(Actor actor) {
        Organisation organisation = organisations.get(actor, actor.organisation());
        return WebhookEvent.of(organisation.headquarters(), organisation.can(Ability.SELLS) || organisation.can(Ability.FRANCHISED),
                organisation.can(Ability.HOLDS_STOCK));
    }

    private SetUpWebhook checked(Actor actor, SetUpWebhook wanted) {
        String url = Text.required("url", wanted.url(), URL_MAX);
        if (!Outbound.acceptable(url)) {
            throw new Problem(WebhookProblem.WEBHOOK_ADDRESS_REFUSED).with("url", url);
        }
        List<String> events = wanted.events() == null ? List.of() : wanted.events().stream().distinct().sorted().toList();
        Set<String> offered = WebhookEvent.types(offered(actor));
        if (!offered.containsAll(events)) {
            throw new Problem(WebhookProblem.WEBHOOK_EVENTS_INVALID).with("events", String.join(", ", events));
        }
        String contact = wanted.contact() == null || wanted.contact().isBlank()
                ? organisations.detail(Actor.system(actor.tenant()), organisations.get(actor, actor.organisation()).code()).email()
                : Text.email("contact", wanted.contact());
        return new SetUpWebhook(url, Text.optional("remark", wanted.remark(), Text.NAME_MAX), events, contact,
                wanted.language() == null || !LANGUAGES.contains(wanted.language()) ? "en" : wanted.language());
    }
}
