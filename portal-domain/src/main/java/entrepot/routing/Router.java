package entrepot.routing;

import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.platform.geo.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Decides which warehouse ships, by the default rules (docs/decisions/routing.md): the nearest dealer that holds
 * everything; among those equally near the one with the smallest share, then the best score; else central; and
 * where nobody holds everything, as few parcels as possible. Pure: the same request always gives the same decision,
 * in whatever order the candidates come.
 */
public final class Router {

    /** Up to this difference two distances count as equal. */
    static final long EQUAL_METRES = 30_000;

    /** Of how many nearest dealers splits are made, and of how many parcels; beyond, the fullest go first. */
    private static final int SPLIT_AMONG_MAX = 12;
    private static final int SPLIT_PARCELS_MAX = 4;

    private static final Comparator<Candidate> BY_DISTANCE = Comparator.comparing(Candidate::metres,
            Comparator.nullsLast(Comparator.naturalOrder())).thenComparing(Candidate::code);
    private static final Comparator<Candidate> BY_MERIT = Comparator.comparingInt(Candidate::share)
            .thenComparing(Comparator.comparingInt(Candidate::score).reversed()).thenComparing(BY_DISTANCE);

    private Router() {
    }

    /** @throws Problem NOBODY_CAN_SHIP if all that may ship together do not hold enough */
    public static RoutingDecision decide(RoutingRequest request) {
        List<Candidate> all = request.candidates().stream().map(c -> c.at(metres(request, c.point())))
                .sorted(BY_DISTANCE).toList();
        Predicate<Candidate> mayShip = c -> barrier(request, c) == null;
        List<Candidate> whole = all.stream().filter(mayShip.and(c -> c.holdsAll(request.lines()))).toList();
        List<Candidate> dealers = whole.stream().filter(c -> !c.central()).toList();
        if (!dealers.isEmpty()) {
            List<Candidate> near = dealers.stream().filter(c -> equallyNear(dealers.get(0), c)).sorted(BY_MERIT).toList();
            return decided(request, all, near.get(0), ruleAmong(near), near);
        }
        if (!whole.isEmpty()) {
            return decided(request, all, whole.get(0), RoutingDecision.Rule.CENTRAL, List.of());
        }
        return split(request, all, all.stream().filter(mayShip.and(c -> !c.holdsNothing())).toList());
    }

    private static Long metres(RoutingRequest request, Point point) {
        return request.buyer() == null ? null : request.buyer().point().metresTo(point);
    }

    /** What keeps a candidate from shipping anything at all; null if nothing does. */
    private static Loss barrier(RoutingRequest request, Candidate candidate) {
        if (candidate.excluded()) {
            return Loss.EXCLUDED;
        }
        if (!candidate.central() && request.centralOnly()) {
            return Loss.OFFERS_USED_UP;
        }
        if (!candidate.served()) {
            return Loss.NOT_SERVED;
        }
        if (!candidate.open()) {
            return Loss.CLOSED;
        }
        if (!candidate.central() && candidate.load() >= candidate.dailyLimit()) {
            return Loss.FULL;
        }
        return !candidate.central() && candidate.metres() == null ? Loss.PLACE_UNKNOWN : null;
    }

    private static boolean equallyNear(Candidate nearest, Candidate candidate) {
        return candidate.metres() - nearest.metres() <= EQUAL_METRES || candidate.samePrefecture(nearest);
    }

    /** What separated the first from the second of those equally near. */
    private static RoutingDecision.Rule ruleAmong(List<Candidate> near) {
        if (near.size() == 1) {
            return RoutingDecision.Rule.NEAREST;
        }
        if (near.get(0).share() != near.get(1).share()) {
            return RoutingDecision.Rule.FAIR_SHARE;
        }
        return near.get(0).score() != near.get(1).score() ? RoutingDecision.Rule.SCORE : RoutingDecision.Rule.NEAREST;
    }

