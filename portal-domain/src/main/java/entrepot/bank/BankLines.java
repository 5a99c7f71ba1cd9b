package entrepot.bank;

import entrepot.gateway.PayOvers;
import entrepot.gateway.Provider;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Text;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.Leg;
import entrepot.ledger.NewPosting;
import entrepot.ledger.PostingKey;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.payout.Payout;
import entrepot.payout.Payouts;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import entrepot.wallet.PaymentReference;
import entrepot.wallet.TopUp;
import entrepot.wallet.TopUps;
import entrepot.wallet.WalletPermission;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Movements at the bank, and what each of them is. Proposals are worked out when somebody looks, so they are never older than what they speak of. A line is
 * settled once, by a person; the postings that it then is are kept with it, and a posting is at the bank once.
 */
@ApplicationScoped
@UseCases
public class BankLines {

    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;
    /** Open lines that are looked at for proposals at most. */
    public static final int LOOKED_AT_MAX = 1_000;
    /** Lines that are settled by one click at most. */
    public static final int TOGETHER_MAX = 200;
    /** The kind of proposals to open a line again. */
    public static final String REOPEN = "bank-line";
    private static final String THING = "bank-line";
    private static final int REASON_MAX = 500;
    private static final int CANDIDATES_MAX = 5_000;
    private static final int PAGE = 200;
    private static final Duration BOOKED_SINCE = Duration.ofDays(120);
    private static final Pattern PAYOUT = Pattern.compile("PAY-?(\\d{6})-?([0-9A-HJKMNP-TV-Z]{6})(?:-(\\d{1,2})(?!\\d))?");
    /** Any of our numbers: a batch, or what a payout is for, which its purpose says. */
    private static final Pattern NUMBER = Pattern.compile("([A-Z]{3})-?(\\d{6})-?([0-9A-HJKMNP-TV-Z]{6})");
    private static final Pattern TOP_UP = Pattern.compile("TOP-?(\\d{6})-?([0-9A-HJKMNP-TV-Z]{6})");

    private static final String SELECT = """
            select l.id, l.code, s.code as statement, a.name as account_name, l.no, l.booked_on, l.value_on, l.amount_minor, l.currency, l.name, l.account, l.text,
                   l.end_to_end, l.servicer, l.kind_code, l.returned, l.state, l.settled_as, l.target, l.organisation_id, l.settled_by, l.settled_at, l.reason
              from bank_line l
              join bank_statement s on s.tenant_id = l.tenant_id and s.id = l.statement_id
              join bank_account a on a.tenant_id = l.tenant_id and a.id = l.bank_account_id
            """;

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private TopUps topUps;

    @Inject
    private Payouts payouts;

    @Inject
    private PayOvers payOvers;

    @Inject
    private Organisations organisations;

    @Inject
    private Ledger ledger;

    @Inject
    private BusinessClock clock;

    @Inject
    private History history;

    @Inject
    private Numbering numbering;

    @Inject
    private Idempotency idempotency;

    @Inject
    private Proposals proposals;

    /** An open line with what it probably is. */
    public record OpenLine(BankLine line, Proposed proposed) {
    }

    /**
     * What a person says that a line is.
     *
     * @param as     what it is
     * @param target as {@link MatchKind} says; a member by its code
     * @param reason for what is put into SUSPENSE, and for a transfer that bounced
     */
    public record Settle(MatchKind as, String target, String reason) {
    }

    /** A sure proposal as it was shown. */
    public record Shown(String line, MatchKind as, String target) {
    }

    /** How many were settled. */
    public record Accepted(int lines) {
    }

    /**
     * The open lines with their proposals, oldest first: of one statement, or of all. The first {@value #LOOKED_AT_MAX}.
     *
     * @param statement null for all
     */
    @Requires(BankPermission.READ)
    public List<OpenLine> open(Actor actor, String statement) {
        return looked(actor, statement);
    }

    private List<OpenLine> looked(Actor actor, String statement) {
        List<BankLine> lines = sql.list(SELECT + """
                 where l.tenant_id = ? and l.state = 'OPEN' and (?::text is null or s.code = ?) order by l.id limit ?""", BankLines::line, actor.tenant(), statement,
                statement, LOOKED_AT_MAX);
        return matched(actor, lines);
    }

    private List<OpenLine> matched(Actor actor, List<BankLine> lines) {
        List<Proposed> proposed = new entrepot.bank.Matcher(candidates(actor, lines)).propose(lines);
        return IntStream.range(0, lines.size()).mapToObj(i -> new OpenLine(lines.get(i), proposed.get(i))).toList();
    }

    /** What the bank shows for reported transfers: by the top-up's code, an open line of its amount that is proposed for it. */
    @Requires(BankPermission.READ)
    public Map<String, BankLine> forTopUps(Actor actor) {
        return ofTopUps(actor);
    }

