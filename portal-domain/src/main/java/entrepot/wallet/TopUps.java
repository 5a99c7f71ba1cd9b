package entrepot.wallet;

import entrepot.kernel.KernelProblem;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.Leg;
import entrepot.ledger.NewPosting;
import entrepot.messaging.Messages;
import entrepot.messaging.SendMessage;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.files.Files;
import entrepot.platform.files.Proof;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.outbox.Outbox;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Later;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import entrepot.platform.sql.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Money on its way into wallets: a member reports a transfer, finance finds it at the bank and confirms it. */
@ApplicationScoped
@UseCases
public class TopUps {

    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;
    private static final int REFERENCE_MAX = 100;
    private static final int TEXT_MAX = 500;
    /** Top-ups that are confirmed by one click at most. */
    public static final int TOGETHER_MAX = 200;
    private static final int REFERENCE_TRIES = 5;
    private static final String THING = "top-up";

    private static final String SELECT = """
            select code, organisation_id, amount_minor, received_minor, refunded_minor, currency, transferred_on, reference, proof, proof_file, proof_type, source,
                   state, reported_by, reported_at, reason from wallet_top_up
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
    private Outbox outbox;

    @Inject
    private Ledger ledger;

    @Inject
    private Files files;

    @Inject
    private Organisations organisations;

    @Inject
    private Deposits deposits;

    @Inject
    private Messages messages;

    private final SecureRandom random = new SecureRandom();

    /**
     * Reports a transfer for the actor's own organisation. Nothing moves before finance has confirmed it.
     *
     * @throws Problem TOP_UP_AMOUNT, TOP_UP_DATE, TOP_UP_REPORTED (the reference is known), FIELD_MISSING,
     *                 FIELD_INVALID
     */
    @Requires(WalletPermission.REPORT)
    public TopUp report(Actor actor, ReportTopUp report) {
        return report(actor, report, null);
    }

    /** The same with a picture or PDF that proves it; null for none. */
    @Requires(WalletPermission.REPORT)
    public TopUp report(Actor actor, ReportTopUp report, Proof file) {
        Money amount = amount(report.amount());
        if (report.transferredOn() == null) {
            throw Problem.missing("transferredOn");
        }
        if (report.transferredOn().isAfter(clock.today())
                || report.transferredOn().isBefore(clock.today().minusYears(1))) {
            throw new Problem(WalletProblem.TOP_UP_DATE).with("date", report.transferredOn())
                    .with("today", clock.today());
        }
        String reference = text("reference", report.reference(), REFERENCE_MAX);
        if (reference.isEmpty()) {
            throw Problem.missing("reference");
        }
        String code = numbering.next("TOP");
        int written = sql.update("""
                insert into wallet_top_up (tenant_id, id, code, organisation_id, amount_minor, currency,
                       transferred_on, reference, proof, proof_file, proof_type, state, reported_by, reported_at)
                values (?, nextval('wallet_top_up_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, 'REPORTED', ?, ?)
                on conflict (tenant_id, organisation_id, source, reference) where state <> 'REJECTED' do nothing""",
                actor.tenant(), code, actor.organisation(), amount.minor(), amount.currency(),
                report.transferredOn(), reference, text("proof", report.proof(), TEXT_MAX),
                file == null ? null : files.keep(actor, file.name(), file.bytes()).code(), file == null ? null : file.type(), actor.name(),
                clock.now());
        if (written == 0) {
            throw new Problem(WalletProblem.TOP_UP_REPORTED).with("reference", reference);
        }
        history.record(actor, THING, code, null, TopUp.State.REPORTED, "");
        return get(actor, code);
    }

    /** The proof of one, to be looked at by its member and by headquarters. @throws Problem NOT_FOUND where there is none */
    @Requires(WalletPermission.READ)
    public Proof proof(Actor actor, String code) {
        record Kept(String file, String type) {
        }
        TopUp topUp = get(actor, code);
        Kept kept = sql.first("select proof_file, proof_type from wallet_top_up where tenant_id = ? and code = ? and proof_file is not null",
                row -> new Kept(row.text("proof_file"), row.text("proof_type")), actor.tenant(), topUp.code())
                .orElseThrow(() -> Problem.notFound("proof", code));
        return new Proof(Proof.called(code, kept.type()), kept.type(), files.get(actor, kept.file()).bytes());
    }

    /** What the actor's organisation writes on its transfers, for ever the same: made when it is first asked for. */
    @Requires(WalletPermission.REPORT)
    public String reference(Actor actor) {
        for (int tries = 0; tries < REFERENCE_TRIES; tries++) {
            sql.update("insert into wallet_reference (tenant_id, organisation_id, reference) values (?, ?, ?) on conflict do nothing",
                    actor.tenant(), actor.organisation(), PaymentReference.make(random));
            Optional<String> kept = sql.first("select reference from wallet_reference where tenant_id = ? and organisation_id = ?",
                    row -> row.text("reference"), actor.tenant(), actor.organisation());
            if (kept.isPresent()) {
                return kept.get();
            }
        }
        throw new IllegalStateException("no reference is free");
    }

    /** Whose references these are; those that nobody has are left out. */
    @Requires(WalletPermission.CONFIRM)
    public Map<String, OrganisationId> owners(Actor actor, Collection<String> references) {
        Map<String, OrganisationId> owners = new HashMap<>();
        sql.each("select reference, organisation_id from wallet_reference where tenant_id = ? and reference = any (?)", 0,
                row -> owners.put(row.text("reference"), new OrganisationId(row.number("organisation_id"))), actor.tenant(),
                references.toArray(String[]::new));
        return owners;
    }

    /** The latest confirmed transfers of these members, {@value #LIST_MAX} at most: what a bank may take back. */
    @Requires(WalletPermission.CONFIRM)
    public List<TopUp> credited(Actor actor, Collection<OrganisationId> organisations) {
        return sql.list(SELECT + " where tenant_id = ? and organisation_id = any (?) and state = 'CONFIRMED' and source = 'TRANSFER' order by id desc limit ?",
                TopUps::topUp, actor.tenant(), Columns.numbers(organisations, OrganisationId::value), LIST_MAX);
    }

    /** Confirms that the money is at the bank, as much as was said: BANK → WALLET. Leaves {@link TopUpConfirmed}. */
    @Requires(WalletPermission.CONFIRM)
    public TopUp confirm(Actor actor, String code) {
        return confirm(actor, code, null);
    }

    /**
     * Confirms that the money is at the bank. The member is told.
     *
     * @param received what came, where that is not what was said; null for what was said
     * @throws Problem TOP_UP_AMOUNT, ILLEGAL_TRANSITION if it was decided already
     */
    @Requires(WalletPermission.CONFIRM)
    public TopUp confirm(Actor actor, String code, Money received) {
        if (received != null && !received.isPositive()) {
            throw new Problem(WalletProblem.TOP_UP_AMOUNT).with("amount", received);
        }
        TopUp said = decide(actor, code, TopUp.State.CONFIRMED, "");
        if (received != null && !received.equals(said.amount())) {
            sql.update("update wallet_top_up set received_minor = ? where tenant_id = ? and code = ?", received.minor(), actor.tenant(), code);
        }
        TopUp topUp = get(actor, code);
        credit(actor, topUp, AccountKind.BANK);
        tell(actor, topUp, topUp.received() == null ? "wallet.letter.confirmed" : "wallet.letter.confirmed-other");
        return topUp;
    }

    /**
     * Confirms those that were looked at, all or none.
     *
     * @return how many
     * @throws Problem as {@link #confirm}; TOP_UP_TOO_MANY beyond {@value #TOGETHER_MAX}
     */
    @Requires(WalletPermission.CONFIRM)
    public int confirmAll(Actor actor, Collection<String> codes) {
        if (codes.size() > TOGETHER_MAX) {
            throw new Problem(WalletProblem.TOP_UP_TOO_MANY).with("max", TOGETHER_MAX);
        }
        // in the order of their codes, so that two clerks never wait for each other in a circle
        codes.stream().distinct().sorted().forEach(code -> confirm(actor, code, null));
        return (int) codes.stream().distinct().count();
    }

    /**
     * Money that came without a report: credited at once, as a top-up of its own.
     *
     * @param reference what names it, unique for the member: a bank's line, a gateway's payment
     * @throws Problem TOP_UP_REPORTED where that reference was credited before
     */
    @Requires(WalletPermission.CONFIRM)
    public TopUp received(Actor actor, OrganisationId organisation, Money amount, LocalDate on, TopUp.Source source, String reference) {
        return received(actor, organisation, amount, on, source, source == TopUp.Source.GATEWAY ? AccountKind.GATEWAY : AccountKind.BANK, reference);
    }

    /** The same out of another account of headquarters: SUSPENSE, where it is known by now whose money it is. */
    @Requires(WalletPermission.CONFIRM)
    public TopUp received(Actor actor, OrganisationId organisation, Money amount, LocalDate on, TopUp.Source source, AccountKind from, String reference) {
        String code = numbering.next("TOP");
        int written = sql.update("""
                insert into wallet_top_up (tenant_id, id, code, organisation_id, amount_minor, currency, transferred_on, reference, proof, source, state,
                       reported_by, reported_at, decided_by, decided_at)
                values (?, nextval('wallet_top_up_seq'), ?, ?, ?, ?, ?, ?, '', ?, 'CONFIRMED', ?, ?, ?, ?)
                on conflict (tenant_id, organisation_id, source, reference) where state <> 'REJECTED' do nothing""",
                actor.tenant(), code, organisation, amount.minor(), amount.currency(), on, reference, source, actor.name(), clock.now(), actor.name(),
                clock.now());
        if (written == 0) {
            throw new Problem(WalletProblem.TOP_UP_REPORTED).with("reference", reference);
        }
        history.record(actor, THING, code, null, TopUp.State.CONFIRMED, "");
        TopUp topUp = get(actor, code);
        credit(actor, topUp, from);
        if (source == TopUp.Source.TRANSFER) {
            tell(actor, topUp, "wallet.letter.confirmed");
        }
        return topUp;
    }

    /**
     * The money went back: the bank returned it, or the payer charged it back. WALLET, or DEPOSIT for which it was meant, → BANK or GATEWAY;
     * what is not there any more the member owes: RECEIVABLE → BANK or GATEWAY. Leaves {@link TopUpBounced}.
     */
    @Requires(WalletPermission.CONFIRM)
    public TopUp bounce(Actor actor, String code, String reason) {
        String why = text("reason", reason, TEXT_MAX);
        if (why.isEmpty()) {
            throw new Problem(WalletProblem.TOP_UP_REASON);
        }
        TopUp topUp = locked(actor, code);
        return back(actor, topUp, topUp.credited().minus(topUp.refunded()), "top-up.bounced", code, why);
    }

    /**
     * A part of it, or all, goes back to who paid it at a provider; the postings are those of {@link #bounce}.
     *
     * @param refund the refund's code, which makes the posting one
     * @throws Problem TOP_UP_AMOUNT where more would go back than came, ILLEGAL_TRANSITION
     */
    @Requires(WalletPermission.CONFIRM)
    public TopUp refund(Actor actor, String code, Money part, String refund, String reason) {
        TopUp topUp = locked(actor, code);
        if (!part.isPositive() || part.compareTo(topUp.credited().minus(topUp.refunded())) > 0) {
            throw new Problem(WalletProblem.TOP_UP_AMOUNT).with("amount", part);
        }
        return back(actor, topUp, part, "top-up.refunded", code + "/" + refund, text("reason", reason, TEXT_MAX));
    }

    private TopUp locked(Actor actor, String code) {
        TopUp.State.TRANSITIONS.check(lock(actor, code), TopUp.State.BOUNCED);
        return get(actor, code);
    }

    private TopUp back(Actor actor, TopUp topUp, Money part, String event, String cause, String why) {
        boolean all = part.equals(topUp.credited().minus(topUp.refunded()));
        sql.update("update wallet_top_up set refunded_minor = refunded_minor + ?, state = ?, reason = ? where tenant_id = ? and code = ?", part.minor(),
                all ? TopUp.State.BOUNCED : topUp.state(), why, actor.tenant(), topUp.code());
        if (all) {
            history.record(actor, THING, topUp.code(), topUp.state(), TopUp.State.BOUNCED, why);
        }
        AccountKind stands = deposits.accountFor(actor, topUp.code());
        Trip trip = sql.trip();
        Later<Map<OrganisationId, Money>> available = ledger.available(actor, trip, stands, List.of(topUp.organisation()));
        trip.go();
        Money none = Money.zero(part.currency());
        Money there = available.get().getOrDefault(topUp.organisation(), none).max(none).min(part);
        boolean provider = topUp.source() == TopUp.Source.GATEWAY;
        ledger.post(actor, NewPosting.of(event, THING, cause, why, Leg.debit(Account.of(stands, topUp.organisation()), there),
                Leg.debit(Account.of(AccountKind.RECEIVABLE, topUp.organisation()), part.minus(there)),
                Leg.credit(Account.of(provider ? AccountKind.GATEWAY : AccountKind.BANK), part)));
        outbox.add(actor, new TopUpBounced(cause, topUp.organisation(), part, part.minus(there)));
        TopUp now = get(actor, topUp.code());
        tell(actor, now, part, provider ? "wallet.letter.refunded" : "wallet.letter.bounced");
        return now;
    }

    /** @throws Problem TOP_UP_REASON without a reason */
    @Requires(WalletPermission.CONFIRM)
    public TopUp reject(Actor actor, String code, String reason) {
        String why = text("reason", reason, TEXT_MAX);
        if (why.isEmpty()) {
            throw new Problem(WalletProblem.TOP_UP_REASON);
        }
        TopUp rejected = decide(actor, code, TopUp.State.REJECTED, why);
        tell(actor, rejected, "wallet.letter.rejected");
        return rejected;
    }

    /** @throws Problem NOT_FOUND, also for another organisation's */
    @Requires(WalletPermission.READ)
    public TopUp get(Actor actor, String code) {
        return sql.first(SELECT + " where tenant_id = ? and code = ? and (?::bigint is null or organisation_id = ?)",
                TopUps::topUp, actor.tenant(), code, actor.scope(), actor.scope())
                .orElseThrow(() -> Problem.notFound(THING, code));
    }

    /**
     * Newest first: a member's own, for headquarters all.
     *
     * @param state null for every state
     * @param after the code of the last one on the page before; null for the first page
     */
    @Requires(WalletPermission.READ)
    public List<TopUp> list(Actor actor, TopUp.State state, String after, int limit) {
        return sql.list(SELECT + """
                 where tenant_id = ? and (?::bigint is null or organisation_id = ?) and (?::text is null or state = ?)
                   and (?::text is null or id < (select id from wallet_top_up where tenant_id = ? and code = ?))
                 order by id desc limit ?""",
                TopUps::topUp, actor.tenant(), actor.scope(), actor.scope(), name(state), name(state),
                after, actor.tenant(), after, Math.min(limit, LIST_MAX));
    }

    /** How many transfers wait for finance, and since when. */
    @Requires(WalletPermission.CONFIRM)
    public Waiting waiting(Actor actor) {
        return sql.one("""
                select count(*) as n, min(reported_at) as oldest from wallet_top_up where tenant_id = ? and state = 'REPORTED'""",
                row -> new Waiting(row.number("n"), row.instant("oldest")), actor.tenant());
    }

    /** @param oldest null where none waits */
    public record Waiting(long count, Instant oldest) {
    }

    /** The time line of one. */
    @Requires(WalletPermission.READ)
    public List<History.Change> timeLine(Actor actor, String code) {
        return history.of(actor, THING, get(actor, code).code());
    }

    private void credit(Actor actor, TopUp topUp, AccountKind from) {
        ledger.post(actor, NewPosting.of("top-up.confirmed", THING, topUp.code(), topUp.reference(), Leg.debit(Account.of(from), topUp.credited()),
                Leg.credit(Account.of(deposits.accountFor(actor, topUp.code()), topUp.organisation()), topUp.credited())));
        outbox.add(actor, new TopUpConfirmed(topUp.organisation(), topUp.code()));
    }

    /** A letter to the member, where it has an address. */
    private void tell(Actor actor, TopUp topUp, String words) {
        tell(actor, topUp, topUp.credited(), words);
    }

    private void tell(Actor actor, TopUp topUp, Money amount, String words) {
        organisations.contact(actor, topUp.organisation()).ifPresent(email -> messages.send(actor, new SendMessage(email, transactions.tenant().language(),
                words, Map.of("code", topUp.code(), "amount", amount.toString(), "said", topUp.amount().toString(), "reference", topUp.reference(), "reason", topUp.reason()),
                "/agent/wallet/overview")));
    }

    private TopUp.State lock(Actor actor, String code) {
        return sql.first("select state from wallet_top_up where tenant_id = ? and code = ? for update",
                row -> row.oneOf(TopUp.State.class, "state"), actor.tenant(), code)
                .orElseThrow(() -> Problem.notFound(THING, code));
    }

    private TopUp decide(Actor actor, String code, TopUp.State to, String reason) {
        TopUp.State from = lock(actor, code);
        TopUp.State.TRANSITIONS.check(from, to);
        sql.update("""
                update wallet_top_up set state = ?, decided_by = ?, decided_at = ?, reason = ?
                 where tenant_id = ? and code = ?""", to, actor.name(), clock.now(), reason, actor.tenant(), code);
        history.record(actor, THING, code, from, to, reason);
        return get(actor, code);
    }

    private Money amount(BigDecimal major) {
        if (major == null) {
            throw Problem.missing("amount");
        }
        Money amount = Money.parse(major, transactions.tenant().currency());
        if (!amount.isPositive()) {
            throw new Problem(WalletProblem.TOP_UP_AMOUNT).with("amount", amount);
        }
        return amount;
    }

    private static String text(String field, String text, int max) {
        String stripped = text == null ? "" : text.strip();
        if (stripped.length() > max || stripped.indexOf('\0') >= 0) {
            throw new Problem(KernelProblem.FIELD_INVALID).with("field", field).with("max", max);
        }
        return stripped;
    }

    private static String name(TopUp.State state) {
        return state == null ? null : state.name();
    }

    private static TopUp topUp(Row row) {
        return new TopUp(row.text("code"), new OrganisationId(row.number("organisation_id")), row.money("amount"),
                row.numberOrNull("received_minor") == null ? null : row.money("received"), row.date("transferred_on"), row.text("reference"),
                row.text("proof"), row.text("proof_type"), row.oneOf(TopUp.Source.class, "source"), row.oneOf(TopUp.State.class, "state"), row.text("reported_by"), row.instant("reported_at"),
                row.money("refunded"), row.text("reason"));
    }
}
