package entrepot.web.pages.finance.bank;

import entrepot.gateway.Channels;
import entrepot.gateway.PayOvers;
import entrepot.gateway.Payment;
import entrepot.gateway.Payments;
import entrepot.gateway.Provider;
import entrepot.platform.approval.Proposal;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.settlement.GatewayLook;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Providers of payments: their settings, what was paid, what they handed over and what came to their callback addresses. */
@Named
@ViewScoped
public class GatewaysPage implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int ROWS = 25;

    @Inject
    private Channels gateways;
    @Inject
    private Payments all;
    @Inject
    private PayOvers overs;
    @Inject
    private CurrentActor actor;

    private String kind;
    private String after;
    private String next;
    private String reason;
    private String verdict;
    private HashMap<String, String> settings = new HashMap<>();
    private HashMap<String, String> secrets = new HashMap<>();
    private transient List<Channels.Channel> channels;
    private transient List<Payment> payments;
    private transient List<Proposal> waiting;

    public void load() {
        read();
        if (getChosen() != null) {
            settings.putAll(getChosen().settings());
            settings.putIfAbsent("feePercent", getChosen().feePercent().toPlainString());
        }
    }

    private void read() {
        channels = gateways.list(actor.get());
        List<Payment> page = all.list(actor.get(), null, after, ROWS + 1);
        next = page.size() > ROWS ? page.get(ROWS - 1).code() : null;
        payments = page.stream().limit(ROWS).toList();
        waiting = gateways.waiting(actor.get());
    }

    public String propose() {
        gateways.propose(actor.get(), getChosen().provider(), settings, secrets, reason);
        secrets.clear();
        return Done.to("/finance/bank/gateways", "bank.proposed", "name", getChosen().provider());
    }

    public String stop() {
        gateways.stop(actor.get(), getChosen().provider());
        return Done.to("/finance/bank/gateways", "bank.stopped", "name", getChosen().provider());
    }

    public String approve(Proposal proposal) {
        gateways.approve(actor.get(), proposal.code());
        return Done.to("/finance/bank/gateways", "bank.approved", "name", proposal.title());
    }

    public String reject(Proposal proposal) {
        gateways.reject(actor.get(), proposal.code(), verdict);
        return Done.to("/finance/bank/gateways", "bank.rejected", "name", proposal.title());
    }

    public boolean own(Proposal proposal) {
        return proposal.madeBy(actor.get());
    }

    /** The address to be told to the provider. */
    public String callback(Channels.Channel channel) {
        return "/callbacks/" + actor.tenant().code() + "/" + channel.provider().name().toLowerCase(Locale.ROOT);
    }

    public String tone(Payment payment) {
        return GatewayLook.toneOf(payment);
    }

    /** Read again where the session was moved to another node meanwhile. */
    public List<Channels.Channel> getChannels() {
        if (channels == null) {
            read();
        }
        return channels;
    }

    public Channels.Channel getChosen() {
        Provider provider = Arrays.stream(Provider.values()).filter(each -> each.name().equals(kind)).findFirst().orElse(null);
        return getChannels().stream().filter(each -> each.provider() == provider).findFirst().orElse(null);
    }

    public List<String> getNames() {
        return Stream.concat(getChosen().provider().settings().stream(), Stream.of("feePercent")).toList();
    }

    public List<String> getSecretNames() {
        return getChosen().provider().secrets();
    }

    public Map<String, String> getSettings() {
        return settings;
    }

    /** What is typed now; what is kept is never read here. */
    public Map<String, String> getSecrets() {
        return secrets;
    }

    public List<Payment> getPayments() {
        getChannels();
        return payments;
    }

    public List<Proposal> getWaiting() {
        getChannels();
        return waiting;
    }

    public List<PayOvers.PayOver> getPayOvers() {
        return overs.list(actor.get(), null, ROWS);
    }

    public List<Payments.Came> getCame() {
        return all.came(actor.get(), null, null, ROWS);
    }

    public String getNext() {
        return next;
    }

    public String getKind() {
        return kind;
    }

    public void setKind(String kind) {
        this.kind = kind;
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public String getVerdict() {
        return verdict;
    }

    public void setVerdict(String verdict) {
        this.verdict = verdict;
    }
}
