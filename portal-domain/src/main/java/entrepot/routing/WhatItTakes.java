package entrepot.routing;

import entrepot.kernel.Problem;
import entrepot.kernel.WarehouseId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What would have had to be otherwise for a candidate that lost to ship: each time the least that takes away the reason for
 * which it lost, until the same router lets it win. So the answer is proved by the decision itself. Pure.
 */
public final class WhatItTakes {

    private static final int ROUNDS_MAX = 12;
    private static final long KILOMETRE = 1_000;
    private static final int SCORE_MAX = 100;

    private final RoutingDecision decision;
    private final List<Change> changes = new ArrayList<>();
    private boolean proved;

    private WhatItTakes(RoutingDecision decision) {
        this.decision = decision;
    }

    /**
     * The changes that together let that warehouse ship; empty if it ships already or is not among those explained.
     */
    public static List<Change> toWin(RoutingDecision decision, WarehouseId warehouse) {
        return decision.candidates().stream().filter(c -> c.warehouse().equals(warehouse) && !c.chosen()).findFirst()
                .map(new WhatItTakes(decision)::changes).orElse(List.of());
    }

    /** Whether the router lets it win once everything is as {@link #toWin} says. */
    static boolean isProved(RoutingDecision decision, WarehouseId warehouse) {
        return decision.candidates().stream().filter(c -> c.warehouse().equals(warehouse)).findFirst().map(c -> {
            WhatItTakes takes = new WhatItTakes(decision);
            takes.changes(c);
            return takes.proved;
        }).orElse(false);
    }

    private List<Change> changes(Candidate loser) {
        Candidate changed = loser;
        RoutingDecision now = decision;
        for (int round = 0; round < ROUNDS_MAX; round++) {
            Candidate judged = in(now, loser.warehouse());
            if (judged.chosen()) {
                proved = true;
                return List.copyOf(changes);
            }
            changed = without(judged.lostBecause(), changed, now);
            if (changed == null) {
                return List.copyOf(changes);
            }
            now = again(changed);
            if (now == null) {
                return List.copyOf(changes);
            }
        }
        return List.copyOf(changes);
    }

    private RoutingDecision again(Candidate changed) {
        RoutingRequest request = decision.request();
        try {
            return Router.decide(request.with(request.candidates().stream()
                    .map(c -> c.warehouse().equals(changed.warehouse()) ? changed : c).toList()));
        } catch (Problem nobody) {
            return null;
        }
    }

    private static Candidate in(RoutingDecision decision, WarehouseId warehouse) {
        return decision.candidates().stream().filter(c -> c.warehouse().equals(warehouse)).findFirst().orElseThrow();
    }

    /** The candidate without that reason; null where nothing can be done about it. */
    private Candidate without(Loss loss, Candidate c, RoutingDecision now) {
        Candidate winner = now.candidates().get(0);
        return switch (loss) {
            case EXCLUDED, OFFERS_USED_UP -> none(Change.of(Change.Kind.NOT_ANY_MORE));
            case PLACE_UNKNOWN -> none(Change.of(Change.Kind.PLACE_KNOWN));
            case NOT_SERVED -> said(Change.of(Change.Kind.BE_IN_COVERAGE),
                    c.opened(true, c.open(), !c.isOutOfLine(), c.named(), c.score()));
            case CLOSED -> said(Change.of(Change.Kind.BE_OPEN),
                    c.opened(c.served(), true, !c.isOutOfLine(), c.named(), c.score()));
            case NOT_ITS_LINE -> said(Change.of(Change.Kind.BE_IN_LINE),
                    c.opened(c.served(), c.open(), true, c.named(), c.score()));
            case FULL -> said(Change.of(Change.Kind.LOAD_AT_MOST, c.dailyLimit() - 1L),
                    c.with(c.consigned(), c.own(), c.dailyLimit() - 1, c.share(), c.confirmedAt()));
            case STOCK_TOO_OLD, STALE_STOCK -> said(Change.of(Change.Kind.CONFIRM_STOCK),
                    c.with(c.consigned(), c.own(), c.load(), c.share(), now.at()));
            case HOLDS_NOTHING, HOLDS_PART, NOT_NEEDED -> holdingAll(c);
            case COVERED_BY_OTHER -> said(Change.of(Change.Kind.BE_NAMED),
                    c.opened(c.served(), c.open(), !c.isOutOfLine(), winner.named(), c.score()));
            case FARTHER -> nearer(c, now);
            case LARGER_SHARE -> lessShare(c, winner);
            case LOWER_SCORE -> betterScore(c, winner);
            case OTHER_GOODS -> firstGoods(c);
            case DEARER -> none(Change.of(Change.Kind.COST_NO_MORE));
            case ALL_EQUAL -> none(Change.of(Change.Kind.ANYTHING_BETTER));
            case CENTRAL_IS_LAST -> null;
        };
    }

