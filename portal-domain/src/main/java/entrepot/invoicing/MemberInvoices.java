package entrepot.invoicing;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.Split;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.Leg;
import entrepot.ledger.NewPosting;
import entrepot.messaging.Messages;
import entrepot.messaging.SendMessage;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.network.TaxProfile;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.files.Files;
import entrepot.platform.files.Proof;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.outbox.Outbox;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.SqlFailure;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The invoices that members write for the commission of a statement: handed in, compared with the statement, accepted or rejected by finance. */
@ApplicationScoped
@UseCases
public class MemberInvoices {

    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;
    private static final String THING = "member-invoice";

    private static final String SELECT = """
            select i.code, i.organisation_id, o.name, o.code as member_code, i.statement_code, i.number, i.issued_on, i.seller_tax, i.buyer_tax, i.net_minor,
                   i.vat_minor, i.currency, i.state, i.reason, i.by_name, i.at, i.file_code
              from invoicing_member_invoice i join published_organisation o on o.tenant_id = i.tenant_id and o.id = i.organisation_id
            """;

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    private Numbering numbering;

    @Inject
    private History history;

    @Inject
    private Ledger ledger;

    @Inject
    private Outbox outbox;

    @Inject
    private Files files;

    @Inject
    private Parties parties;

    @Inject
    private Organisations organisations;

    @Inject
    private Messages messages;

    /** What a statement says. */
    private record Stated(OrganisationId organisation, Money payable, LocalDate issuedOn) {
    }

    /** What a statement pays for, in minor units. */
    private record Income(long commission, long dealer) {
    }

    /** A statement for which an invoice can be handed in. @param required whether nothing is paid before */
    public record Wanted(String statement, Money payable, LocalDate issuedOn, boolean required) {
    }

    /** Whether members of those tax profiles must write an invoice before they are paid. */
    @Requires(InvoicingPermission.READ)
    public Set<TaxProfile> required(Actor actor) {
        Set<TaxProfile> required = EnumSet.noneOf(TaxProfile.class);
        required.addAll(sql.list("select tax_profile from invoicing_rule where tenant_id = ? and required", row -> row.oneOf(TaxProfile.class, "tax_profile"),
                actor.tenant()));
        return required;
    }

    /** Of members of which tax profiles the tax of accepted invoices is deducted. */
    @Requires(InvoicingPermission.READ)
    public Set<TaxProfile> deducted(Actor actor) {
        Set<TaxProfile> deducted = EnumSet.noneOf(TaxProfile.class);
        deducted.addAll(sql.list("select tax_profile from invoicing_rule where tenant_id = ? and deducts", row -> row.oneOf(TaxProfile.class, "tax_profile"),
                actor.tenant()));
        return deducted;
    }

    /** Says so for one profile: COMPANY or SOLE_TRADER. It counts for invoices that are accepted from now on. */
    @Requires(InvoicingPermission.ISSUE)
    public void deduct(Actor actor, TaxProfile profile, boolean deducts) {
        check(profile);
        sql.update("""
                insert into invoicing_rule (tenant_id, tax_profile, required, deducts, set_by, set_at) values (?, ?, false, ?, ?, ?)
                on conflict (tenant_id, tax_profile) do update set deducts = excluded.deducts, set_by = excluded.set_by, set_at = excluded.set_at""",
                actor.tenant(), profile, deducts, actor.name(), clock.now());
    }

    private static void check(TaxProfile profile) {
        if (profile == null || profile == TaxProfile.INDIVIDUAL) {
            throw Problem.invalid("profile", String.valueOf(profile));
        }
    }

    /**
     * Says so for one profile: COMPANY or SOLE_TRADER. It counts for statements of which no payout was asked for yet; lifted, for those that wait, too.
     */
    @Requires(InvoicingPermission.ISSUE)
    public void require(Actor actor, TaxProfile profile, boolean required) {
        check(profile);
        sql.update("""
                insert into invoicing_rule (tenant_id, tax_profile, required, set_by, set_at) values (?, ?, ?, ?, ?)
                on conflict (tenant_id, tax_profile) do update set required = excluded.required, set_by = excluded.set_by, set_at = excluded.set_at""",
                actor.tenant(), profile, required, actor.name(), clock.now());
    }

