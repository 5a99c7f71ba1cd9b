package entrepot.ledger;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.files.Table;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Takes over the balances of a network that ran somewhere else: OPENING against each account, from a file that is proved against the old totals,
 * by two persons.
 *
 * <p>The file has the columns {@code account} (a kind, such as WALLET), {@code organisation} (its code; empty for headquarters' own) and
 * {@code balance} (signed by the account's normal side). Rows with {@code TOTAL} as their organisation say what the old system showed for a kind:
 * each kind needs one, and the others must come to it.
 */
@ApplicationScoped
@UseCases
public class Openings {

    /** The kind of its proposals. */
    public static final String KIND = "opening";
    /** What caused the postings; their codes are the proposal's and the row. */
    public static final String THING = "opening";
    /** Rows of a file at most. */
    public static final int ROWS_MAX = 10_000;

    private static final String TOTAL = "TOTAL";

    @Inject
    private Ledger ledger;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    private Proposals proposals;

    /** One balance. @param organisation null for headquarters' own */
    public record Row(AccountKind kind, Long organisation, long minor) {

        Account account() {
            return new Account(kind, organisation == null ? null : new OrganisationId(organisation));
        }
    }

    /** What a proposal holds. */
    public record Proposed(LocalDate on, String currency, List<Row> rows) {
    }

    /**
     * Proposes what a file says.
     *
     * @param members organisations by their codes
     * @param on      the last day of the old books, today or before
     * @return the proposal's code
     * @throws Problem OPENING_ROW, OPENING_TOTALS_DIFFER, TOO_MANY_ROWS, FIELD_INVALID (on), FIELD_MISSING (reason), and what {@link Table#read} refuses
     */
    @Requires(LedgerPermission.PROPOSE)
    public String propose(Actor actor, byte[] file, Map<String, OrganisationId> members, LocalDate on, String reason) {
        String why = Reason.of(reason);
        if (on == null || on.isAfter(clock.today())) {
            throw Problem.invalid("on", on);
        }
        String currency = transactions.tenant().currency();
        List<Row> rows = read(Table.read(file), members, currency);
        Map<AccountKind, Money> sums = sums(rows, currency);
        List<Proposal.Effect> effect = new ArrayList<>();
        sums.forEach((kind, sum) -> {
            List<Account> accounts = rows.stream().filter(row -> row.kind() == kind).map(Row::account).toList();
            Money now = ledger.balances(actor, accounts).stream().reduce(Money.zero(currency), Money::plus);
            effect.add(new Proposal.Effect("ledger." + kind, now.toString(), now.plus(sum).toString()));
        });
        return proposals.propose(actor, KIND, on.toString(), on.toString(), new Proposed(on, currency, rows), effect, why);
    }

    private static Map<AccountKind, Money> sums(List<Row> rows, String currency) {
        Map<AccountKind, Money> sums = new EnumMap<>(AccountKind.class);
        rows.forEach(row -> sums.merge(row.kind(), Money.of(row.minor(), currency), Money::plus));
        return sums;
    }

    /** Pure: what the file says, proved. */
    static List<Row> read(Table table, Map<String, OrganisationId> members, String currency) {
        table.require("account", "账户", "cuenta");
        table.require("balance", "余额", "saldo");
        if (table.lines().size() > ROWS_MAX) {
            throw new Problem(LedgerProblem.TOO_MANY_ROWS).with("max", ROWS_MAX);
        }
        List<Row> rows = new ArrayList<>();
        Map<AccountKind, Money> totals = new EnumMap<>(AccountKind.class);
        Set<Account> seen = new HashSet<>();
        for (Table.Line line : table.lines()) {
            AccountKind kind = kind(table.cell(line, "account", "账户", "cuenta"), line.number());
            String owner = table.cell(line, "organisation", "member", "成员", "miembro");
            Money balance = amount(table.cell(line, "balance", "余额", "saldo"), currency, line.number());
            if (owner.equalsIgnoreCase(TOTAL)) {
                if (totals.put(kind, balance) != null) {
                    throw row(line.number(), TOTAL + " " + kind);
                }
                continue;
            }
            OrganisationId organisation = owner.isEmpty() ? null : members.get(owner);
            if (kind.isOrganisations() == owner.isEmpty() || !owner.isEmpty() && organisation == null) {
                throw row(line.number(), owner.isEmpty() ? kind.name() : owner);
            }
            if (!seen.add(new Account(kind, organisation)) || kind.isLimited() && balance.isNegative()) {
                throw row(line.number(), kind + " " + owner + " " + balance.major().toPlainString());
            }
            if (!balance.isZero()) {
                rows.add(new Row(kind, organisation == null ? null : organisation.value(), balance.minor()));
            }
        }
        prove(sums(rows, currency), totals, currency);
        if (rows.isEmpty()) {
            throw Problem.missing("file");
        }
        return rows;
    }

    private static void prove(Map<AccountKind, Money> sums, Map<AccountKind, Money> totals, String currency) {
        for (AccountKind kind : AccountKind.values()) {
            Money sum = sums.get(kind);
            Money total = totals.get(kind);
            boolean agrees = sum == null ? total == null || total.isZero() : Objects.equals(sum, total);
            if (!agrees) {
                throw new Problem(LedgerProblem.OPENING_TOTALS_DIFFER).with("kind", kind)
                        .with("rows", sum == null ? Money.zero(currency) : sum).with("total", total == null ? "–" : total);
            }
        }
    }

    private static AccountKind kind(String text, long number) {
        return Arrays.stream(AccountKind.values()).filter(kind -> kind.name().equalsIgnoreCase(text) && kind != AccountKind.OPENING)
                .findFirst().orElseThrow(() -> row(number, text));
    }

    private static Money amount(String text, String currency, long number) {
        try {
            return Money.parse(new BigDecimal(text.replace(",", "")), currency);
        } catch (NumberFormatException | Problem wrong) {
            throw row(number, text);
        }
    }

    private static Problem row(long number, String why) {
        return new Problem(LedgerProblem.OPENING_ROW).with("row", number).with("why", why);
    }

    /** What waits for a second person. */
    @Requires(LedgerPermission.READ)
    public List<Proposal> waiting(Actor actor) {
        return proposals.waiting(actor, KIND);
    }

    /** All that were ever proposed, the newest first. */
    @Requires(LedgerPermission.READ)
    public List<Proposal> list(Actor actor) {
        return proposals.all(actor, KIND);
    }

    /** @throws Problem NOT_FOUND */
    @Requires(LedgerPermission.READ)
    public Proposal get(Actor actor, String code) {
        return proposals.get(actor, KIND, code);
    }

    /** Posts them all; accounts that are not open are opened. @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, NOT_FOUND, PERIOD_CLOSED */
    @Requires(LedgerPermission.APPROVE)
    public void approve(Actor actor, String code) {
        proposals.get(actor, KIND, code);
        Proposal approved = proposals.approve(actor, code);
        Proposed proposed = approved.content().as(Proposed.class);
        proposed.rows().stream().map(Row::organisation).filter(Objects::nonNull).distinct()
                .forEach(organisation -> ledger.openAccounts(actor, new OrganisationId(organisation)));
        List<NewPosting> postings = new ArrayList<>();
        for (Row row : proposed.rows()) {
            Money debit = Money.of(row.kind().signed(row.minor()), proposed.currency());
            postings.add(NewPosting.of("opening.posted", THING, code + "/" + (postings.size() + 1), approved.reason(),
                    Leg.debit(row.account(), debit), Leg.credit(Account.of(AccountKind.OPENING), debit)));
        }
        ledger.postAll(actor, Adjustments.lastMoment(proposed.on(), clock, transactions), postings);
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, REASON_NEEDED, NOT_FOUND */
    @Requires(LedgerPermission.APPROVE)
    public void reject(Actor actor, String code, String why) {
        proposals.get(actor, KIND, code);
        proposals.reject(actor, code, why);
    }
}