    private Map<String, BankLine> ofTopUps(Actor actor) {
        return looked(actor, null).stream().filter(row -> row.proposed().kind() == MatchKind.TOP_UP && row.proposed().confidence() != Proposed.Confidence.ASK
                && row.proposed().amount().equals(row.line().amount())).collect(Collectors.toMap(row -> row.proposed().target(), OpenLine::line, (one, other) -> one));
    }

    /**
     * Confirms reported transfers, all or none: each by the open line that is proposed for it, which is settled by that, so that it credits nobody a second
     * time; by hand where the bank shows none.
     *
     * @throws Problem as {@link TopUps#confirmAll}
     */
    @Requires(WalletPermission.CONFIRM)
    public void confirmTopUps(Actor actor, Collection<String> codes) {
        Map<String, BankLine> atBank = ofTopUps(actor);
        topUps.confirmAll(actor, codes.stream().filter(code -> !atBank.containsKey(code)).toList());
        codes.stream().distinct().filter(atBank::containsKey).sorted()
                .forEach(code -> settled(actor, lock(actor, atBank.get(code).code()), new Settle(MatchKind.TOP_UP, code, "")));
    }

    /** @throws Problem NOT_FOUND */
    @Requires(BankPermission.READ)
    public BankLine get(Actor actor, String code) {
        return sql.first(SELECT + " where l.tenant_id = ? and l.code = ?", BankLines::line, actor.tenant(), code).orElseThrow(() -> Problem.notFound(THING, code));
    }

    /** What an open line probably is, as the list of the open ones says it. */
    @Requires(BankPermission.READ)
    public Proposed proposed(Actor actor, String code) {
        BankLine line = get(actor, code);
        return looked(actor, null).stream().filter(row -> row.line().code().equals(code)).findFirst().orElseGet(() -> matched(actor, List.of(line)).get(0)).proposed();
    }

    /**
     * Lines of a statement in their order.
     *
     * @param state null for all
     * @param after the code of the last one of the page before; null for the first page
     */
    @Requires(BankPermission.READ)
    public List<BankLine> list(Actor actor, String statement, BankLine.State state, String after, int limit) {
        return sql.list(SELECT + """
                 where l.tenant_id = ? and s.code = ? and (?::text is null or l.state = ?)
                   and (?::text is null or l.no > (select x.no from bank_line x where x.tenant_id = ? and x.code = ?))
                 order by l.no limit ?""", BankLines::line, actor.tenant(), statement, state, state, after, actor.tenant(), after,
                Math.max(1, Math.min(limit, LIST_MAX)));
    }

    /** Open lines that took money out, of that amount at most: the amount itself first, then the newest; {@value #PAGE} of them. */
    @Requires(BankPermission.READ)
    public List<BankLine> outgoing(Actor actor, Money most) {
        return sql.list(SELECT + """
                 where l.tenant_id = ? and l.state = 'OPEN' and l.currency = ? and l.amount_minor < 0 and l.amount_minor >= ?
                 order by l.amount_minor = ? desc, l.id desc limit ?""", BankLines::line, actor.tenant(), most.currency(), -most.minor(), -most.minor(), PAGE);
    }

    /** The postings that a settled line is. */
    @Requires(BankPermission.READ)
    public List<PostingKey> postings(Actor actor, String code) {
        return sql.list("""
                select p.event, p.cause_type, p.cause_code from bank_line l
                  join bank_match m on m.tenant_id = l.tenant_id and m.line_id = l.id
                  join ledger_posting p on p.tenant_id = m.tenant_id and p.id = m.posting_id
                 where l.tenant_id = ? and l.code = ? order by p.id limit ?""",
                row -> new PostingKey(row.text("event"), row.text("cause_type"), row.text("cause_code")), actor.tenant(), code, LIST_MAX);
    }

    /** How many lines are open, and since when the oldest; null where none is. */
    public record Waiting(long count, Instant oldest) {
    }

    @Requires(BankPermission.MATCH)
    public Waiting waiting(Actor actor) {
        return sql.one("""
                select count(*) as n, (select s.imported_at from bank_line f join bank_statement s on s.tenant_id = f.tenant_id and s.id = f.statement_id
                                        where f.tenant_id = ? and f.state = 'OPEN' order by f.id limit 1) as oldest
                  from bank_line where tenant_id = ? and state = 'OPEN'""",
                row -> new Waiting(row.number("n"), row.instant("oldest")), actor.tenant(), actor.tenant());
    }

