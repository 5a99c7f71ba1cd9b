package entrepot.web.pages.agent.wallet;

import entrepot.aftersales.AfterSalesPermission;
import entrepot.fulfilment.Consignments;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.ledger.AccountStatement;
import entrepot.ledger.Entry;
import entrepot.ledger.PostingKey;
import entrepot.ordering.OrderPermission;
import entrepot.payout.PayoutPermission;
import entrepot.settlement.SettlementPermission;
import entrepot.wallet.Balance;
import entrepot.wallet.TopUp;
import entrepot.wallet.TopUps;
import entrepot.wallet.Wallets;
import entrepot.web.pages.finance.ledger.Asked;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.pages.frame.Links;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** What the member may spend, what moved, and the transfers it reported; of chosen days an account statement, as a file too. */
@Named
@RequestScoped
public class WalletPage extends Listing<Entry> {

    private static final int TRANSFERS = 10;
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final String CREDIT = "/agent/wallet/credit";

    @Inject
    private Wallets wallets;
    @Inject
    private TopUps topUps;
    @Inject
    private Consignments consignments;
    @Inject
    private CurrentActor actor;
    @Inject
    private PageTexts msg;

    private Balance balance;
    private List<TopUp> transfers;
    private AccountStatement statement;
    private String from;
    private String to;
    private String type;

    public void load() {
        OrganisationId own = actor.get().organisation();
        balance = wallets.balance(actor.get(), own);
        PostingKey last = getAfter() == null || getAfter().isBlank() ? null : PostingKey.parse(getAfter());
        LocalDate first = Asked.day("from", from);
        LocalDate until = Asked.day("to", to);
        boolean chosen = first != null || until != null;
        statement = chosen ? wallets.statement(actor.get(), own, first, until) : null;
        show(Paged.of(chosen ? wallets.lines(actor.get(), own, first, until, last, ROWS + 1) : wallets.history(actor.get(), own, last, ROWS + 1), ROWS,
                entry -> entry.posting().text()));
        transfers = topUps.list(actor.get(), null, null, TRANSFERS);
    }

    /** Sends the account statement of the chosen days: {@code csv} or {@code xlsx}. */
    public void send() {
        LocalDate first = Asked.day("from", from);
        LocalDate until = Asked.day("to", to);
        String name = "wallet" + (first == null ? "" : "-" + first) + (until == null ? "" : "-" + until);
        if ("xlsx".equals(type)) {
            Downloads.xlsx(name + ".xlsx", sheet -> table(first, until, sheet::row));
        } else {
            Downloads.csv(name + ".csv", csv -> table(first, until, csv::row));
        }
    }

    private interface Cells {
        void row(Object... cells);
    }

    private void table(LocalDate first, LocalDate until, Cells cells) {
        OrganisationId own = actor.get().organisation();
        AccountStatement of = wallets.statement(actor.get(), own, first, until);
        ZoneId zone = actor.tenant().zone();
        String currency = of.opening().currency();
        cells.row(msg.get("wallet.at"), msg.get("wallet.what"), msg.get("wallet.cause"), msg.get("ledger.note"), msg.get("wallet.amount"),
                msg.get("wallet.balance"), msg.get("ledger.currency"));
        cells.row(first, msg.get("ledger.opening"), "", "", null, of.opening().major(), currency);
        // what moves while the lines are read belongs to its closing, too
        AtomicReference<Money> closing = new AtomicReference<>(of.opening());
        wallets.lines(actor.get(), own, first, until, entry -> {
            cells.row(MINUTE.format(entry.at().atZone(zone)), msg.get("ledger.event." + entry.posting().event()), entry.posting().causeCode(), entry.note(),
                    entry.amount().major(), entry.balance().major(), currency);
            closing.set(entry.balance());
        });
        cells.row(until, msg.get("ledger.closing"), "", "", null, closing.get().major(), currency);
    }

    /** The page of what moved the money; empty where the member has none. */
    public String to(Entry entry) {
        PostingKey key = entry.posting();
        String code = key.causeCode().split("/", 2)[0];
        return switch (key.causeType()) {
            case "order" -> order(code);
            case "order-change", "order-request" -> order(entry.note());
            case "consignment", "parcel" -> entry.note().startsWith("ORD-") ? order(entry.note()) : order(orderOf(key.causeCode()));
            case "top-up" -> entry.note().startsWith("PMT-") ? "/agent/wallet/payment?code=" + Links.encode(entry.note()) : "";
            case "withdrawal", "payout" -> page(PayoutPermission.READ, "/agent/wallet/payout?code=", key.causeType().equals("payout") ? payout(code) : code);
            case "return" -> page(AfterSalesPermission.VIEW, "/agent/returns/detail?code=", code);
            case "statement" -> page(SettlementPermission.STATEMENTS, "/agent/statements/detail?code=", code);
            case "deposit", "credit-line", "receivable" -> CREDIT;
            default -> "";
        };
    }

    private String order(String code) {
        return code.startsWith("ORD-") ? page(OrderPermission.VIEW, "/agent/orders/detail?code=", code) : "";
    }

    /** A consignment's order, for what names the consignment alone. */
    private String orderOf(String cause) {
        try {
            return consignments.get(actor.get(), cause.substring(cause.lastIndexOf('/') + 1)).orderCode();
        } catch (Problem notThere) {
            return "";
        }
    }

    /** From the second try on its name at the bank has a number behind. */
    private static String payout(String name) {
        String[] parts = name.split("-");
        return parts.length > 3 ? String.join("-", parts[0], parts[1], parts[2]) : name;
    }

    private String page(String permission, String page, String code) {
        return actor.may(permission) ? page + Links.encode(code) : "";
    }

    /** What the chosen days ask of the file's address, beginning with an ampersand. */
    public String getQuery() {
        return part("from", from) + part("to", to);
    }

    private static String part(String name, String value) {
        return value == null || value.isBlank() ? "" : "&" + name + "=" + Links.encode(value);
    }

    /** Of the chosen days; null where none are. */
    public AccountStatement getStatement() {
        return statement;
    }

    public Balance getBalance() {
        return balance;
    }

    public List<TopUp> getTransfers() {
        return transfers;
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = from;
    }

    public String getTo() {
        return to;
    }

    public void setTo(String to) {
        this.to = to;
    }

    public String getType() {
        return type;
    }

    public void setType(String type) {
        this.type = type;
    }
}