    /**
     * Which of those statements must not be paid before the member's invoice was accepted.
     *
     * @param statements codes of statements of the actor's tenant
     */
    @Requires(Requires.SYSTEM)
    public Set<String> missing(Actor system, Collection<String> statements) {
        return new HashSet<>(sql.list("""
                select statement_code from invoicing_missing where tenant_id = ? and statement_code = any (?)""",
                row -> row.text("statement_code"), system.tenant(), statements.toArray(String[]::new)));
    }

    /** The actor's statements that pay something and have no invoice yet, newest first, at most {@value #LIST_MAX}. */
    @Requires(InvoicingPermission.REQUEST)
    public List<Wanted> wanted(Actor actor) {
        return sql.list("""
                select s.code, s.payable_minor, s.currency, s.issued_at, coalesce(r.required, false) as required from published_statement s
                  join published_organisation o on o.tenant_id = s.tenant_id and o.id = s.organisation_id
                  left join invoicing_rule r on r.tenant_id = s.tenant_id and r.tax_profile = o.tax_profile
                 where s.tenant_id = ? and s.organisation_id = ? and s.state in ('ISSUED', 'PAID') and s.payable_minor > 0 and not exists (
                     select from invoicing_member_invoice i where i.tenant_id = s.tenant_id and i.statement_code = s.code and i.state <> 'REJECTED')
                 order by s.issued_at desc, s.code limit ?""",
                row -> new Wanted(row.text("code"), row.money("payable"), LocalDate.ofInstant(row.instant("issued_at"), transactions.tenant().zone()),
                        row.flag("required")), actor.tenant(), actor.organisation(), LIST_MAX);
    }

    /**
     * Hands an invoice in. What it says is compared with the statement and with both sides' invoice data at once.
     *
     * @param file the invoice itself
     * @throws Problem NOT_FOUND (no such statement), PARTY_MISSING, INVOICE_DIFFERS, INVOICE_NUMBER_TAKEN, INVOICE_THERE, TAX_NUMBER, FIELD_MISSING
     */
    @Requires(InvoicingPermission.REQUEST)
    public MemberInvoice handIn(Actor actor, HandIn invoice, Proof file) {
        String number = Parties.text("number", invoice.number(), true);
        if (file == null) {
            throw Problem.missing("file");
        }
        if (invoice.issuedOn() == null) {
            throw Problem.missing("issuedOn");
        }
        if (invoice.net() == null) {
            throw Problem.missing("net");
        }
        Stated stated = sql.first("""
                select organisation_id, payable_minor, currency, issued_at from published_statement
                 where tenant_id = ? and code = ? and organisation_id = ? and state in ('ISSUED', 'PAID')""",
                row -> new Stated(new OrganisationId(row.number("organisation_id")), row.money("payable"),
                        LocalDate.ofInstant(row.instant("issued_at"), transactions.tenant().zone())),
                actor.tenant(), invoice.statement(), actor.organisation()).orElseThrow(() -> Problem.notFound("statement", invoice.statement()));
        String country = transactions.tenant().country();
        Actor system = Actor.system(actor.tenant());
        Organisation headquarters = organisations.headquarters(system);
        Party ours = parties.find(system, headquarters.id()).orElseThrow(() -> new Problem(InvoicingProblem.PARTY_MISSING));
        Party theirs = parties.find(system, actor.organisation()).orElseThrow(() -> new Problem(InvoicingProblem.PARTY_MISSING));
        String seller = TaxNumber.checked(invoice.sellerTax(), country);
        String buyer = TaxNumber.checked(invoice.buyerTax(), country);
        Money net = Money.parse(invoice.net(), stated.payable().currency());
        Money vat = Money.parse(invoice.vat() == null ? BigDecimal.ZERO : invoice.vat(), stated.payable().currency());
        if (!net.isPositive() || vat.isNegative()) {
            throw new Problem(InvoicingProblem.CHARGE_AMOUNT).with("amount", net);
        }
        same("sellerTax", theirs.taxNumber(), seller);
        same("buyerTax", ours.taxNumber(), buyer);
        same("sum", stated.payable(), net.plus(vat));
        if (invoice.issuedOn().isBefore(stated.issuedOn().minusYears(1)) || invoice.issuedOn().isAfter(clock.today())) {
            throw new Problem(InvoicingProblem.INVOICE_DIFFERS).with("field", "issuedOn").with("expected", clock.today()).with("found", invoice.issuedOn());
        }
        String code = numbering.next("MIV");
        try {
            sql.update("""
                    insert into invoicing_member_invoice (tenant_id, id, code, organisation_id, statement_code, number, issued_on, seller_tax, buyer_tax,
                           currency, net_minor, vat_minor, file_code, state, by_name, at)
                    values (?, nextval('invoicing_member_invoice_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'UPLOADED', ?, ?)""",
                    actor.tenant(), code, actor.organisation(), invoice.statement(), number, invoice.issuedOn(), seller, buyer, net.currency(), net.minor(),
                    vat.minor(), files.keep(actor, file.name(), file.bytes()).code(), actor.name(), clock.now());
        } catch (SqlFailure failure) {
            throw switch (failure.constraint()) {
                case "invoicing_member_invoice__number_uq" -> new Problem(InvoicingProblem.INVOICE_NUMBER_TAKEN).with("number", number);
                case "invoicing_member_invoice__statement_uq" -> new Problem(InvoicingProblem.INVOICE_THERE).with("statement", invoice.statement());
                default -> failure;
            };
        }
        history.record(actor, THING, code, null, MemberInvoice.State.UPLOADED, "");
        return get(actor, code);
    }

