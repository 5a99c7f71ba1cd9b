package entrepot.invoicing;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.LedgerProblem;
import entrepot.ledger.Leg;
import entrepot.ledger.NewPosting;
import entrepot.ledger.PostingKey;
import entrepot.ledger.VatKind;
import entrepot.ledger.VatRates;
import entrepot.messaging.Messages;
import entrepot.messaging.SendMessage;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.SqlProblem;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What members owe headquarters apart from goods: charged, paid, credited, settled or lost. */
@ApplicationScoped
@UseCases
public class Receivables {

    /** The kind of proposals that a charge is lost. */
    public static final String KIND = "receivable-lost";
    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;
    private static final String THING = "receivable";
    private static final String OVERPAID = "receivable.overpaid";
    private static final int DUE_DAYS = 30;
    private static final int CLAIM_MAX = 1_000;

    private static final String SELECT = """
            select r.id, r.code, r.organisation_id, o.name, o.code as member_code, r.kind, r.title, r.net_minor, r.vat_minor, r.vat_rate, r.open_minor, r.netting_minor,
                   r.currency, r.issued_on, r.due_on, r.state, r.by_name, r.at
              from invoicing_receivable r join published_organisation o on o.tenant_id = r.tenant_id and o.id = r.organisation_id
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
    private Idempotency idempotency;

    @Inject
    private Proposals proposals;

    @Inject
    private Ledger ledger;

    @Inject
    private VatRates vatRates;

    @Inject
    private Organisations organisations;

    @Inject
    private Messages messages;

    /** A part of a charge. @param reference the bank's, or the reason */
    public record Part(String code, BigDecimal amount, String reference) {
    }

    /** What a proposal holds. */
    record Content(String code, long amountMinor, String currency) {
    }

    /** @param netting what a run that is submitted takes of it */
    private record Found(long id, Receivable receivable, Money netting) {
    }

    /**
     * Charges a member: RECEIVABLE → FRANCHISE_FEES + VAT_OUT. It is told.
     *
     * @param key the caller's idempotency key
     * @throws Problem NOT_FOUND, CHARGE_AMOUNT, FIELD_MISSING, FIELD_INVALID
     */
    @Requires(InvoicingPermission.ISSUE)
    public Receivable charge(Actor actor, Charge charge, String key) {
        if (charge.member() == null) {
            throw Problem.missing("member");
        }
        Organisation member = organisations.byCode(actor, charge.member());
        if (charge.kind() == null || !charge.kind().isCharged()) {
            throw Problem.invalid("kind", String.valueOf(charge.kind()));
        }
        if (member.headquarters()) {
            throw Problem.invalid("member", member.code());
        }
        LocalDate due = charge.dueOn() == null ? clock.today().plusDays(DUE_DAYS) : charge.dueOn();
        if (due.isBefore(clock.today()) || due.isAfter(clock.today().plusYears(2))) {
            throw Problem.invalid("dueOn", due);
        }
        Money net = positive(charge.net());
        String title = Parties.text("title", charge.title(), true);
        return get(actor, idempotency.once(actor, "receivables.charge", key, charge, Written.class,
                () -> new Written(write(actor, member.id(), charge.kind(), title, null, net, due))).code());
    }

    /** What is kept under a key. */
    record Written(String code) {
    }

    /** @param cause null for none but itself */
    String write(Actor actor, OrganisationId member, ReceivableKind kind, String title, String cause, Money net, LocalDate due) {
        BigDecimal percent = vatRates.percent(Actor.system(actor.tenant()), VatKind.FEES, clock.today());
        Money vat = net.percent(percent);
        String code = insert(actor, member, kind, title, cause, net, vat, percent.movePointLeft(2), due);
        ledger.post(Actor.system(actor.tenant()), NewPosting.of("receivable.invoiced", THING, code, title, Leg.debit(account(member), net.plus(vat)),
                Leg.credit(Account.of(AccountKind.FRANCHISE_FEES), net), Leg.credit(Account.of(AccountKind.VAT_OUT), vat)));
        organisations.contact(Actor.system(actor.tenant()), member).ifPresent(email -> messages.send(Actor.system(actor.tenant()), new SendMessage(email,
                transactions.tenant().language(), "invoicing.letter.charged",
                Map.of("code", code, "title", title, "amount", net.plus(vat).toString(), "due", due.toString()), "/agent/wallet/invoices")));
        return code;
    }

    private String insert(Actor actor, OrganisationId member, ReceivableKind kind, String title, String cause, Money net, Money vat, BigDecimal rate,
                          LocalDate due) {
        String code = numbering.next("RCV");
        sql.update("""
                insert into invoicing_receivable (tenant_id, id, code, organisation_id, kind, title, cause, currency, net_minor, vat_minor, vat_rate,
                       open_minor, issued_on, due_on, state, by_name, at)
                values (?, nextval('invoicing_receivable_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'OPEN', ?, ?)""",
                actor.tenant(), code, member, kind, title, cause == null ? code : cause, net.currency(), net.minor(), vat.minor(), rate,
                net.plus(vat).minor(), clock.today(), due, actor.name(), clock.now());
        history.record(actor, THING, code, null, Receivable.State.OPEN, "");
        return code;
    }

