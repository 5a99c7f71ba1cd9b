package entrepot.web.pages.invoices;

import entrepot.invoicing.Fapiao;
import entrepot.invoicing.FapiaoRequests;
import entrepot.invoicing.HandIn;
import entrepot.invoicing.InvoicingPermission;
import entrepot.invoicing.MemberInvoice;
import entrepot.invoicing.MemberInvoices;
import entrepot.invoicing.Parties;
import entrepot.invoicing.Party;
import entrepot.invoicing.Receivable;
import entrepot.invoicing.Receivables;
import entrepot.invoicing.RequestFapiao;
import entrepot.platform.files.Files;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.pages.frame.Show;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Charges to be paid, tax invoices for what was supplied, the own invoices for commission, and to whom they are written. */
@Named
@RequestScoped
public class OwnInvoicesPage {

    private static final int ROWS = 50;

    @Inject
    private Receivables receivables;
    @Inject
    private FapiaoRequests requests;
    @Inject
    private MemberInvoices invoices;
    @Inject
    private Parties parties;
    @Inject
    private CurrentActor actor;
    @Inject
    private Show show;
    @Inject
    private HttpServletRequest request;

    private Party headquarters;
    private String title;
    private String taxNumber;
    private String address;
    private String phone;
    private String bank;
    private String bankAccount;
    private String email;
    private List<Receivable> charges;
    private List<Fapiao> fapiao;
    private List<MemberInvoice> handedIn;
    private List<MemberInvoices.Wanted> wanted;
    private String key;
    private String charge;
    private BigDecimal amount;
    private LocalDate from;
    private LocalDate to;
    private String type;
    private String statement;
    private String number;
    private LocalDate issuedOn;
    private String sellerTax;
    private String buyerTax;
    private BigDecimal net;
    private BigDecimal vat;
    private Part file;

    public void load() {
        if (charges != null) {
            return;
        }
        charges = receivables.list(actor.get(), false, null, ROWS);
        fapiao = requests.list(actor.get(), null, null, ROWS);
        handedIn = invoices.list(actor.get(), null, null, ROWS);
        wanted = actor.may(InvoicingPermission.REQUEST) ? invoices.wanted(actor.get()) : List.of();
        if (key == null) {
            key = UUID.randomUUID().toString();
        }
        LocalDate today = LocalDate.ofInstant(show.getNow(), actor.tenant().zone());
        if (from == null) {
            from = today.minusMonths(1).withDayOfMonth(1);
            to = today.withDayOfMonth(1).minusDays(1);
        }
        if (title == null) {
            Party party = parties.of(actor.get(), actor.get().organisation()).orElse(new Party("", "", "", "", "", "", ""));
            title = party.title();
            taxNumber = party.taxNumber();
            address = party.address();
            phone = party.phone();
            bank = party.bank();
            bankAccount = party.bankAccount();
            email = party.email();
        }
        headquarters = parties.headquarters(actor.get()).orElse(null);
        if (sellerTax == null) {
            sellerTax = taxNumber;
            buyerTax = headquarters == null ? null : headquarters.taxNumber();
        }
    }

    public String pay() {
        BigDecimal part = amount == null ? receivables.get(actor.get(), charge).open().major() : amount;
        receivables.payFromWallet(actor.get(), new Receivables.Part(charge, part, null), key);
        return Done.to(here(), "receivable.was-paid", "code", charge);
    }

    public String ask() {
        Fapiao asked = requests.request(actor.get(), new RequestFapiao(from, to, Fapiao.Type.valueOf(type)), key);
        return Done.to(here(), "fapiao.asked", "code", asked.code());
    }

    public String handIn() {
        MemberInvoice invoice = invoices.handIn(actor.get(), new HandIn(statement, number, issuedOn, sellerTax, buyerTax, net, vat), Uploads.proof(file));
        return Done.to(here(), "member-invoice.handed-in", "code", invoice.code());
    }

    public String keep() {
        parties.keep(actor.get(), new Party(title, taxNumber, address, phone, bank, bankAccount, email));
        return Done.to(here(), "party.kept");
    }

