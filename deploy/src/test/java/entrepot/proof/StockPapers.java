package entrepot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.identity.Role;
import entrepot.journey.RunningPortal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/**
 * Transfers, purchases, counts and goods set apart, which the demonstration has in the middle of their way: here is what they are written about, and some that
 * are at their end, for proofs that act on what no verb can change any more.
 *
 * @param central   headquarters' warehouse, where {@code sku} lies
 * @param dealers   the warehouse of the proofs' dealer; {@code own} is of its own goods ({@code lie} of it, under {@code heading}), {@code consigned} of
 *                  headquarters'
 * @param elsewhere another dealer's, where headquarters counts: {@code counted} of its goods under {@code category}, of which {@code there} lie there
 */
record StockPapers(String central, String sku, String dealers, String own, String heading, int lie, String consigned, String elsewhere, String counted,
                   String category, int there) {

    static StockPapers of(RunningPortal portal, Person dealer) throws SQLException {
        try (Connection database = portal.database(); ResultSet row = database.createStatement().executeQuery("""
                with pile as (
                  select w.code, w.central, w.owner_id = %2$d as mine, s.owner_id = w.owner_id as own, v.sku, p.category, s.on_hand as lie,
                         row_number() over (partition by w.central, w.owner_id = %2$d, s.owner_id = w.owner_id order by s.on_hand - s.reserved desc, v.sku) as place
                    from stock s
                    join warehouse w on w.tenant_id = s.tenant_id and w.id = s.warehouse_id
                    join variant v on v.tenant_id = s.tenant_id and v.id = s.variant_id
                    join product p on p.tenant_id = v.tenant_id and p.id = v.product_id
                   where s.tenant_id = %1$d and s.promised = 0 and (w.central or w.owner_id = %2$d or not exists (
                         select from stock_count c where c.tenant_id = w.tenant_id and c.warehouse_id = w.id and c.state in ('COUNTING', 'SUBMITTED'))))
                select c.code, c.sku, o.code, o.sku, o.category, o.lie, h.sku, e.code, e.sku, e.category, e.lie from pile c, pile o, pile h, pile e
                 where c.place = 1 and c.central and o.place = 1 and o.mine and o.own and h.place = 1 and h.mine and not h.own
                   and e.place = 1 and not e.mine and not e.own and not e.central""".formatted(dealer.tenantId(), dealer.organisation()))) {
            assertThat(row.next()).as("goods of headquarters and of " + dealer.login()).isTrue();
            return new StockPapers(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5), row.getInt(6), row.getString(7),
                    row.getString(8), row.getString(9), row.getString(10), row.getInt(11));
        }
    }

    /** Writes one of each and ends it, for headquarters and for the dealer. */
    static void end(RunningPortal portal, Client client, Map<Role, Person> people) throws SQLException {
        StockPapers papers = of(portal, people.get(Role.DEALER));
        Person hq = people.get(Role.HQ_MANAGER);
        end(client, hq, "/api/hq/v1/transfers", papers.transfer(1), "cancel");
        for (String audience : new String[] {"hq", "dealer"}) {
            Person person = audience.equals("hq") ? hq : people.get(Role.DEALER);
            String root = "/api/" + audience + "/v1/";
            end(client, person, root + "purchases", papers.purchase(person, 1), "cancel");
            end(client, person, root + "stock-counts", papers.count(person), "cancel");
            end(client, person, root + "quality-holds", papers.hold(person, true), "release");
        }
    }

    private static void end(Client client, Person person, String root, String body, String verb) {
        Answer made = client.call(person.key(), "POST", root, body, "Idempotency-Key", UUID.randomUUID().toString());
        assertThat(made.status()).as(root + " " + body + ": " + made.body()).isEqualTo(201);
        Answer ended = client.call(person.key(), "POST", root + "/" + made.json().path("code").asText() + "/" + verb, "{\"reason\":\"proof\"}");
        assertThat(ended.status()).as(ended.body()).isEqualTo(200);
    }

    String transfer(int pieces) {
        return "{\"from\":\"%s\",\"to\":\"%s\",\"lines\":%s,\"note\":\"For the weekend\"}".formatted(central, dealers, lines(sku, pieces));
    }

    String purchase(Person person, int pieces) {
        return "{\"warehouse\":\"%s\",\"supplier\":\"Ningbo Textiles\",\"expectedOn\":\"2027-01-15\",\"lines\":%s}".formatted(warehouse(person),
                lines(person.role() == Role.DEALER ? own : sku, pieces));
    }

    /** The dealer's of its own goods, headquarters' of those that lie with another dealer. */
    String count(Person person) {
        boolean dealer = person.role() == Role.DEALER;
        return "{\"warehouse\":\"%s\",\"own\":%s,\"category\":\"%s\",\"note\":\"Monthly count\"}".formatted(dealer ? dealers : elsewhere, dealer,
                dealer ? heading : category);
    }

    String hold(Person person, boolean ownGoods) {
        boolean dealer = person.role() == Role.DEALER;
        return "{\"warehouse\":\"%s\",\"sku\":\"%s\",\"own\":%s,\"quantity\":1,\"reason\":\"The seam is open\"}".formatted(warehouse(person),
                !dealer ? sku : ownGoods ? own : consigned, dealer && ownGoods);
    }

    static String lines(String sku, int quantity) {
        return "[{\"sku\":\"%s\",\"quantity\":%d}]".formatted(sku, quantity);
    }

    private String warehouse(Person person) {
        return person.role() == Role.DEALER ? dealers : central;
    }
}
