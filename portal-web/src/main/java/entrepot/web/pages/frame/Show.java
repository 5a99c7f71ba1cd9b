package entrepot.web.pages.frame;

import entrepot.kernel.Money;
import entrepot.platform.tenant.Tenant;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Figures;
import entrepot.web.text.Language;
import entrepot.web.text.Texts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;

/** Figures, times and states as this person reads them: {@code #{show.money(row.total)}}. The tags use it; pages seldom need to. */
@Named
@RequestScoped
public class Show {

    private static final Duration RECENT = Duration.ofHours(24);

    @Inject
    private Language language;
    @Inject
    private Texts texts;
    @Inject
    private CurrentActor actor;
    @Inject
    private TenantTime time;

    public String money(Money money) {
        return money == null ? "" : Figures.money(money, language.locale());
    }

    public String currency(Money money) {
        return money == null ? "" : money.currency();
    }

    public boolean minus(Money money) {
        return money != null && money.isNegative();
    }

    public String number(Number number) {
        return number == null ? "" : Figures.number(number, language.locale());
    }

    /** A date in the person's form. */
    public String date(LocalDate date) {
        return date == null ? "" : DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(language.locale()).format(date);
    }

    /** A month in the person's form. */
    public String month(YearMonth month) {
        return month == null ? "" : Texts.said(month, locale());
    }

    /** So many of a hundred, as the person's language writes it. */
    public String percent(Number percent) {
        return percent == null ? "" : texts.text(locale(), "shell.percent", Map.of("n", percent));
    }

    /** Words of the program that hold amounts, such as the effect of a proposal, with the amounts as people read them. */
    public String said(String text) {
        return text == null ? "" : text.matches("-?\\d{1,15}(\\.\\d+)?") ? number(new BigDecimal(text)) : Figures.said(text, locale());
    }

    /** The day of that time in the tenant's zone. */
    public String day(Instant instant) {
        return instant == null ? "" : date(instant.atZone(zone()).toLocalDate());
    }

    /** The tenant's business time, as this page sees it. */
    public Instant getNow() {
        return time.now();
    }

    /** The exact time in the tenant's zone. */
    public String exact(Instant instant) {
        return instant == null ? "" : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT).withLocale(language.locale()).format(instant.atZone(zone()));
    }

    /** Relative where it is within a day of the tenant's business time ("2 h ago", "in 3 h"), else the date. */
    public String ago(Instant instant) {
        if (instant == null) {
            return "";
        }
        Duration since = Duration.between(instant, time.now());
        if (since.abs().compareTo(RECENT) >= 0) {
            return day(instant);
        }
        String way = since.isNegative() ? "time.in-" : "time.ago-";
        long minutes = since.abs().toMinutes();
        if (minutes < 1) {
            return texts.text(locale(), "time.now");
        }
        return minutes < 60 ? texts.text(locale(), way + "minutes", Map.of("n", minutes)) : texts.text(locale(), way + "hours", Map.of("n", minutes / 60));
    }

    /** Who did it: the person, or that the portal did so by itself. */
    public String who(String name) {
        return "system".equals(name) ? texts.text(locale(), "shell.by-itself") : name;
    }

    /** The colour of a state's chip. */
    public String tone(Object state) {
        return Tones.of(state);
    }

    private Locale locale() {
        return language.locale();
    }

    private ZoneId zone() {
        Tenant tenant = actor.tenant();
        return tenant == null ? ZoneOffset.UTC : tenant.zone();
    }
}
