package entrepot.ledger;

import entrepot.kernel.OrganisationId;
import java.util.Locale;
import java.util.function.Function;

/**
 * What a printed journal calls things, in its reader's language.
 *
 * @param words   the headings: no, day, event, account, debit, credit, carried-over, carried-on, total, even, uneven
 * @param events  by name
 * @param kinds   of accounts
 * @param members by organisation
 */
public record JournalWords(Locale language, Function<String, String> words, Function<String, String> events,
                           Function<AccountKind, String> kinds, Function<OrganisationId, String> members) {

    String word(String name) {
        return words.apply(name);
    }

    String event(String name) {
        return events.apply(name);
    }

    String kind(AccountKind kind) {
        return kinds.apply(kind);
    }

    String member(OrganisationId organisation) {
        return members.apply(organisation);
    }
}
