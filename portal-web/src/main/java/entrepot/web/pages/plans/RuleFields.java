package entrepot.web.pages.plans;

import entrepot.commission.Plan;
import entrepot.commission.Rule;
import entrepot.kernel.Problem;
import entrepot.web.pages.frame.TypedNumber;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fields of one rule's card. Steps are written as {@code 50000: 1; 200000: 2}, several values of a scope with commas. */
public final class RuleFields {

    private String code;
    private Rule.Earner earner;
    private Rule.Basis base;
    private String way;
    private String rate;
    private String categories;
    private String products;
    private String skus;
    private String shops;
    private String tiers;
    private BigDecimal floor;
    private BigDecimal cap;
    private LocalDate from;
    private LocalDate last;

    RuleFields(Rule rule) {
        code = rule.code();
        earner = rule.earner();
        base = rule.base();
        way = rule.percent() != null ? "percent" : rule.fixed() != null ? "fixed" : rule.whole() ? "whole" : "steps";
        rate = rule.percent() != null ? TypedNumber.written(rule.percent()) : rule.fixed() != null ? TypedNumber.written(rule.fixed()) : rule.steps().stream()
                .map(step -> TypedNumber.written(step.from()) + ": " + TypedNumber.written(step.percent())).collect(Collectors.joining("; "));
        categories = of(rule, Rule.Scope.Kind.CATEGORY);
        products = of(rule, Rule.Scope.Kind.PRODUCT);
        skus = of(rule, Rule.Scope.Kind.SKU);
        shops = of(rule, Rule.Scope.Kind.SUB_SHOP);
        tiers = of(rule, Rule.Scope.Kind.TIER);
        floor = rule.floor();
        cap = rule.cap();
        from = rule.from();
        last = rule.last();
    }

    private static String of(Rule rule, Rule.Scope.Kind kind) {
        return rule.scope().stream().filter(scope -> scope.kind() == kind).map(Rule.Scope::value).collect(Collectors.joining(", "));
    }

    /** Whether it works on some lines or days alone, or between two amounts: that part of the card is open then. */
    public boolean isNarrowed() {
        return floor != null || cap != null || from != null || last != null
                || Stream.of(categories, products, skus, shops, tiers).anyMatch(values -> values != null && !values.isBlank());
    }

    Rule rule() {
        List<Rule.Scope> scope = new ArrayList<>();
        add(scope, Rule.Scope.Kind.CATEGORY, categories);
        add(scope, Rule.Scope.Kind.PRODUCT, products);
        add(scope, Rule.Scope.Kind.SKU, skus);
        add(scope, Rule.Scope.Kind.SUB_SHOP, shops);
        add(scope, Rule.Scope.Kind.TIER, tiers);
        boolean steps = "steps".equals(way) || "whole".equals(way);
        return new Rule(code == null ? "" : code.strip(), earner, base, "percent".equals(way) ? number(rate) : null, "fixed".equals(way) ? number(rate) : null,
                steps ? steps(rate) : List.of(), "whole".equals(way), scope, floor, cap, from, last);
    }

    private static void add(List<Rule.Scope> scope, Rule.Scope.Kind kind, String values) {
        if (values != null) {
            Arrays.stream(values.split("[,，;；\\n]")).map(String::strip).filter(value -> !value.isEmpty()).forEach(value -> scope.add(new Rule.Scope(kind, value)));
        }
    }

    private static List<Plan.Step> steps(String text) {
        return text == null ? List.of() : Arrays.stream(text.split("[;；\\n]")).map(String::strip).filter(step -> !step.isEmpty()).map(step -> {
            String[] parts = step.split("[:：]");
            if (parts.length != 2) {
                throw Problem.invalid("rate", text);
            }
            return new Plan.Step(number(parts[0]), number(parts[1]));
        }).toList();
    }

    static BigDecimal number(String text) {
        return text == null || text.isBlank() ? null : TypedNumber.read(text.replace("%", "")).orElseThrow(() -> Problem.invalid("rate", text));
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public Rule.Earner getEarner() {
        return earner;
    }

    public void setEarner(Rule.Earner earner) {
        this.earner = earner;
    }

    public Rule.Basis getBase() {
        return base;
    }

    public void setBase(Rule.Basis base) {
        this.base = base;
    }

    public String getWay() {
        return way;
    }

    public void setWay(String way) {
        this.way = way;
    }

    public String getRate() {
        return rate;
    }

    public void setRate(String rate) {
        this.rate = rate;
    }

    public String getCategories() {
        return categories;
    }

    public void setCategories(String categories) {
        this.categories = categories;
    }

    public String getProducts() {
        return products;
    }

    public void setProducts(String products) {
        this.products = products;
    }

    public String getSkus() {
        return skus;
    }

    public void setSkus(String skus) {
        this.skus = skus;
    }

    public String getShops() {
        return shops;
    }

    public void setShops(String shops) {
        this.shops = shops;
    }

    public String getTiers() {
        return tiers;
    }

    public void setTiers(String tiers) {
        this.tiers = tiers;
    }

    public BigDecimal getFloor() {
        return floor;
    }

    public void setFloor(BigDecimal floor) {
        this.floor = floor;
    }

    public BigDecimal getCap() {
        return cap;
    }

    public void setCap(BigDecimal cap) {
        this.cap = cap;
    }

    public LocalDate getFrom() {
        return from;
    }

    public void setFrom(LocalDate from) {
        this.from = from;
    }

    public LocalDate getLast() {
        return last;
    }

    public void setLast(LocalDate last) {
        this.last = last;
    }
}
