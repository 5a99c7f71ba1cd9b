package entrepot.routing;

import entrepot.platform.geo.Located;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All versions of a tenant's rules with their dates, and its peak periods: what is in force at any moment. Pure. */
final class RulesBook {

    /** A version and the moment from which it counts. */
    record Dated(RoutingRules rules, Instant from) {
    }

    private final RoutingRules example;
    private final List<Dated> dated;
    private final List<Peak> peaks;
    private final Map<String, InForce> made = new HashMap<>();

    RulesBook(String currency, List<Dated> dated, List<Peak> peaks) {
        this.example = RoutingRules.example(currency);
        this.peaks = List.copyOf(peaks);
        List<Dated> begun = new ArrayList<>();
        // nothing begins inside a frozen period, whoever approved it when
        dated.forEach(d -> begun.add(new Dated(d.rules(), thawed(d.from()))));
        begun.sort(Comparator.comparing(Dated::from));
        this.dated = List.copyOf(begun);
    }

    private Instant thawed(Instant from) {
        Instant moved = from;
        for (int i = 0; i < peaks.size(); i++) {
            for (Peak peak : peaks) {
                moved = peak.frozen() && peak.holds(moved) ? peak.end() : moved;
            }
        }
        return moved;
    }

    /** The rules at that moment. */
    RoutingRules rulesAt(Instant at) {
        RoutingRules found = example;
        for (Dated each : dated) {
            if (!each.from().isAfter(at)) {
                found = each.rules();
            }
        }
        return found;
    }

    /** The peak period of that moment; null outside of one. */
    Peak peakAt(Instant at) {
        return peaks.stream().filter(p -> p.holds(at)).findFirst().orElse(null);
    }

    List<Peak> peaks() {
        return peaks;
    }

    synchronized InForce at(Instant at) {
        RoutingRules rules = rulesAt(at);
        Peak peak = peakAt(at);
        return made.computeIfAbsent(rules.code() + " " + (peak == null ? "" : peak.code()),
                key -> new InForce(rules, peak));
    }

    /** Rules and peak together, with what single warehouses have at hand. */
    static final class InForce {

        private final RoutingRules rules;
        private final Peak peak;
        private final RoutingTerms terms;
        private final Map<String, RoutingRules.OfWarehouse> single = new HashMap<>();
        private final Map<String, List<RoutingRules.Covers>> coverage = new HashMap<>();

        InForce(RoutingRules rules, Peak peak) {
            this.rules = rules;
            this.peak = peak;
            this.terms = rules.terms(peak);
            rules.warehouses().forEach(w -> single.put(w.warehouse(), w));
            rules.coverage().forEach(c -> coverage.computeIfAbsent(c.warehouse(), k -> new ArrayList<>()).add(c));
        }

        RoutingRules rules() {
            return rules;
        }

        RoutingTerms terms() {
            return terms;
        }

        LocalTime cutOff(LocalTime ownOfWarehouse) {
            return rules.cutOff() == null ? ownOfWarehouse : rules.cutOff();
        }

        /** The candidate as these rules see it: where it is named, what it may ship, and its limit. */
        Candidate ruled(Candidate raw, Located place, List<RouteLine> lines) {
            Coverage named = named(raw.code(), place);
            return raw.ruled(raw.inTerritory() && serves(raw.code(), named), named, isInLine(raw.code(), lines),
                    limit(raw.code(), raw.limitOfItsOwn()));
        }

        /** Whether the rules say anything of this warehouse by itself that depends on the order. */
        boolean isSingle(String warehouse) {
            return coverage.containsKey(warehouse)
                    || single.containsKey(warehouse) && !single.get(warehouse).lines().isEmpty();
        }

        Coverage named(String warehouse, Located place) {
            Coverage named = Coverage.UNNAMED;
            for (RoutingRules.Covers row : coverage.getOrDefault(warehouse, List.of())) {
                Coverage each = row.names(place);
                named = each.compareTo(named) < 0 ? each : named;
            }
            return named;
        }

        /** Who is named for some places ships to no others. */
        boolean serves(String warehouse, Coverage named) {
            return named != Coverage.UNNAMED || !coverage.containsKey(warehouse);
        }

        boolean isInLine(String warehouse, List<RouteLine> lines) {
            RoutingRules.OfWarehouse own = single.get(warehouse);
            return own == null || own.lines().isEmpty() || lines.stream()
                    .allMatch(line -> line.category().isEmpty() || own.lines().contains(line.category()));
        }

        int limit(String warehouse, int ofItsOwn) {
            RoutingRules.OfWarehouse own = single.get(warehouse);
            int usual = own != null && own.dailyLimit() != null ? own.dailyLimit()
                    : rules.dailyLimit() != null ? rules.dailyLimit() : ofItsOwn;
            return peak == null ? usual : peak.limit(usual);
        }
    }
}
