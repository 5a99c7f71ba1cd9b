package entrepot.gateway;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.Text;
import entrepot.ledger.AccountKind;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import entrepot.wallet.TopUp;
import entrepot.wallet.TopUps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Payments of members at providers, and what the providers say of them. A callback is believed when its signature is right and merchant, amount and currency
 * are those of our payment; whatever else comes is recorded and has no effect. However often and in whichever order it comes, a payment is credited once:
 * its row is locked, and the wallet knows its code.
 */
@ApplicationScoped
@UseCases
public class Payments {

    /** Rows of a list at most. */
    public static final int LIST_MAX = 201;
    /** The kind of proposals to give a payment back. */
    public static final String REFUND = "gateway-refund";
    static final String THING = "payment";
    private static final Duration HOLDS = Duration.ofMinutes(30);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(10);
    private static final int PIECE = 200;
    private static final int ASK_MAX = 20;
    /** What strangers send is recorded up to here a day, so that nobody fills the disk. */
    private static final int FORGED_MAX = 500;
    private static final int SAID_MAX = 4_000;
    private static final long MAJOR_MAX = 500_000;
    private static final String SELECT = """
            select code, provider, organisation_id, amount_minor, currency, state, pay_at, provider_number, top_up, started_by, started_at, expires_at, paid_at, paid_over, refunded_minor
              from gateway_payment
            """;

    private static final String REFUNDS = """
            select r.code, p.code as payment, p.provider, r.amount_minor, r.currency, r.state, r.reason, r.at
              from gateway_refund r join gateway_payment p on p.tenant_id = r.tenant_id and p.id = r.payment_id
            """;
    /** As long as the wallet's posting takes. */
    private static final int REASON_MAX = 500;
    private static final String REFUND_THING = "gateway-refund";

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private Channels channels;

    @Inject
    private TopUps topUps;

    @Inject
    private Numbering numbering;

    @Inject
    private BusinessClock clock;

    @Inject
    private History history;

    @Inject
    private Idempotency idempotency;

    @Inject
    private Proposals proposals;

    @Inject
    @Any
    private Instance<Gateway> gateways;

    /** @param amount in major units of the tenant's currency */
    public record StartPayment(BigDecimal amount, Provider provider) {
    }

    private record Begun(String code) {
    }

    /** What came to a callback address. */
    public record Came(String code, Provider provider, String payment, Outcome outcome, String said, Instant at) {
    }

    /** What became of a callback. */
    public enum Outcome {
        CREDITED, CREDITED_LATE, REPEATED, CLOSED, NOT_PAID_YET, OUT_OF_ORDER, FORGED, UNKNOWN, AMOUNT_DIFFERS, CURRENCY_DIFFERS, MERCHANT_DIFFERS, NUMBER_KNOWN,
        REFUND_SENT, REFUND_DONE, REFUND_REFUSED
    }

    /**
     * Begins a payment into the actor's wallet; the provider has not heard of it yet ({@link Paying#start}).
     *
     * @param key makes it safe to repeat
     * @throws Problem GATEWAY_OFF, GATEWAY_AMOUNT, and what keys refuse
     */
    @Requires(GatewayPermission.PAY)
    public Payment open(Actor actor, StartPayment command, String key) {
        String code = idempotency.once(actor, "payments.start", key, command, Begun.class, () -> new Begun(opened(actor, command))).code();
        return get(actor, code);
    }

    private String opened(Actor actor, StartPayment command) {
        if (command.provider() == null) {
            throw Problem.missing("provider");
        }
        if (!channels.open(actor).contains(command.provider())) {
            throw new Problem(GatewayProblem.GATEWAY_OFF).with("provider", command.provider());
        }
        if (command.amount() == null) {
            throw Problem.missing("amount");
        }
        Money amount = Money.parse(command.amount(), transactions.tenant().currency());
        Money most = Money.parse(BigDecimal.valueOf(MAJOR_MAX), amount.currency());
        if (!amount.isPositive() || amount.compareTo(most) > 0) {
            throw new Problem(GatewayProblem.GATEWAY_AMOUNT).with("min", Money.of(1, amount.currency())).with("max", most);
        }
        String code = numbering.next("PMT");
        Instant now = clock.now();
        sql.update("""
                insert into gateway_payment (tenant_id, id, code, provider, organisation_id, amount_minor, currency, state, started_by, started_at, expires_at)
                values (?, nextval('gateway_payment_seq'), ?, ?, ?, ?, ?, 'STARTED', ?, ?, ?)""", actor.tenant(), code, command.provider(), actor.organisation(),
                amount.minor(), amount.currency(), actor.name(), now, now.plus(HOLDS));
        history.record(actor, THING, code, null, Payment.State.STARTED, "");
        return code;
    }