    /**
     * Says what a line is, and posts what follows from it.
     *
     * @throws Problem BANK_LINE_SETTLED, BANK_LINE_DIRECTION, BANK_LINE_AMOUNT, BANK_POSTING_MATCHED, BANK_REASON, NOT_FOUND, and what the owner of the
     *                 thing refuses
     */
    @Requires(BankPermission.MATCH)
    public BankLine settle(Actor actor, String code, Settle settle) {
        if (settle.as() == null) {
            throw Problem.missing("as");
        }
        BankLine line = lock(actor, code);
        settled(actor, line, settle);
        return get(actor, code);
    }

    /** The same once a key, for programs. */
    @Requires(BankPermission.MATCH)
    public BankLine settleOnce(Actor actor, String code, Settle settle, String key) {
        get(actor, code);
        idempotency.once(actor, "bank-lines.settle " + code, key, settle, Accepted.class, () -> {
            settle(actor, code, settle);
            return new Accepted(1);
        });
        return get(actor, code);
    }

    /**
     * Accepts sure proposals as they were shown, all or none.
     *
     * @throws Problem BANK_LINE_CHANGED where one is not sure any more or says something else; BANK_TOO_MANY
     */
    @Requires(BankPermission.MATCH)
    public Accepted settleSure(Actor actor, List<Shown> shown) {
        if (shown.size() > TOGETHER_MAX) {
            throw new Problem(BankProblem.BANK_TOO_MANY).with("max", TOGETHER_MAX);
        }
        Map<String, Shown> byLine = shown.stream().collect(Collectors.toMap(Shown::line, Function.identity(), (one, other) -> one));
        List<BankLine> lines = new TreeSet<>(byLine.keySet()).stream().map(code -> lock(actor, code)).toList();
        for (OpenLine row : matched(actor, lines)) {
            Shown as = byLine.get(row.line().code());
            Proposed now = row.proposed();
            if (now.confidence() != Proposed.Confidence.SURE || now.kind() != as.as() || !now.target().equals(as.target())) {
                throw new Problem(BankProblem.BANK_LINE_CHANGED).with("line", row.line().code());
            }
            settled(actor, row.line(), new Settle(now.kind(), now.target(), ""));
        }
        return new Accepted(lines.size());
    }

    /**
     * Says that a line was settled wrongly; another person has to agree.
     *
     * @return the proposal's code
     * @throws Problem BANK_LINE_CHANGED where it is open, BANK_LINE_STAYS, SUSPENSE_DECIDED, BANK_REASON
     */
    @Requires(BankPermission.PROPOSE)
    public String proposeReopen(Actor actor, String code, String reason) {
        BankLine line = get(actor, code);
        reopenable(actor, line);
        String why = Text.optional("reason", reason, REASON_MAX);
        if (why.isEmpty()) {
            throw new Problem(BankProblem.BANK_REASON);
        }
        proposals.withdraw(actor, REOPEN, code, "");
        return proposals.propose(actor, REOPEN, code, code, Map.of("line", code), List.of(new Proposal.Effect("bank.reopen", line.amount().toString(), line.target())), why);
    }

    /** What is proposed for a line; null where nothing waits. */
    @Requires(BankPermission.READ)
    public Proposal reopening(Actor actor, String code) {
        return proposals.latest(actor, REOPEN, get(actor, code).code()).filter(latest -> latest.state() == Proposal.State.PROPOSED).orElse(null);
    }

    /** Lines that are proposed to be opened again, the first ones. */
    @Requires(BankPermission.READ)
    public List<Proposal> reopenings(Actor actor) {
        return proposals.waiting(actor, REOPEN);
    }

    /** What waits for this actor's yes or no. */
    @Requires(BankPermission.APPROVE)
    public Proposals.Queue toDecide(Actor actor) {
        return proposals.toDecide(actor, REOPEN);
    }

    /**
     * Another person agrees: what the line was is reversed, and it is open again.
     *
     * @throws Problem OWN_PROPOSAL, BANK_LINE_CHANGED, BANK_LINE_STAYS, SUSPENSE_DECIDED, NOT_FOUND where nothing is proposed
     */
    @Requires(BankPermission.APPROVE)
    public BankLine approveReopen(Actor actor, String code) {
        sql.first("select id from bank_line where tenant_id = ? and code = ? for update", row -> row.number("id"), actor.tenant(), code);
        Proposal approved = proposals.approve(actor, waiting(actor, code).code());
        BankLine line = get(actor, code);
        reopenable(actor, line);
        reverse(actor, line, approved.reason());
        sql.update("""
                update bank_line set state = 'OPEN', settled_as = null, target = null, organisation_id = null, settled_by = null, settled_at = null, reason = '',
                       reopened = reopened + 1
                 where tenant_id = ? and code = ?""", actor.tenant(), code);
        history.record(actor, THING, code, BankLine.State.SETTLED, BankLine.State.OPEN, approved.reason());
        int open = sql.update("update bank_statement set state = 'OPEN' where tenant_id = ? and code = ? and state = 'DONE'", actor.tenant(), line.statement());
        if (open > 0) {
            history.record(actor, BankStatements.THING, line.statement(), BankStatement.State.DONE, BankStatement.State.OPEN, approved.reason());
        }
        return get(actor, code);
    }

