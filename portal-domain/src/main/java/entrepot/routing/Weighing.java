package entrepot.routing;

import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.platform.geo.Origin;
import entrepot.platform.geo.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;

/**
 * One decision while it is made. Works on rows of columns: among thousands only those that matter are measured exactly
 * and written out. Whom the decision names depends on no order: every choice ends with the code.
 */
final class Weighing {

    /** Up to so many candidates all are written out; of more, those that mattered and so many of the nearest. */
    static final int EXPLAINED_MAX = 40;
    static final int NEAREST_EXPLAINED = 16;
    private static final int CENTRALS_EXPLAINED = 4;
    /** Of more holders of parts, teams are looked for among so many nearest and so many fullest of each line. */
    private static final int LIKELY_FROM = 256;
    private static final int LIKELY_NEAREST = 64;
    private static final int LIKELY_FULLEST = 32;

    private final RoutingRequest request;
    private final RoutingTerms terms;
    private final Columns all;
    private final int size;
    private final int[] wanted;
    private final Loss[] loss;
    /** Exact metres; or below zero, the complement of what they are at least. */
    private final long[] far;
    private final boolean[] kept;
    private final Origin buyer;
    private final long grams;
    private final int pieces;
    private final long staleBefore;
    private final long outBefore;

    /** @param all the candidates; those of the request are not looked at */
    Weighing(RoutingRequest request, Columns all) {
        this.request = request;
        this.terms = request.terms();
        this.all = all;
        this.size = all.size();
        this.wanted = request.lines().stream().mapToInt(RouteLine::quantity).toArray();
        this.loss = new Loss[size];
        this.far = new long[size];
        this.kept = new boolean[size];
        this.buyer = request.buyer() == null ? null : new Origin(request.buyer().point());
        this.grams = request.lines().stream().mapToLong(line -> (long) line.grams() * line.quantity()).sum();
        this.pieces = Arrays.stream(wanted).sum();
        this.staleBefore = since(terms.staleDays());
        this.outBefore = since(terms.outDays());
    }

    private long since(int days) {
        return days > 0 ? Columns.nanos(request.at().minus(Duration.ofDays(days))) : Long.MIN_VALUE;
    }

    RoutingDecision decision() {
        int[] dealers = new int[size];
        int[] centrals = new int[size];
        int dealerCount = 0;
        int centralCount = 0;
        int centralsSeen = 0;
        for (int i = 0; i < size; i++) {
            boolean central = all.isCentral(i);
            far[i] = buyer == null ? Long.MAX_VALUE : isReckoned(i) ? all.metres()[i]
                    : ~buyer.atLeast(all.latMicro()[i], all.lngMicro()[i]);
            kept[i] = central && centralsSeen++ < CENTRALS_EXPLAINED;
            loss[i] = barrier(i);
            if (loss[i] == null) {
                loss[i] = lacks(i);
            }
            if (loss[i] != null) {
                continue;
            }
            if (central) {
                centrals[centralCount++] = i;
            } else {
                dealers[dealerCount++] = i;
            }
        }
        if (!terms.centralLast()) {
            for (int c = 0; c < centralCount; c++) {
                dealers[dealerCount++] = centrals[c];
            }
            centralCount = 0;
        }
        if (dealerCount > 0) {
            for (int c = 0; c < centralCount; c++) {
                loss[centrals[c]] = Loss.CENTRAL_IS_LAST;
            }
            return weighed(Arrays.copyOf(dealers, dealerCount));
        }
        if (centralCount > 0) {
            int winner = nearestOf(Arrays.copyOf(centrals, centralCount));
            for (int c = 0; c < centralCount; c++) {
                loss[centrals[c]] = centrals[c] == winner ? null : Loss.FARTHER;
            }
            return decided(winner, RoutingDecision.Rule.CENTRAL);
        }
        return split();
    }

    private boolean isReckoned(int i) {
        return all.metres() != null && all.metres()[i] != Columns.NOT_RECKONED;
    }

    /** What keeps a candidate from shipping anything at all; null if nothing does. */
    private Loss barrier(int i) {
        int is = all.is()[i];
        boolean central = (is & Columns.CENTRAL) != 0;
        if ((is & Columns.EXCLUDED) != 0) {
            return Loss.EXCLUDED;
        }
        if (!central && request.centralOnly()) {
            return Loss.OFFERS_USED_UP;
        }
        if ((is & Columns.SERVED) == 0) {
            return Loss.NOT_SERVED;
        }
        if ((is & Columns.OPEN) == 0) {
            return Loss.CLOSED;
        }
        if (!central && all.load()[i] >= all.limit()[i]) {
            return Loss.FULL;
        }
        if (!central && buyer == null) {
            return Loss.PLACE_UNKNOWN;
        }
        if ((is & Columns.OUT_OF_LINE) != 0) {
            return Loss.NOT_ITS_LINE;
        }
        return all.confirmed()[i] < outBefore ? Loss.STOCK_TOO_OLD : null;
    }

