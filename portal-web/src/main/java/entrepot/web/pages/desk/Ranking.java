package entrepot.web.pages.desk;

import entrepot.kernel.Money;
import entrepot.reporting.Desk.Ranked;
import java.util.List;

/** The largest of the month with their share of the largest. */
public record Ranking(String title, List<Place> places) {

    /** @param percent of the first one's amount, for the bar */
    public record Place(String name, Money amount, long percent) {
    }

    static Ranking of(String title, List<Ranked> ranked) {
        long largest = ranked.isEmpty() ? 0 : ranked.get(0).amount().minor();
        return new Ranking(title, ranked.stream().map(one -> new Place(one.name(), one.amount(), largest <= 0 ? 0 : Math.max(1, 100 * one.amount().minor() / largest))).toList());
    }
}
