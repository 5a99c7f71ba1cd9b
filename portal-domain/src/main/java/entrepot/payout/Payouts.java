package entrepot.payout;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Drift;
import entrepot.ledger.Ledger;
import entrepot.ledger.Leg;
import entrepot.ledger.NewPosting;
import entrepot.network.WorkCalendar;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.outbox.Outbox;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What leaves from PAYABLE: asked for once a cause, paid when the bank says so. */
@ApplicationScoped
@UseCases
public class Payouts {

    static final String THING = "payout";
    /** The kind of proposals that say that one was paid outside a batch. */
    public static final String KIND = "payout-reported";
    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;
    private static final int LEFT_MAX = 10_000;
    private static final int REFERENCE_MAX = 100;
    /** ISO 20022's reasons that pass by themselves: the same account may be tried again. */
    private static final Set<String> PASSING = Set.of("AM04", "AM23", "DT01", "ED05", "TM01", "AB05", "AB06");

    /** What was wrong with an account and is not any more, once it is verified and has rested. */
    private static final Set<String> MENDED = Set.of("ACCOUNT_MISSING", "ACCOUNT_UNVERIFIED", "ACCOUNT_FROZEN", "ACCOUNT_CHANGED",
            "FAILED_BEFORE");
    /** Who did what no person of the member did. */
    private static final String NOBODY = "system";

    private static final String COLUMNS = """
            select p.id, p.code, p.organisation_id, p.cause_type, p.cause_code, p.amount_minor, p.currency, p.due_on, p.state, p.reason,
                   p.held_rule, p.attempts, p.reference, p.requested_by, p.requested_at, p.paid_at,
                   (select b.code from payout_line l join payout_batch b on b.tenant_id = l.tenant_id and b.id = l.batch_id
                     where l.tenant_id = p.tenant_id and l.payout_id = p.id and l.state in ('TAKEN', 'SENT', 'PAID')) as batch
            """;
    private static final String FROM = " from payout p\n";
    static final String SELECT = COLUMNS + FROM;

    @Inject
    private Sql sql;

    @Inject
    private BusinessClock clock;

    @Inject
    private Numbering numbering;

    @Inject
    private History history;

    @Inject
    private Outbox outbox;

    @Inject
    private Ledger ledger;

    @Inject
    private Drift drift;

    @Inject
    private Proposals proposals;

    @Inject
    private Idempotency idempotency;

    @Inject
    private WorkCalendar calendar;

    @Inject
    private PaymentTerms terms;

    @Inject
    private MemberLetters letters;

    record Working(long id, Payout payout) {
    }

    /**
     * Asks that amounts leave, which stand in PAYABLE already. What was asked for before (same cause) stays as it was.
     *
     * @return the codes of those that are new
     */
    @Requires(Requires.SYSTEM)
    public List<String> request(Actor system, List<PayoutRequest> requests) {
        List<PayoutRequest> some = requests.stream().filter(request -> request.amount().isPositive()).toList();
        List<String> codes = some.stream().map(request -> numbering.next("PAY")).toList();
        List<String> fresh = sql.list("""
                insert into payout (tenant_id, id, code, organisation_id, cause_type, cause_code, amount_minor, currency, due_on, state,
                       requested_by, requested_at)
                select ?, nextval('payout_seq'), r.code, r.organisation, r.cause_type, r.cause_code, r.amount, r.currency, r.due_on, 'WAITING', ?, ?
                  from unnest(?, ?, ?, ?, ?, ?, ?) r (code, organisation, cause_type, cause_code, amount, currency, due_on)
                on conflict (tenant_id, cause_type, cause_code) do nothing
                returning code""", row -> row.text("code"), system.tenant(), system.name(), clock.now(), codes.toArray(String[]::new),
                some.stream().map(request -> request.organisation().value()).toArray(Long[]::new),
                some.stream().map(PayoutRequest::causeType).toArray(String[]::new),
                some.stream().map(PayoutRequest::causeCode).toArray(String[]::new),
                some.stream().map(request -> request.amount().minor()).toArray(Long[]::new),
                some.stream().map(request -> request.amount().currency()).toArray(String[]::new),
                some.stream().map(PayoutRequest::dueOn).toArray(LocalDate[]::new));
        history.recordAll(system, THING, fresh, null, Payout.State.WAITING, "");
        return fresh;
    }

