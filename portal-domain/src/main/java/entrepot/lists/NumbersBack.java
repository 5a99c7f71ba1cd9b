package entrepot.lists;

import entrepot.kernel.Problem;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.ordering.OrderPermission;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.files.Files;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;

/**
 * Parcels' numbers on their way back to the shops where the orders were sold: the file for each platform's bulk shipping,
 * what was handed back when, and what was not yet. Orders without an outside number have no shop to tell.
 */
@UseCases
@ApplicationScoped
public class NumbersBack {

    /** In one file; the rest stays for the next. */
    public static final int NUMBERS_MAX = 5_000;
    private static final int PAGE_MAX = 500;

    private static final String OPEN = """
              from shipped_number n
             where n.tenant_id = ? and n.outside_number <> ''
               and not exists (select from handed_back h where h.tenant_id = n.tenant_id and h.sub_shop_id = n.sub_shop_id
                    and h.order_code = n.order_code and h.carrier = n.carrier and h.number = n.number)
            """;

    @Inject
    private Sql sql;

    @Inject
    private SubShops subShops;

    @Inject
    private Files files;

    @Inject
    private Numbering numbering;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    /** A sub-shop with numbers that it was not told yet. */
    public record Open(String subShop, String name, String channel, long numbers, Instant oldest) {
    }

    /** A file of numbers that was handed back. */
    public record Handed(String code, String subShop, HandBack layout, int numbers, String by, Instant at) {
    }

    /** How many numbers were not handed back yet, and since when. */
    public record Waiting(long count, Instant oldest) {
    }

    @Requires(OrderPermission.VIEW)
    public Waiting waiting(Actor actor) {
        return sql.one("select count(*) as n, min(n.shipped_at) as oldest " + OPEN + " and (?::bigint is null or n.organisation_id = ?)",
                row -> new Waiting(row.number("n"), row.instant("oldest")), actor.tenant(), actor.scope(), actor.scope());
    }

    /** Sub-shops by what they were not told yet, the most first; those without any are not in it. */
    @Requires(OrderPermission.VIEW)
    public List<Open> open(Actor actor) {
        List<SubShop> shops = subShops.list(actor);
        return sql.list("select n.sub_shop_id, count(*) as n, min(n.shipped_at) as oldest " + OPEN
                        + " and (?::bigint is null or n.organisation_id = ?) group by n.sub_shop_id order by 2 desc, 1 limit " + PAGE_MAX,
                row -> shops.stream().filter(shop -> shop.id().value() == row.number("sub_shop_id")).findFirst()
                        .map(shop -> new Open(shop.code(), shop.name(), shop.channel(), row.number("n"), row.instant("oldest")))
                        .orElse(null), actor.tenant(), actor.scope(), actor.scope())
                .stream().filter(java.util.Objects::nonNull).toList();
    }

    /** What a sub-shop was not told yet, the oldest first. */
    @Requires(OrderPermission.VIEW)
    public List<ShippedNumber> numbers(Actor actor, String subShop, int limit) {
        return numbers(actor, subShops.byCode(actor, subShop), limit);
    }

    private List<ShippedNumber> numbers(Actor actor, SubShop shop, int limit) {
        return sql.list("select n.order_code, n.outside_number, n.carrier, n.number, n.shipped_at " + OPEN
                        + " and n.sub_shop_id = ? order by n.shipped_at, n.order_code, n.number limit ?",
                row -> new ShippedNumber(row.text("order_code"), row.text("outside_number"), row.text("carrier"), row.text("number"),
                        row.instant("shipped_at")), actor.tenant(), shop.id(), Math.max(1, Math.min(limit, NUMBERS_MAX)));
    }

