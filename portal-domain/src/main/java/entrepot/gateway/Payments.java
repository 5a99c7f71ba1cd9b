package entrepot.gateway;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
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
            select code, provider, organisation_id, amount_minor, currency, state, pay_at, provider_number, top_up, started_by, started_at, expires_at, paid_at, paid_over, refund_state
              from gateway_payment
            """;

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
        REFUND_SENT, REFUND_REFUSED
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

    /** Proposes that a payment goes back to who paid it. @throws Problem PAYMENT_NOT_PAID, REASON_NEEDED */
    @Requires(GatewayPermission.PROPOSE)
    public String proposeRefund(Actor actor, String code, String reason) {
        Payment payment = get(actor, code);
        if (payment.state() != Payment.State.PAID) {
            throw new Problem(GatewayProblem.PAYMENT_NOT_PAID).with("code", code);
        }
        if (reason == null || reason.isBlank()) {
            throw Problem.missing("reason");
        }
        proposals.withdraw(actor, REFUND, code, "");
        return proposals.propose(actor, REFUND, code, code, Map.of("payment", code), List.of(new Proposal.Effect("gateway.refund", "", payment.amount().toString())), reason.strip());
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
                          p.expires_at, p.paid_at, p.paid_over, p.refund_state""", Payments::payment, system.tenant(), ASK_MAX, system.tenant());
    }

    /** Refunds that the provider has not taken yet: the first time at once, what it refused again after an hour. */
    @Requires(Requires.SYSTEM)
    public List<Payment> refundsToSend(Actor system) {
        return sql.list("""
                update gateway_payment p set refund_tried_at = now()
                  from (select x.id from gateway_payment x
                         where x.tenant_id = ? and x.refund_state in ('TO_SEND', 'REFUSED') and coalesce(x.refund_tried_at, x.refunded_at, x.paid_at) < now() - interval '1 hour'
                         order by x.id limit ? for update skip locked) d
                 where p.tenant_id = ? and p.id = d.id
                returning p.code, p.provider, p.organisation_id, p.amount_minor, p.currency, p.state, p.pay_at, p.provider_number, p.top_up, p.started_by, p.started_at,
                          p.expires_at, p.paid_at, p.paid_over, p.refund_state""", Payments::payment, system.tenant(), ASK_MAX, system.tenant());
    }

    /** Refunds that the provider refused, and since when the oldest. */
    @Requires(GatewayPermission.APPROVE)
    public Proposals.Queue refusedRefunds(Actor actor) {
        return sql.one("select count(*) as n, min(refunded_at) as oldest from gateway_payment where tenant_id = ? and refund_state = 'REFUSED'",
                row -> new Proposals.Queue(row.number("n"), row.instant("oldest")), actor.tenant());
    }

    /** A refund to be sent again. @throws Problem REFUND_DONE, NOT_FOUND */
    @Requires(GatewayPermission.APPROVE)
    public Payment refused(Actor actor, String code) {
        Payment payment = get(actor, code);
        if (payment.refund() == null || payment.refund() == Payment.Refund.SENT) {
            throw new Problem(GatewayProblem.REFUND_DONE).with("code", code);
        }
        return payment;
    }

    /** What was said of a refund. */
    void refundTold(Actor actor, Payment payment, Outcome became, String said) {
        sql.update("update gateway_payment set refund_state = ?, refund_tried_at = now() where tenant_id = ? and code = ? and refund_state <> 'SENT'",
                became == Outcome.REFUND_SENT ? Payment.Refund.SENT : Payment.Refund.REFUSED, actor.tenant(), payment.code());
        record(actor, payment.provider(), payment.code(), became, Map.of("said", said));
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

    /** Another person agrees: out of the wallet, and to be sent back ({@link Paying#refund}). */
    @Requires(GatewayPermission.APPROVE)
    public Payment approveRefund(Actor actor, String proposal) {
        Proposal approved = proposals.get(actor, REFUND, proposal);
        proposals.approve(actor, proposal);
        Payment payment = sql.first(SELECT + "where tenant_id = ? and code = ? for update", Payments::payment, actor.tenant(), approved.subject()).orElseThrow();
        if (payment.state() != Payment.State.PAID) {
            throw new Problem(GatewayProblem.PAYMENT_NOT_PAID).with("code", payment.code());
        }
        topUps.bounce(actor, payment.topUp(), approved.reason());
        sql.update("update gateway_payment set state = 'REFUNDED', refunded_minor = amount_minor, refund_state = 'TO_SEND', refunded_at = ? where tenant_id = ? and code = ?", clock.now(),
                actor.tenant(), payment.code());
        history.record(actor, THING, payment.code(), Payment.State.PAID, Payment.State.REFUNDED, approved.reason());
        return get(actor, payment.code());
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

    static Payment payment(Row row) {
        return new Payment(row.text("code"), row.oneOf(Provider.class, "provider"), new OrganisationId(row.number("organisation_id")), row.money("amount"),
                row.oneOf(Payment.State.class, "state"), row.text("pay_at"), row.text("provider_number"), row.text("top_up"), row.text("started_by"),
                row.instant("started_at"), row.instant("expires_at"), row.instant("paid_at"), row.text("paid_over"), row.oneOf(Payment.Refund.class, "refund_state"));
    }
}
