package entrepot.web.pages.desk;

import java.time.Instant;

/**
 * One thing that waits: how many, since when, and where the work is done.
 *
 * @param title key of the heading, e.g. {@code onboarding.desk.applications}
 * @param icon name of a PrimeIcon, e.g. {@code pi-inbox}
 * @param count how many wait; 0 shows the card calm
 * @param oldest business time of the oldest, or null
 * @param late whether the oldest is past its time
 * @param until by when something has to be done; null where nothing says so
 * @param href the list with exactly these, from the root: {@code /hq/applications/list?view=open}
 */
public record DeskCard(String title, String icon, long count, Instant oldest, boolean late, Instant until, String href) {

    public DeskCard(String title, String icon, long count, Instant oldest, boolean late, String href) {
        this(title, icon, count, oldest, late, null, href);
    }

    public static DeskCard of(String title, String icon, long count, Instant oldest, String href) {
        return new DeskCard(title, icon, count, oldest, false, href);
    }

    /** With a day instead of an age. */
    public static DeskCard until(String title, String icon, long count, Instant until, String href) {
        return new DeskCard(title, icon, count, null, false, until, href);
    }
}
