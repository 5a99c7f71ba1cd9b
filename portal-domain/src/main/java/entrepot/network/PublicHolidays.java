package entrepot.network;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * The public holidays that a tenant's calendar starts with: those of 2026 and of New Year 2027, as announced for
 * China (with its make-up days) and for England and Wales. Examples, to be confirmed by headquarters.
 */
final class PublicHolidays {

    /** @param worked whether it is a make-up day */
    record Day(LocalDate date, boolean worked, String name) {
    }

    private static final List<Day> CHINA = Stream.of(
            days("元旦", "2026-01-01", 3), makeUp("2026-01-04"),
            days("春节", "2026-02-15", 9), makeUp("2026-02-14"), makeUp("2026-02-28"),
            days("清明节", "2026-04-04", 3),
            days("劳动节", "2026-05-01", 5), makeUp("2026-05-09"),
            days("端午节", "2026-06-19", 3),
            days("中秋节", "2026-09-25", 3), makeUp("2026-09-20"),
            days("国庆节", "2026-10-01", 7), makeUp("2026-10-10"),
            days("元旦", "2027-01-01", 1)).flatMap(s -> s).toList();

    private static final List<Day> BRITAIN = Stream.of(
            days("New Year's Day", "2026-01-01", 1), days("Good Friday", "2026-04-03", 1),
            days("Easter Monday", "2026-04-06", 1), days("Early May bank holiday", "2026-05-04", 1),
            days("Spring bank holiday", "2026-05-25", 1), days("Summer bank holiday", "2026-08-31", 1),
            days("Christmas Day", "2026-12-25", 1), days("Boxing Day (substitute)", "2026-12-28", 1),
            days("New Year's Day", "2027-01-01", 1)).flatMap(s -> s).toList();

    private PublicHolidays() {
    }

    /** @param country ISO 3166 alpha-2; a country that is not known here starts without holidays */
    static List<Day> of(String country) {
        return switch (country) {
            case "CN" -> CHINA;
            case "GB" -> BRITAIN;
            default -> List.of();
        };
    }

    private static Stream<Day> days(String name, String first, int count) {
        return Stream.iterate(LocalDate.parse(first), day -> day.plusDays(1)).limit(count)
                .map(day -> new Day(day, false, name));
    }

    private static Stream<Day> makeUp(String day) {
        return Stream.of(new Day(LocalDate.parse(day), true, "调休上班"));
    }
}