    /** The provider has said where the payer goes. */
    @Requires(GatewayPermission.PAY)
    public Payment began(Actor actor, String code, String payAt) {
        get(actor, code);
        sql.update("update gateway_payment set pay_at = ? where tenant_id = ? and code = ?", payAt, actor.tenant(), code);
        return get(actor, code);
    }

    /** @throws Problem NOT_FOUND, also for another member's */
    @Requires(GatewayPermission.READ)
    public Payment get(Actor actor, String code) {
        return sql.first(SELECT + "where tenant_id = ? and code = ? and (?::bigint is null or organisation_id = ?)", Payments::payment, actor.tenant(), code,
                actor.scope(), actor.scope()).orElseThrow(() -> Problem.notFound(THING, code));
    }

    /**
     * Newest first: a member's own, for headquarters all.
     *
     * @param state null for every state
     * @param after the code of the last one of the page before; null for the first page
     */
    @Requires(GatewayPermission.READ)
    public List<Payment> list(Actor actor, Payment.State state, String after, int limit) {
        return sql.list(SELECT + """
                where tenant_id = ? and (?::bigint is null or organisation_id = ?) and (?::text is null or state = ?)
                  and (?::text is null or id < (select x.id from gateway_payment x where x.tenant_id = ? and x.code = ?))
                order by id desc limit ?""", Payments::payment, actor.tenant(), actor.scope(), actor.scope(), state, state, after, actor.tenant(), after,
                Math.max(1, Math.min(limit, LIST_MAX)));
    }

    /** What came to the callback addresses, newest first. @param payment only what names that one; null for all */
    @Requires(GatewayPermission.PROPOSE)
    public List<Came> came(Actor actor, String payment, String after, int limit) {
        return sql.list("""
                select code, provider, payment, outcome, said::text as said, came_at from gateway_callback
                 where tenant_id = ? and (?::text is null or payment = ?)
                   and (?::text is null or id < (select x.id from gateway_callback x where x.tenant_id = ? and x.code = ?))
                 order by id desc limit ?""", row -> new Came(row.text("code"), row.oneOf(Provider.class, "provider"), row.text("payment"),
                        row.oneOf(Outcome.class, "outcome"), row.text("said"), row.instant("came_at")),
                actor.tenant(), payment, payment, after, actor.tenant(), after, Math.max(1, Math.min(limit, LIST_MAX)));
    }

    /** The time line of one. */
    @Requires(GatewayPermission.READ)
    public List<History.Change> timeLine(Actor actor, String code) {
        return history.of(actor, THING, get(actor, code).code());
    }

    /** What the provider shall read as answer to what it sent. */
    public record Answer(int status, String type, String body) {
    }

    /**
     * Takes what came to a provider's callback address.
     *
     * @param headers with small names
     * @return what to answer; empty where the tenant has no such provider
     */
    @Requires(Requires.SYSTEM)
    public Optional<Answer> take(Actor system, Provider provider, Map<String, String> headers, byte[] body) {
        Gateway gateway = gateway(provider);
        Gateway.Callback callback = new Gateway.Callback(headers, body);
        return channels.settings(system, provider).map(settings -> {
            Gateway.Reply reply;
            try {
                heard(system, provider, gateway.merchant(settings), gateway.verified(settings, callback));
                reply = gateway.reply(true);
            } catch (Gateway.Forged forged) {
                recordForged(system, provider, body);
                reply = gateway.reply(false);
            }
            return new Answer(reply.status(), reply.type(), reply.body());
        });
    }