    private static void same(String field, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new Problem(InvoicingProblem.INVOICE_DIFFERS).with("field", field).with("expected", expected).with("found", found);
        }
    }

    /**
     * Finance accepts it; what waited for it may be paid. Its tax is taken out of the costs where headquarters deducts it for the member's profile:
     * VAT_IN → COMMISSION_COST + FULFILMENT_COST, in proportion to what the statement pays for. Leaves {@link MemberInvoiceAccepted}.
     *
     * @throws Problem ILLEGAL_TRANSITION, NOT_FOUND
     */
    @Requires(InvoicingPermission.ISSUE)
    public MemberInvoice accept(Actor actor, String code) {
        MemberInvoice invoice = decide(actor, code, MemberInvoice.State.ACCEPTED, "");
        if (invoice.vat().isPositive() && deducts(actor, invoice.organisation())) {
            Income income = sql.one("select commission_due_minor, dealer_due_minor from published_statement_income where tenant_id = ? and code = ?",
                    row -> new Income(row.number("commission_due_minor"), row.number("dealer_due_minor")), actor.tenant(), invoice.statement());
            List<Money> parts = Split.byWeight(invoice.vat(), List.of(Math.max(0, income.commission()), Math.max(0, income.dealer())));
            ledger.post(Actor.system(actor.tenant()), NewPosting.of("member-invoice.accepted", THING, code, invoice.number(),
                    Leg.debit(Account.of(AccountKind.VAT_IN), invoice.vat()), Leg.credit(Account.of(AccountKind.COMMISSION_COST), parts.get(0)),
                    Leg.credit(Account.of(AccountKind.FULFILMENT_COST), parts.get(1))));
        }
        outbox.add(actor, new MemberInvoiceAccepted(invoice.statement(), invoice.organisation(), invoice.number(), invoice.net(), invoice.vat()));
        return invoice;
    }

    /** Whether its tax is deducted when it is accepted. @throws Problem NOT_FOUND */
    @Requires(InvoicingPermission.READ)
    public boolean deducts(Actor actor, String code) {
        MemberInvoice invoice = get(actor, code);
        return invoice.vat().isPositive() && deducts(actor, invoice.organisation());
    }

    private boolean deducts(Actor actor, OrganisationId member) {
        return sql.first("""
                select 1 as one from published_organisation o join invoicing_rule r on r.tenant_id = o.tenant_id and r.tax_profile = o.tax_profile and r.deducts
                 where o.tenant_id = ? and o.id = ?""", row -> row.integer("one"), actor.tenant(), member).isPresent();
    }

    /** @throws Problem INVOICE_REASON, ILLEGAL_TRANSITION, NOT_FOUND */
    @Requires(InvoicingPermission.ISSUE)
    public MemberInvoice reject(Actor actor, String code, String reason) {
        if (reason == null || reason.isBlank()) {
            throw new Problem(InvoicingProblem.INVOICE_REASON);
        }
        MemberInvoice rejected = decide(actor, code, MemberInvoice.State.REJECTED, Parties.text("reason", reason, true));
        organisations.contact(Actor.system(actor.tenant()), rejected.organisation()).ifPresent(email -> messages.send(Actor.system(actor.tenant()),
                new SendMessage(email, transactions.tenant().language(), "invoicing.letter.rejected",
                        Map.of("number", rejected.number(), "statement", rejected.statement(), "reason", rejected.reason()), "/agent/wallet/invoices")));
        return rejected;
    }

    private MemberInvoice decide(Actor actor, String code, MemberInvoice.State to, String reason) {
        MemberInvoice.State from = sql.first("select state from invoicing_member_invoice where tenant_id = ? and code = ? for update",
                row -> row.oneOf(MemberInvoice.State.class, "state"), actor.tenant(), code).orElseThrow(() -> Problem.notFound(THING, code));
        MemberInvoice.State.TRANSITIONS.check(from, to);
        sql.update("update invoicing_member_invoice set state = ?, reason = ?, decided_by = ?, decided_at = ? where tenant_id = ? and code = ?", to, reason,
                actor.name(), clock.now(), actor.tenant(), code);
        history.record(actor, THING, code, from, to, reason);
        return get(actor, code);
    }

    /** The invoice itself. */
    @Requires(InvoicingPermission.READ)
    public Files.StoredFile file(Actor actor, String code) {
        get(actor, code);
        return files.get(Actor.system(actor.tenant()), sql.one("select file_code from invoicing_member_invoice where tenant_id = ? and code = ?",
                row -> row.text("file_code"), actor.tenant(), code));
    }

    /** @throws Problem NOT_FOUND, also for another member's */
    @Requires(InvoicingPermission.READ)
    public MemberInvoice get(Actor actor, String code) {
        return sql.first(SELECT + " where i.tenant_id = ? and i.code = ? and (?::bigint is null or i.organisation_id = ?)", MemberInvoices::invoice,
                actor.tenant(), code, actor.scope(), actor.scope()).orElseThrow(() -> Problem.notFound(THING, code));
    }

    /** The time line of one. */
    @Requires(InvoicingPermission.READ)
    public List<History.Change> timeLine(Actor actor, String code) {
        return history.of(actor, THING, get(actor, code).code());
    }

    /** Newest first: a member's own, for headquarters all. @param state null for all */
    @Requires(InvoicingPermission.READ)
    public List<MemberInvoice> list(Actor actor, MemberInvoice.State state, String after, int limit) {
        return sql.list(SELECT + """
                 where i.tenant_id = ? and (?::bigint is null or i.organisation_id = ?) and (?::text is null or i.state = ?)
                   and (?::text is null or i.id < (select x.id from invoicing_member_invoice x where x.tenant_id = ? and x.code = ?))
                 order by i.id desc limit ?""", MemberInvoices::invoice, actor.tenant(), actor.scope(), actor.scope(), state, state, after, actor.tenant(),
                after, Math.min(limit, LIST_MAX));
    }

    /** How many wait for finance. */
    @Requires(InvoicingPermission.ISSUE)
    public Waiting waiting(Actor actor) {
        return sql.one("select count(*) as n, min(at) as oldest from invoicing_member_invoice where tenant_id = ? and state = 'UPLOADED'",
                row -> new Waiting(row.number("n"), row.instant("oldest")), actor.tenant());
    }

    private static MemberInvoice invoice(Row row) {
        return new MemberInvoice(row.text("code"), new OrganisationId(row.number("organisation_id")), row.text("name"), row.text("member_code"),
                row.text("statement_code"), row.text("number"), row.date("issued_on"), row.text("seller_tax"), row.text("buyer_tax"), row.money("net"),
                row.money("vat"), row.oneOf(MemberInvoice.State.class, "state"), row.text("reason"), row.text("by_name"), row.instant("at"));
    }
}