    /** Null for who holds everything. */
    private Loss lacks(int i) {
        boolean everything = true;
        boolean nothing = true;
        for (int line = 0; line < wanted.length; line++) {
            int there = all.available(line, i);
            everything &= there >= wanted[line];
            nothing &= there == 0;
        }
        return everything ? null : nothing ? Loss.HOLDS_NOTHING : Loss.HOLDS_PART;
    }

    /** Each criterion takes away who is not among the best by it. */
    private RoutingDecision weighed(int[] whole) {
        int[] group = whole;
        RoutingDecision.Rule rule = RoutingDecision.Rule.ONLY_ONE;
        for (Criterion criterion : terms.criteria()) {
            if (group.length == 1) {
                break;
            }
            int[] left = criterion == Criterion.NEAREST ? near(group) : best(group, criterion);
            if (left.length < group.length) {
                rule = criterion.rule();
            }
            group = left;
        }
        int winner = group[0];
        if (group.length > 1) {
            winner = nearestOf(group);
            keepFirst(group, winner);
            for (int i : group) {
                loss[i] = i == winner ? null : metres(i) == metres(winner) ? Loss.ALL_EQUAL : Loss.FARTHER;
            }
            rule = RoutingDecision.Rule.NEAREST;
        }
        return decided(winner, rule);
    }

    /** Those as near as the nearest, as far as distances can tell. */
    private int[] near(int[] group) {
        if (request.buyer() == null) {
            return group;
        }
        int nearest = nearestOf(group);
        kept[nearest] = true;
        long limit = metres(nearest) + terms.nearMetres();
        int[] left = new int[group.length];
        int count = 0;
        int second = -1;
        for (int i : group) {
            boolean stays = i == nearest || atLeast(i) <= limit && metres(i) <= limit
                    || terms.onePrefecture() && all.isSamePrefecture(i, nearest);
            if (stays) {
                left[count++] = i;
            } else {
                loss[i] = Loss.FARTHER;
                if (second < 0 || atLeast(i) <= metres(second) && isNearer(i, second)) {
                    second = i;
                }
            }
        }
        keep(second);
        return count == group.length ? group : Arrays.copyOf(left, count);
    }

    private int[] best(int[] group, Criterion criterion) {
        long best = Long.MAX_VALUE;
        long[] values = new long[group.length];
        for (int g = 0; g < group.length; g++) {
            values[g] = value(group[g], criterion);
            best = Math.min(best, values[g]);
        }
        int[] left = new int[group.length];
        int count = 0;
        int second = -1;
        long secondValue = Long.MAX_VALUE;
        for (int g = 0; g < group.length; g++) {
            int i = group[g];
            if (values[g] == best) {
                left[count++] = i;
            } else {
                loss[i] = criterion.loss();
                if (values[g] < secondValue || values[g] == secondValue && code(i).compareTo(code(second)) < 0) {
                    second = i;
                    secondValue = values[g];
                }
            }
        }
        keep(second);
        return count == group.length ? group : Arrays.copyOf(left, count);
    }

    /** What the criterion compares by: the smaller, the better. */
    private long value(int i, Criterion criterion) {
        return switch (criterion) {
            case COVERAGE -> all.named()[i];
            case NEAREST -> throw new IllegalStateException("distances are compared with tolerance");
            case FRESH_STOCK -> all.confirmed()[i] < staleBefore ? 1 : 0;
            case FAIR_SHARE -> all.share()[i];
            case SCORE -> -all.score()[i];
            case COST -> cost(i);
            case GOODS -> takesFirstGoodsOnly(i) ? 0 : 1;
        };
    }

    /** What shipping all lines from there costs headquarters, by the terms' estimate. */
    private long cost(int i) {
        return terms.costs().of(isInProvince(request, all.province()[i]), !all.isCentral(i), grams, pieces);
    }

    static boolean isInProvince(RoutingRequest request, String province) {
        return request.buyer() != null && province.equals(request.buyer().province());
    }

    private boolean takesFirstGoodsOnly(int i) {
        int[][] first = terms.ownFirst() ? all.own() : all.consigned();
        for (int line = 0; line < wanted.length; line++) {
            if (first[line][i] < wanted[line]) {
                return false;
            }
        }
        return true;
    }

    // ---- distances

    private String code(int i) {
        return all.code()[i];
    }