    /** What the bank's program is said to have paid. */
    record Report(String reference) {
    }

    /**
     * Finance has seen at the bank that it was paid. What left with a batch is booked, PAYABLE → BANK: two persons let it go. Of what did not, one person
     * alone would be believed, so it stands aside, in no batch, until another {@linkplain #approve agrees}.
     *
     * @throws Problem NOT_FOUND, PAYOUT_REFERENCE, PAYOUT_IN_BATCH, PAYOUT_REPORTED, BOOKS_PARKED where it did not leave by a batch and the books do not add up,
     *                 ILLEGAL_TRANSITION if it is paid already
     */
    @Requires(PayoutPermission.PREPARE)
    public Payout confirm(Actor actor, String code, String reference) {
        String said = reference == null ? "" : reference.strip();
        if (said.isEmpty() || said.length() > REFERENCE_MAX) {
            throw new Problem(PayoutProblem.PAYOUT_REFERENCE).with("max", REFERENCE_MAX);
        }
        Working working = lock(actor, code);
        switch (working.payout().state()) {
            case IN_BATCH -> throw new Problem(PayoutProblem.PAYOUT_IN_BATCH).with("code", code).with("batch", working.payout().batch());
            case REPORTED -> throw new Problem(PayoutProblem.PAYOUT_REPORTED).with("code", code);
            case WAITING -> report(actor, working, said);
            default -> paid(actor, working, said, AccountKind.BANK);
        }
        return get(actor, code);
    }

    private void report(Actor actor, Working working, String reference) {
        mayLeave(actor);
        Payout payout = working.payout();
        move(actor, working, Payout.State.REPORTED, reference, reference);
        proposals.propose(actor, KIND, payout.code(), payout.code(), new Report(reference),
                List.of(new Proposal.Effect("payout.reported", "", payout.amount().toString())), reference);
    }

    /** What is not on its way yet does not leave past books that do not add up; what left already is confirmed whatever they say. */
    private void mayLeave(Actor actor) {
        if (!drift.mayPay(actor)) {
            throw new Problem(PayoutProblem.BOOKS_PARKED);
        }
    }

    private void move(Actor actor, Working working, Payout.State to, String reference, String why) {
        Payout.State.TRANSITIONS.check(working.payout().state(), to);
        sql.update("update payout set state = ?, reference = ? where tenant_id = ? and id = ?", to, reference, actor.tenant(), working.id());
        history.record(actor, THING, working.payout().code(), working.payout().state(), to, why);
    }

    /** What somebody says was paid outside a batch; null where nobody does, or it is decided. */
    @Requires(PayoutPermission.BATCHES)
    public Proposal reported(Actor actor, String code) {
        return get(actor, code).state() == Payout.State.REPORTED ? proposals.latest(actor, KIND, code).orElseThrow() : null;
    }

    /** What others say was paid outside a batch and waits for this actor's yes or no. */
    @Requires(PayoutPermission.APPROVE)
    public Waiting toDecide(Actor actor) {
        Proposals.Queue queue = proposals.toDecide(actor, KIND);
        return new Waiting(queue.count(), queue.oldest());
    }

    /**
     * Another person has seen it at the bank, too: PAYABLE → BANK.
     *
     * @throws Problem NOT_FOUND, PAYOUT_NOT_REPORTED, OWN_PROPOSAL, BOOKS_PARKED
     */
    @Requires(PayoutPermission.APPROVE)
    public Payout approve(Actor actor, String code) {
        Working working = lock(actor, code);
        proposals.approve(actor, waiting(actor, working).code());
        mayLeave(actor);
        paid(actor, working, working.payout().reference(), AccountKind.BANK);
        return get(actor, code);
    }

