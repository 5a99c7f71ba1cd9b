package entrepot.web.pages.desk;

import entrepot.reporting.Desk.Day;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Two weeks as bars, measured out for an SVG of ours: no script, works offline and on paper. The largest day takes the whole height.
 *
 * @param title  key of the heading
 * @param quiet  whether nothing happened on any of the days
 */
public record DayChart(String title, List<Bar> bars, boolean quiet) {

    public static final int WIDTH = 392;
    public static final int HEIGHT = 148;
    private static final int TOP = 20;
    private static final int GROUND = 124;
    private static final int GAP = 6;

    /**
     * @param label  what stands over the bar; empty over an empty day
     * @param day    what stands under it
     * @param about  the whole of it in words, for a pointer and a screen reader
     * @param today  the last one, which is not over yet
     */
    public record Bar(int x, int y, int width, int height, int middle, String label, String day, String about, boolean today) {
    }

    /**
     * @param full  the figure of a day as it is read out
     * @param brief the same in little room
     * @param date  a date as the person writes it
     */
    static DayChart of(String title, List<Day> days, Locale language, Function<Day, String> full, Function<Day, String> brief, Function<Day, String> date) {
        long largest = days.stream().mapToLong(Day::count).max().orElse(0);
        DateTimeFormatter dayOfMonth = DateTimeFormatter.ofPattern("d", language);
        int step = WIDTH / Math.max(1, days.size());
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < days.size(); i++) {
            Day day = days.get(i);
            long room = GROUND - TOP;
            int height = day.count() <= 0 ? 0 : (int) Math.max(2, day.count() * room / largest);
            bars.add(new Bar(i * step + GAP / 2, GROUND - height, step - GAP, height, i * step + step / 2, day.count() == 0 ? "" : brief.apply(day),
                    dayOfMonth.format(day.date()), date.apply(day) + " · " + full.apply(day), i == days.size() - 1));
        }
        return new DayChart(title, bars, largest <= 0);
    }

    public int getWidth() {
        return WIDTH;
    }

    public int getHeight() {
        return HEIGHT;
    }

    /** Where the bars stand. */
    public int getGround() {
        return GROUND;
    }
}
