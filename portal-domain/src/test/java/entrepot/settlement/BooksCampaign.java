package entrepot.settlement;

import entrepot.testing.Portal;
import java.util.List;
import java.util.Set;

/** Many random histories of books: {@code mvn -Pcampaign -Dcampaign=books -Dtimes=10000 -Dseed=}. */
public final class BooksCampaign {

    private static final int USUAL = 10_000;
    /** Each so many-th hundred is the same events in a hundred orders. */
    private static final int PERMUTED = 5;

    private BooksCampaign() {
    }

    /** Takes how many histories (0: 10,000) and the seed, where 0 stands for one of the moment's. Ends with 1 at the first difference. */
    public static void main(String[] arguments) {
        int times = Integer.parseInt(arguments[0]) > 0 ? Integer.parseInt(arguments[0]) : USUAL;
        long seed = Long.parseLong(arguments[1]) == 0 ? System.nanoTime() : Long.parseLong(arguments[1]);
        System.out.println("books.seed=" + seed);
        Portal portal = Portal.running();
        int lived = 0;
        for (; lived < times; lived += BookHistories.TOGETHER) {
            try {
                int together = Math.min(BookHistories.TOGETHER, times - lived);
                if (lived / BookHistories.TOGETHER % PERMUTED == PERMUTED - 1) {
                    // one history in as many orders
                    List<List<Long>> ends = BookHistories.permuted(portal, seed + lived, together);
                    if (Set.copyOf(ends).size() != 1) {
                        throw new AssertionError("-Dseed=" + (seed + lived) + ": the same events come to " + ends);
                    }
                } else {
                    BookHistories.lives(portal, seed + lived, together);
                }
            } catch (AssertionError difference) {
                System.out.println("FAULT: " + difference.getMessage());
                System.exit(1);
            }
            System.out.println("books.histories=" + Math.min(times, lived + BookHistories.TOGETHER) + " without a difference");
        }
        BookHistories.HAPPENED.forEach((what, often) -> System.out.println("  " + what + ": " + often));
        System.exit(0);
    }
}