    /** It was not paid: it waits for a batch as before. @throws Problem as for approving, REASON_NEEDED */
    @Requires(PayoutPermission.APPROVE)
    public Payout reject(Actor actor, String code, String reason) {
        Working working = lock(actor, code);
        proposals.reject(actor, waiting(actor, working).code(), reason);
        move(actor, working, Payout.State.WAITING, "", reason);
        return get(actor, code);
    }

    private Proposal waiting(Actor actor, Working working) {
        if (working.payout().state() != Payout.State.REPORTED) {
            throw new Problem(PayoutProblem.PAYOUT_NOT_REPORTED).with("code", working.payout().code());
        }
        return proposals.latest(actor, KIND, working.payout().code()).orElseThrow();
    }

    /** Confirms once a key: the same key, payout and reference answer the same. */
    @Requires(PayoutPermission.PREPARE)
    public Payout confirm(Actor actor, String code, String reference, String key) {
        return idempotency.once(actor, "payouts.confirm", key, new Confirm(code, reference), Payout.class, () -> confirm(actor, code, reference));
    }

    private record Confirm(String code, String reference) {
    }

    /** @throws Problem NOT_FOUND, also for another organisation's */
    @Requires(PayoutPermission.READ)
    public Payout get(Actor actor, String code) {
        return sql.first(SELECT + " where p.tenant_id = ? and p.code = ? and (?::bigint is null or p.organisation_id = ?)",
                Payouts::payout, actor.tenant(), code, actor.scope(), actor.scope()).orElseThrow(() -> Problem.notFound(THING, code));
    }

    /** What was asked for because of something, such as a statement: the actor's own, for headquarters anybody's. */
    @Requires(PayoutPermission.READ)
    public Optional<Payout> because(Actor actor, String causeType, String causeCode) {
        return sql.first(SELECT + " where p.tenant_id = ? and p.cause_type = ? and p.cause_code = ? and (?::bigint is null or p.organisation_id = ?)",
                Payouts::payout, actor.tenant(), causeType, causeCode, actor.scope(), actor.scope());
    }

    /** What the bank did not pay to an organisation and is to be paid again, oldest first. */
    @Requires(PayoutPermission.READ)
    public List<Payout> returned(Actor actor, OrganisationId organisation) {
        return sql.list(SELECT + """
                 where p.tenant_id = ? and p.organisation_id = ? and (?::bigint is null or p.organisation_id = ?) and p.state = 'WAITING' and p.reason <> ''
                 order by p.id limit ?""", Payouts::payout, actor.tenant(), organisation, actor.scope(), actor.scope(), LIST_MAX);
    }

    /**
     * Which payouts are meant; null is any.
     *
     * @param causeType only those of that cause
     */
    public record Filter(Payout.State state, String causeType, OrganisationId organisation) {

        public static final Filter ALL = new Filter(null, null, null);
    }

    /**
     * Newest first: a member's own, for headquarters all.
     *
     * @param after the code of the last one on the page before; null for the first page
     */
    @Requires(PayoutPermission.READ)
    public List<Payout> list(Actor actor, Filter filter, String after, int limit) {
        Long organisation = filter.organisation() == null ? null : filter.organisation().value();
        return sql.list(SELECT + """
                 where p.tenant_id = ? and (?::bigint is null or p.organisation_id = ?) and (?::bigint is null or p.organisation_id = ?)
                   and (?::text is null or p.state = ?) and (?::text is null or p.cause_type = ?)
                   and (?::text is null or p.id < (select id from payout where tenant_id = ? and code = ?))
                 order by p.id desc limit ?""", Payouts::payout, actor.tenant(), actor.scope(), actor.scope(), organisation, organisation,
                filter.state(), filter.state(), filter.causeType(), filter.causeType(), after, actor.tenant(), after,
                Math.min(limit, LIST_MAX));
    }

