package entrepot.web.pages.finance.invoices;

import entrepot.invoicing.MemberInvoices;
import entrepot.invoicing.Parties;
import entrepot.invoicing.Party;
import entrepot.network.TaxProfile;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Set;

/** Headquarters' own invoice data, who must write an invoice before it is paid, and of whose invoices the tax is deducted. */
@Named
@RequestScoped
public class InvoiceSettingsPage {

    @Inject
    private MemberInvoices invoices;
    @Inject
    private Parties parties;
    @Inject
    private CurrentActor actor;

    private String title;
    private String taxNumber;
    private String address;
    private String phone;
    private String bank;
    private String bankAccount;
    private String email;
    private Set<TaxProfile> rules;
    private Set<TaxProfile> deducts;

    public void load() {
        rules = invoices.required(actor.get());
        deducts = invoices.deducted(actor.get());
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
    }

    public String keep() {
        parties.keepOurs(actor.get(), new Party(title, taxNumber, address, phone, bank, bankAccount, email));
        return Done.to("/finance/invoices/settings", "party.kept");
    }

    public String turn(TaxProfile profile) {
        invoices.require(actor.get(), profile, !required(profile));
        return Done.to("/finance/invoices/settings", "invoices.rules.kept");
    }

    public String deduct(TaxProfile profile) {
        invoices.deduct(actor.get(), profile, !deducted(profile));
        return Done.to("/finance/invoices/settings", "invoices.deducts.kept");
    }

    public boolean deducted(TaxProfile profile) {
        if (deducts == null) {
            load();
        }
        return deducts.contains(profile);
    }

    public boolean required(TaxProfile profile) {
        if (rules == null) {
            load();
        }
        return rules.contains(profile);
    }

    public List<TaxProfile> getProfiles() {
        return List.of(TaxProfile.COMPANY, TaxProfile.SOLE_TRADER);
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
}
