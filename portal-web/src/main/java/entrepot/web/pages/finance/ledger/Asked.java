package entrepot.web.pages.finance.ledger;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.web.pages.frame.TypedNumber;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Arrays;

/** What addresses of the ledger's pages and endpoints ask for, read with one answer to nonsense. */
public final class Asked {

    private Asked() {
    }

    static boolean blank(String text) {
        return text == null || text.isBlank();
    }

    /** The text; null where there is none. */
    public static String text(String text) {
        return blank(text) ? null : text.strip();
    }

    /** @throws Problem FIELD_INVALID */
    public static LocalDate day(String field, String text) {
        try {
            return blank(text) ? null : LocalDate.parse(text.strip());
        } catch (DateTimeException wrong) {
            throw Problem.invalid(field, text);
        }
    }

    /** The end of a day, for what was known then. @throws Problem FIELD_INVALID */
    public static Instant endOf(String field, String text, ZoneId zone) {
        LocalDate day = day(field, text);
        return day == null ? null : day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** @throws Problem FIELD_INVALID */
    public static YearMonth month(String text) {
        try {
            return blank(text) ? null : YearMonth.parse(text.strip());
        } catch (DateTimeException wrong) {
            throw Problem.invalid("month", text);
        }
    }

    /** @throws Problem FIELD_INVALID */
    public static AccountKind kind(String text) {
        return blank(text) ? null : Arrays.stream(AccountKind.values()).filter(each -> each.name().equals(text)).findFirst()
                .orElseThrow(() -> Problem.invalid("kind", text));
    }

    /** @throws Problem NOT_FOUND for a member that is not there, FIELD_INVALID (kind), FIELD_MISSING (member) */
    public static Account account(Actor actor, Organisations organisations, String kind, String member) {
        AccountKind of = kind(kind);
        if (of == null) {
            throw Problem.missing("kind");
        }
        if (of.isOrganisations() && blank(member)) {
            throw Problem.missing("organisation");
        }
        return of.isOrganisations() ? Account.of(of, organisations.byCode(actor, member).id()) : Account.of(of);
    }

    /** An amount in minor units, as programs write it. @throws Problem FIELD_INVALID, AMOUNT_TOO_FINE, AMOUNT_TOO_LARGE */
    public static Long minor(String field, String text, String currency) {
        try {
            return blank(text) ? null : Money.parse(new BigDecimal(text.strip()), currency).minor();
        } catch (NumberFormatException wrong) {
            throw Problem.invalid(field, text);
        }
    }

    /** An amount in minor units, as people type it on a page. @throws Problem as for programs */
    static Long typed(String field, String text, String currency) {
        return blank(text) ? null : Money.parse(TypedNumber.read(text).orElseThrow(() -> Problem.invalid(field, text)), currency).minor();
    }
}