    /** It was right. @throws Problem REASON_NEEDED, OWN_PROPOSAL, NOT_FOUND where nothing is proposed */
    @Requires(BankPermission.APPROVE)
    public void rejectReopen(Actor actor, String code, String reason) {
        proposals.reject(actor, waiting(actor, code).code(), reason);
    }

    private Proposal waiting(Actor actor, String code) {
        Proposal waiting = reopening(actor, code);
        if (waiting == null) {
            throw Problem.notFound("proposal", code);
        }
        return waiting;
    }

    private void reopenable(Actor actor, BankLine line) {
        if (line.state() != BankLine.State.SETTLED) {
            throw new Problem(BankProblem.BANK_LINE_CHANGED).with("line", line.code());
        }
        if (!line.settledAs().isReversible()) {
            throw new Problem(BankProblem.BANK_LINE_STAYS).with("as", line.settledAs());
        }
        if (line.settledAs() == MatchKind.SUSPENSE && !sql.one("select state from bank_suspense where tenant_id = ? and code = ? for update",
                row -> row.text("state"), actor.tenant(), line.target()).equals(Suspense.State.OPEN.name())) {
            throw new Problem(BankProblem.SUSPENSE_DECIDED).with("code", line.target());
        }
    }

    /** The line's postings and what takes them back are both at this line and are nothing together; what was booked before is free again. */
    private void reverse(Actor actor, BankLine line, String reason) {
        PostingKey back;
        switch (line.settledAs()) {
            case TOP_UP, MEMBER -> {
                topUps.bounce(actor, line.target(), reason);
                back = new PostingKey("top-up.bounced", "top-up", line.target());
            }
            case FEE -> back = posted(actor, reversal(actor, line, AccountKind.PAYMENT_FEES, reason));
            case SUSPENSE -> {
                back = posted(actor, reversal(actor, line, AccountKind.SUSPENSE, reason));
                sql.update("update bank_suspense set state = 'WITHDRAWN' where tenant_id = ? and code = ?", actor.tenant(), line.target());
                history.record(actor, Suspenses.THING, line.target(), Suspense.State.OPEN, Suspense.State.WITHDRAWN, reason);
            }
            case BOOKED -> {
                sql.update("""
                        delete from bank_match m using bank_line l, ledger_posting p
                         where m.tenant_id = ? and l.tenant_id = m.tenant_id and l.id = m.line_id and l.code = ?
                           and p.tenant_id = m.tenant_id and p.id = m.posting_id and (p.event || '~' || p.cause_type || '~' || p.cause_code = ? or p.cause_code = any (?))""",
                        actor.tenant(), line.code(), line.target(), causes(actor, line.target()));
                return;
            }
            default -> throw new IllegalStateException(line.settledAs().name());
        }
        found(actor, line, back);
    }

    private NewPosting reversal(Actor actor, BankLine line, AccountKind kind, String reason) {
        boolean in = line.isIncoming();
        Money amount = in ? line.amount() : line.amount().negated();
        Account bank = Account.of(AccountKind.BANK);
        return NewPosting.of("bank.reopened", THING, cause(actor, line), reason, Leg.debit(in ? Account.of(kind) : bank, amount), Leg.credit(in ? bank : Account.of(kind), amount));
    }

    /** A line is something anew each time that it is opened again. */
    private String cause(Actor actor, BankLine line) {
        int reopened = sql.one("select reopened from bank_line where tenant_id = ? and code = ?", row -> row.integer("reopened"), actor.tenant(), line.code());
        return reopened == 0 ? line.code() : line.code() + "/" + (reopened + 1);
    }

