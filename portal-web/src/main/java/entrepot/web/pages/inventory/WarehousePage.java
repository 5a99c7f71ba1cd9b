package entrepot.web.pages.inventory;

import entrepot.inventory.Closure;
import entrepot.inventory.OpenWarehouse;
import entrepot.inventory.SetUpWarehouse;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.Problem;
import entrepot.network.Ability;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.geo.Address;
import entrepot.platform.geo.Places;
import entrepot.platform.geo.Region;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.routing.MapPicture;
import entrepot.web.pages.routing.Maps;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;

/** One warehouse: set up, or opened. */
@Named
@ViewScoped
public class WarehousePage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int MEMBERS_MAX = 200;

    @Inject
    private Warehouses warehouses;
    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;

    private String code;
    private transient Warehouse warehouse;
    private String name;
    private String owner;
    private String province = "";
    private String city = "";
    private String street = "";
    private int dailyLimit = 100;
    private boolean active = true;
    private String closedUntil = "";
    private List<String> serves = List.of();
    private String from;
    private String last;
    private String why;

    public void load() {
        warehouse = warehouses.byCode(actor.get(), code);
        name = warehouse.name();
        dailyLimit = warehouse.dailyLimit();
        active = warehouse.active();
        closedUntil = warehouse.closedUntil() == null ? "" : warehouse.closedUntil().toString();
        serves = warehouse.serves();
    }

    public String open() {
        Actor who = actor.get();
        Address address = new Address(name, "", actor.tenant().country(), province, city, "", street, "");
        Warehouse opened = warehouses.open(who, new OpenWarehouse(name, organisations.byCode(who, owner).id(), address, null, dailyLimit));
        return Done.to("/hq/warehouses/detail?code=" + opened.code(), "inventory.warehouse.opened", "name", opened.name());
    }

    public String save() {
        Warehouse saved = warehouses.setUp(actor.get(), code, new SetUpWarehouse(name, active, dailyLimit, day(), serves));
        return Done.to("/hq/warehouses/detail?code=" + code, "inventory.warehouse.saved", "name", saved.name());
    }

    public String close() {
        warehouses.close(actor.get(), code, day("from", from), day("last", last).plusDays(1), why);
        return Done.to("/hq/warehouses/detail?code=" + code, "fulfilment.closure-added");
    }

    public String reopen(String fromDay) {
        warehouses.reopen(actor.get(), code, LocalDate.parse(fromDay));
        return Done.to("/hq/warehouses/detail?code=" + code, "fulfilment.closure-gone");
    }

    /** The last closed day, as people say it. */
    public LocalDate lastDay(Closure closure) {
        return closure.until().minusDays(1);
    }

    private static LocalDate day(String field, String text) {
        try {
            return LocalDate.parse(text == null ? "" : text.strip());
        } catch (DateTimeParseException wrong) {
            throw Problem.invalid(field, text);
        }
    }

    private LocalDate day() {
        try {
            return closedUntil == null || closedUntil.isBlank() ? null : LocalDate.parse(closedUntil.strip());
        } catch (DateTimeParseException unreadable) {
            throw Problem.invalid("closedUntil", closedUntil);
        }
    }

    /** Who may run a warehouse: headquarters and dealers. */
    public List<Organisation> getOwners() {
        return organisations.list(actor.get(), null, MEMBERS_MAX).stream()
                .filter(o -> o.headquarters() || o.can(Ability.HOLDS_STOCK)).toList();
    }

    public List<Region> getProvinces() {
        return Places.regionsOf(actor.tenant().country());
    }

    /** The cities of the chosen province; none where the country has no list of them. */
    public List<Region> getCities() {
        return getProvinces().stream().filter(p -> p.name().equals(province)).findFirst().map(Region::parts).orElse(List.of());
    }

    public MapPicture getMap() {
        return Maps.of(List.of(new MapPicture.Thing(getWarehouse().point(), "", "chosen",
                Maps.around(getWarehouse().precision()))), getWarehouse().country());
    }

    /** The provinces that it covers, in one line. */
    public String getServesText() {
        return String.join(", ", getWarehouse().serves());
    }

    public Warehouse getWarehouse() {
        if (warehouse == null) {
            warehouse = warehouses.byCode(actor.get(), code);
        }
        return warehouse;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public String getLast() {
        return last;
    }

    public void setLast(String last) {
        this.last = last;
    }

    public String getWhy() {
        return why;
    }

    public void setWhy(String why) {
        this.why = why;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getOwner() {
        return owner;
    }

    public void setOwner(String owner) {
        this.owner = owner;
    }

    public String getProvince() {
        return province;
    }

    public void setProvince(String province) {
        this.province = province;
    }

    public String getCity() {
        return city;
    }

    public void setCity(String city) {
        this.city = city;
    }

    public String getStreet() {
        return street;
    }

    public void setStreet(String street) {
        this.street = street;
    }

    public int getDailyLimit() {
        return dailyLimit;
    }

    public void setDailyLimit(int dailyLimit) {
        this.dailyLimit = dailyLimit;
    }

    public boolean isActive() {
        return active;
    }

    public void setActive(boolean active) {
        this.active = active;
    }

    public String getClosedUntil() {
        return closedUntil;
    }

    public void setClosedUntil(String closedUntil) {
        this.closedUntil = closedUntil;
    }

    public List<String> getServes() {
        return serves;
    }

    public void setServes(List<String> serves) {
        this.serves = serves == null ? List.of() : List.copyOf(serves);
    }
}