    /** What a provider truly said, by callback or when it was asked. */
    Outcome heard(Actor system, Provider provider, String merchant, Gateway.Notice notice) {
        Outcome outcome = decided(system, provider, merchant, notice);
        String said = notice.amount() + " " + notice.result() + " " + notice.number() + " " + notice.merchant();
        record(system, provider, notice.payment(), outcome, Map.of("said", said.substring(0, Math.min(said.length(), SAID_MAX))));
        return outcome;
    }

    private Outcome decided(Actor system, Provider provider, String merchant, Gateway.Notice notice) {
        Payment payment = sql.first(SELECT + "where tenant_id = ? and code = ? and provider = ? for update", Payments::payment, system.tenant(), notice.payment(), provider)
                .orElse(null);
        if (payment == null) {
            return Outcome.UNKNOWN;
        }
        if (!merchant.equals(notice.merchant())) {
            return Outcome.MERCHANT_DIFFERS;
        }
        if (notice.refund() != null) {
            return refundHeard(system, payment, notice);
        }
        if (notice.result() == Gateway.Result.OPEN) {
            return Outcome.NOT_PAID_YET;
        }
        if (notice.result() == Gateway.Result.CLOSED) {
            return closed(system, payment);
        }
        if (notice.amount() == null || !notice.amount().currency().equals(payment.amount().currency())) {
            return Outcome.CURRENCY_DIFFERS;
        }
        if (!notice.amount().equals(payment.amount())) {
            return Outcome.AMOUNT_DIFFERS;
        }
        if (payment.paidAt() != null) {
            return Outcome.REPEATED;
        }
        if (sql.first("select code from gateway_payment where tenant_id = ? and provider = ? and provider_number = ? and provider_number <> ''", row -> row.text("code"),
                system.tenant(), provider, notice.number()).isPresent()) {
            return Outcome.NUMBER_KNOWN;
        }
        Payment.State.TRANSITIONS.check(payment.state(), Payment.State.PAID);
        TopUp topUp = topUps.received(system, payment.organisation(), payment.amount(), clock.today(), TopUp.Source.GATEWAY, AccountKind.GATEWAY, payment.code());
        sql.update("update gateway_payment set state = 'PAID', provider_number = ?, paid_at = ?, top_up = ? where tenant_id = ? and code = ?", notice.number(),
                clock.now(), topUp.code(), system.tenant(), payment.code());
        history.record(system, THING, payment.code(), payment.state(), Payment.State.PAID, notice.number());
        return payment.state() == Payment.State.STARTED ? Outcome.CREDITED : Outcome.CREDITED_LATE;
    }

    private Outcome closed(Actor system, Payment payment) {
        if (payment.paidAt() != null) {
            return Outcome.OUT_OF_ORDER;
        }
        if (payment.state() != Payment.State.FAILED) {
            sql.update("update gateway_payment set state = 'FAILED' where tenant_id = ? and code = ?", system.tenant(), payment.code());
            history.record(system, THING, payment.code(), payment.state(), Payment.State.FAILED, "");
        }
        return Outcome.CLOSED;
    }

    /** Lets those run out that nobody paid in time. @return whether more is due */
    @Requires(Requires.SYSTEM)
    public boolean expire(Actor system) {
        List<String> codes = sql.list("""
                update gateway_payment p set state = 'EXPIRED'
                  from (select x.id from gateway_payment x where x.tenant_id = ? and x.state = 'STARTED' and x.expires_at < ? order by x.id limit ? for update skip locked) d
                 where p.tenant_id = ? and p.id = d.id returning p.code""", row -> row.text("code"), system.tenant(), clock.now(), PIECE, system.tenant());
        if (!codes.isEmpty()) {
            history.recordAll(system, THING, codes, Payment.State.STARTED, Payment.State.EXPIRED, "");
        }
        return codes.size() == PIECE;
    }

    /** Whether the provider shall be asked now: not twice within ten seconds, whoever waits on a page. */
    boolean askNow(Actor actor, String code) {
        return sql.update("""
                update gateway_payment set asked_at = now() where tenant_id = ? and code = ? and paid_at is null and (asked_at is null or asked_at < now() - ? * interval '1 second')""",
                actor.tenant(), code, ASK_AGAIN.toSeconds()) > 0;
    }

