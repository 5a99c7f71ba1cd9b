package entrepot.web.pages.account;

import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import entrepot.webhook.NewWebhook;
import entrepot.webhook.SetUpWebhook;
import entrepot.webhook.Webhook;
import entrepot.webhook.WebhookDelivery;
import entrepot.webhook.Webhooks;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** One webhook: what was told it, what came back, and what to do about it. */
@Named
@RequestScoped
public class WebhookPage extends Listing<WebhookDelivery> {

    private static final Set<String> STATES = Set.of("WAITING", "DELIVERED", "FAILED", "LEFT_OUT");

    @Inject
    private Webhooks webhooks;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;
    @Inject
    private Language language;

    private String code;
    private Webhook webhook;
    private WebhookDelivery delivery;
    private List<String> offered;
    private NewWebhook rotated;
    private String url;
    private String remark;
    private List<String> events;
    private String contact;
    private int hours = 24;

    public void load() {
        if (webhook != null) {
            return;
        }
        // before the form is read, because the buttons that are shown depend on it
        code = request.getParameter("code");
        webhook = webhooks.get(actor.get(), code);
        offered = webhooks.events(actor.get());
        url = webhook.url();
        remark = webhook.remark();
        events = webhook.events();
        contact = webhook.contact();
        String message = request.getParameter("message");
        delivery = message == null || message.isBlank() ? null : webhooks.delivery(actor.get(), code, message);
        String state = getView() != null && STATES.contains(getView()) ? getView() : null;
        show(Paged.of(webhooks.deliveries(actor.get(), code, state, getAfter(), ROWS + 1), ROWS, WebhookDelivery::message));
    }

    public String change() {
        webhooks.change(actor.get(), code, new SetUpWebhook(url, remark, events, contact, language.locale().toLanguageTag()));
        return Done.to(here(), "webhook.changed");
    }

    public void rotate() {
        rotated = webhooks.rotate(actor.get(), code);
    }

    public String test() {
        webhooks.test(actor.get(), code);
        return Done.to(here(), "webhook.tested");
    }

    public String disable() {
        webhooks.disable(actor.get(), code);
        return Done.to(here(), "webhook.disabled");
    }

    public String enable() {
        webhooks.enable(actor.get(), code);
        return Done.to(here(), "webhook.enabled");
    }

    public String remove() {
        webhooks.remove(actor.get(), code);
        return Done.to("/account/webhooks", "webhook.removed", "url", webhook.url());
    }

    public String replay() {
        webhooks.replay(actor.get(), code, delivery.message());
        return Done.to(here(), "webhook.replayed");
    }

    public String replaySince() {
        int messages = webhooks.replayLast(actor.get(), code, Duration.ofHours(hours));
        return Done.to(here(), "webhook.replayed-since", "n", messages);
    }

    private String here() {
        return "/account/webhook?code=" + code;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public Webhook getWebhook() {
        load();
        return webhook;
    }

    /** The message that was asked for; null for the list alone. */
    public WebhookDelivery getDelivery() {
        load();
        return delivery;
    }

    public List<String> getOffered() {
        load();
        return offered;
    }

    public NewWebhook getRotated() {
        return rotated;
    }

    public String getUrl() {
        load();
        return url;
    }

    public void setUrl(String url) {
        this.url = url;
    }

    public String getRemark() {
        load();
        return remark;
    }

    public void setRemark(String remark) {
        this.remark = remark;
    }

    public List<String> getEvents() {
        load();
        return events;
    }

    public void setEvents(List<String> events) {
        this.events = events;
    }

    public String getContact() {
        load();
        return contact;
    }

    public void setContact(String contact) {
        this.contact = contact;
    }

    public int getHours() {
        return hours;
    }

    public void setHours(int hours) {
        this.hours = hours;
    }
}
