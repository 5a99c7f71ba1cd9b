package entrepot.web.pages.fulfilment;

import entrepot.inventory.Closure;
import entrepot.inventory.OpeningTime;
import entrepot.inventory.OpeningTimes;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.Problem;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** When a dealer's warehouse works, on which days it is closed, and whether it takes offers unasked. */
@Named
@ViewScoped
public class OpeningTimesPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private OpeningTimes times;
    @Inject
    private Warehouses warehouses;
    @Inject
    private CurrentActor actor;

    private String warehouse;
    private transient List<Warehouse> all;
    private transient OpeningTime time;
    private boolean own;
    private DayOfWeek[] weekdays = {};
    private String opensAt;
    private String closesAt;
    private boolean autoAccept;
    private String from;
    private String last;
    private String why;

    public void load() {
        all = warehouses.list(actor.get());
        if (warehouse == null && !all.isEmpty()) {
            warehouse = all.get(0).code();
        }
        if (warehouse == null) {
            return;
        }
        time = times.get(actor.get(), warehouse);
        own = !time.weekdays().isEmpty();
        weekdays = own ? new TreeSet<>(time.weekdays()).toArray(DayOfWeek[]::new) : EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.SATURDAY).toArray(DayOfWeek[]::new);
        opensAt = own ? time.opensAt().toString() : "09:00";
        closesAt = own ? time.closesAt().toString() : "18:00";
        autoAccept = time.autoAccept();
    }

    public String save() {
        times.set(actor.get(), warehouse, new OpeningTime(own ? Set.copyOf(Arrays.asList(weekdays)) : Set.of(), own ? hour("opensAt", opensAt) : null, own ? hour("closesAt", closesAt) : null, List.of(), autoAccept));
        return here("fulfilment.times-saved");
    }

    public String close() {
        warehouses.close(actor.get(), warehouse, day("from", from), day("last", last).plusDays(1), why);
        return here("fulfilment.closure-added");
    }

    public String open(String fromDay) {
        warehouses.reopen(actor.get(), warehouse, LocalDate.parse(fromDay));
        return here("fulfilment.closure-gone");
    }

    private String here(String said) {
        return Done.to("/dealer/offers/times?warehouse=" + warehouse, said);
    }

    private static LocalTime hour(String field, String text) {
        try {
            return LocalTime.parse(text == null ? "" : text.strip());
        } catch (DateTimeParseException wrong) {
            throw Problem.invalid(field, text);
        }
    }

    private static LocalDate day(String field, String text) {
        try {
            return LocalDate.parse(text == null ? "" : text.strip());
        } catch (DateTimeParseException wrong) {
            throw Problem.invalid(field, text);
        }
    }

    /** The last closed day, as people say it. */
    public LocalDate lastDay(Closure closure) {
        return closure.until().minusDays(1);
    }

    public DayOfWeek[] getDays() {
        return DayOfWeek.values();
    }

    public List<Warehouse> getAll() {
        if (all == null) {
            load();
        }
        return all;
    }

    public OpeningTime getTime() {
        if (time == null) {
            load();
        }
        return time;
    }

    public String getWarehouse() {
        return warehouse;
    }

    public void setWarehouse(String warehouse) {
        this.warehouse = warehouse;
    }

    public boolean isOwn() {
        return own;
    }

    public void setOwn(boolean own) {
        this.own = own;
    }

    public DayOfWeek[] getWeekdays() {
        return weekdays;
    }

    public void setWeekdays(DayOfWeek[] weekdays) {
        this.weekdays = weekdays;
    }

    public String getOpensAt() {
        return opensAt;
    }

    public void setOpensAt(String opensAt) {
        this.opensAt = opensAt;
    }

    public String getClosesAt() {
        return closesAt;
    }

    public void setClosesAt(String closesAt) {
        this.closesAt = closesAt;
    }

    public boolean isAutoAccept() {
        return autoAccept;
    }

    public void setAutoAccept(boolean autoAccept) {
        this.autoAccept = autoAccept;
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
}