    /** The time line of one. */
    @Requires(PayoutPermission.READ)
    public List<History.Change> timeLine(Actor actor, String code) {
        return history.of(actor, THING, get(actor, code).code());
    }

    /**
     * One as its member is told of it: where it goes, when it leaves, what is in the way.
     *
     * @param code its own, or that of the withdrawal that it is about
     * @throws Problem NOT_FOUND, also for another organisation's
     */
    @Requires(PayoutPermission.READ)
    public OwnPayout own(Actor actor, String code) {
        Payout payout = because(actor, Withdrawals.CAUSE, code).orElseGet(() -> get(actor, code));
        PayeeAccount current = sql.first(PayeeAccounts.SELECT + " where a.tenant_id = ? and a.organisation_id = ? and a.state in ('PROPOSED', 'VERIFIED')",
                PayeeAccounts::account, actor.tenant(), payout.organisation()).orElse(null);
        PayeeAccount used = payout.batch() == null ? null : sql.first(PayeeAccounts.SELECT + """
                 join payout_line l on l.tenant_id = a.tenant_id and l.account_id = a.id join payout p on p.tenant_id = l.tenant_id and p.id = l.payout_id
                 where a.tenant_id = ? and p.code = ? and l.state in ('TAKEN', 'SENT', 'PAID')""", PayeeAccounts::account, actor.tenant(), payout.code()).orElse(null);
        LocalDate leaves = payout.batch() == null ? null : sql.one("select pay_on from payout_batch where tenant_id = ? and code = ?", row -> row.date("pay_on"),
                actor.tenant(), payout.batch());
        boolean waits = payout.state() == Payout.State.WAITING;
        return new OwnPayout(payout, waits ? current : used, leaves, waits ? obstacle(actor, payout, current) : "", told(actor, payout));
    }

    /** What the account is now says more than what the last batch found of it. */
    private String obstacle(Actor actor, Payout payout, PayeeAccount account) {
        if (account == null) {
            return Rehearsal.Rule.ACCOUNT_MISSING.name();
        }
        if (account.state() != PayeeAccount.State.VERIFIED) {
            return Rehearsal.Rule.ACCOUNT_UNVERIFIED.name();
        }
        if (account.isFrozen(clock.now())) {
            return Rehearsal.Rule.ACCOUNT_FROZEN.name();
        }
        if (refused(actor, payout.code())) {
            return Rehearsal.Rule.FAILED_BEFORE.name();
        }
        return MENDED.contains(payout.heldBy()) ? "" : payout.heldBy();
    }

    /** The bank's answer, and why a withdrawal was given back. */
    private static boolean isForMember(History.Change change) {
        return Set.of(Payout.State.PAID.name(), Payout.State.CANCELLED.name()).contains(change.to())
                || Payout.State.IN_TRANSIT.name().equals(change.from()) || Payout.State.PAID.name().equals(change.from());
    }

    private List<History.Change> told(Actor actor, Payout payout) {
        String reported = Payout.State.REPORTED.name();
        return history.of(actor, THING, payout.code()).stream()
                .filter(change -> !change.to().equals(change.from()) && !change.to().equals(reported)
                        && !(reported.equals(change.from()) && change.to().equals(Payout.State.WAITING.name())))
                .map(change -> new History.Change(change.from(), change.to(), change.from() == null ? change.by() : NOBODY, change.at(),
                        isForMember(change) ? change.why() : ""))
                .toList();
    }

    /** How many wait to be taken into a batch, and since when. */
    @Requires(PayoutPermission.BATCHES)
    public Waiting waiting(Actor actor) {
        return sql.one("select count(*) as n, min(requested_at) as oldest from payout where tenant_id = ? and state = 'WAITING'",
                row -> new Waiting(row.number("n"), row.instant("oldest")), actor.tenant());
    }