    private void settled(Actor actor, BankLine line, Settle settle) {
        String reason = Text.optional("reason", settle.reason(), REASON_MAX);
        String target = settle.target() == null ? "" : settle.target().strip();
        if (!settle.as().fits(line.isIncoming())) {
            throw new Problem(BankProblem.BANK_LINE_DIRECTION).with("line", line.code());
        }
        if (reason.isEmpty() && (settle.as() == MatchKind.SUSPENSE || settle.as() == MatchKind.BOUNCED)) {
            throw new Problem(BankProblem.BANK_REASON);
        }
        if (target.isEmpty() && settle.as().isNamed()) {
            throw Problem.missing(settle.as() == MatchKind.MEMBER ? "member" : "target");
        }
        Money out = line.amount().negated();
        OrganisationId organisation = null;
        List<PostingKey> postings;
        switch (settle.as()) {
            case TOP_UP -> {
                TopUp topUp = topUps.confirm(actor, target, line.amount());
                organisation = topUp.organisation();
                postings = List.of(new PostingKey("top-up.confirmed", "top-up", topUp.code()));
            }
            case MEMBER -> {
                Organisation member = organisations.byCode(actor, target);
                if (member.headquarters()) {
                    throw Problem.notFound("organisation", target);
                }
                TopUp topUp = topUps.received(actor, member.id(), line.amount(), line.bookedOn(), TopUp.Source.TRANSFER, cause(actor, line));
                organisation = member.id();
                target = topUp.code();
                postings = List.of(new PostingKey("top-up.confirmed", "top-up", topUp.code()));
            }
            case GATEWAY -> {
                PayOvers.PayOver over = payOvers.settle(actor, provider(target), through(target), line.amount(), line.code());
                target = over.code();
                postings = List.of(new PostingKey("gateway.paid-over", "pay-over", over.code()));
            }
            case PAYOUT -> postings = List.of(answered(actor, target, Payouts.Answer.PAID, line));
            case PAYOUT_BACK -> postings = List.of(answered(actor, target, Payouts.Answer.RETURNED, line));
            case PAYOUT_BATCH -> {
                postings = payouts.left(actor, List.of(target)).stream().map(payment -> answered(actor, payment.endToEnd(), Payouts.Answer.PAID, line)).toList();
                if (postings.isEmpty()) {
                    throw Problem.notFound("payout-batch", target);
                }
            }
            case BOUNCED -> {
                TopUp topUp = topUps.bounce(actor, target, reason);
                organisation = topUp.organisation();
                postings = List.of(new PostingKey("top-up.bounced", "top-up", topUp.code()));
            }
            case BOOKED -> {
                postings = booked(actor, line, target);
                target = postings.size() == 1 ? postings.get(0).text() : target;
            }
            case FEE -> {
                Account fees = Account.of(AccountKind.PAYMENT_FEES);
                Account bank = Account.of(AccountKind.BANK);
                postings = List.of(posted(actor, line.isIncoming() ? NewPosting.of("bank.fee", THING, cause(actor, line), line.text(), Leg.debit(bank, line.amount()), Leg.credit(fees, line.amount()))
                        : NewPosting.of("bank.fee", THING, cause(actor, line), line.text(), Leg.debit(fees, out), Leg.credit(bank, out))));
            }
            case SUSPENSE -> {
                Account suspense = Account.of(AccountKind.SUSPENSE);
                Account bank = Account.of(AccountKind.BANK);
                postings = List.of(posted(actor, line.isIncoming() ? NewPosting.of("bank.suspense", THING, cause(actor, line), reason, Leg.debit(bank, line.amount()), Leg.credit(suspense, line.amount()))
                        : NewPosting.of("bank.suspense", THING, cause(actor, line), reason, Leg.debit(suspense, out), Leg.credit(bank, out))));
                target = numbering.next("SUS");
                sql.update("""
                        insert into bank_suspense (tenant_id, id, code, line_id, amount_minor, currency, state, reason, opened_by, opened_at)
                        select tenant_id, nextval('bank_suspense_seq'), ?, id, amount_minor, currency, 'OPEN', ?, ?, ? from bank_line where tenant_id = ? and code = ?""",
                        target, reason, actor.name(), clock.now(), actor.tenant(), line.code());
                history.record(actor, Suspenses.THING, target, null, Suspense.State.OPEN, reason);
            }
            default -> throw new IllegalStateException(settle.as().name());
        }
        match(actor, line, postings);
        sql.update("""
                update bank_line set state = 'SETTLED', settled_as = ?, target = ?, organisation_id = ?::bigint, settled_by = ?, settled_at = ?, reason = ?
                 where tenant_id = ? and code = ?""", settle.as(), target, organisation == null ? null : organisation.value(), actor.name(), clock.now(), reason,
                actor.tenant(), line.code());
        history.record(actor, THING, line.code(), BankLine.State.OPEN, BankLine.State.SETTLED, reason);
        int done = sql.update("""
                update bank_statement s set state = 'DONE' where s.tenant_id = ? and s.code = ? and s.state = 'OPEN'
                   and not exists (select from bank_line l where l.tenant_id = s.tenant_id and l.statement_id = s.id and l.state = 'OPEN')""",
                actor.tenant(), line.statement());
        if (done > 0) {
            history.record(actor, BankStatements.THING, line.statement(), BankStatement.State.OPEN, BankStatement.State.DONE, "");
        }
    }

    private PostingKey posted(Actor actor, NewPosting posting) {
        ledger.post(actor, posting);
        return posting.key();
    }

