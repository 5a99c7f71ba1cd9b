package entrepot.settlement;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.ledger.AccountKind;
import entrepot.ledger.PostingKey;
import entrepot.platform.access.Actor;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/** The lines of statements, read from the books. What belongs to which statement is the view {@code settlement_line}'s to say. */
@ApplicationScoped
class StatementLines {

    @Inject
    private Sql sql;

    /** A posting on a statement: what it moved there, credit positive. */
    record Found(long statementId, OrganisationId organisation, long posting, AccountKind kind, PostingKey key, Instant at,
                 Money amount) {
    }

    /** One line of a statement; none where it does not stand there. */
    Optional<Found> find(Actor actor, String statement, PostingKey key) {
        return sql.first("""
                select l.statement_id, l.organisation_id, l.posting_id, l.kind, l.currency, l.amount_minor, p.event,
                       p.cause_type, p.cause_code, p.occurred_at
                  from settlement_statement s
                  join ledger_posting p on p.tenant_id = s.tenant_id and p.event = ? and p.cause_type = ? and p.cause_code = ?
                  join settlement_line l on l.tenant_id = s.tenant_id and l.statement_id = s.id and l.posting_id = p.id
                 where s.tenant_id = ? and s.code = ?""", StatementLines::found, key.event(), key.causeType(),
                key.causeCode(), actor.tenant(), statement);
    }

    private static Found found(Row row) {
        return new Found(row.number("statement_id"), new OrganisationId(row.number("organisation_id")),
                row.number("posting_id"), row.oneOf(AccountKind.class, "kind"),
                new PostingKey(row.text("event"), row.text("cause_type"), row.text("cause_code")),
                row.instant("occurred_at"), row.money("amount"));
    }
}