    /** On which day what waits is due first, what was held out or refused only where nothing else waits; today where that day has come or nothing waits. */
    @Requires(PayoutPermission.BATCHES)
    public LocalDate dueNext(Actor actor) {
        LocalDate first = sql.one("""
                select coalesce(min(due_on) filter (where held_rule = '' and failed_account_id is null), min(due_on)) as due_on
                  from payout where tenant_id = ? and state = 'WAITING'""", row -> row.date("due_on"), actor.tenant());
        return first == null || first.isBefore(clock.today()) ? clock.today() : first;
    }

    /** How many of them came back from the bank, and since when the oldest is there. */
    @Requires(PayoutPermission.BATCHES)
    public Waiting failed(Actor actor) {
        return sql.one("""
                select count(*) as n, min(requested_at) as oldest from payout where tenant_id = ? and state = 'WAITING' and failed_account_id is not null""",
                row -> new Waiting(row.number("n"), row.instant("oldest")), actor.tenant());
    }

    /** @param oldest null where none waits */
    public record Waiting(long count, Instant oldest) {
    }

    /**
     * Those that left and of which the bank has said nothing yet, oldest first: what a bank's statement may speak of.
     *
     * @param after the code of the last one on the page before; null for the first page
     */
    @Requires(PayoutPermission.READ)
    public List<Payout> inTransit(Actor actor, String after, int limit) {
        return sql.list(SELECT + """
                 where p.tenant_id = ? and p.state = 'IN_TRANSIT' and (?::bigint is null or p.organisation_id = ?)
                   and (?::text is null or p.id > (select id from payout where tenant_id = ? and code = ?))
                 order by p.id limit ?""", Payouts::payout, actor.tenant(), actor.scope(), actor.scope(), after, actor.tenant(), after,
                Math.min(limit, LIST_MAX));
    }

    /**
     * A payment that left and did not fail.
     *
     * @param causeCode what it is for, as its purpose says it
     * @param paid      whether the bank has said that it was paid
     */
    public record Left(String endToEnd, String batch, String causeCode, OrganisationId organisation, Money amount, boolean paid) {
    }

    /** Payments that left with these batches or for these causes, at most {@value #LEFT_MAX}: what a bank's statement may name. */
    @Requires(PayoutPermission.READ)
    public List<Left> left(Actor actor, Collection<String> codes) {
        String[] named = codes.toArray(String[]::new);
        return sql.list("""
                select l.end_to_end, b.code as batch, p.cause_code, p.organisation_id, l.amount_minor, l.currency, l.state = 'PAID' as paid
                  from payout_line l
                  join payout_batch b on b.tenant_id = l.tenant_id and b.id = l.batch_id
                  join payout p on p.tenant_id = l.tenant_id and p.id = l.payout_id
                 where l.tenant_id = ? and l.state in ('SENT', 'PAID') and (?::bigint is null or p.organisation_id = ?) and l.id in (
                       select i.id from payout_batch named join payout_line i on i.tenant_id = named.tenant_id and i.batch_id = named.id
                        where named.tenant_id = ? and named.code = any (?)
                       union all
                       select i.id from payout named join payout_line i on i.tenant_id = named.tenant_id and i.payout_id = named.id and i.state in ('SENT', 'PAID')
                        where named.tenant_id = ? and named.cause_type in ('statement', 'withdrawal', 'deposit') and named.cause_code = any (?))
                 order by l.id limit ?""",
                row -> new Left(row.text("end_to_end"), row.text("batch"), row.text("cause_code"), new OrganisationId(row.number("organisation_id")),
                        row.money("amount"), row.flag("paid")), actor.tenant(), actor.scope(), actor.scope(), actor.tenant(), named, actor.tenant(), named, LEFT_MAX);
    }

    /** What the bank may say of a payment. */
    public enum Answer { PAID, FAILED, RETURNED }

    /** What its answer changed: {@code NOTHING_NEW} was known, {@code CONTRADICTS} cannot follow what was known, {@code UNKNOWN} is none of ours. */
    public enum Outcome { PAID, FAILED, RETURNED, IN_TRANSIT, NOTHING_NEW, UNKNOWN, CONTRADICTS }

