package entrepot.settlement;

import entrepot.invoicing.Receivables;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.Leg;
import entrepot.ledger.NewPosting;
import entrepot.messaging.Messages;
import entrepot.messaging.SendMessage;
import entrepot.network.OrganisationDetail;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.jobs.Job;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A balance that every issued statement of the last 60 days says is negative becomes a charge that the member has to pay:
 * RECEIVABLE → the negative account, with a letter. Once a statement, so that what is charged is told by the next.
 */
@ApplicationScoped
@UseCases
public class NegativeBalances {

    private static final Duration LONG = Duration.ofDays(60);
    private static final int AT_ONCE = 100;

    @Inject
    private Sql sql;
    @Inject
    private Transactions transactions;
    @Inject
    private BusinessClock clock;
    @Inject
    private Ledger ledger;
    @Inject
    private Receivables receivables;
    @Inject
    private Organisations organisations;
    @Inject
    private Messages messages;

    private record Negative(OrganisationId organisation, String statement, Money commission, Money dealer) {
    }

    /** Charges some of them. @return whether there may be more */
    @Requires(Requires.SYSTEM)
    public boolean charge(Actor actor) {
        List<Negative> negative = sql.list("""
                select * from (select s.id, s.organisation_id, s.code, s.currency,
                       (select coalesce(-sum(e.amount_minor), 0)::bigint from ledger_account a
                          join ledger_entry e on e.tenant_id = a.tenant_id and e.account_id = a.id
                         where a.tenant_id = s.tenant_id and a.owner_id = s.organisation_id and a.kind = 'COMMISSION_DUE') as commission_minor,
                       (select coalesce(-sum(e.amount_minor), 0)::bigint from ledger_account a
                          join ledger_entry e on e.tenant_id = a.tenant_id and e.account_id = a.id
                         where a.tenant_id = s.tenant_id and a.owner_id = s.organisation_id and a.kind = 'DEALER_DUE') as dealer_minor
                  from settlement_statement s
                 where s.tenant_id = ? and s.carry_reason = 'NEGATIVE' and s.state in ('ISSUED', 'PAID')
                   and not exists (select from settlement_statement n where n.tenant_id = s.tenant_id
                                      and n.organisation_id = s.organisation_id and n.previous_id = s.id)
                   and not exists (select from ledger_posting p where p.tenant_id = s.tenant_id
                                      and p.event = 'settlement.negative-charged' and p.cause_type = 'statement' and p.cause_code = s.code)
                   and exists (select from settlement_statement o join settlement_run r on r.tenant_id = o.tenant_id and r.id = o.run_id
                                where o.tenant_id = s.tenant_id and o.organisation_id = s.organisation_id and o.carry_reason = 'NEGATIVE'
                                  and r.period_to < ?
                                  and not exists (select from settlement_statement b where b.tenant_id = o.tenant_id
                                                     and b.organisation_id = o.organisation_id and b.id > o.id and b.carry_reason <> 'NEGATIVE'))
                 ) n where commission_minor + dealer_minor < 0 order by id limit ?""",
                row -> new Negative(new OrganisationId(row.number("organisation_id")), row.text("code"), row.money("commission"),
                        row.money("dealer")), actor.tenant(), clock.now().minus(LONG), AT_ONCE);
        negative.forEach(each -> charge(actor, each, each.commission().plus(each.dealer()).negated()));
        return negative.size() == AT_ONCE;
    }

    private void charge(Actor actor, Negative each, Money owed) {
        Money zero = Money.zero(owed.currency());
        Money commission = each.commission().negated().max(zero).min(owed);
        List<Leg> legs = new ArrayList<>(List.of(Leg.debit(Account.of(AccountKind.RECEIVABLE, each.organisation()), owed),
                Leg.credit(Account.of(AccountKind.COMMISSION_DUE, each.organisation()), commission),
                Leg.credit(Account.of(AccountKind.DEALER_DUE, each.organisation()), owed.minus(commission))));
        ledger.post(actor, NewPosting.of("settlement.negative-charged", "statement", each.statement(), "", legs.toArray(Leg[]::new)));
        String charge = receivables.fromNegative(actor, each.organisation(), each.statement(), owed);
        OrganisationDetail member = organisations.detail(actor, organisations.get(actor, each.organisation()).code());
        if (member.email() != null && !member.email().isBlank()) {
            messages.send(actor, new SendMessage(member.email(), transactions.tenant().language(), "settlement.letter.negative",
                    Map.of("statement", each.statement(), "amount", owed.toString(), "charge", charge),
                    Statements.area(member.organisation()) + "/statements/detail?code=" + each.statement()));
        }
    }

    /** Looks once an hour. */
    @ApplicationScoped
    static class Look implements Job {

        @Inject
        private NegativeBalances negative;

        @Override
        public String name() {
            return "negative-balances";
        }

        @Override
        public Duration every() {
            return Duration.ofHours(1);
        }

        @Override
        public boolean run(Actor system) {
            return negative.charge(system);
        }
    }
}
