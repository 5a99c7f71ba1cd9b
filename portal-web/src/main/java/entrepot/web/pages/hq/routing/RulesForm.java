package entrepot.web.pages.hq.routing;

import entrepot.inventory.Warehouse;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.routing.Criterion;
import entrepot.routing.RoutingRules;
import entrepot.routing.RoutingTerms;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The fields in which rules are changed. */
public final class RulesForm {

    private String name;
    private final List<Place> places = new ArrayList<>();
    private int nearKm;
    private boolean onePrefecture;
    private boolean centralLast;
    private int shareDays;
    private int scoreFromOffers;
    private Integer dailyLimit;
    private String cutOff;
    private boolean holidays;
    private int staleDays;
    private int outDays;
    private BigDecimal minimumPart;
    private boolean ownFirst;
    private final List<Amount> costs = new ArrayList<>();
    private final List<Single> singles = new ArrayList<>();

    /** What is asked at one place of the order; null for nothing. */
    public static final class Place {
        private final int no;
        private Criterion criterion;

        Place(int no, Criterion criterion) {
            this.no = no;
            this.criterion = criterion;
        }

        public int getNo() {
            return no;
        }

        public Criterion getCriterion() {
            return criterion;
        }

        public void setCriterion(Criterion criterion) {
            this.criterion = criterion;
        }
    }

    /** An amount of money with its words. */
    public static final class Amount {
        private final String key;
        private BigDecimal value;

        Amount(String key, BigDecimal value) {
            this.key = key;
            this.value = value;
        }

        public String getKey() {
            return key;
        }

        public BigDecimal getValue() {
            return value;
        }

        public void setValue(BigDecimal value) {
            this.value = value;
        }
    }

    /** What holds for one warehouse. */
    public static final class Single {
        private final String code;
        private final String name;
        private Integer limit;
        private String lines;

        Single(String code, String name, Integer limit, String lines) {
            this.code = code;
            this.name = name;
            this.limit = limit;
            this.lines = lines;
        }

        public String getName() {
            return name;
        }

        public Integer getLimit() {
            return limit;
        }

        public void setLimit(Integer limit) {
            this.limit = limit;
        }

        public String getLines() {
            return lines;
        }

        /** An empty field arrives as null. */
        public void setLines(String lines) {
            this.lines = lines == null ? "" : lines;
        }
    }

    RulesForm(RoutingRules r, List<Warehouse> warehouses, String currency) {
        name = r.name();
        for (int i = 0; i < Criterion.values().length; i++) {
            places.add(new Place(i + 1, i < r.criteria().size() ? r.criteria().get(i) : null));
        }
        nearKm = r.nearKm();
        onePrefecture = r.onePrefecture();
        centralLast = r.centralLast();
        shareDays = r.shareDays();
        scoreFromOffers = r.scoreFromOffers();
        dailyLimit = r.dailyLimit();
        cutOff = r.cutOff() == null ? "" : r.cutOff().toString();
        holidays = r.holidays();
        staleDays = r.staleDays();
        outDays = r.outDays();
        minimumPart = amount(r.minimumPartMinor(), currency);
        ownFirst = r.ownFirst();
        costs.add(new Amount("near", amount(r.costs().near(), currency)));
        costs.add(new Amount("near-kilogram", amount(r.costs().nearKilogram(), currency)));
        costs.add(new Amount("far", amount(r.costs().far(), currency)));
        costs.add(new Amount("far-kilogram", amount(r.costs().farKilogram(), currency)));
        costs.add(new Amount("dealer-parcel", amount(r.costs().dealerParcel(), currency)));
        costs.add(new Amount("dealer-piece", amount(r.costs().dealerPiece(), currency)));
        for (Warehouse w : warehouses) {
            RoutingRules.OfWarehouse row = r.warehouses().stream().filter(o -> o.warehouse().equals(w.code())).findFirst().orElse(null);
            singles.add(new Single(w.code(), w.name(), row == null ? null : row.dailyLimit(),
                    row == null ? "" : String.join(", ", row.lines())));
        }
    }

