package entrepot.web.pages.account;

import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import entrepot.webhook.NewWebhook;
import entrepot.webhook.SetUpWebhook;
import entrepot.webhook.Webhook;
import entrepot.webhook.Webhooks;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** The webhooks of one's organisation, and a new one, whose secret is shown once. */
@Named
@RequestScoped
public class WebhooksPage {

    @Inject
    private Webhooks webhooks;
    @Inject
    private CurrentActor actor;
    @Inject
    private Language language;

    private List<Webhook> rows;
    private List<String> offered;
    private String url;
    private String remark;
    private List<String> events;
    private NewWebhook made;

    public void add() {
        made = webhooks.add(actor.get(), new SetUpWebhook(url, remark, events, null, language.locale().toLanguageTag()));
        url = null;
        remark = null;
        rows = null;
    }

    /** Read when first asked for: it stands in the page before the form has been read. */
    public List<Webhook> getRows() {
        if (rows == null) {
            rows = webhooks.list(actor.get());
        }
        return rows;
    }

    /** The types that can be asked for. */
    public List<String> getOffered() {
        if (offered == null) {
            offered = webhooks.events(actor.get());
        }
        return offered;
    }

    /** The webhook just made with its secret; null otherwise. */
    public NewWebhook getMade() {
        return made;
    }

    public String getUrl() {
        return url;
    }

    public void setUrl(String url) {
        this.url = url;
    }

    public String getRemark() {
        return remark;
    }

    public void setRemark(String remark) {
        this.remark = remark;
    }

    public List<String> getEvents() {
        return events;
    }

    public void setEvents(List<String> events) {
        this.events = events;
    }
}
