package entrepot.web.pages.parcels;

import entrepot.fulfilment.CarrierSetting;
import entrepot.fulfilment.CarrierSettings;
import entrepot.fulfilment.Carriers;
import entrepot.fulfilment.FulfilmentPermission;
import entrepot.kernel.Money;
import entrepot.platform.approval.Proposal;
import entrepot.tracking.TrackingPermission;
import entrepot.tracking.TrackingSource;
import entrepot.tracking.TrackingSources;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** With which carriers the tenant works, who pays them and how much; and who tells of parcels. */
@Named
@ViewScoped
public class CarriersPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private CarrierSettings settings;
    @Inject
    private TrackingSources sources;
    @Inject
    private CurrentActor actor;
    @Inject
    private Language language;

    private String carrier;
    private boolean active;
    private boolean paidByDealer;
    private int firstGrams = 1_000;
    private LocalDate from;
    private String reason;
    private String verdict;
    private BigDecimal base;
    private BigDecimal perKg;
    private String source = TrackingSource.KUAIDI100.name();
    private boolean sourceActive;
    private String customer;
    private String secret;
    private transient List<CarrierSetting> rows;
    private transient List<TrackingSources.Shown> told;

    public void load() {
        rows = settings.list(actor.get());
        told = actor.get().may(TrackingPermission.SOURCES) ? sources.list(actor.get()) : List.of();
        rows.stream().filter(row -> row.carrier().equals(carrier)).findFirst().ifPresent(row -> {
            active = row.active();
            paidByDealer = row.paidByDealer();
            firstGrams = row.firstGrams();
            base = row.base() == null ? null : row.base().major();
            perKg = row.perKg() == null ? null : row.perKg().major();
        });
    }

    public String propose() {
        String currency = getCurrency();
        settings.propose(actor.get(), new CarrierSetting(carrier, true, paidByDealer, firstGrams,
                base == null ? null : Money.parse(base, currency), perKg == null ? null : Money.parse(perKg, currency)), from, reason);
        return Done.to("/hq/parcels/carriers", "carriers.proposed", "carrier", name(carrier));
    }

    public String stop() {
        settings.stop(actor.get(), carrier, reason);
        return Done.to("/hq/parcels/carriers", "carriers.stopped", "carrier", name(carrier));
    }

    public String approve(Proposal proposal) {
        settings.approve(actor.get(), proposal.code());
        return Done.to("/hq/parcels/carriers", "carriers.changed", "carrier", name(proposal.subject()));
    }

    public String reject(Proposal proposal) {
        settings.reject(actor.get(), proposal.code(), verdict);
        return Done.to("/hq/parcels/carriers", "carriers.rejected", "carrier", name(proposal.subject()));
    }

    /** Terms that wait for a second person; for who may see them. */
    public List<Proposal> getWaiting() {
        return actor.may(FulfilmentPermission.CARRIERS) ? settings.waiting(actor.get()) : List.of();
    }

    public boolean own(Proposal proposal) {
        return proposal.madeBy(actor.get());
    }

    /** From when proposed terms count; null for the moment of the approval. */
    public Instant from(Proposal proposal) {
        return proposal.content().as(CarrierSettings.Proposed.class).from();
    }

    /** What was agreed with the chosen carrier, the latest first. */
    public List<CarrierSettings.Dated> getHistory() {
        return carrier == null ? List.of() : settings.history(actor.get(), carrier);
    }

    /** Whether the chosen carrier is used. */
    public boolean isActive() {
        return active;
    }

    public LocalDate getFrom() {
        return from;
    }

    public void setFrom(LocalDate from) {
        this.from = from;
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

    public String setUp() {
        sources.setUp(actor.get(), TrackingSource.valueOf(source), sourceActive, customer, secret);
        return Done.to("/hq/parcels/carriers", "carriers.source-changed");
    }

    public String name(String code) {
        return Carriers.name(code, language.locale());
    }

    public String getCurrency() {
        return actor.tenant().currency();
    }

    public List<CarrierSetting> getRows() {
        return rows;
    }

    public List<TrackingSources.Shown> getTold() {
        return told;
    }

    public String getCarrier() {
        return carrier;
    }

    public void setCarrier(String carrier) {
        this.carrier = carrier;
    }

    public boolean isPaidByDealer() {
        return paidByDealer;
    }

    public void setPaidByDealer(boolean paidByDealer) {
        this.paidByDealer = paidByDealer;
    }

    public int getFirstGrams() {
        return firstGrams;
    }

    public void setFirstGrams(int firstGrams) {
        this.firstGrams = firstGrams;
    }

    public BigDecimal getBase() {
        return base;
    }

    public void setBase(BigDecimal base) {
        this.base = base;
    }

    public BigDecimal getPerKg() {
        return perKg;
    }

    public void setPerKg(BigDecimal perKg) {
        this.perKg = perKg;
    }

    public String getSource() {
        return source;
    }

    public void setSource(String source) {
        this.source = source;
    }

    public boolean isSourceActive() {
        return sourceActive;
    }

    public void setSourceActive(boolean sourceActive) {
        this.sourceActive = sourceActive;
    }

    public String getCustomer() {
        return customer;
    }

    public void setCustomer(String customer) {
        this.customer = customer;
    }

    public String getSecret() {
        return secret;
    }

    public void setSecret(String secret) {
        this.secret = secret;
    }
}