    /** What a provider says of a refund, however often and in which order: once it arrived it has. */
    private Outcome refundHeard(Actor system, Payment payment, Gateway.Notice notice) {
        Refund refund = sql.first(REFUNDS + "where r.tenant_id = ? and r.code = ? and p.code = ? for update of r", Payments::refund, system.tenant(), notice.refund(),
                payment.code()).orElse(null);
        if (refund == null) {
            return Outcome.UNKNOWN;
        }
        if (notice.amount() != null && !notice.amount().equals(refund.amount())) {
            return notice.amount().currency().equals(refund.amount().currency()) ? Outcome.AMOUNT_DIFFERS : Outcome.CURRENCY_DIFFERS;
        }
        return switch (notice.result()) {
            case PAID -> moved(system, refund, Refund.State.DONE) ? Outcome.REFUND_DONE : Outcome.REPEATED;
            case OPEN -> refund.isUnsent() && moved(system, refund, Refund.State.SENT) ? Outcome.REFUND_SENT : Outcome.REPEATED;
            case CLOSED -> refund.state() == Refund.State.DONE ? Outcome.OUT_OF_ORDER
                    : moved(system, refund, Refund.State.REFUSED) ? Outcome.REFUND_REFUSED : Outcome.REPEATED;
        };
    }

    /** @return whether it was in another state before */
    private boolean moved(Actor actor, Refund refund, Refund.State to) {
        if (refund.state() == to) {
            return false;
        }
        Refund.State.TRANSITIONS.check(refund.state(), to);
        sql.update("update gateway_refund set state = ? where tenant_id = ? and code = ?", to, actor.tenant(), refund.code());
        history.record(actor, REFUND_THING, refund.code(), refund.state(), to, "");
        return true;
    }

    /**
     * Proposes that a payment, or a part of it, goes back to who paid it. One waits for a payment at a time.
     *
     * @param part in major units; null for all that has not gone back
     * @throws Problem PAYMENT_NOT_PAID, REFUND_AMOUNT, FIELD_MISSING, FIELD_TOO_LONG (reason)
     */
    @Requires(GatewayPermission.PROPOSE)
    public String proposeRefund(Actor actor, String code, BigDecimal part, String reason) {
        Payment payment = get(actor, code);
        if (payment.state() != Payment.State.PAID) {
            throw new Problem(GatewayProblem.PAYMENT_NOT_PAID).with("code", code);
        }
        Money amount = part == null ? payment.rest() : Money.parse(part, payment.amount().currency());
        checkRest(payment, amount);
        String why = Text.required("reason", reason, REASON_MAX);
        proposals.withdraw(actor, REFUND, code, "");
        return proposals.propose(actor, REFUND, code, code, new Back(code, amount.minor()),
                List.of(new Proposal.Effect("gateway.refund", "", amount.toString()), new Proposal.Effect("gateway.rest", payment.rest().toString(),
                        payment.rest().minus(amount).toString())), why);
    }

    /** What a proposal holds. @param minor null in what was proposed when a payment went back whole only */
    private record Back(String payment, Long minor) {
    }

    private static void checkRest(Payment payment, Money amount) {
        if (!amount.isPositive() || amount.compareTo(payment.rest()) > 0) {
            throw new Problem(GatewayProblem.REFUND_AMOUNT).with("amount", amount).with("rest", payment.rest());
        }
    }

    /**
     * Payments of which the provider has said nothing: asked after two minutes and every two while they may be paid, each hour for a day after they ran out,
     * since a callback may be lost.
     */
    @Requires(Requires.SYSTEM)
    public List<Payment> toAsk(Actor system) {
        return sql.list("""
                update gateway_payment p set asked_at = now()
                  from (select x.id from gateway_payment x
                         where x.tenant_id = ? and x.paid_at is null and x.state in ('STARTED', 'EXPIRED') and x.pay_at <> '' and x.recorded_at > now() - interval '1 day'
                           and coalesce(x.asked_at, x.recorded_at) < now() - case x.state when 'STARTED' then interval '2 minutes' else interval '1 hour' end
                         order by x.id limit ? for update skip locked) d
                 where p.tenant_id = ? and p.id = d.id
                returning p.code, p.provider, p.organisation_id, p.amount_minor, p.currency, p.state, p.pay_at, p.provider_number, p.top_up, p.started_by, p.started_at,
                          p.expires_at, p.paid_at, p.paid_over, p.refunded_minor""", Payments::payment, system.tenant(), ASK_MAX, system.tenant());
    }

