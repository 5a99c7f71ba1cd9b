package entrepot.web.pages.finance.ledger;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.ledger.Account;
import entrepot.ledger.BalanceLine;
import entrepot.ledger.Books;
import entrepot.ledger.Entry;
import entrepot.ledger.JournalFilter;
import entrepot.ledger.JournalWords;
import entrepot.ledger.Leg;
import entrepot.ledger.Posting;
import entrepot.network.Organisations;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.pages.settlement.OrganisationNames;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;

/** The files of the ledger's pages: what is asked for as CSV, workbook or paper. */
@Named
@RequestScoped
public class LedgerFilePage extends Filtering<Posting> {

    @Inject
    private Books books;
    @Inject
    private Organisations organisations;
    @Inject
    private OrganisationNames names;
    @Inject
    private PageTexts texts;
    @Inject
    private Language language;
    @Inject
    private CurrentActor actor;

    private String what;
    private String form;

    /** Files show no rows on a page. */
    @Override
    protected void read() {
    }

    public void send() {
        switch (what == null ? "journal" : what) {
            case "journal" -> journal();
            case "account" -> account();
            case "trial" -> trial();
            case "paper" -> paper();
            default -> throw Problem.invalid("kind", what);
        }
    }

    private void journal() {
        JournalFilter filter = filter();
        table("journal", row -> {
            row.accept(words("at", "event", "cause", "note", "account", "member", "debit", "credit", "currency"));
            books.journal(actor.get(), filter, posting -> {
                for (Leg leg : posting.legs()) {
                    row.accept(new Object[] {day(posting.at()), texts.text("ledger.event." + posting.key().event()), posting.key().causeCode(),
                            posting.note(), texts.text("ledger.kind." + leg.account().kind()), names.of(leg.account().organisation()),
                            leg.amount().isPositive() ? leg.amount().major() : "", leg.amount().isPositive() ? "" : leg.amount().negated().major(),
                            leg.amount().currency()});
                }
            });
        });
    }

    private void account() {
        Account account = Asked.account(actor.get(), organisations, getKind(), getMember());
        LocalDate from = Asked.day("from", getFrom());
        LocalDate to = Asked.day("to", getTo());
        Instant known = Asked.endOf("to", getKnown(), actor.tenant().zone());
        Money opening = books.statement(actor.get(), account, from, to, known).opening();
        table("account-" + account.kind(), row -> {
            row.accept(words("at", "event", "cause", "note", "amount", "balance", "currency"));
            row.accept(new Object[] {"", texts.text("ledger.opening"), "", "", "", opening.major(), opening.currency()});
            books.lines(actor.get(), account, from, to, known, (Consumer<Entry>) entry -> row.accept(new Object[] {day(entry.at()),
                    texts.text("ledger.event." + entry.posting().event()), entry.posting().causeCode(), entry.note(), entry.amount().major(),
                    entry.balance().major(), entry.amount().currency()}));
        });
    }

    private void trial() {
        List<BalanceLine> lines = books.trial(actor.get(), Asked.day("from", getFrom()), Asked.day("to", getTo()),
                Asked.endOf("to", getKnown(), actor.tenant().zone()));
        table("trial-balance", row -> {
            row.accept(words("account", "accounts", "opening", "debit", "credit", "closing", "currency"));
            lines.forEach(line -> row.accept(new Object[] {texts.text("ledger.kind." + line.kind()), line.accounts(), line.opening().major(),
                    line.debit().major(), line.credit().major(), line.closing().major(), line.debit().currency()}));
        });
    }

    private void paper() {
        JournalFilter filter = filter();
        String title = texts.text("ledger.paper.title", "tenant", actor.tenant().name(), "from", filter.from() == null ? "…" : filter.from(),
                "to", filter.to() == null ? "…" : filter.to());
        JournalWords words = new JournalWords(language.locale(), word -> texts.text("ledger.paper." + word), event -> texts.text("ledger.event." + event),
                kind -> texts.text("ledger.kind." + kind), names::of);
        Downloads.spooled("journal" + span() + ".pdf", "application/pdf", target -> books.print(actor.get(), filter, title, words, target));
    }

    private Object[] words(String... keys) {
        Object[] words = new Object[keys.length];
        for (int i = 0; i < keys.length; i++) {
            words[i] = texts.text("ledger." + keys[i]);
        }
        return words;
    }

    /** @param rows hands over a row at a time; none is kept */
    private void table(String name, Consumer<Consumer<Object[]>> rows) {
        if ("xlsx".equals(form)) {
            Downloads.xlsx(name + span() + ".xlsx", xlsx -> rows.accept(xlsx::row));
        } else {
            Downloads.csv(name + span() + ".csv", csv -> rows.accept(csv::row));
        }
    }

    private String span() {
        return (Asked.blank(getFrom()) ? "" : "-" + Asked.day("from", getFrom())) + (Asked.blank(getTo()) ? "" : "-" + Asked.day("to", getTo()));
    }

    private String day(Instant at) {
        ZoneId zone = actor.tenant().zone();
        return LocalDate.ofInstant(at, zone).toString();
    }

    public String getWhat() {
        return what;
    }

    public void setWhat(String what) {
        this.what = what;
    }

    public String getForm() {
        return form;
    }

    public void setForm(String form) {
        this.form = form;
    }
}
