package entrepot.routing;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.geo.Located;
import entrepot.platform.geo.Point;
import entrepot.platform.geo.Precision;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A warehouse for tests, so many kilometres north of a buyer in Hangzhou; it holds plenty unless a test says otherwise. */
final class Stand {

    static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
    static final Located HANGZHOU = new Located(new Point(30_287_459, 120_153_576), Precision.CITY, "浙江省 杭州市", "浙江省",
            "杭州市");

    private final int id;
    private final double km;
    private String province = "浙江省";
    private String city;
    private boolean central;
    private boolean served = true;
    private boolean open = true;
    private int load;
    private int limit = 100;
    private int share;
    private int score = 100;
    private List<Integer> consigned = Collections.nCopies(8, 100);
    private List<Integer> own = Collections.nCopies(8, 0);
    private Instant confirmed;
    private boolean autoAccept;

    private Stand(int id, double km) {
        this.id = id;
        this.km = km;
        this.city = "place " + id;
    }

    static Stand dealer(int id, double km) {
        return new Stand(id, km);
    }

    static Stand central(int id, double km) {
        Stand stand = new Stand(id, km);
        stand.central = true;
        return stand;
    }

    Stand in(String inProvince, String inCity) {
        province = inProvince;
        city = inCity;
        return this;
    }

    Stand closed() {
        open = false;
        return this;
    }

    Stand notServing() {
        served = false;
        return this;
    }

    Stand load(int parcels, int of) {
        load = parcels;
        limit = of;
        return this;
    }

    Stand share(int parcels) {
        share = parcels;
        return this;
    }

    Stand score(int percent) {
        score = percent;
        return this;
    }

    Stand holds(Integer... pieces) {
        consigned = List.of(pieces);
        own = Collections.nCopies(pieces.length, 0);
        return this;
    }

    Stand own(Integer... pieces) {
        own = List.of(pieces);
        return this;
    }

    Stand confirmedDaysAgo(double days) {
        confirmed = NOW.minus(Duration.ofSeconds(Math.round(days * 86_400)));
        return this;
    }

    Stand autoAccept() {
        autoAccept = true;
        return this;
    }

    Candidate candidate(int lines) {
        int north = HANGZHOU.point().latMicro() + (int) Math.round(km / 111.19508 * 1e6);
        return new Candidate(new WarehouseId(id), String.format("WH-%05d", id), "W" + id, new OrganisationId(id), central,
                new Point(north, HANGZHOU.point().lngMicro()), Precision.CITY, province, city, null,
                consigned.subList(0, lines), own.subList(0, lines), served, open, load, limit, share, score, false, false, null,
                null, null, confirmed, autoAccept ? Boolean.TRUE : null, null, null);
    }

    /** What those rules decide for these warehouses. */
    static RoutingDecision decide(RoutingRules rules, Peak peak, List<RouteLine> lines, Stand... stands) {
        RulesBook.InForce inForce = new RulesBook.InForce(rules, peak);
        return Router.decide(new RoutingRequest(NOW, HANGZHOU, "CN", lines, false,
                Stream.of(stands).map(s -> inForce.ruled(s.candidate(lines.size()), HANGZHOU, lines)).toList(), inForce.terms(),
                Map.of()));
    }

    static List<RouteLine> lines(int... quantities) {
        return IntStream.range(0, quantities.length)
                .mapToObj(i -> new RouteLine(new VariantId(i + 1), quantities[i], "Shirts", 1_000, 400)).toList();
    }

    static List<Long> chosen(RoutingDecision decision) {
        return decision.parts().stream().map(p -> p.warehouse().value()).toList();
    }

    static Loss lossOf(RoutingDecision decision, int id) {
        return decision.candidates().stream().filter(c -> c.warehouse().value() == id).findFirst().orElseThrow().lostBecause();
    }
}
