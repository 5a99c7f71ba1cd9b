package entrepot.web.pages.agent.wallet;

import entrepot.bank.BankAccount;
import entrepot.bank.BankAccounts;
import entrepot.gateway.Channels;
import entrepot.gateway.Paying;
import entrepot.gateway.Payment;
import entrepot.gateway.Payments;
import entrepot.gateway.Provider;
import entrepot.kernel.Money;
import entrepot.ordering.Order;
import entrepot.ordering.OrderFilter;
import entrepot.ordering.OrderState;
import entrepot.ordering.Orders;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.files.Proof;
import entrepot.wallet.ReportTopUp;
import entrepot.wallet.TopUp;
import entrepot.wallet.TopUps;
import entrepot.wallet.Wallets;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.pages.frame.Show;
import entrepot.web.pages.frame.Uploads;
import entrepot.web.security.Clients;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** How a member tops up its wallet: by a transfer with its reference and a proof, or with a provider. */
@Named
@RequestScoped
public class WalletTopUpPage {

    private static final int SHOWN = 10;
    private static final int ORDERS_MAX = 200;

    @Inject
    private TopUps topUps;
    @Inject
    private Wallets wallets;
    @Inject
    private BankAccounts bankAccounts;
    @Inject
    private Channels channels;
    @Inject
    private Orders orders;
    @Inject
    private Payments all;
    @Inject
    private Paying paying;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;
    @Inject
    private Show show;

    private String code;
    private BigDecimal amount;
    private BigDecimal online;
    private LocalDate transferredOn;
    private String reference;
    private Provider provider;
    private String key;
    private Part file;
    private String ownReference;
    private List<BankAccount> accounts;
    private List<Provider> providers;
    private List<Payment> payments;
    private Money missing;
    private int waiting;

    public void load() {
        ownReference = topUps.reference(actor.get());
        accounts = bankAccounts.toTransferTo(actor.get());
        providers = channels.open(actor.get());
        payments = all.list(actor.get(), null, null, SHOWN);
        missing = missing();
        if (transferredOn == null) {
            transferredOn = LocalDate.ofInstant(show.getNow(), actor.tenant().zone());
            amount = missing.isPositive() ? missing.major() : null;
            online = amount;
        }
        if (key == null) {
            key = Tokens.random();
        }
    }

    /** What the wallet lacks for the orders that wait for it. */
    private Money missing() {
        Money there = wallets.balance(actor.get(), actor.get().organisation()).spendable();
        List<Order> open = actor.may("orders:view") ? orders.list(actor.get(), OrderFilter.of(OrderState.WAITING_FUNDS), null, ORDERS_MAX) : List.of();
        waiting = open.size();
        Money needed = open.stream().map(Order::total).reduce(Money.zero(there.currency()), Money::plus);
        Money lacking = needed.minus(there);
        return lacking.isPositive() ? lacking : Money.zero(there.currency());
    }

    public int getWaiting() {
        reload();
        return waiting;
    }

    public String report() {
        Proof proof = Uploads.isChosen(file) ? Proof.of(file.getSubmittedFileName(), Uploads.bytes(file, Proof.BYTES_MAX)) : null;
        TopUp reported = topUps.report(actor.get(), new ReportTopUp(amount, transferredOn, reference, ""), proof);
        return Done.to("/agent/wallet/overview", "wallet.reported-done", "code", reported.code());
    }

    /** To the provider's page, or to ours where a telephone scans. */
    public String pay() {
        String agent = request.getHeader("User-Agent");
        Payment payment = paying.start(actor.get(), new Payments.StartPayment(online, provider), key,
                new Paying.Payer(Clients.root(request), actor.tenant().code(), agent != null && agent.contains("Mobile"), Clients.address(request)));
        return payment.payAt().startsWith("https://") ? OwnPaymentPage.away(payment.payAt())
                : Done.to(payment.payAt().startsWith("/") ? payment.payAt() : "/agent/wallet/payment?code=" + payment.code());
    }

    /** The proof of one's own top-up, as a file to be saved. */
    public void sendProof() {
        Proof proof = topUps.proof(actor.get(), code);
        Downloads.bytes(proof.name(), proof.type(), proof.bytes());
    }

    public String getCurrency() {
        return actor.tenant().currency();
    }

    public String getOwnReference() {
        reload();
        return ownReference;
    }

    public List<BankAccount> getAccounts() {
        reload();
        return accounts;
    }

    public List<Provider> getProviders() {
        reload();
        return providers;
    }

    public List<Payment> getPayments() {
        reload();
        return payments;
    }

    public Money getMissing() {
        reload();
        return missing;
    }

    /** Read also where a form was refused before anything was loaded. */
    private void reload() {
        if (accounts == null) {
            load();
        }
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public BigDecimal getAmount() {
        return amount;
    }

    public void setAmount(BigDecimal amount) {
        this.amount = amount;
    }

    public BigDecimal getOnline() {
        return online;
    }

    public void setOnline(BigDecimal online) {
        this.online = online;
    }

    public LocalDate getTransferredOn() {
        return transferredOn;
    }

    public void setTransferredOn(LocalDate transferredOn) {
        this.transferredOn = transferredOn;
    }

    public String getReference() {
        return reference;
    }

    public void setReference(String reference) {
        this.reference = reference;
    }

    public Provider getProvider() {
        return provider;
    }

    public void setProvider(Provider provider) {
        this.provider = provider;
    }

    public String getKey() {
        return key;
    }

    public void setKey(String key) {
        this.key = key;
    }

    public Part getFile() {
        return file;
    }

    public void setFile(Part file) {
        this.file = file;
    }
}