    /**
     * Takes one answer of the bank, from a return file or a statement. The same answer again changes nothing.
     *
     * @param endToEnd   what we called it ({@link Payout#endToEnd()} of the try that is meant)
     * @param reference  the bank's; kept with what is paid or came back
     * @param reasonCode ISO 20022's or the file's own, may be empty
     * @param reason     in words, may be empty
     */
    @Requires(PayoutPermission.PREPARE)
    public Outcome answer(Actor actor, String endToEnd, Answer answer, String reference, String reasonCode, String reason) {
        return answerAll(actor, List.of(new Answered(endToEnd, answer, reference, reasonCode, reason))).get(0);
    }

    /** One answer. @param answer null where it is on its way */
    record Answered(String endToEnd, Answer answer, String reference, String reasonCode, String reason) {
    }

    /** Takes answers in their order, each as {@link #answer} does; what is paid is written down together, since a file has thousands. */
    List<Outcome> answerAll(Actor actor, List<Answered> answers) {
        String[] names = answers.stream().map(Answered::endToEnd).distinct().toArray(String[]::new);
        sql.each("""
                select p.id from payout_line l join payout p on p.tenant_id = l.tenant_id and p.id = l.payout_id
                 where l.tenant_id = ? and l.end_to_end = any (?) order by p.id for update of p""", 0, row -> { }, actor.tenant(), names);
        Map<String, Working> sent = new HashMap<>();
        Map<String, String> states = new HashMap<>();
        // read after the lock: what it was before may have changed meanwhile
        sql.each(COLUMNS + ", x.end_to_end, x.state as line_state" + FROM
                + " join payout_line x on x.tenant_id = p.tenant_id and x.payout_id = p.id where p.tenant_id = ? and x.end_to_end = any (?)", 0, row -> {
                    sent.put(row.text("end_to_end"), new Working(row.number("id"), payout(row)));
                    states.put(row.text("end_to_end"), row.text("line_state"));
                }, actor.tenant(), names);
        List<Confirmed> confirmed = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (Answered said : answers) {
            String state = states.get(said.endToEnd());
            Outcome outcome = outcome(state, said.answer());
            outcomes.add(outcome);
            if (outcome == Outcome.PAID) {
                confirmed.add(new Confirmed(sent.get(said.endToEnd()), said.reference()));
            } else if (outcome == Outcome.FAILED || outcome == Outcome.RETURNED) {
                paid(actor, confirmed, AccountKind.BANK);
                confirmed.clear();
                back(actor, lock(actor, sent.get(said.endToEnd()).payout().code()), said.answer(), said.reference(), said.reasonCode(), said.reason());
            }
            if (said.answer() != null && outcome == Outcome.valueOf(said.answer().name())) {
                states.put(said.endToEnd(), said.answer().name());
            }
        }
        paid(actor, confirmed, AccountKind.BANK);
        return outcomes;
    }

    /** What an answer changes. @param state of the try that is meant; null for none of ours */
    private static Outcome outcome(String state, Answer answer) {
        if (state == null) {
            return Outcome.UNKNOWN;
        }
        if (answer == null) {
            return Outcome.IN_TRANSIT;
        }
        if (state.equals(answer.name()) || answer == Answer.RETURNED && state.equals("FAILED")) {
            return Outcome.NOTHING_NEW;
        }
        boolean follows = state.equals("SENT") && answer != Answer.RETURNED || state.equals("PAID") && answer == Answer.RETURNED;
        return follows ? Outcome.valueOf(answer.name()) : Outcome.CONTRADICTS;
    }

