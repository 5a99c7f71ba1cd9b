package entrepot.web.pages.inventory;

import entrepot.inventory.SetStockRule;
import entrepot.inventory.StockAlarm;
import entrepot.inventory.StockAlarms;
import entrepot.inventory.StockRule;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Paths;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is short, the proposals to be taken over, and the rules behind them. */
@Named
@ViewScoped
public class AlarmPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 100;

    @Inject
    private StockAlarms alarms;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String warehouse;
    private String supplier;
    private final Map<String, Boolean> chosen = new HashMap<>();
    private String ruleWarehouse;
    private String ruleSku;
    private String ruleCategory;
    private int minimum = 5;
    private int coverDays = 7;
    private int targetDays = 28;
    private int packSize = 1;
    private transient List<StockAlarm> rows;
    private transient List<StockRule> rules;

    public void load() {
        getRows();
    }

    /** How a row is named while it is chosen. */
    public String key(StockAlarm alarm) {
        return alarm.warehouse().code() + ' ' + alarm.sku();
    }

    public String take() {
        List<StockAlarms.Wanted> wanted = new ArrayList<>();
        for (StockAlarm alarm : getRows()) {
            if (alarm.proposed() > 0 && Boolean.TRUE.equals(chosen.get(key(alarm)))) {
                wanted.add(new StockAlarms.Wanted(alarm.warehouse().code(), alarm.sku(), alarm.proposed()));
            }
        }
        StockAlarm.TakenOver taken = alarms.takeOver(actor.get(), wanted, supplier);
        String codes = taken.documents().isEmpty() ? "—" : String.join(", ", taken.documents());
        return taken.leftOut().isEmpty() ? Done.to(here(), "inventory.alarm.taken", "codes", codes)
                : Done.to(here(), "inventory.alarm.taken-but", "codes", codes, "rest", String.join(", ", taken.leftOut()));
    }

    public String set() {
        alarms.set(actor.get(), new SetStockRule(ruleWarehouse, ruleSku, ruleCategory, minimum, coverDays, targetDays, packSize));
        return Done.to(here(), "inventory.rule.is-set");
    }

    public String remove(String code) {
        alarms.remove(actor.get(), code);
        return Done.to(here(), "inventory.rule.removed");
    }

    private String here() {
        return Paths.area(request) + "/stock/alarms";
    }

    public List<StockAlarm> getRows() {
        if (rows == null) {
            rows = alarms.list(actor.get(), warehouse).stream().limit(SHOWN).toList();
        }
        return rows;
    }

    public List<StockRule> getRules() {
        if (rules == null) {
            rules = alarms.rules(actor.get());
        }
        return rules;
    }

    /** Whether the actor may take a rule away: a dealer those of its own warehouses. */
    public boolean removable(StockRule rule) {
        return actor.get().headquarters() || rule.warehouse() != null;
    }

    public Map<String, Boolean> getChosen() {
        return chosen;
    }

    public String getWarehouse() {
        return warehouse;
    }

    public void setWarehouse(String warehouse) {
        this.warehouse = warehouse;
    }

    public String getSupplier() {
        return supplier;
    }

    public void setSupplier(String supplier) {
        this.supplier = supplier;
    }

    public String getRuleWarehouse() {
        return ruleWarehouse;
    }

    public void setRuleWarehouse(String ruleWarehouse) {
        this.ruleWarehouse = ruleWarehouse;
    }

    public String getRuleSku() {
        return ruleSku;
    }

    public void setRuleSku(String ruleSku) {
        this.ruleSku = ruleSku;
    }

    public String getRuleCategory() {
        return ruleCategory;
    }

    public void setRuleCategory(String ruleCategory) {
        this.ruleCategory = ruleCategory;
    }

    public int getMinimum() {
        return minimum;
    }

    public void setMinimum(int minimum) {
        this.minimum = minimum;
    }

    public int getCoverDays() {
        return coverDays;
    }

    public void setCoverDays(int coverDays) {
        this.coverDays = coverDays;
    }

    public int getTargetDays() {
        return targetDays;
    }

    public void setTargetDays(int targetDays) {
        this.targetDays = targetDays;
    }

    public int getPackSize() {
        return packSize;
    }

    public void setPackSize(int packSize) {
        this.packSize = packSize;
    }
}