    private PostingKey answered(Actor actor, String endToEnd, Payouts.Answer answer, BankLine line) {
        String reference = line.servicer().isEmpty() ? line.code() : line.servicer();
        Payouts.Outcome outcome = payouts.answer(actor, endToEnd, answer, reference.substring(0, Math.min(100, reference.length())), "", line.text());
        if (outcome == Payouts.Outcome.UNKNOWN) {
            throw Problem.notFound("payout", endToEnd);
        }
        // what a return file said before is only found at the bank by this line
        if (outcome != Payouts.Outcome.PAID && outcome != Payouts.Outcome.RETURNED && outcome != Payouts.Outcome.NOTHING_NEW) {
            throw new Problem(BankProblem.BANK_LINE_CHANGED).with("line", line.code());
        }
        return new PostingKey(answer == Payouts.Answer.PAID ? "payout.confirmed" : "payout.returned", "payout", endToEnd);
    }

    /** The postings are this line: each was not found at the bank before, and together they are its amount. */
    private void match(Actor actor, BankLine line, List<PostingKey> postings) {
        int written = 0;
        for (PostingKey key : postings) {
            written += found(actor, line, key);
        }
        if (written != postings.size() || written == 0) {
            throw new Problem(BankProblem.BANK_POSTING_MATCHED).with("line", line.code());
        }
        long sum = sql.one("""
                select coalesce(sum(m.amount_minor), 0)::bigint as amount from bank_match m join bank_line l on l.tenant_id = m.tenant_id and l.id = m.line_id
                 where l.tenant_id = ? and l.code = ?""", row -> row.number("amount"), actor.tenant(), line.code());
        if (sum != line.amount().minor()) {
            throw new Problem(BankProblem.BANK_LINE_AMOUNT).with("line", line.amount()).with("found", Money.of(sum, line.amount().currency()));
        }
    }

    /** That posting is at the bank by this line. @return 0 where it was found there before, or does not touch the bank */
    private int found(Actor actor, BankLine line, PostingKey key) {
        return sql.update("""
                insert into bank_match (tenant_id, line_id, posting_id, amount_minor)
                select p.tenant_id, l.id, p.id, sum(e.amount_minor)
                  from ledger_posting p
                  join bank_line l on l.tenant_id = p.tenant_id and l.code = ?
                  join ledger_account a on a.tenant_id = p.tenant_id and a.kind = 'BANK'
                  join ledger_entry e on e.tenant_id = p.tenant_id and e.posting_id = p.id and e.account_id = a.id
                 where p.tenant_id = ? and p.event = ? and p.cause_type = ? and p.cause_code = ?
                 group by p.tenant_id, l.id, p.id
                on conflict (tenant_id, posting_id) do nothing""", line.code(), actor.tenant(), key.event(), key.causeType(), key.causeCode());
    }

    private BankLine lock(Actor actor, String code) {
        sql.first("select id from bank_line where tenant_id = ? and code = ? for update", row -> row.number("id"), actor.tenant(), code);
        BankLine line = get(actor, code);
        if (line.state() != BankLine.State.OPEN) {
            throw new Problem(BankProblem.BANK_LINE_SETTLED).with("line", code).with("by", line.settledBy());
        }
        return line;
    }

    /** What stands in the books already: one posting by its key, or by a number all of that direction that are not at the bank yet. */
    private List<PostingKey> booked(Actor actor, BankLine line, String target) {
        if (target.contains("~")) {
            return List.of(PostingKey.parse(target));
        }
        List<PostingKey> found = sql.list("""
                select p.event, p.cause_type, p.cause_code
                  from ledger_posting p
                  join ledger_account a on a.tenant_id = p.tenant_id and a.kind = 'BANK'
                  join ledger_entry e on e.tenant_id = p.tenant_id and e.posting_id = p.id and e.account_id = a.id
                 where p.tenant_id = ? and p.cause_code = any (?)
                   and not exists (select from bank_match m where m.tenant_id = p.tenant_id and m.posting_id = p.id)
                 group by p.id, p.event, p.cause_type, p.cause_code having (sum(e.amount_minor) > 0) = ? order by p.id limit ?""",
                row -> new PostingKey(row.text("event"), row.text("cause_type"), row.text("cause_code")), actor.tenant(), causes(actor, target),
                line.isIncoming(), CANDIDATES_MAX);
        if (found.isEmpty()) {
            throw Problem.notFound("posting", target);
        }
        return found;
    }

    /** What postings of that number are called: itself, and the payments of that batch or for that statement. */
    private String[] causes(Actor actor, String number) {
        return Stream.concat(Stream.of(number), payouts.left(actor, List.of(number)).stream().map(Payouts.Left::endToEnd)).toArray(String[]::new);
    }