    /** It waits again: refused, or come back after it was paid (BANK → PAYABLE). */
    private void back(Actor actor, Working working, Answer answer, String reference, String reasonCode, String reason) {
        Payout payout = working.payout();
        Payout.State.TRANSITIONS.check(payout.state(), Payout.State.WAITING);
        String why = reason == null || reason.isBlank() ? reasonCode : reason.strip();
        Long account = sql.first("select account_id from payout_line where tenant_id = ? and payout_id = ? and state in ('SENT', 'PAID')",
                row -> row.number("account_id"), actor.tenant(), working.id()).orElse(null);
        LocalDate again = PaymentDays.after(clock.today(), terms.now(actor).paymentDays(), calendar.workingTime(actor));
        if (answer == Answer.RETURNED) {
            ledger.post(actor, new NewPosting("payout.returned", THING, payout.endToEnd(),
                    List.of(Leg.debit(Account.of(AccountKind.BANK), payout.amount()),
                            Leg.credit(Account.of(AccountKind.PAYABLE, payout.organisation()), payout.amount())), reference));
        }
        sql.update("""
                update payout_line set state = ?, reason_code = ?, reason = ?, reference = ?, answered_at = ?
                 where tenant_id = ? and payout_id = ? and state in ('SENT', 'PAID')""", answer, reasonCode, why, reference, clock.now(),
                actor.tenant(), working.id());
        sql.update("""
                update payout p set state = 'WAITING', reason = ?, attempts = p.attempts + 1, reference = '', paid_at = null, due_on = ?,
                       failed_account_id = ? where p.tenant_id = ? and p.id = ?""", why, again, PASSING.contains(reasonCode) ? null : account, actor.tenant(),
                working.id());
        history.record(actor, THING, payout.code(), payout.state(), Payout.State.WAITING, why);
        outbox.add(actor, new PayoutFailed(payout.code(), payout.causeType(), payout.causeCode(), payout.organisation(), payout.amount(),
                answer == Answer.RETURNED ? reference : "", why, clock.now()));
        letters.send(actor, payout.organisation(), "payout.letter.failed", Map.of("payout", payout.code(), "amount", payout.amount().toString(),
                "reason", why, "again", again.toString()), "/account/profile");
        close(actor, new Long[] {working.id()});
    }

    /** Batches of which everything is answered are closed. */
    private void close(Actor actor, Long[] payouts) {
        List<String> closed = sql.list("""
                update payout_batch b set state = 'CLOSED'
                 where b.tenant_id = ? and b.state = 'RELEASED'
                   and b.id in (select l.batch_id from payout_line l where l.tenant_id = ? and l.payout_id = any (?))
                   and not exists (select from payout_line o where o.tenant_id = b.tenant_id and o.batch_id = b.id and o.state = 'SENT')
                returning b.code""", row -> row.text("code"), actor.tenant(), actor.tenant(), payouts);
        history.recordAll(actor, Batches.THING, closed, Batch.State.RELEASED, Batch.State.CLOSED, "");
    }

    /**
     * Lets the bank try the account once more that it refused, by the next batch: for all payouts of the member that wait, since one that is held
     * holds the others.
     *
     * @throws Problem NOT_FOUND, ILLEGAL_TRANSITION
     */
    @Requires(PayoutPermission.PREPARE)
    public Payout tryAgain(Actor actor, String code) {
        Working working = lock(actor, code);
        Payout.State.TRANSITIONS.check(working.payout().state(), Payout.State.IN_BATCH);
        List<String> others = sql.list("""
                update payout set failed_account_id = null, held_rule = ''
                 where tenant_id = ? and organisation_id = ? and state = 'WAITING' and (failed_account_id is not null or held_rule = 'FAILED_BEFORE') and id <> ?
                returning code""", row -> row.text("code"), actor.tenant(), working.payout().organisation(), working.id());
        sql.update("update payout set failed_account_id = null, held_rule = '' where tenant_id = ? and id = ?", actor.tenant(), working.id());
        history.record(actor, THING, code, working.payout().state(), working.payout().state(), working.payout().reason());
        history.recordAll(actor, THING, others, working.payout().state(), working.payout().state(), code);
        return get(actor, code);
    }

    /** Whether the bank refused the account that the member of this payout still has, for this payout or another that waits. */
    @Requires(PayoutPermission.BATCHES)
    public boolean isRefused(Actor actor, String code) {
        return refused(actor, code);
    }

