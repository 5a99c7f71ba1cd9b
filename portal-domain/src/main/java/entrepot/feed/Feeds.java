package entrepot.feed;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.SubShopId;
import entrepot.kernel.Transitions;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The feeds of sub-shops: opened, rotated, revoked, and read at their secret address. */
@UseCases
@ApplicationScoped
public class Feeds {

    private static final int FEEDS_A_SHOP = 10;
    private static final int FETCH = 1000;
    private static final Duration READ_EXACTLY = Duration.ofMinutes(1);
    private static final String COLUMNS = """
            select f.id, f.code, f.sub_shop_id, f.organisation_id, f.format, f.active, f.opened_at, f.read_at from feed f
            """;

    /** Everything active with all that a line needs; values: tenant, organisation, day, time, and the tenant three times. */
    static final String QUERY = "select " + FeedLine.COLUMNS + """
              from price_candidates(?, ?, ?, ?) c
              join variant v on v.tenant_id = ? and v.id = c.variant_id
              join product p on p.tenant_id = v.tenant_id and p.id = v.product_id and p.state = 'ACTIVE'
              left join (select i.product_id, array_agg(i.url order by i.position) as urls from product_image i
                          where i.tenant_id = ? and i.url not like '/%' group by i.product_id) im
                on im.product_id = p.id
              left join (select s.variant_id, sum(s.on_hand - s.reserved) as available from stock s
                           join warehouse w on w.tenant_id = s.tenant_id and w.id = s.warehouse_id and w.active
                          where s.tenant_id = ? group by s.variant_id) st
                on st.variant_id = v.id
              left join (select tenant_id, variant_id, max(ships_from) as ships_from from presale_stock where free_now = 0
                          group by tenant_id, variant_id) ps
                on ps.tenant_id = v.tenant_id and ps.variant_id = v.id
             where v.retail_minor > 0
             order by p.handle, v.position, v.id""";

    @Inject
    private Sql sql;

    @Inject
    private SubShops subShops;

    @Inject
    private FeedSpool spool;

    @Inject
    private Numbering numbering;

    @Inject
    private History history;

    @Inject
    private BusinessClock clock;

    @Inject
    private Transactions transactions;

    private enum State {
        ACTIVE, REVOKED;

        static final Transitions<State> TRANSITIONS = Transitions.of(State.class).allow(ACTIVE, REVOKED);
    }

    /** What an address leads to. */
    private record Target(String feed, OrganisationId organisation, String subShop) {
    }

    /**
     * Opens a feed and gives out its address, this once.
     *
     * @throws Problem NOT_FOUND for another member's sub-shop, SUB_SHOP_CLOSED, TOO_MANY_FEEDS
     */
    @Requires(FeedPermission.MANAGE)
    public OpenedFeed open(Actor actor, SubShopId subShop, FeedFormat format) {
        SubShop shop = own(actor, subShop);
        if (!shop.isOpen()) {
            throw new Problem(FeedProblem.SUB_SHOP_CLOSED).with("shop", shop.name());
        }
        if (list(actor, subShop).stream().filter(Feed::active).count() >= FEEDS_A_SHOP) {
            throw new Problem(FeedProblem.TOO_MANY_FEEDS).with("max", FEEDS_A_SHOP);
        }
        String token = Tokens.random();
        String code = numbering.lasting("FED");
        sql.update("""
                insert into feed (tenant_id, id, code, organisation_id, sub_shop_id, format, token_hash, opened_at)
                values (?, nextval('feed_seq'), ?, ?, ?, ?, ?, ?)""",
                actor.tenant(), code, shop.organisation(), subShop, format, Tokens.sha256(token), clock.now());
        history.record(actor, "feed", code, null, State.ACTIVE, "");
        return new OpenedFeed(get(actor, code), path(token, format));
    }

    /** The feeds of a sub-shop, newest first. */
    @Requires(FeedPermission.VIEW)
    public List<Feed> list(Actor actor, SubShopId subShop) {
        return sql.list(COLUMNS + """
                 where f.tenant_id = ? and f.sub_shop_id = ? and (?::bigint is null or f.organisation_id = ?)
                 order by f.id desc limit 100""", Feeds::feed, actor.tenant(), subShop, actor.scope(), actor.scope());
    }

    /** All the actor's feeds, newest first; those of all members for headquarters. */
    @Requires(FeedPermission.VIEW)
    public List<Feed> all(Actor actor) {
        return sql.list(COLUMNS + """
                 where f.tenant_id = ? and (?::bigint is null or f.organisation_id = ?) order by f.id desc limit 500""",
                Feeds::feed, actor.tenant(), actor.scope(), actor.scope());
    }

