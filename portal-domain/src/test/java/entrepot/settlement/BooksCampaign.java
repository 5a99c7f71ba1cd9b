package entrepot.settlement;

import entrepot.testing.Portal;

/** Many random histories of books: {@code mvn -Pcampaign -Dcampaign=books -Dtimes=10000 -Dseed=}. */
public final class BooksCampaign {

    private static final int USUAL = 10_000;

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
                BookHistories.lives(portal, seed + lived, Math.min(BookHistories.TOGETHER, times - lived));
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