    private static Provider provider(String target) {
        try {
            return Provider.valueOf(target.split(" ")[0]);
        } catch (IllegalArgumentException unknown) {
            throw Problem.notFound("provider", target);
        }
    }

    private static LocalDate through(String target) {
        try {
            return LocalDate.parse(target.substring(target.indexOf(' ') + 1));
        } catch (DateTimeException wrong) {
            throw Problem.notFound("provider", target);
        }
    }

    // ---- what lines may be matched to

    private Candidates candidates(Actor actor, List<BankLine> lines) {
        List<String> said = lines.stream().map(line -> line.text() + " " + line.endToEnd() + " " + line.servicer()).toList();
        Set<String> references = said.stream().flatMap(text -> PaymentReference.in(text).stream()).collect(Collectors.toSet());
        Map<String, OrganisationId> owners = topUps.owners(actor, references);
        List<Candidates.Reported> reported = reported(actor);
        Map<OrganisationId, String> codes = new HashMap<>();
        Map<String, Set<OrganisationId>> names = new HashMap<>();
        sql.each("select id, code, name from published_organisation where tenant_id = ? and not headquarters order by id limit ?", 0, row -> {
            OrganisationId id = new OrganisationId(row.number("id"));
            codes.put(id, row.text("code"));
            names.computeIfAbsent(Candidates.plain(row.text("name")), name -> new HashSet<>()).add(id);
        }, actor.tenant(), 4 * CANDIDATES_MAX);
        names.remove("");
        Map<String, OrganisationId> payers = new HashMap<>();
        sql.each("""
                select account, min(organisation_id) as organisation_id from bank_line
                 where tenant_id = ? and account = any (?) and organisation_id is not null and account <> '' and settled_as in ('TOP_UP', 'MEMBER')
                 group by account having min(organisation_id) = max(organisation_id)""", 0,
                row -> payers.put(row.text("account"), new OrganisationId(row.number("organisation_id"))), actor.tenant(),
                lines.stream().map(BankLine::payerAccount).filter(account -> !account.isEmpty()).distinct().toArray(String[]::new));
        Map<String, Candidates.Out> outs = new LinkedHashMap<>();
        Map<String, Candidates.Batch> batches = new LinkedHashMap<>();
        for (Payout payout : inTransit(actor)) {
            outs.put(payout.endToEnd(), new Candidates.Out(payout.endToEnd(), payout.organisation(), payout.amount(), false, ""));
            if (payout.batch() != null) {
                batches.merge(payout.batch(), new Candidates.Batch(payout.batch(), payout.amount(), 1),
                        (one, other) -> new Candidates.Batch(one.code(), one.amount().plus(other.amount()), one.count() + 1));
            }
        }
        found(PAYOUT, "PAY", said).forEach(code -> payout(actor, code, outs));
        named(actor, said, outs, batches);
        Map<String, Candidates.Reported> credited = new LinkedHashMap<>();
        found(TOP_UP, "TOP", said).forEach(code -> topUp(actor, code, credited));
        if (!owners.isEmpty() && lines.stream().anyMatch(line -> !line.isIncoming())) {
            topUps.credited(actor, owners.values()).forEach(topUp -> credited.put(topUp.code(), candidate(topUp)));
        }
        return new Candidates(reported, codes, owners, payers, names, outs, batches, booked(actor), handed(actor), credited);
    }

    /** Batches and what payouts are for, as their purpose says it, where a line names them. */
    private void named(Actor actor, List<String> said, Map<String, Candidates.Out> outs, Map<String, Candidates.Batch> batches) {
        Set<String> numbers = new TreeSet<>();
        for (String text : said) {
            Matcher matcher = NUMBER.matcher(text);
            while (matcher.find() && numbers.size() < LOOKED_AT_MAX) {
                numbers.add(matcher.group(1) + "-" + matcher.group(2) + "-" + matcher.group(3));
            }
        }
        Map<String, Candidates.Batch> whole = new HashMap<>();
        for (Payouts.Left payment : payouts.left(actor, numbers)) {
            if (numbers.contains(payment.causeCode())) {
                outs.put(payment.causeCode(), new Candidates.Out(payment.endToEnd(), payment.organisation(), payment.amount(), payment.paid(), ""));
            }
            whole.merge(payment.batch(), new Candidates.Batch(payment.batch(), payment.amount(), 1),
                    (one, other) -> new Candidates.Batch(one.code(), one.amount().plus(other.amount()), one.count() + 1));
        }
        whole.keySet().retainAll(numbers);
        batches.putAll(whole);
    }