    /** Gives the feed a new address; the old one is dead at once. */
    @Requires(FeedPermission.MANAGE)
    public OpenedFeed rotate(Actor actor, String code) {
        Feed feed = get(actor, code);
        if (!feed.active()) {
            throw Problem.notFound("feed", code);
        }
        String token = Tokens.random();
        sql.update("update feed set token_hash = ? where tenant_id = ? and code = ?", Tokens.sha256(token),
                actor.tenant(), code);
        history.record(actor, "feed", code, State.ACTIVE, State.ACTIVE, "");
        return new OpenedFeed(feed, path(token, feed.format()));
    }

    /** Takes the address away for good; one person may do that at once. */
    @Requires(FeedPermission.MANAGE)
    public void revoke(Actor actor, String code) {
        Feed feed = get(actor, code);
        if (feed.active()) {
            sql.update("update feed set active = false where tenant_id = ? and code = ?", actor.tenant(), code);
            history.record(actor, "feed", code, State.ACTIVE, State.REVOKED, "");
            spool.forget(actor.tenant().value() + "/" + code);
        }
    }

    @Requires(FeedPermission.VIEW)
    public Feed get(Actor actor, String code) {
        return sql.first(COLUMNS + " where f.tenant_id = ? and f.code = ? and (?::bigint is null or f.organisation_id = ?)",
                Feeds::feed, actor.tenant(), code, actor.scope(), actor.scope())
                .orElseThrow(() -> Problem.notFound("feed", code));
    }

    /**
     * What stands at a secret address. The token is all that is asked for; a wrong, old or revoked one and one of a
     * closed shop are the same as nothing.
     *
     * @param visitor somebody without a sign-in, in the tenant that the address names
     */
    @Requires(Requires.ANYBODY)
    public Optional<FeedFile> read(Actor visitor, String token, FeedFormat format) {
        Instant now = clock.now();
        return sql.first("""
                select f.code, f.organisation_id, s.code as shop
                  from feed f
                  join sub_shop s on s.tenant_id = f.tenant_id and s.id = f.sub_shop_id and s.state = 'OPEN'
                  join organisation o on o.tenant_id = f.tenant_id and o.id = f.organisation_id and o.state = 'ACTIVE'
                 where f.tenant_id = ? and f.token_hash = ? and f.format = ? and f.active""",
                row -> new Target(row.text("code"), new OrganisationId(row.number("organisation_id")), row.text("shop")),
                visitor.tenant(), Tokens.sha256(token), format)
                .map(target -> {
                    FeedFile file = spool.file(visitor.tenant().value() + "/" + target.feed(), format,
                            writer -> write(visitor, target, format, writer));
                    // last, so that the row is not locked while the file is written; once a minute is exact enough
                    sql.update("update feed set read_at = ? where tenant_id = ? and code = ? and (read_at is null or read_at < ?)",
                            now, visitor.tenant(), target.feed(), now.minus(READ_EXACTLY));
                    return file;
                });
    }

    /** Everything active, at the member's prices, straight from a cursor into the file: memory does not grow with it. */
    private void write(Actor visitor, Target target, FeedFormat format, Writer writer) throws IOException {
        Instant at = clock.now();
        LocalDate day = LocalDate.ofInstant(at, transactions.tenant().zone());
        try (FeedWriter feed = format == FeedFormat.SHOPIFY_CSV ? new ShopifyCsvWriter(writer)
                : new JsonFeedWriter(writer, target.subShop(), transactions.tenant().currency())) {
            sql.each(QUERY, FETCH, row -> line(feed, row),
                    visitor.tenant(), target.organisation(), day, at, visitor.tenant(), visitor.tenant(), visitor.tenant());
        }
    }

    private static void line(FeedWriter feed, Row row) {
        try {
            feed.line(FeedLine.from(row));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private SubShop own(Actor actor, SubShopId id) {
        SubShop shop = subShops.get(actor, id);
        if (!actor.sees(shop.organisation())) {
            throw Problem.notFound("sub-shop", "");
        }
        return shop;
    }

    private String path(String token, FeedFormat format) {
        return "/feeds/" + transactions.tenant().code() + "/" + token + "." + format.ending();
    }

    private static Feed feed(Row row) {
        return new Feed(row.text("code"), new SubShopId(row.number("sub_shop_id")),
                row.oneOf(FeedFormat.class, "format"), row.flag("active"), row.instant("opened_at"),
                row.instant("read_at"));
    }
}
