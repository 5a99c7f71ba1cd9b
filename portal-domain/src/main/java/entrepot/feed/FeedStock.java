package entrepot.feed;

/**
 * The stock that a feed shows (DEFAULTS): what is available less a cushion of a tenth, at least 2, against orders on
 * their way; at most 200, so that nobody counts our warehouse; nothing below 3. Pure.
 */
final class FeedStock {

    private static final long CUSHION_MIN = 2;
    private static final long CUSHION_PART = 10;
    private static final long SHOWN_MAX = 200;
    private static final long SHOWN_MIN = 3;

    private FeedStock() {
    }

    static int shown(long available) {
        long cushion = Math.max(CUSHION_MIN, (available + CUSHION_PART - 1) / CUSHION_PART);
        long shown = Math.min(available - cushion, SHOWN_MAX);
        return shown < SHOWN_MIN ? 0 : (int) shown;
    }
}