    /** Exact, in whole metres; {@code Long.MAX_VALUE} where the buyer's place is not known. */
    private long metres(int i) {
        if (far[i] < 0) {
            far[i] = buyer.metresTo(new Point(all.latMicro()[i], all.lngMicro()[i]));
        }
        return far[i];
    }

    /** No more than {@link #metres}, and cheap: who is farther than wanted by it is farther in truth. */
    private long atLeast(int i) {
        return far[i] < 0 ? ~far[i] : far[i];
    }

    private boolean isNearer(int i, int other) {
        return metres(i) < metres(other)
                || metres(i) == metres(other) && code(i).compareTo(code(other)) < 0;
    }

    private int nearestOf(int[] group) {
        int nearest = group[0];
        for (int i : group) {
            if (i != nearest && atLeast(i) <= metres(nearest) && isNearer(i, nearest)) {
                nearest = i;
            }
        }
        return nearest;
    }

    private void keep(int i) {
        if (i >= 0) {
            kept[i] = true;
        }
    }

    /** The first of those that lost by exact distance, so that it stands beside the winner. */
    private void keepFirst(int[] group, int winner) {
        int second = -1;
        for (int i : group) {
            if (i != winner && (second < 0 || atLeast(i) <= metres(second) && isNearer(i, second))) {
                second = i;
            }
        }
        keep(second);
    }

    // ---- splits