    /** Finance has seen at the bank that it was paid: BANK → RECEIVABLE. @throws Problem MORE_THAN_OPEN, CHARGE_AMOUNT, FIELD_MISSING, NOT_FOUND */
    @Requires(InvoicingPermission.ISSUE)
    public Receivable paidAtBank(Actor actor, Part part, String key) {
        String reference = Parties.text("reference", part.reference(), true);
        return once(actor, "receivables.bank", part, key, () -> close(actor, part, Receivable.How.BANK, reference, null));
    }

    /** A member pays from its wallet: WALLET → RECEIVABLE. @throws Problem as {@link #paidAtBank}; INSUFFICIENT_FUNDS */
    @Requires(InvoicingPermission.REQUEST)
    public Receivable payFromWallet(Actor actor, Part part, String key) {
        return once(actor, "receivables.wallet", part, key, () -> close(actor, part, Receivable.How.WALLET, "", null));
    }

    /** Takes a charge, or a part of it, back: FRANCHISE_FEES + VAT_OUT → RECEIVABLE. @throws Problem as {@link #paidAtBank}; NOT_CREDITABLE */
    @Requires(InvoicingPermission.ISSUE)
    public Receivable credit(Actor actor, Part part, String key) {
        String reason = Parties.text("reason", part.reference(), true);
        return once(actor, "receivables.credit", part, key, () -> close(actor, part, Receivable.How.CREDITED, reason, null));
    }

    /** Proposes that what is open is lost. @return the proposal's code */
    @Requires(InvoicingPermission.ISSUE)
    public String proposeLost(Actor actor, String code, String reason) {
        Receivable receivable = get(actor, code);
        if (!receivable.open().isPositive()) {
            throw new Problem(InvoicingProblem.MORE_THAN_OPEN).with("open", receivable.open());
        }
        proposals.withdraw(actor, KIND, code, "");
        return proposals.propose(actor, KIND, code, receivable.member(), new Content(code, receivable.open().minor(), receivable.open().currency()),
                List.of(new Proposal.Effect("receivableLost", "", receivable.open().toString()),
                        new Proposal.Effect("receivableDue", "", receivable.dueOn().toString())), Parties.text("reason", reason, true));
    }