    private static RoutingDecision decided(RoutingRequest request, List<Candidate> all, Candidate winner,
                                           RoutingDecision.Rule rule, List<Candidate> near) {
        List<Integer> quantities = request.lines().stream().map(RouteLine::quantity).toList();
        List<Candidate> judged = all.stream().map(c -> c == winner ? c.won()
                : c.lost(loss(request, c, winner, near.contains(c)))).toList();
        return decision(request, rule, judged, List.of(part(request, winner, quantities)));
    }

    private static Loss loss(RoutingRequest request, Candidate candidate, Candidate winner, boolean near) {
        Loss barrier = barrier(request, candidate);
        if (barrier != null) {
            return barrier;
        }
        if (!candidate.holdsAll(request.lines())) {
            return candidate.holdsNothing() ? Loss.HOLDS_NOTHING : Loss.HOLDS_PART;
        }
        if (candidate.central() && !winner.central()) {
            return Loss.CENTRAL_IS_LAST;
        }
        if (near && candidate.share() > winner.share()) {
            return Loss.LARGER_SHARE;
        }
        return near && candidate.score() < winner.score() ? Loss.LOWER_SCORE : Loss.FARTHER;
    }

    private static RoutingDecision split(RoutingRequest request, List<Candidate> all, List<Candidate> holders) {
        List<Candidate> team = team(request, holders);
        if (team.isEmpty()) {
            throw nobody(request, holders);
        }
        List<RoutingDecision.Part> parts = parts(request, team);
        List<Candidate> judged = all.stream().map(c -> {
            if (parts.stream().anyMatch(p -> p.warehouse().equals(c.warehouse()))) {
                return c.won();
            }
            Loss barrier = barrier(request, c);
            return c.lost(barrier != null ? barrier : c.holdsNothing() ? Loss.HOLDS_NOTHING : Loss.NOT_NEEDED);
        }).toList();
        return decision(request, RoutingDecision.Rule.FEWEST_PARCELS, judged, parts);
    }

    /** The fewest that together hold everything: of equal size those with the fewest centrals, then the nearest. */
    private static List<Candidate> team(RoutingRequest request, List<Candidate> holders) {
        List<Candidate> pool = new ArrayList<>(holders.stream().filter(c -> !c.central()).limit(SPLIT_AMONG_MAX).toList());
        holders.stream().filter(Candidate::central).limit(SPLIT_AMONG_MAX).forEach(pool::add);
        for (int size = 2; size <= Math.min(SPLIT_PARCELS_MAX, pool.size()); size++) {
            List<List<Candidate>> teams = new ArrayList<>();
            combine(pool, size, 0, new ArrayList<>(), team -> covers(request, team), teams);
            if (!teams.isEmpty()) {
                return teams.stream().min(Comparator.<List<Candidate>>comparingLong(Router::centrals)
                        .thenComparingLong(Router::metresOfAll).thenComparing(Router::codes)).get();
            }
        }
        return fullestFirst(request, holders);
    }

    private static void combine(List<Candidate> pool, int size, int from, List<Candidate> team,
                                Predicate<List<Candidate>> fits, List<List<Candidate>> into) {
        if (team.size() == size) {
            if (fits.test(team)) {
                into.add(List.copyOf(team));
            }
            return;
        }
        for (int i = from; i < pool.size(); i++) {
            team.add(pool.get(i));
            combine(pool, size, i + 1, team, fits, into);
            team.remove(team.size() - 1);
        }
    }

    private static boolean covers(RoutingRequest request, List<Candidate> team) {
        for (int i = 0; i < request.lines().size(); i++) {
            int line = i;
            if (team.stream().mapToLong(c -> c.available(line)).sum() < request.lines().get(i).quantity()) {
                return false;
            }
        }
        return true;
    }

    private static long centrals(List<Candidate> team) {
        return team.stream().filter(Candidate::central).count();
    }

    private static long metresOfAll(List<Candidate> team) {
        return team.stream().mapToLong(c -> c.metres() == null ? 0 : c.metres()).sum();
    }

    private static String codes(List<Candidate> team) {
        return team.stream().map(Candidate::code).collect(Collectors.joining(" "));
    }