    /** Refunds that the provider has not taken yet: the first time at once, what it refused again after an hour. */
    @Requires(Requires.SYSTEM)
    public List<Refund> refundsToSend(Actor system) {
        return sql.list("""
                update gateway_refund r set tried_at = now()
                  from (select x.id from gateway_refund x
                         where x.tenant_id = ? and x.state in ('TO_SEND', 'REFUSED') and coalesce(x.tried_at, x.recorded_at) < now() - interval '1 hour'
                         order by x.id limit ? for update skip locked) d, gateway_payment p
                 where r.tenant_id = ? and r.id = d.id and p.tenant_id = r.tenant_id and p.id = r.payment_id
                returning r.code, p.code as payment, p.provider, r.amount_minor, r.currency, r.state, r.reason, r.at""", Payments::refund, system.tenant(), ASK_MAX,
                system.tenant());
    }

    /** Refunds that the provider refused, and since when the oldest. */
    @Requires(GatewayPermission.APPROVE)
    public Proposals.Queue refusedRefunds(Actor actor) {
        return sql.one("select count(*) as n, min(at) as oldest from gateway_refund where tenant_id = ? and state = 'REFUSED'",
                row -> new Proposals.Queue(row.number("n"), row.instant("oldest")), actor.tenant());
    }

    /** What went back of a payment, in parts or whole, the oldest first. */
    @Requires(GatewayPermission.READ)
    public List<Refund> refunds(Actor actor, String payment) {
        return sql.list(REFUNDS + "where r.tenant_id = ? and p.code = ? order by r.id limit ?", Payments::refund, actor.tenant(), get(actor, payment).code(), LIST_MAX);
    }

    Refund refund(Actor actor, String code) {
        return transactions.in(actor.tenant(), () -> sql.first(REFUNDS + "where r.tenant_id = ? and r.code = ?", Payments::refund, actor.tenant(), code)
                .orElseThrow(() -> Problem.notFound(REFUND_THING, code)));
    }

    /** A refund to be sent again. @throws Problem REFUND_DONE, NOT_FOUND */
    @Requires(GatewayPermission.APPROVE)
    public Refund unsent(Actor actor, String code) {
        Refund refund = refund(actor, code);
        if (!refund.isUnsent()) {
            throw new Problem(GatewayProblem.REFUND_DONE).with("code", code);
        }
        return refund;
    }

    /** What was said of a refund when it was sent; what arrived meanwhile stays so. */
    void refundTold(Actor actor, Refund refund, Outcome became, String said) {
        Refund now = sql.first(REFUNDS + "where r.tenant_id = ? and r.code = ? for update of r", Payments::refund, actor.tenant(), refund.code()).orElseThrow();
        sql.update("update gateway_refund set tried_at = now() where tenant_id = ? and code = ?", actor.tenant(), refund.code());
        if (now.isUnsent()) {
            moved(actor, now, became == Outcome.REFUND_SENT ? Refund.State.SENT : Refund.State.REFUSED);
        }
        record(actor, refund.provider(), refund.payment(), became, Map.of("said", said));
    }

    /** What waits for this actor's yes or no: settings of providers, and refunds. */
    @Requires(GatewayPermission.APPROVE)
    public Proposals.Queue toDecide(Actor actor) {
        return proposals.toDecide(actor, REFUND, Channels.KIND);
    }

    /** Refunds that wait for a second person. */
    @Requires(GatewayPermission.PROPOSE)
    public List<Proposal> refundsWaiting(Actor actor) {
        return proposals.waiting(actor, REFUND);
    }