    private RoutingDecision split() {
        List<Integer> holders = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (loss[i] == Loss.HOLDS_PART) {
                holders.add(i);
            }
        }
        if (!reach(holders)) {
            throw nobody(holders);
        }
        holders = likely(holders);
        holders.sort((a, b) -> a.equals(b) ? 0 : isNearer(a, b) ? -1 : 1);
        List<Integer> among = holders;
        Teams teams = new Teams(wanted, request.lines().stream().mapToLong(RouteLine::unitMinor).toArray(),
                terms.minimumPartMinor(), holders.stream().map(i -> new Teams.Holder(code(i),
                all.isCentral(i), metres(i) == Long.MAX_VALUE ? 0 : metres(i), available(i))).toList());
        Teams.Deal deal = teams.fewest();
        if (deal == null) {
            throw new Problem(RoutingProblem.PARTS_TOO_SMALL).with("minimumMinor", terms.minimumPartMinor());
        }
        teams.considered().forEach(h -> kept[among.get(h)] = true);
        for (int i = 0; i < size; i++) {
            loss[i] = loss[i] == Loss.HOLDS_PART ? Loss.NOT_NEEDED : loss[i];
        }
        List<RoutingDecision.Part> parts = new ArrayList<>();
        for (int member = 0; member < deal.team().length; member++) {
            int i = among.get(deal.team()[member]);
            kept[i] = true;
            loss[i] = null;
            parts.add(part(all.written().apply(i), deal.taken()[member]));
        }
        return written(RoutingDecision.Rule.FEWEST_PARCELS, parts);
    }

    /** Whether all together hold everything. */
    private boolean reach(List<Integer> holders) {
        for (int line = 0; line < wanted.length; line++) {
            long there = 0;
            for (int i : holders) {
                there += all.available(line, i);
            }
            if (there < wanted[line]) {
                return false;
            }
        }
        return true;
    }

    /** Of very many the nearest and, of each line, the fullest; all of them where these are not enough. */
    private List<Integer> likely(List<Integer> holders) {
        if (holders.size() <= LIKELY_FROM) {
            return holders;
        }
        Set<Integer> likely = new LinkedHashSet<>();
        for (int i : nearest(LIKELY_NEAREST, holders.stream().mapToInt(Integer::intValue).toArray())) {
            likely.add(i);
        }
        for (int line = 0; line < wanted.length; line++) {
            int at = line;
            PriorityQueue<Integer> fullest = new PriorityQueue<>(Comparator.<Integer>comparingInt(i -> all.available(at, i))
                    .thenComparing(this::code, Comparator.reverseOrder()));
            for (int i : holders) {
                int pieces = all.available(line, i);
                if (pieces > 0 && (fullest.size() < LIKELY_FULLEST || fullest.comparator().compare(i, fullest.peek()) > 0)) {
                    fullest.add(i);
                    if (fullest.size() > LIKELY_FULLEST) {
                        fullest.poll();
                    }
                }
            }
            likely.addAll(fullest);
        }
        List<Integer> found = new ArrayList<>(likely);
        return reach(found) ? found : holders;
    }

    private int[] available(int i) {
        int[] there = new int[wanted.length];
        for (int line = 0; line < wanted.length; line++) {
            there[line] = all.available(line, i);
        }
        return there;
    }

    private Problem nobody(List<Integer> holders) {
        Map<VariantId, Long> missing = new TreeMap<>(Comparator.comparingLong(VariantId::value));
        for (int line = 0; line < wanted.length; line++) {
            long there = 0;
            for (int i : holders) {
                there += all.available(line, i);
            }
            if (there < wanted[line]) {
                missing.put(request.lines().get(line).variant(), wanted[line] - there);
            }
        }
        return new Problem(RoutingProblem.NOBODY_CAN_SHIP).with("missing", missing);
    }

    // ---- the decision

    private RoutingDecision decided(int winner, RoutingDecision.Rule rule) {
        kept[winner] = true;
        return written(rule, List.of(part(all.written().apply(winner), wanted)));
    }

    private RoutingDecision.Part part(Candidate candidate, int[] quantities) {
        List<RoutingDecision.Piece> pieces = new ArrayList<>();
        boolean ownGoods = false;
        for (int line = 0; line < quantities.length; line++) {
            if (quantities[line] > 0) {
                pieces.add(new RoutingDecision.Piece(request.lines().get(line).variant(), quantities[line]));
                ownGoods |= terms.ownFirst() ? candidate.own().get(line) > 0
                        : quantities[line] > candidate.consigned().get(line);
            }
        }
        boolean central = candidate.central();
        return new RoutingDecision.Part(candidate.warehouse(), candidate.code(),
                central ? null : candidate.organisation(), ownGoods && !central, pieces,
                !central && (terms.acceptAtOnce() || candidate.acceptsByItself()), terms.ownFirst() ? Boolean.TRUE : null);
    }

    private RoutingDecision written(RoutingDecision.Rule rule, List<RoutingDecision.Part> parts) {
        Map<Loss, Integer> others = new EnumMap<>(Loss.class);
        others.putAll(request.others());
        List<Integer> shown = shown();
        if (shown.size() < size) {
            int[] counted = new int[Loss.values().length];
            for (Loss each : loss) {
                if (each != null) {
                    counted[each.ordinal()]++;
                }
            }
            for (int i : shown) {
                if (loss[i] != null) {
                    counted[loss[i].ordinal()]--;
                }
            }
            for (Loss each : Loss.values()) {
                if (counted[each.ordinal()] > 0) {
                    others.merge(each, counted[each.ordinal()], Integer::sum);
                }
            }
        }
        boolean known = request.buyer() != null;
        List<Candidate> judged = shown.stream().map(i -> {
            Long distance = known ? metres(i) : null;
            Candidate candidate = all.written().apply(i);
            return loss[i] == null ? candidate.won(distance) : candidate.lost(distance, loss[i]);
        }).toList();
        return new RoutingDecision(request.at(), request.buyer(), request.country(), request.lines(),
                request.centralOnly(), rule, judged, parts, terms.equals(RoutingTerms.EXAMPLE) ? null : terms, others);
    }

    /** Chosen first, then by distance: all, or those that mattered, the nearest that hold something and the nearest of all. */
    private List<Integer> shown() {
        List<Integer> shown = new ArrayList<>();
        if (size <= EXPLAINED_MAX || !request.others().isEmpty()) {
            for (int i = 0; i < size; i++) {
                shown.add(i);
            }
        } else {
            keepNearest(true);
            keepNearest(false);
            for (int i = 0; i < size; i++) {
                if (kept[i]) {
                    shown.add(i);
                }
            }
        }
        shown.sort(Comparator.<Integer, Boolean>comparing(i -> loss[i] != null)
                .thenComparing((a, b) -> a.equals(b) ? 0 : isNearer(a, b) ? -1 : 1));
        return shown;
    }

    private void keepNearest(boolean holding) {
        if (request.buyer() == null) {
            return;
        }
        int[] asked = new int[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (!holding || loss[i] != Loss.HOLDS_NOTHING) {
                asked[count++] = i;
            }
        }
        for (int i : nearest(NEAREST_EXPLAINED, Arrays.copyOf(asked, count))) {
            kept[i] = true;
        }
    }

    private int[] nearest(int most, int[] asked) {
        int[] nearest = new int[most];
        int count = 0;
        for (int i : asked) {
            if (count == most && (atLeast(i) > metres(nearest[count - 1]) || !isNearer(i, nearest[count - 1]))) {
                continue;
            }
            int at = count < most ? count++ : count - 1;
            while (at > 0 && isNearer(i, nearest[at - 1])) {
                nearest[at] = nearest[at - 1];
                at--;
            }
            nearest[at] = i;
        }
        return Arrays.copyOf(nearest, count);
    }
}
