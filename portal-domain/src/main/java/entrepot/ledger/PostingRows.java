package entrepot.ledger;

import entrepot.kernel.OrganisationId;
import entrepot.platform.access.Actor;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Reads postings with their legs. */
@ApplicationScoped
class PostingRows {

    private static final int FETCH = 2_000;

    @Inject
    private Sql sql;

    /** The newest first. @param which what of {@code p} is meant, with {@code values} for its question marks */
    List<Posting> newest(Actor actor, String which, int limit, Object... values) {
        List<Posting> postings = new ArrayList<>();
        each(actor, which, "p.id desc", limit, postings::add, values);
        return postings;
    }

    /** Streams them, a posting at a time. @param order of {@code p}'s columns, the id last */
    void each(Actor actor, String which, String order, int limit, Consumer<Posting> use, Object... values) {
        List<Object> all = new ArrayList<>(List.of(actor.tenant()));
        all.addAll(Arrays.asList(values));
        all.add(limit);
        Posting[] open = new Posting[1];
        sql.each("""
                select p.event, p.cause_type, p.cause_code, p.note, p.occurred_at, p.recorded_at,
                       a.kind, a.organisation_id, e.currency, e.amount_minor
                  from (select * from ledger_posting p where p.tenant_id = ? and %1$s order by %2$s limit ?) p
                  join ledger_entry e on e.tenant_id = p.tenant_id and e.posting_id = p.id
                  join ledger_account a on a.tenant_id = e.tenant_id and a.id = e.account_id
                 order by %2$s, e.leg""".formatted(which, order), FETCH, row -> {
                    PostingKey key = key(row);
                    if (open[0] != null && open[0].key().equals(key)) {
                        open[0] = open[0].with(leg(row));
                    } else {
                        if (open[0] != null) {
                            use.accept(open[0]);
                        }
                        open[0] = new Posting(key, row.text("note"), row.instant("occurred_at"), row.instant("recorded_at"), List.of(leg(row)));
                    }
                }, all.toArray());
        if (open[0] != null) {
            use.accept(open[0]);
        }
    }

    static Leg leg(Row row) {
        Long organisation = row.numberOrNull("organisation_id");
        return new Leg(new Account(row.oneOf(AccountKind.class, "kind"), organisation == null ? null : new OrganisationId(organisation)),
                row.money("amount"));
    }

    static PostingKey key(Row row) {
        return new PostingKey(row.text("event"), row.text("cause_type"), row.text("cause_code"));
    }
}