    /**
     * Another person agrees: out of the wallet, and to be sent back ({@link Paying#refund}).
     *
     * @throws Problem PAYMENT_NOT_PAID, REFUND_AMOUNT where more would go back than was paid, OWN_PROPOSAL, ALREADY_DECIDED
     */
    @Requires(GatewayPermission.APPROVE)
    public Refund approveRefund(Actor actor, String proposal) {
        Proposal approved = proposals.get(actor, REFUND, proposal);
        proposals.approve(actor, proposal);
        Payment payment = sql.first(SELECT + "where tenant_id = ? and code = ? for update", Payments::payment, actor.tenant(), approved.subject()).orElseThrow();
        if (payment.state() != Payment.State.PAID) {
            throw new Problem(GatewayProblem.PAYMENT_NOT_PAID).with("code", payment.code());
        }
        Long minor = approved.content().as(Back.class).minor();
        Money amount = minor == null ? payment.rest() : Money.of(minor, payment.amount().currency());
        checkRest(payment, amount);
        String code = numbering.next("RFD");
        boolean all = amount.equals(payment.rest());
        sql.update("""
                insert into gateway_refund (tenant_id, id, code, payment_id, amount_minor, currency, reason, state, at)
                select tenant_id, nextval('gateway_refund_seq'), ?, id, ?, currency, ?, 'TO_SEND', ? from gateway_payment where tenant_id = ? and code = ?""", code,
                amount.minor(), approved.reason(), clock.now(), actor.tenant(), payment.code());
        history.record(actor, REFUND_THING, code, null, Refund.State.TO_SEND, approved.reason());
        sql.update("update gateway_payment set state = ?, refunded_minor = refunded_minor + ? where tenant_id = ? and code = ?",
                all ? Payment.State.REFUNDED : Payment.State.PAID, amount.minor(), actor.tenant(), payment.code());
        if (all) {
            history.record(actor, THING, payment.code(), Payment.State.PAID, Payment.State.REFUNDED, approved.reason());
        }
        topUps.refund(actor, payment.topUp(), amount, code, approved.reason());
        return refund(actor, code);
    }

    /** @throws Problem REASON_NEEDED, OWN_PROPOSAL, ALREADY_DECIDED */
    @Requires(GatewayPermission.APPROVE)
    public void rejectRefund(Actor actor, String proposal, String reason) {
        proposals.get(actor, REFUND, proposal);
        proposals.reject(actor, proposal, reason);
    }

    Gateway gateway(Provider provider) {
        return gateways.stream().filter(each -> each.provider() == provider).findFirst().orElseThrow();
    }

    private void recordForged(Actor system, Provider provider, byte[] body) {
        long today = sql.one("select count(*) as n from gateway_callback where tenant_id = ? and outcome = 'FORGED' and recorded_at > now() - interval '1 day'",
                row -> row.number("n"), system.tenant());
        if (today < FORGED_MAX) {
            String said = new String(body, 0, Math.min(body.length, SAID_MAX), StandardCharsets.ISO_8859_1).replaceAll("\\p{Cntrl}", " ");
            record(system, provider, "", Outcome.FORGED, Map.of("said", said));
        }
    }

    void record(Actor system, Provider provider, String payment, Outcome outcome, Map<String, String> said) {
        String named = payment == null ? "" : payment.replaceAll("[^0-9A-Za-z-]", "");
        sql.update("""
                insert into gateway_callback (tenant_id, id, code, provider, payment, outcome, said, came_at)
                values (?, nextval('gateway_callback_seq'), ?, ?, ?, ?, ?, ?)""", system.tenant(), numbering.next("CBK"), provider,
                named.substring(0, Math.min(named.length(), 40)), outcome, Json.of(said), clock.now());
    }

    private static Refund refund(Row row) {
        return new Refund(row.text("code"), row.text("payment"), row.oneOf(Provider.class, "provider"), row.money("amount"), row.oneOf(Refund.State.class, "state"),
                row.text("reason"), row.instant("at"));
    }

    static Payment payment(Row row) {
        return new Payment(row.text("code"), row.oneOf(Provider.class, "provider"), new OrganisationId(row.number("organisation_id")), row.money("amount"),
                row.oneOf(Payment.State.class, "state"), row.text("pay_at"), row.text("provider_number"), row.text("top_up"), row.text("started_by"),
                row.instant("started_at"), row.instant("expires_at"), row.instant("paid_at"), row.text("paid_over"), row.money("refunded"));
    }
}