    private List<Candidates.Reported> reported(Actor actor) {
        List<Candidates.Reported> reported = new ArrayList<>();
        String after = null;
        List<TopUp> page;
        do {
            page = topUps.list(actor, TopUp.State.REPORTED, after, PAGE);
            page.forEach(topUp -> reported.add(candidate(topUp)));
            after = page.isEmpty() ? null : page.get(page.size() - 1).code();
        } while (page.size() == PAGE && reported.size() < CANDIDATES_MAX);
        return reported;
    }

    private List<Payout> inTransit(Actor actor) {
        List<Payout> all = new ArrayList<>();
        String after = null;
        List<Payout> page;
        do {
            page = payouts.inTransit(actor, after, PAGE);
            all.addAll(page);
            after = page.isEmpty() ? null : page.get(page.size() - 1).code();
        } while (page.size() == PAGE && all.size() < CANDIDATES_MAX);
        return all;
    }

    private void payout(Actor actor, String code, Map<String, Candidates.Out> outs) {
        try {
            Payout payout = payouts.get(actor, code);
            if (payout.state() == Payout.State.PAID) {
                outs.put(payout.endToEnd(), new Candidates.Out(payout.endToEnd(), payout.organisation(), payout.amount(), true, ""));
            }
        } catch (Problem unknown) {
            ignoreUnknown(unknown);
        }
    }

    private void topUp(Actor actor, String code, Map<String, Candidates.Reported> credited) {
        try {
            TopUp topUp = topUps.get(actor, code);
            if (topUp.state() == TopUp.State.CONFIRMED && topUp.source() == TopUp.Source.TRANSFER) {
                credited.put(code, candidate(topUp));
            }
        } catch (Problem unknown) {
            ignoreUnknown(unknown);
        }
    }

    /** A number that only looks like one of ours. */
    private static void ignoreUnknown(Problem problem) {
        if (problem.code() != KernelProblem.NOT_FOUND) {
            throw problem;
        }
    }

    private static Candidates.Reported candidate(TopUp topUp) {
        return new Candidates.Reported(topUp.code(), topUp.organisation(), topUp.credited(), topUp.reference(), topUp.transferredOn());
    }

    private static Collection<String> found(Pattern pattern, String kind, List<String> said) {
        Set<String> codes = new TreeSet<>();
        for (String text : said) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find() && codes.size() < LOOKED_AT_MAX) {
                codes.add(kind + "-" + matcher.group(1) + "-" + matcher.group(2));
            }
        }
        return codes;
    }

    private List<Candidates.Booked> booked(Actor actor) {
        return sql.list("""
                select p.event, p.cause_type, p.cause_code, p.note, (p.occurred_at at time zone ?)::date as day, a.currency, sum(e.amount_minor)::bigint as amount_minor,
                       (select min(other.organisation_id) from ledger_entry leg
                          join ledger_account other on other.tenant_id = leg.tenant_id and other.id = leg.account_id
                         where leg.tenant_id = p.tenant_id and leg.posting_id = p.id) as organisation_id
                  from ledger_account a
                  join ledger_entry e on e.tenant_id = a.tenant_id and e.account_id = a.id
                  join ledger_posting p on p.tenant_id = e.tenant_id and p.id = e.posting_id
                 where a.tenant_id = ? and a.kind = 'BANK' and p.occurred_at > ?
                   and not exists (select from bank_match m where m.tenant_id = e.tenant_id and m.posting_id = e.posting_id)
                 group by p.tenant_id, p.id, p.event, p.cause_type, p.cause_code, p.note, p.occurred_at, a.currency order by p.id desc limit ?""",
                row -> new Candidates.Booked(new PostingKey(row.text("event"), row.text("cause_type"), row.text("cause_code")).text(), row.text("cause_code"),
                        row.numberOrNull("organisation_id") == null ? null : new OrganisationId(row.number("organisation_id")), row.money("amount"), row.date("day"),
                        row.text("note")), transactions.tenant().zone().getId(), actor.tenant(), clock.now().minus(BOOKED_SINCE),
                CANDIDATES_MAX);
    }

    private List<Candidates.Handed> handed(Actor actor) {
        return payOvers.owed(actor).stream().map(owed -> new Candidates.Handed(owed.provider().name(), owed.through(), owed.gross(), owed.usual())).toList();
    }

    private static BankLine line(Row row) {
        return new BankLine(row.text("code"), row.text("statement"), row.text("account_name"), row.integer("no"), row.date("booked_on"), row.date("value_on"),
                row.money("amount"), row.text("name"), row.text("account"), row.text("text"), row.text("end_to_end"), row.text("servicer"), row.text("kind_code"),
                row.flag("returned"), row.oneOf(BankLine.State.class, "state"), row.oneOf(MatchKind.class, "settled_as"), row.text("target"),
                row.numberOrNull("organisation_id") == null ? null : new OrganisationId(row.number("organisation_id")), row.text("settled_by"), row.instant("settled_at"),
                row.text("reason"));
    }
}
