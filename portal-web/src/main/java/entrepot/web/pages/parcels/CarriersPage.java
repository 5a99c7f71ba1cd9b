package entrepot.web.pages.parcels;

import entrepot.fulfilment.CarrierSetting;
import entrepot.fulfilment.CarrierSettings;
import entrepot.fulfilment.Carriers;
import entrepot.kernel.Money;
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

    public String change() {
        String currency = getCurrency();
        settings.change(actor.get(), new CarrierSetting(carrier, active, paidByDealer, firstGrams,
                base == null ? null : Money.parse(base, currency), perKg == null ? null : Money.parse(perKg, currency)));
        return Done.to("/hq/parcels/carriers", "carriers.changed", "carrier", Carriers.name(carrier));
    }

    public String setUp() {
        sources.setUp(actor.get(), TrackingSource.valueOf(source), sourceActive, customer, secret);
        return Done.to("/hq/parcels/carriers", "carriers.source-changed");
    }

    public String name(String code) {
        return Carriers.byCode(code).map(c -> c.name(language.locale())).orElse(code);
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

    public boolean isActive() {
        return active;
    }

    public void setActive(boolean active) {
        this.active = active;
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