    /** It is lost, says a second person: LOSSES → RECEIVABLE. @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, MORE_THAN_OPEN, NOT_FOUND */
    @Requires(InvoicingPermission.APPROVE)
    public Receivable approveLost(Actor actor, String proposalCode) {
        proposals.get(actor, KIND, proposalCode);
        Proposal approved = proposals.approve(actor, proposalCode);
        Content content = approved.content().as(Content.class);
        return close(actor, new Part(content.code(), Money.of(content.amountMinor(), content.currency()).major(), ""), Receivable.How.LOST,
                approved.reason(), proposalCode);
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, REASON_NEEDED, NOT_FOUND */
    @Requires(InvoicingPermission.APPROVE)
    public void rejectLost(Actor actor, String proposalCode, String reason) {
        proposals.get(actor, KIND, proposalCode);
        proposals.reject(actor, proposalCode, reason);
    }

    /** What waits for a second person about this charge; null where nothing does. */
    @Requires(InvoicingPermission.READ)
    public Proposal waitingLost(Actor actor, String code) {
        return proposals.latest(actor, KIND, get(actor, code).code()).filter(found -> found.state() == Proposal.State.PROPOSED).orElse(null);
    }

    /** What waits for a second person, oldest first. */
    @Requires(InvoicingPermission.READ)
    public List<Proposal> waitingLost(Actor actor) {
        return actor.headquarters() ? proposals.waiting(actor, KIND) : List.of();
    }

    /** How many write-offs of others wait for the actor's yes or no. */
    @Requires(InvoicingPermission.APPROVE)
    public Proposals.Queue toDecide(Actor actor) {
        return proposals.toDecide(actor, KIND);
    }

    /** Charges that are past their day, and since when the first is. */
    @Requires(InvoicingPermission.ISSUE)
    public Waiting overdue(Actor actor) {
        return sql.one("select count(*) as n, min(at) as oldest from invoicing_receivable where tenant_id = ? and state = 'OPEN' and due_on < ?",
                row -> new Waiting(row.number("n"), row.instant("oldest")), actor.tenant(), clock.today());
    }

    private Receivable once(Actor actor, String endpoint, Part part, String key, java.util.function.Supplier<Receivable> effect) {
        return get(actor, idempotency.once(actor, endpoint, key, part, Written.class, () -> new Written(effect.get().code())).code());
    }

    private Receivable close(Actor actor, Part part, Receivable.How how, String reference, String proposal) {
        Money amount = positive(part.amount());
        Found found = lock(actor, part.code());
        Receivable receivable = found.receivable();
        int no = take(actor, found, how, amount, reference, proposal, false);
        OrganisationId member = receivable.organisation();
        Actor system = Actor.system(actor.tenant());
        String cause = receivable.code() + "/" + no;
        try {
            ledger.post(system, switch (how) {
                case BANK -> posting("receivable.paid", cause, reference, Account.of(AccountKind.BANK), member, amount);
                case WALLET -> posting("receivable.paid-from-wallet", cause, reference, Account.of(AccountKind.WALLET, member), member, amount);
                case LOST -> posting("receivable.lost", cause, reference, Account.of(AccountKind.LOSSES), member, amount);
                case CREDITED -> credited(actor, found, cause, reference, amount);
                case SETTLED -> throw new IllegalStateException("settlement posts by itself");
            });
        } catch (Problem problem) {
            if (problem.code() == LedgerProblem.BELOW_LIMIT) {
                throw new Problem(entrepot.wallet.WalletProblem.INSUFFICIENT_FUNDS).with("needed", amount)
                        .with("available", problem.details().get("available"));
            }
            throw problem;
        }
        return get(actor, receivable.code());
    }

    private static NewPosting posting(String event, String cause, String note, Account from, OrganisationId member, Money amount) {
        return new NewPosting(event, THING, cause, List.of(Leg.debit(from, amount), Leg.credit(account(member), amount)), note);
    }

    /** The tax goes back in proportion, so that the last part takes the rest of it. */
    private NewPosting credited(Actor actor, Found found, String cause, String reason, Money amount) {
        Receivable receivable = found.receivable();
        if (!receivable.kind().isCharged()) {
            throw new Problem(InvoicingProblem.NOT_CREDITABLE);
        }
        Money soFar = sql.one("""
                select coalesce(sum(amount_minor), 0)::bigint as sum_minor, ?::text as currency from invoicing_receivable_move
                 where tenant_id = ? and receivable_id = ? and kind = 'CREDITED'""", row -> row.money("sum"), amount.currency(), actor.tenant(), found.id());
        Money vat = vatOf(receivable, soFar).minus(vatOf(receivable, soFar.minus(amount)));
        return NewPosting.of("receivable.credited", THING, cause, reason, Leg.debit(Account.of(AccountKind.FRANCHISE_FEES), amount.minus(vat)),
                Leg.debit(Account.of(AccountKind.VAT_OUT), vat), Leg.credit(account(receivable.organisation()), amount));
    }

    private static Money vatOf(Receivable receivable, Money part) {
        return receivable.vat().times(BigDecimal.valueOf(part.minor()).divide(BigDecimal.valueOf(receivable.gross().minor()),
                java.math.MathContext.DECIMAL128));
    }

    /** Takes a part off what is open, whoever posts it. @param ofRun whether it was reserved. @return the number of the movement */
    private int take(Actor actor, Found found, Receivable.How how, Money amount, String reference, String proposal, boolean ofRun) {
        Receivable receivable = found.receivable();
        if (amount.compareTo(receivable.open()) > 0) {
            throw new Problem(InvoicingProblem.MORE_THAN_OPEN).with("open", receivable.open());
        }
        Money free = receivable.open().minus(found.netting());
        if (!ofRun && amount.compareTo(free) > 0) {
            throw new Problem(InvoicingProblem.CHARGE_IN_SETTLEMENT).with("free", free);
        }
        Money left = receivable.open().minus(amount);
        Money netting = ofRun ? found.netting().minus(amount).max(Money.zero(amount.currency())) : found.netting();
        int no = (int) sql.one("""
                insert into invoicing_receivable_move (tenant_id, id, receivable_id, no, kind, amount_minor, currency, reference, proposal_code, by_name, at)
                select ?, nextval('invoicing_receivable_move_seq'), ?, 1 + (select count(*) from invoicing_receivable_move where tenant_id = ? and receivable_id = ?),
                       ?, ?, ?, ?, ?, ?, ? returning no::bigint as no""", row -> row.number("no"), actor.tenant(), found.id(), actor.tenant(), found.id(), how, amount.minor(),
                amount.currency(), reference, proposal, actor.name(), clock.now()).longValue();
        Receivable.State to = left.isZero() ? Receivable.State.CLOSED : Receivable.State.OPEN;
        sql.update("update invoicing_receivable set open_minor = ?, netting_minor = ?, state = ? where tenant_id = ? and id = ?", left.minor(), netting.minor(), to,
                actor.tenant(), found.id());
        if (to == Receivable.State.CLOSED) {
            history.record(actor, THING, receivable.code(), receivable.state(), to, how.name());
        }
        return no;
    }

    /** @throws Problem NOT_FOUND, also for another member's */
    @Requires(InvoicingPermission.READ)
    public Receivable get(Actor actor, String code) {
        return sql.first(SELECT + " where r.tenant_id = ? and r.code = ? and (?::bigint is null or r.organisation_id = ?)", Receivables::receivable,
                actor.tenant(), code, actor.scope(), actor.scope()).orElseThrow(() -> Problem.notFound(THING, code));
    }

    /** How it was closed so far, oldest first. */
    @Requires(InvoicingPermission.READ)
    public List<Receivable.Move> moves(Actor actor, String code) {
        return sql.list("""
                select m.kind, m.amount_minor, m.currency, m.reference, m.by_name, m.at from invoicing_receivable_move m
                  join invoicing_receivable r on r.tenant_id = m.tenant_id and r.id = m.receivable_id
                 where m.tenant_id = ? and r.code = ? order by m.no limit ?""",
                row -> new Receivable.Move(row.oneOf(Receivable.How.class, "kind"), row.money("amount"), row.text("reference"), row.text("by_name"),
                        row.instant("at")), actor.tenant(), get(actor, code).code(), LIST_MAX);
    }

    /**
     * Newest first: a member's own, for headquarters all.
     *
     * @param openOnly only those of which something is open
     * @param after    the code of the last one on the page before; null for the first page
     */
    @Requires(InvoicingPermission.READ)
    public List<Receivable> list(Actor actor, boolean openOnly, String after, int limit) {
        return sql.list(SELECT + """
                 where r.tenant_id = ? and (?::bigint is null or r.organisation_id = ?) and (not ? or r.state = 'OPEN')
                   and (?::text is null or r.id < (select x.id from invoicing_receivable x where x.tenant_id = ? and x.code = ?))
                 order by r.id desc limit ?""", Receivables::receivable, actor.tenant(), actor.scope(), actor.scope(), openOnly, after, actor.tenant(),
                after, Math.min(limit, LIST_MAX));
    }

    /** What is open by days past the due date: not due, to 30, to 60, to 90, longer. */
    @Requires(InvoicingPermission.READ)
    public List<Money> aged(Actor actor) {
        LocalDate today = clock.today();
        return sql.one("""
                select ?::text as currency,
                       coalesce(sum(open_minor) filter (where due_on >= ?), 0)::bigint as a0_minor,
                       coalesce(sum(open_minor) filter (where due_on < ? and due_on >= ?), 0)::bigint as a1_minor,
                       coalesce(sum(open_minor) filter (where due_on < ? and due_on >= ?), 0)::bigint as a2_minor,
                       coalesce(sum(open_minor) filter (where due_on < ? and due_on >= ?), 0)::bigint as a3_minor,
                       coalesce(sum(open_minor) filter (where due_on < ?), 0)::bigint as a4_minor
                  from invoicing_receivable where tenant_id = ? and state = 'OPEN' and (?::bigint is null or organisation_id = ?)""",
                row -> List.of(row.money("a0"), row.money("a1"), row.money("a2"), row.money("a3"), row.money("a4")), transactions.tenant().currency(),
                today, today, today.minusDays(30), today.minusDays(30), today.minusDays(60), today.minusDays(60), today.minusDays(90), today.minusDays(90),
                actor.tenant(), actor.scope(), actor.scope());
    }

    /**
     * What is open and netted by no run that is submitted, franchise fees first and the oldest first among equals: the order in which settlement nets.
     *
     * @param members whose; others are left out
     */
    @Requires(Requires.SYSTEM)
    public List<OpenReceivable> open(Actor system, Collection<OrganisationId> members) {
        return sql.list("""
                select code, organisation_id, kind, open_minor - netting_minor as open_minor, currency, due_on from invoicing_receivable
                 where tenant_id = ? and organisation_id = any (?) and state = 'OPEN' and open_minor > netting_minor
                 order by organisation_id, case kind when 'FRANCHISE_FEE' then 0 when 'OTHER' then 1 else 2 end, due_on, id""",
                row -> new OpenReceivable(row.text("code"), new OrganisationId(row.number("organisation_id")), row.oneOf(ReceivableKind.class, "kind"),
                        row.money("open"), row.date("due_on")), system.tenant(), Columns.numbers(members, OrganisationId::value));
    }

    /**
     * So much of a charge was taken by a statement. The posting (DUE → RECEIVABLE) is settlement's own.
     *
     * @param receivable its code
     * @param statement  the statement's code; the same pair again changes nothing
     */
    public record Settled(String receivable, String statement, Money amount) {
    }

    /**
     * A run is submitted: what its statements net is nobody else's until it is {@link #settled} or {@link #released}.
     *
     * @throws Problem CHANGED_MEANWHILE where one of them was paid while it was netted
     */
    @Requires(Requires.SYSTEM)
    public void reserved(Actor system, List<Settled> netted) {
        long charges = netted.stream().map(Settled::receivable).distinct().count();
        if (netting(system, netted, 1) != charges) {
            throw new Problem(SqlProblem.CHANGED_MEANWHILE);
        }
    }

    /** The run was cancelled: what its statements would have netted is free again. */
    @Requires(Requires.SYSTEM)
    public void released(Actor system, List<Settled> netted) {
        netting(system, netted, -1);
    }

    private int netting(Actor system, List<Settled> parts, int sign) {
        return sql.update("""
                update invoicing_receivable r set netting_minor = greatest(0, r.netting_minor + n.amount)
                  from (select u.code, sum(u.amount)::bigint as amount from unnest(?::text[], ?::bigint[]) u(code, amount) group by u.code) n
                 where r.tenant_id = ? and r.code = n.code and r.netting_minor + n.amount <= r.open_minor""", Columns.texts(parts, Settled::receivable),
                Columns.numbers(parts, part -> part.amount().minor() * sign), system.tenant());
    }

    /** Takes what statements have netted off what is open, in the transaction of their posting. @throws Problem MORE_THAN_OPEN, NOT_FOUND */
    @Requires(Requires.SYSTEM)
    public void settled(Actor system, List<Settled> settled) {
        settled(system, settled, true);
    }

    /** @param ofRun whether a run had reserved it; else it is of what was free */
    private void settled(Actor system, List<Settled> settled, boolean ofRun) {
        for (Settled part : settled) {
            Found found = lock(system, part.receivable());
            boolean known = sql.one("""
                    select count(*) as n from invoicing_receivable_move
                     where tenant_id = ? and receivable_id = ? and kind = 'SETTLED' and reference = ?""", row -> row.number("n"), system.tenant(),
                    found.id(), part.statement()) > 0;
            if (!known) {
                take(system, found, Receivable.How.SETTLED, part.amount(), part.statement(), null, ofRun);
            }
        }
    }

    /**
     * A negative balance that stood for too long becomes a charge. The posting (RECEIVABLE → the negative account) is
     * settlement's own.
     *
     * @param causeCode of the statement and account that it comes from; the same again changes nothing
     * @return the charge's code
     */
    @Requires(Requires.SYSTEM)
    public String fromNegative(Actor system, OrganisationId member, String causeCode, Money amount) {
        return posted(system, member, ReceivableKind.NEGATIVE_BALANCE, "negative/" + causeCode, causeCode, amount);
    }

    /** What headquarters paid for a member or lost by it is a charge; the posting was made. @param causeCode the same again changes nothing */
    void laidOut(Actor system, OrganisationId member, String causeCode, Money amount) {
        posted(system, member, ReceivableKind.LAID_OUT, "laid-out/" + causeCode, causeCode, amount);
    }

    private String posted(Actor system, OrganisationId member, ReceivableKind kind, String cause, String title, Money amount) {
        return sql.first("select code from invoicing_receivable where tenant_id = ? and cause = ?", row -> row.text("code"), system.tenant(), cause)
                .orElseGet(() -> insert(system, member, kind, title, cause, amount, Money.zero(amount.currency()), BigDecimal.ZERO, clock.today()));
    }

    /**
     * A part of a deposit, or money that nobody knew, has paid what is owed, the oldest of each kind first; the posting was made. What finds nothing free,
     * because a run that is submitted nets the charge or another payment was quicker, is the member's: RECEIVABLE → WALLET.
     *
     * @param thing what paid, as the ledger calls causes, and its {@code code}; the same again changes nothing
     */
    void claimed(Actor system, OrganisationId member, String thing, String code, Money amount) {
        if (ledger.find(system, new PostingKey(OVERPAID, thing, code)).isPresent()
                || sql.one("select count(*) as n from invoicing_receivable_move where tenant_id = ? and kind = 'SETTLED' and reference = ?",
                        row -> row.number("n"), system.tenant(), code) > 0) {
            return;
        }
        List<Settled> parts = new ArrayList<>();
        Money left = amount;
        for (OpenReceivable open : open(system, List.of(member)).stream().limit(CLAIM_MAX).toList()) {
            Money part = open.open().min(left);
            if (part.isPositive()) {
                parts.add(new Settled(open.code(), code, part));
                left = left.minus(part);
            }
        }
        settled(system, parts, false);
        if (left.isPositive()) {
            ledger.post(system, NewPosting.transfer(OVERPAID, thing, code, account(member), Account.of(AccountKind.WALLET, member), left));
        }
    }

    private Found lock(Actor actor, String code) {
        sql.first("select id from invoicing_receivable where tenant_id = ? and code = ? for update", row -> row.number("id"), actor.tenant(), code);
        return sql.first(SELECT + " where r.tenant_id = ? and r.code = ? and (?::bigint is null or r.organisation_id = ?)",
                row -> new Found(row.number("id"), receivable(row), row.money("netting")), actor.tenant(), code, actor.scope(), actor.scope())
                .orElseThrow(() -> Problem.notFound(THING, code));
    }

    private Money positive(BigDecimal major) {
        if (major == null) {
            throw Problem.missing("amount");
        }
        Money amount = Money.parse(major, transactions.tenant().currency());
        if (!amount.isPositive()) {
            throw new Problem(InvoicingProblem.CHARGE_AMOUNT).with("amount", amount);
        }
        return amount;
    }

    private static Account account(OrganisationId member) {
        return Account.of(AccountKind.RECEIVABLE, member);
    }

    private static Receivable receivable(Row row) {
        return new Receivable(row.text("code"), new OrganisationId(row.number("organisation_id")), row.text("name"), row.text("member_code"),
                row.oneOf(ReceivableKind.class, "kind"), row.text("title"), row.money("net"), row.money("vat"), row.decimal("vat_rate"), row.money("open"),
                row.date("issued_on"), row.date("due_on"), row.oneOf(Receivable.State.class, "state"), row.text("by_name"), row.instant("at"));
    }
}
