package entrepot.fulfilment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How far a dealer's warehouse kept its promises, 0 to 100, with the numbers that make it. Pure: the same marks give the
 * same score. Each part is a share of good among all that count, worth its weight; a part of which nothing is known yet
 * is worth its whole weight. Below {@value #FROM_OFFERS} answered offers the score is 100, for less would say more about
 * chance than about the dealer; routing knew that rule before there was this score.
 *
 * @param offers how many answered offers count
 */
public record PromiseScore(int score, int offers, List<Part> parts) {

    /** Days of which marks count. */
    public static final int DAYS = 28;
    static final int FROM_OFFERS = 5;

    /** What is looked at. Pages show {@code fulfilment.score.<NAME>}. */
    public enum Aspect {
        /** Pieces accepted of pieces offered in time. */
        ACCEPTED(50),
        /** How quickly it accepted: within half of its time is all that is asked. */
        SPEED(5),
        /** Shipped before ship-by, of those shipped. */
        IN_TIME(25),
        /** Pieces that were there, of pieces accepted. */
        KEPT(15),
        /** Arrived whole, of those shipped. */
        WHOLE(5);

        private final int weight;

        Aspect(int weight) {
            this.weight = weight;
        }

        public int weight() {
            return weight;
        }
    }

    /**
     * @param good   so many were as promised
     * @param all    of so many; zero where nothing is known yet
     * @param points what it adds to the score, in hundredths of a point
     */
    public record Part(Aspect aspect, long good, long all, int points) {

        /** How good, of a hundred; a hundred where nothing is known. */
        public int percent() {
            return (int) (all == 0 ? 100 : good * 100 / all);
        }

        static Part of(Aspect aspect, long good, long all) {
            long whole = aspect.weight() * 100L;
            return new Part(aspect, good, all, (int) (all == 0 ? whole : whole * Math.max(0, good) / all));
        }
    }

    /** What the score needs of so many equal marks. */
    record Tally(DealerMark.Kind kind, long count, long pieces, long piecesKept, long speed) {
    }

    public PromiseScore {
        parts = List.copyOf(parts);
    }

    static PromiseScore of(Collection<Tally> counting) {
        long offers = 0;
        long asked = 0;
        long taken = 0;
        long accepted = 0;
        long speed = 0;
        long inTime = 0;
        long shipped = 0;
        long out = 0;
        long broken = 0;
        for (Tally tally : counting) {
            switch (tally.kind()) {
                case ACCEPTED, PARTLY, DECLINED, EXPIRED -> {
                    offers += tally.count();
                    asked += tally.pieces();
                    taken += tally.piecesKept();
                    if (tally.piecesKept() > 0) {
                        accepted += tally.count();
                        speed += tally.speed();
                    }
                }
                case SHIPPED_IN_TIME -> {
                    shipped += tally.count();
                    inTime += tally.count();
                }
                case SHIPPED_LATE -> shipped += tally.count();
                case RAN_OUT -> out += tally.pieces() - tally.piecesKept();
                case DAMAGED, LOST -> broken += tally.count();
            }
        }
        List<Part> parts = new ArrayList<>();
        parts.add(Part.of(Aspect.ACCEPTED, taken, asked));
        parts.add(Part.of(Aspect.SPEED, speed, accepted * 100));
        parts.add(Part.of(Aspect.IN_TIME, inTime, shipped));
        parts.add(Part.of(Aspect.KEPT, taken - out, taken));
        parts.add(Part.of(Aspect.WHOLE, shipped - broken, shipped));
        int points = parts.stream().mapToInt(Part::points).sum();
        // half a point and more counts as one, and a broken promise never rounds to a whole score
        int score = points == 10_000 ? 100 : Math.min(99, (points + 50) / 100);
        return new PromiseScore(offers < FROM_OFFERS ? 100 : score, (int) offers, parts);
    }
}
