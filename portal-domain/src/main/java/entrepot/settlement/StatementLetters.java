package entrepot.settlement;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.messaging.Messages;
import entrepot.messaging.SendMessage;
import entrepot.network.OrganisationDetail;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Writes to members when a statement is shown to them, issued, and paid; some at a time, each state once. Statements without any amount need no letter, nor does what the
 * bank sent back: the payout's own letter says so. */
@ApplicationScoped
@UseCases
public class StatementLetters {

    private static final int AT_ONCE = 200;

    @Inject
    private Sql sql;
    @Inject
    private Transactions transactions;
    @Inject
    private Organisations organisations;
    @Inject
    private Messages messages;

    private record Untold(String code, OrganisationId organisation, String state, Instant until, LocalDate payOn, Money closing,
                          Money payable, boolean silent) {
    }

    /**
     * Writes some of the letters that wait.
     *
     * @return whether more wait
     */
    @Requires(Requires.SYSTEM)
    public boolean send(Actor system) {
        List<Untold> untold = sql.list("""
                select s.code, s.organisation_id, %1$s as state, r.objections_until, r.pay_on, s.currency, s.closing_minor, s.payable_minor,
                       (s.lines_minor = 0 and s.opening_minor = 0 and s.closing_minor = 0) or s.told = 'PAID' as silent
                  from settlement_statement s join settlement_run r on r.tenant_id = s.tenant_id and r.id = s.run_id
                 where s.tenant_id = ? and (s.told = '' or s.told <> s.state and s.state <> 'CALCULATED') and %1$s <> 'CALCULATED'
                 order by s.id limit ? for update of s skip locked""".formatted(Statements.STATE),
                row -> new Untold(row.text("code"), new OrganisationId(row.number("organisation_id")), row.text("state"),
                        row.instant("objections_until"), row.date("pay_on"), row.money("closing"), row.money("payable"), row.flag("silent")),
                system.tenant(), AT_ONCE);
        if (untold.isEmpty()) {
            return false;
        }
        sql.update("""
                update settlement_statement set told = case state when 'CALCULATED' then 'PREVIEWED' else state end
                 where tenant_id = ? and code = any (?)""", system.tenant(), untold.stream().map(Untold::code).toArray(String[]::new));
        untold.stream().filter(each -> !each.silent()).forEach(each -> tell(system, each));
        return untold.size() == AT_ONCE;
    }

    private void tell(Actor system, Untold statement) {
        OrganisationDetail member = organisations.detail(system, organisations.get(system, statement.organisation()).code());
        if (member.email() == null || member.email().isBlank()) {
            return;
        }
        messages.send(system, new SendMessage(member.email(), transactions.tenant().language(), "statement.letter." + statement.state(),
                Map.of("code", statement.code(), "closing", statement.closing().toString(), "payable", statement.payable().toString(),
                        "until", statement.until() == null ? "" : LocalDate.ofInstant(statement.until(), transactions.tenant().zone()).toString(),
                        "payOn", statement.payOn() == null ? "" : statement.payOn().toString()),
                Statements.area(member.organisation()) + "/statements/detail?code=" + statement.code()));
    }
}