    private Candidate said(Change change, Candidate changed) {
        changes.add(change);
        return changed;
    }

    private Candidate none(Change change) {
        changes.add(change);
        return null;
    }

    private Candidate holdingAll(Candidate c) {
        List<Integer> consigned = new ArrayList<>(c.consigned());
        boolean more = false;
        for (int line = 0; line < decision.lines().size(); line++) {
            int missing = decision.lines().get(line).quantity() - c.available(line);
            if (missing > 0) {
                changes.add(new Change(Change.Kind.MORE_PIECES, missing, decision.lines().get(line).variant()));
                consigned.set(line, consigned.get(line) + missing);
                more = true;
            }
        }
        return more ? c.with(consigned, c.own(), c.load(), c.share(), c.confirmedAt()) : null;
    }

    /** Into the distance that counts as equal; where only exact distance is left, nearer than the winner. */
    private Candidate nearer(Candidate c, RoutingDecision now) {
        RoutingTerms terms = decision.decidedBy();
        int asks = terms.criteria().indexOf(Criterion.NEAREST);
        Set<Loss> later = terms.criteria().subList(asks + 1, terms.criteria().size()).stream().map(Criterion::loss)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Loss.class)));
        Candidate nearest = now.candidates().stream()
                .filter(o -> o.metres() != null && (o.chosen() || later.contains(o.lostBecause())))
                .min(Comparator.comparing(Candidate::metres)).orElse(now.candidates().get(0));
        if (nearest.metres() == null || c.metres() == null) {
            return null;
        }
        long limit = terms.criteria().contains(Criterion.NEAREST) ? nearest.metres() + terms.nearMetres()
                : nearest.metres() - 1;
        boolean within = c.metres() <= limit || terms.onePrefecture() && c.samePrefecture(nearest);
        long wanted = Math.max(0, within ? now.candidates().get(0).metres() - 1 : limit);
        if (wanted >= c.metres()) {
            return null;
        }
        // in whole kilometres, for nothing is known to the metre
        long kilometres = (c.metres() - wanted + KILOMETRE - 1) / KILOMETRE;
        changes.removeIf(change -> change.kind() == Change.Kind.KILOMETRES_NEARER);
        long sum = kilometres + (in(decision, c.warehouse()).metres() - c.metres()) / KILOMETRE;
        return said(Change.of(Change.Kind.KILOMETRES_NEARER, sum), c.at(Math.max(0, c.metres() - kilometres * KILOMETRE)));
    }

    private Candidate lessShare(Candidate c, Candidate winner) {
        // as large is enough where what is asked next speaks for it; else one parcel less
        Candidate equal = c.with(c.consigned(), c.own(), c.load(), winner.share(), c.confirmedAt());
        RoutingDecision then = again(equal);
        boolean enough = winner.share() == 0 || then != null && in(then, c.warehouse()).chosen();
        int share = enough ? winner.share() : winner.share() - 1;
        return said(Change.of(Change.Kind.SHARE_AT_MOST, share), enough ? equal
                : c.with(c.consigned(), c.own(), c.load(), share, c.confirmedAt()));
    }

    private Candidate betterScore(Candidate c, Candidate winner) {
        if (winner.score() <= c.score()) {
            return null;
        }
        // as good is enough where what is asked next speaks for it; else one better
        Candidate equal = c.opened(c.served(), c.open(), !c.isOutOfLine(), c.named(), winner.score());
        RoutingDecision then = again(equal);
        boolean enough = winner.score() >= SCORE_MAX || then != null && in(then, c.warehouse()).chosen();
        int score = enough ? winner.score() : winner.score() + 1;
        return said(Change.of(Change.Kind.SCORE_AT_LEAST, score), enough ? equal
                : c.opened(c.served(), c.open(), !c.isOutOfLine(), c.named(), score));
    }

    private Candidate firstGoods(Candidate c) {
        boolean ownFirst = decision.decidedBy().ownFirst();
        List<Integer> first = new ArrayList<>(ownFirst ? c.own() : c.consigned());
        for (int line = 0; line < first.size(); line++) {
            int missing = decision.lines().get(line).quantity() - first.get(line);
            if (missing > 0) {
                changes.add(new Change(Change.Kind.MORE_OF_FIRST_GOODS, missing, decision.lines().get(line).variant()));
                first.set(line, first.get(line) + missing);
            }
        }
        return c.with(ownFirst ? c.consigned() : first, ownFirst ? first : c.own(), c.load(), c.share(), c.confirmedAt());
    }
}