    /** Where so many are needed that trying all teams would take too long: who holds most of what is left is next. */
    private static List<Candidate> fullestFirst(RoutingRequest request, List<Candidate> holders) {
        int[] left = request.lines().stream().mapToInt(RouteLine::quantity).toArray();
        List<Candidate> team = new ArrayList<>();
        List<Candidate> rest = new ArrayList<>(holders);
        while (Arrays.stream(left).anyMatch(n -> n > 0)) {
            Candidate next = rest.stream().max(Comparator.<Candidate>comparingLong(c -> useful(c, left))
                    .thenComparing(BY_DISTANCE.reversed())).orElse(null);
            if (next == null || useful(next, left) == 0) {
                return List.of();
            }
            rest.remove(next);
            team.add(next);
            for (int i = 0; i < left.length; i++) {
                left[i] -= Math.min(left[i], next.available(i));
            }
        }
        return team.stream().sorted(BY_DISTANCE).toList();
    }

    private static long useful(Candidate candidate, int[] left) {
        long pieces = 0;
        for (int i = 0; i < left.length; i++) {
            pieces += Math.min(left[i], candidate.available(i));
        }
        return pieces;
    }

    /** Each line goes whole to the nearest that holds it; what nobody holds whole is taken from the nearest on. */
    private static List<RoutingDecision.Part> parts(RoutingRequest request, List<Candidate> team) {
        int lines = request.lines().size();
        int[][] taken = new int[team.size()][lines];
        for (int line = 0; line < lines; line++) {
            int left = request.lines().get(line).quantity();
            for (int c = 0; c < team.size() && left > 0; c++) {
                if (team.get(c).available(line) >= left) {
                    taken[c][line] = left;
                    left = 0;
                }
            }
            for (int c = 0; c < team.size() && left > 0; c++) {
                taken[c][line] = Math.min(left, team.get(c).available(line));
                left -= taken[c][line];
            }
        }
        List<RoutingDecision.Part> parts = new ArrayList<>();
        for (int c = 0; c < team.size(); c++) {
            if (Arrays.stream(taken[c]).anyMatch(n -> n > 0)) {
                parts.add(part(request, team.get(c), Arrays.stream(taken[c]).boxed().toList()));
            }
        }
        return parts;
    }

    private static RoutingDecision.Part part(RoutingRequest request, Candidate candidate, List<Integer> quantities) {
        List<RoutingDecision.Piece> pieces = new ArrayList<>();
        boolean ownGoods = false;
        for (int i = 0; i < quantities.size(); i++) {
            if (quantities.get(i) > 0) {
                pieces.add(new RoutingDecision.Piece(request.lines().get(i).variant(), quantities.get(i)));
                ownGoods |= quantities.get(i) > candidate.consigned().get(i);
            }
        }
        return new RoutingDecision.Part(candidate.warehouse(), candidate.code(),
                candidate.central() ? null : candidate.organisation(), ownGoods && !candidate.central(), pieces,
                false);
    }

    private static RoutingDecision decision(RoutingRequest request, RoutingDecision.Rule rule, List<Candidate> judged,
                                            List<RoutingDecision.Part> parts) {
        List<Candidate> shown = judged.stream()
                .sorted(Comparator.comparing(Candidate::chosen).reversed().thenComparing(BY_DISTANCE)).toList();
        return new RoutingDecision(request.at(), request.buyer(), request.country(), request.lines(),
                request.centralOnly(), rule, shown, parts);
    }

    private static Problem nobody(RoutingRequest request, List<Candidate> holders) {
        Map<VariantId, Long> missing = new TreeMap<>(Comparator.comparingLong(VariantId::value));
        for (int i = 0; i < request.lines().size(); i++) {
            int line = i;
            long there = holders.stream().mapToLong(c -> c.available(line)).sum();
            long gap = request.lines().get(i).quantity() - there;
            if (gap > 0) {
                missing.put(request.lines().get(i).variant(), gap);
            }
        }
        return new Problem(RoutingProblem.NOBODY_CAN_SHIP).with("missing", missing);
    }
}