    private boolean refused(Actor actor, String code) {
        return sql.one("""
                select exists (select from payout p
                  join payout f on f.tenant_id = p.tenant_id and f.organisation_id = p.organisation_id and f.state = 'WAITING'
                  join payout_account a on a.tenant_id = f.tenant_id and a.id = f.failed_account_id and a.state in ('PROPOSED', 'VERIFIED')
                 where p.tenant_id = ? and p.code = ? and p.state = 'WAITING') as refused""", row -> row.flag("refused"), actor.tenant(), code);
    }

    Working lock(Actor actor, String code) {
        sql.first("select id from payout where tenant_id = ? and code = ? for update", row -> row.number("id"), actor.tenant(), code);
        return sql.first(SELECT + " where p.tenant_id = ? and p.code = ?", row -> new Working(row.number("id"), payout(row)), actor.tenant(), code)
                .orElseThrow(() -> Problem.notFound(THING, code));
    }

    /** What is paid, and the bank's reference for it. */
    private record Confirmed(Working working, String reference) {
    }

    /** It is paid: out of the bank, or into the member's wallet. */
    void paid(Actor actor, Working working, String reference, AccountKind to) {
        paid(actor, List.of(new Confirmed(working, reference)), to);
    }

    private void paid(Actor actor, List<Confirmed> all, AccountKind to) {
        if (all.isEmpty()) {
            return;
        }
        all.forEach(each -> Payout.State.TRANSITIONS.check(each.working().payout().state(), Payout.State.PAID));
        ledger.postAll(actor, all.stream().map(each -> {
            Payout payout = each.working().payout();
            Account target = to == AccountKind.WALLET ? Account.of(to, payout.organisation()) : Account.of(to);
            return new NewPosting(to == AccountKind.WALLET ? "payout.to-wallet" : "payout.confirmed", THING, payout.endToEnd(),
                    List.of(Leg.debit(Account.of(AccountKind.PAYABLE, payout.organisation()), payout.amount()), Leg.credit(target, payout.amount())),
                    each.reference());
        }).toList());
        Long[] ids = all.stream().map(each -> each.working().id()).toArray(Long[]::new);
        String[] references = all.stream().map(Confirmed::reference).toArray(String[]::new);
        sql.update("""
                update payout p set state = 'PAID', reason = '', held_rule = '', failed_account_id = null, reference = r.reference, paid_at = ?
                  from unnest(?::bigint[], ?::text[]) r (id, reference) where p.tenant_id = ? and p.id = r.id""", clock.now(), ids, references, actor.tenant());
        sql.update("""
                update payout_line l set state = 'PAID', reference = r.reference, answered_at = ?
                  from unnest(?::bigint[], ?::text[]) r (id, reference) where l.tenant_id = ? and l.payout_id = r.id and l.state = 'SENT'""", clock.now(), ids,
                references, actor.tenant());
        Trip trip = sql.trip();
        history.recordAll(actor, trip, all.stream().map(each -> new History.Step(THING, each.working().payout().code(), each.working().payout().state(),
                Payout.State.PAID, each.reference())).toList());
        outbox.addAll(actor, trip, all.stream().map(each -> {
            Payout payout = each.working().payout();
            return new PayoutPaid(payout.code(), payout.causeType(), payout.causeCode(), payout.organisation(), payout.amount(), each.reference(), "", clock.now());
        }).toList());
        trip.go();
        close(actor, ids);
    }

    static Payout payout(Row row) {
        return new Payout(row.text("code"), new OrganisationId(row.number("organisation_id")), row.text("cause_type"), row.text("cause_code"),
                row.money("amount"), row.date("due_on"), row.oneOf(Payout.State.class, "state"), row.text("reason"), row.text("held_rule"), row.integer("attempts"),
                row.text("reference"), row.text("batch"), row.text("requested_by"), row.instant("requested_at"), row.instant("paid_at"));
    }
}