    public void download(String code) {
        Files.StoredFile kept = requests.file(actor.get(), code);
        Downloads.bytes(Uploads.name(kept), "application/octet-stream", kept.bytes());
    }

    private String here() {
        return isDealer() ? "/dealer/wallet/invoices" : "/agent/wallet/invoices";
    }

    /** A dealer is supplied nothing, so it asks for no invoices. */
    public boolean isDealer() {
        return request.getRequestURI().substring(request.getContextPath().length()).startsWith("/dealer");
    }

    public List<Receivable> getOpenCharges() {
        return getCharges().stream().filter(each -> each.state() == Receivable.State.OPEN).toList();
    }

    /** To whom the member's own invoices are written; null where headquarters has not said. */
    public Party getHeadquarters() {
        return headquarters;
    }

    /** A special one is China's. */
    public List<Fapiao.Type> getTypes() {
        return actor.tenant().country().equals("CN") ? List.of(Fapiao.Type.values()) : List.of(Fapiao.Type.NORMAL);
    }

    public String getTitle() {
        return title;
    }

    public void setTitle(String title) {
        this.title = title;
    }

    public String getTaxNumber() {
        return taxNumber;
    }

    public void setTaxNumber(String taxNumber) {
        this.taxNumber = taxNumber;
    }

    public String getAddress() {
        return address;
    }

    public void setAddress(String address) {
        this.address = address;
    }

    public String getPhone() {
        return phone;
    }

    public void setPhone(String phone) {
        this.phone = phone;
    }

    public String getBank() {
        return bank;
    }

    public void setBank(String bank) {
        this.bank = bank;
    }

    public String getBankAccount() {
        return bankAccount;
    }

    public void setBankAccount(String bankAccount) {
        this.bankAccount = bankAccount;
    }

    public String getEmail() {
        return email;
    }

    public void setEmail(String email) {
        this.email = email;
    }

    public List<Receivable> getCharges() {
        load();
        return charges;
    }

    public List<Fapiao> getFapiao() {
        load();
        return fapiao;
    }

    public List<MemberInvoice> getHandedIn() {
        load();
        return handedIn;
    }

    public List<MemberInvoices.Wanted> getWanted() {
        load();
        return wanted;
    }

    public String getKey() {
        return key;
    }

    public void setKey(String key) {
        this.key = key;
    }

    public String getCharge() {
        return charge;
    }

    public void setCharge(String charge) {
        this.charge = charge;
    }

    public BigDecimal getAmount() {
        return amount;
    }

    public void setAmount(BigDecimal amount) {
        this.amount = amount;
    }

    public LocalDate getFrom() {
        return from;
    }

    public void setFrom(LocalDate from) {
        this.from = from;
    }

    public LocalDate getTo() {
        return to;
    }

    public void setTo(LocalDate to) {
        this.to = to;
    }

    public String getType() {
        return type;
    }

    public void setType(String type) {
        this.type = type;
    }

    public String getStatement() {
        return statement;
    }

    public void setStatement(String statement) {
        this.statement = statement;
    }

    public String getNumber() {
        return number;
    }

    public void setNumber(String number) {
        this.number = number;
    }

    public LocalDate getIssuedOn() {
        return issuedOn;
    }

    public void setIssuedOn(LocalDate issuedOn) {
        this.issuedOn = issuedOn;
    }

    public String getSellerTax() {
        return sellerTax;
    }

    public void setSellerTax(String sellerTax) {
        this.sellerTax = sellerTax;
    }

    public String getBuyerTax() {
        return buyerTax;
    }

    public void setBuyerTax(String buyerTax) {
        this.buyerTax = buyerTax;
    }

    public BigDecimal getNet() {
        return net;
    }

    public void setNet(BigDecimal net) {
        this.net = net;
    }

    public BigDecimal getVat() {
        return vat;
    }

    public void setVat(BigDecimal vat) {
        this.vat = vat;
    }

    public Part getFile() {
        return file;
    }

    public void setFile(Part file) {
        this.file = file;
    }
}