    private static BigDecimal amount(long minor, String currency) {
        return Money.of(minor, currency).major();
    }

    /** What was filled in; coverage stays as it is. */
    RoutingRules rules(RoutingRules before, String currency) {
        List<Criterion> criteria = places.stream().map(Place::getCriterion).filter(c -> c != null).toList();
        List<RoutingRules.OfWarehouse> single = singles.stream().filter(s -> s.limit != null || !s.lines.isBlank())
                .map(s -> new RoutingRules.OfWarehouse(s.code, s.limit, Arrays.stream(s.lines.split("[,，;；]")).map(String::strip)
                        .filter(l -> !l.isEmpty()).toList())).toList();
        return new RoutingRules(before.code(), name, criteria, nearKm, onePrefecture, centralLast, shareDays, scoreFromOffers, dailyLimit,
                time(), holidays, staleDays, outDays, minor(minimumPart, currency), ownFirst,
                new RoutingTerms.Costs(cost(0, currency), cost(1, currency), cost(2, currency), cost(3, currency), cost(4, currency),
                        cost(5, currency)), single, before.coverage());
    }

    private LocalTime time() {
        try {
            return cutOff == null || cutOff.isBlank() ? null : LocalTime.parse(cutOff.strip());
        } catch (DateTimeParseException unreadable) {
            throw Problem.invalid("cutOff", cutOff);
        }
    }

    private long cost(int nth, String currency) {
        return minor(costs.get(nth).getValue(), currency);
    }

    private static long minor(BigDecimal amount, String currency) {
        return amount == null ? 0 : Money.parse(amount, currency).minor();
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public List<Place> getPlaces() {
        return places;
    }

    public int getNearKm() {
        return nearKm;
    }

    public void setNearKm(int nearKm) {
        this.nearKm = nearKm;
    }

    public boolean isOnePrefecture() {
        return onePrefecture;
    }

    public void setOnePrefecture(boolean onePrefecture) {
        this.onePrefecture = onePrefecture;
    }

    public boolean isCentralLast() {
        return centralLast;
    }

    public void setCentralLast(boolean centralLast) {
        this.centralLast = centralLast;
    }

    public int getShareDays() {
        return shareDays;
    }

    public void setShareDays(int shareDays) {
        this.shareDays = shareDays;
    }

    public int getScoreFromOffers() {
        return scoreFromOffers;
    }

    public void setScoreFromOffers(int scoreFromOffers) {
        this.scoreFromOffers = scoreFromOffers;
    }

    public Integer getDailyLimit() {
        return dailyLimit;
    }

    public void setDailyLimit(Integer dailyLimit) {
        this.dailyLimit = dailyLimit;
    }

    public String getCutOff() {
        return cutOff;
    }

    public void setCutOff(String cutOff) {
        this.cutOff = cutOff;
    }

    public boolean isHolidays() {
        return holidays;
    }

    public void setHolidays(boolean holidays) {
        this.holidays = holidays;
    }

    public int getStaleDays() {
        return staleDays;
    }

    public void setStaleDays(int staleDays) {
        this.staleDays = staleDays;
    }

    public int getOutDays() {
        return outDays;
    }

    public void setOutDays(int outDays) {
        this.outDays = outDays;
    }

    public BigDecimal getMinimumPart() {
        return minimumPart;
    }

    public void setMinimumPart(BigDecimal minimumPart) {
        this.minimumPart = minimumPart;
    }

    public boolean isOwnFirst() {
        return ownFirst;
    }

    public void setOwnFirst(boolean ownFirst) {
        this.ownFirst = ownFirst;
    }

    public List<Amount> getCosts() {
        return costs;
    }

    public List<Single> getSingles() {
        return singles;
    }
}
