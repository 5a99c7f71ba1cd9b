package entrepot.gateway;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.Leg;
import entrepot.ledger.NewPosting;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What providers owe and hand over: all payments up to a day in one sum, less their fee. BANK + PAYMENT_FEES → GATEWAY, when the bank's statement shows it.
 * A payment that went back before it was handed over is in no sum; what went back later is taken off the next one.
 */
@ApplicationScoped
@UseCases
public class PayOvers {

    private static final int DAYS_MAX = 200;
    private static final int LIST_MAX = 201;
    /** No provider takes more. */
    private static final int FEE_MAX_PERCENT = 10;

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private Channels channels;

    @Inject
    private Ledger ledger;

    @Inject
    private Numbering numbering;

    @Inject
    private BusinessClock clock;

    /**
     * What a provider owes for all payments up to the end of a day.
     *
     * @param usual what comes when it keeps its usual fee
     */
    public record Owed(Provider provider, LocalDate through, int payments, Money gross, Money usual) {
    }

    /** A sum that was handed over. */
    public record PayOver(String code, Provider provider, Money gross, Money fee, int payments, LocalDate through, String bankLine, String settledBy, Instant settledAt) {

        public Money came() {
            return gross.minus(fee);
        }
    }

    /** By provider and day, oldest first, each with all before it. */
    @Requires(GatewayPermission.READ)
    public List<Owed> owed(Actor actor) {
        record Day(Provider provider, LocalDate day, int payments, Money amount) {
        }
        List<Day> days = sql.list("""
                select provider, (at at time zone ?)::date as day, sum(n)::int as n, sum(amount)::bigint as amount_minor, currency
                  from (select provider, paid_at as at, 1 as n, amount_minor as amount, currency from gateway_payment
                         where tenant_id = ? and paid_at is not null and paid_over is null and (?::bigint is null or organisation_id = ?)
                        union all
                        select p.provider, r.at, 0, -r.amount_minor, r.currency
                          from gateway_refund r join gateway_payment p on p.tenant_id = r.tenant_id and p.id = r.payment_id
                         where r.tenant_id = ? and r.refund_over is null and (?::bigint is null or p.organisation_id = ?)) owed
                 group by provider, day, currency order by day limit ?""",
                row -> new Day(row.oneOf(Provider.class, "provider"), row.date("day"), row.integer("n"), row.money("amount")), transactions.tenant().zone().getId(),
                actor.tenant(), actor.scope(), actor.scope(), actor.tenant(), actor.scope(), actor.scope(), DAYS_MAX);
        Map<Provider, Owed> last = new EnumMap<>(Provider.class);
        Map<Provider, BigDecimal> fees = new EnumMap<>(Provider.class);
        List<Owed> owed = new ArrayList<>();
        for (Day day : days) {
            Owed before = last.get(day.provider());
            Money gross = before == null ? day.amount() : before.gross().plus(day.amount());
            BigDecimal fee = fees.computeIfAbsent(day.provider(), provider -> channels.find(actor, provider).map(Channels.Channel::feePercent).orElse(BigDecimal.ZERO));
            Owed now = new Owed(day.provider(), day.day(), (before == null ? 0 : before.payments()) + day.payments(), gross, gross.minus(gross.percent(fee)));
            last.put(day.provider(), now);
            owed.add(now);
        }
        return owed;
    }

    /**
     * The bank's statement shows that a provider handed over what was paid up to that day.
     *
     * @param came     what is at the bank; the rest is its fee
     * @param bankLine the code of the statement's line
     * @throws Problem PAY_OVER_CHANGED, PAY_OVER_AMOUNT
     */
    @Requires(Requires.SYSTEM)
    public PayOver settle(Actor actor, Provider provider, LocalDate through, Money came, String bankLine) {
        String code = numbering.next("GPO");
        Instant end = through.plusDays(1).atStartOfDay(transactions.tenant().zone()).toInstant();
        List<Long> amounts = sql.list("""
                update gateway_payment set paid_over = ? where tenant_id = ? and provider = ? and paid_over is null and paid_at < ? returning amount_minor""",
                row -> row.number("amount_minor"), code, actor.tenant(), provider, end);
        if (amounts.isEmpty()) {
            throw new Problem(GatewayProblem.PAY_OVER_CHANGED).with("provider", provider);
        }
        List<Long> back = sql.list("""
                update gateway_refund r set refund_over = ? from gateway_payment p
                 where r.tenant_id = ? and r.refund_over is null and r.at < ? and p.tenant_id = r.tenant_id and p.id = r.payment_id and p.provider = ?
                returning r.amount_minor""", row -> row.number("amount_minor"), code, actor.tenant(), end, provider);
        Money gross = Money.of(Math.subtractExact(amounts.stream().reduce(0L, Math::addExact), back.stream().reduce(0L, Math::addExact)), came.currency());
        Money fee = gross.minus(came);
        if (fee.isNegative() || !came.isPositive() || fee.times(100).compareTo(gross.times(FEE_MAX_PERCENT)) > 0) {
            throw new Problem(GatewayProblem.PAY_OVER_AMOUNT).with("came", came).with("gross", gross);
        }
        sql.update("""
                insert into gateway_pay_over (tenant_id, id, code, provider, gross_minor, fee_minor, currency, payments, through, bank_line, settled_by, settled_at)
                values (?, nextval('gateway_pay_over_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", actor.tenant(), code, provider, gross.minor(), fee.minor(), gross.currency(),
                amounts.size(), through, bankLine, actor.name(), clock.now());
        ledger.post(actor, NewPosting.of("gateway.paid-over", "pay-over", code, bankLine, Leg.debit(Account.of(AccountKind.BANK), came),
                Leg.debit(Account.of(AccountKind.PAYMENT_FEES), fee), Leg.credit(Account.of(AccountKind.GATEWAY), gross)));
        return sql.one("""
                select code, provider, gross_minor, fee_minor, currency, payments, through, bank_line, settled_by, settled_at from gateway_pay_over
                 where tenant_id = ? and code = ?""", PayOvers::payOver, actor.tenant(), code);
    }

    /** Sums that were handed over, with their fees, newest first. */
    @Requires(GatewayPermission.PROPOSE)
    public List<PayOver> list(Actor actor, String after, int limit) {
        return sql.list("""
                select code, provider, gross_minor, fee_minor, currency, payments, through, bank_line, settled_by, settled_at from gateway_pay_over
                 where tenant_id = ? and (?::text is null or id < (select x.id from gateway_pay_over x where x.tenant_id = ? and x.code = ?))
                 order by id desc limit ?""", PayOvers::payOver, actor.tenant(), after, actor.tenant(), after, Math.max(1, Math.min(limit, LIST_MAX)));
    }

    private static PayOver payOver(Row row) {
        return new PayOver(row.text("code"), row.oneOf(Provider.class, "provider"), row.money("gross"), row.money("fee"), row.integer("payments"), row.date("through"),
                row.text("bank_line"), row.text("settled_by"), row.instant("settled_at"));
    }
}