    /**
     * Makes the file for a platform of all numbers that the sub-shop was not told yet, and marks them as handed back.
     *
     * @throws Problem NOTHING_TO_HAND_BACK
     */
    @Requires(OrderPermission.PLACE)
    public Handed handBack(Actor actor, String subShop, HandBack layout) {
        SubShop shop = subShops.byCode(actor, subShop);
        // two people at once: the second waits, and finds nothing left
        sql.alone("hand-back " + shop.id().value());
        List<ShippedNumber> numbers = numbers(actor, shop, NUMBERS_MAX);
        if (numbers.isEmpty()) {
            throw new Problem(ListProblem.NOTHING_TO_HAND_BACK).with("subShop", shop.name());
        }
        Instant now = clock.now();
        String code = numbering.next("NUM");
        String file = files.keep(actor, code + ".csv", layout.file(numbers, transactions.tenant().zone())).code();
        sql.update("""
                insert into handed_back_file (tenant_id, code, organisation_id, sub_shop_id, file_code, layout, numbers, by_name, at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""", actor.tenant(), code, shop.organisation(), shop.id(), file, layout,
                numbers.size(), actor.name(), now);
        sql.update("""
                insert into handed_back (tenant_id, sub_shop_id, order_code, carrier, number, file_code, by_name, at)
                select ?, ?, n.order_code, n.carrier, n.number, ?, ?, ? from unnest(?, ?, ?) as n (order_code, carrier, number)""",
                actor.tenant(), shop.id(), code, actor.name(), now,
                numbers.stream().map(ShippedNumber::orderCode).toArray(String[]::new),
                numbers.stream().map(ShippedNumber::carrier).toArray(String[]::new),
                numbers.stream().map(ShippedNumber::number).toArray(String[]::new));
        return new Handed(code, shop.code(), layout, numbers.size(), actor.name(), now);
    }

    /** The shop knows these numbers already, without a file. Told again, it does nothing. */
    @Requires(Requires.SYSTEM)
    public void known(Actor actor, String orderCode, List<String> numbers, String by, Instant at) {
        sql.update("""
                insert into handed_back (tenant_id, sub_shop_id, order_code, carrier, number, file_code, by_name, at)
                select n.tenant_id, n.sub_shop_id, n.order_code, n.carrier, n.number, '', ?, ? from shipped_number n
                 where n.tenant_id = ? and n.order_code = ? and n.number = any (?)
                on conflict do nothing""", by, at, actor.tenant(), orderCode, numbers.toArray(String[]::new));
    }

    /** Files that were handed back, the newest first; {@code after} is the code of the last one of the page before, or null. */
    @Requires(OrderPermission.VIEW)
    public List<Handed> handed(Actor actor, String after, int limit) {
        return sql.list("""
                select f.code, s.code as shop, f.layout, f.numbers, f.by_name, f.at from handed_back_file f
                  join sub_shop s on s.tenant_id = f.tenant_id and s.id = f.sub_shop_id
                 where f.tenant_id = ? and (?::bigint is null or f.organisation_id = ?)
                   and (?::text is null or (f.at, f.code) < (select a.at, a.code from handed_back_file a where a.tenant_id = ? and a.code = ?))
                 order by f.at desc, f.code desc limit ?""",
                row -> new Handed(row.text("code"), row.text("shop"), row.oneOf(HandBack.class, "layout"), row.integer("numbers"),
                        row.text("by_name"), row.instant("at")),
                actor.tenant(), actor.scope(), actor.scope(), after, actor.tenant(), after, Math.max(1, Math.min(limit, PAGE_MAX)));
    }

    /** The bytes of a file that was handed back, once more. @throws Problem NOT_FOUND */
    @Requires(OrderPermission.VIEW)
    public byte[] file(Actor actor, String code) {
        String file = sql.first("""
                select file_code from handed_back_file
                 where tenant_id = ? and code = ? and (?::bigint is null or organisation_id = ?)""", row -> row.text("file_code"),
                actor.tenant(), code, actor.scope(), actor.scope()).orElseThrow(() -> Problem.notFound("numbers", code));
        return files.get(actor, file).bytes();
    }
}
