package entrepot.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.FulfilmentFee;
import entrepot.fulfilment.Offers;
import entrepot.fulfilment.Shipping;
import entrepot.inventory.OpenWarehouse;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.Money;
import entrepot.ledger.Ledger;
import entrepot.network.Organisation;
import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.platform.access.Actor;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a dealer earned can be computed again from its line, and the order behind it stands there. */
class DealerLinesIT {

    private static final Pattern TERM = Pattern.compile("(\\d+) × (\\d+\\.\\d\\d) CNY");

    private final Portal portal = Portal.running();
    private final Trade trade = Trade.inChina(portal);
    private final Actor system = trade.system;

    @Test
    void a_dealers_line_says_the_order_the_rule_and_the_sum_that_gives_its_amount() {
        Organisation dealer = trade.members.dealer("浙江省", "杭州市");
        Organisation seller = trade.members.agent();
        List.of(dealer, seller).forEach(each -> portal.bean(Ledger.class).openAccounts(system, each.id()));
        trade.topUp(seller.id(), 10_000_000);
        Warehouse house = portal.bean(Warehouses.class).open(system, new OpenWarehouse("Dealer", dealer.id(), Trade.hangzhou(), null, 1_000));
        trade.stock(house, trade.products(10_000, 200, "TENT").get(0).id(), dealer.id(), 10);
        Actor member = Portal.member(trade.tenant, seller.id(), "orders:view", "orders:place", "consignments:view");
        String order = portal.bean(Orders.class).place(member, new PlaceOrder(trade.members.shopOf(seller).code(), "D-1", Trade.hangzhou(),
                List.of(new PlaceOrder.Line("TENT", 2, null)), "", "", null), "d-1").code();
        Consignment left = portal.bean(Consignments.class).byOrder(system, order).get(0);
        portal.bean(Offers.class).accept(system, left.code());
        portal.bean(Shipping.class).ship(system, left.code(), List.of(new Consignment.Parcel("shunfeng", "SF7700000001", 500)));

        Actor wu = Portal.member(trade.tenant, dealer.id(), SettlementPermission.STATEMENTS);
        List<Statement.Line> lines = portal.bean(Statements.class).open(wu, null, 50);
        assertThat(lines).extracting(Statement.Line::event).containsExactlyInAnyOrder("consignment.own-goods", "consignment.fulfilled");
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.order()).isEqualTo(order);
            assertThat(computed(line.detail())).as(line.detail()).isEqualTo(line.amount());
        });
        assertThat(lines).extracting(Statement.Line::rule).containsExactlyInAnyOrder("own-supply-price", "fulfilment-fee");
        assertThat(lines).extracting(Statement.Line::detail).anyMatch(detail -> detail.startsWith("TENT × 2 × "))
                .contains("1 × " + FulfilmentFee.of("CNY").perParcel() + " + 2 × " + FulfilmentFee.of("CNY").perPiece());
        StatementWords spanish = new StatementWords(Locale.forLanguageTag("es"));
        assertThat(lines).extracting(spanish::what).anyMatch(what -> what.contains(left.code()) && what.contains("1 × 3,00"));
        assertThat(lines).extracting(line -> spanish.rule(line.rule())).contains("Tarifa de preparación");
    }

    private static Money computed(String detail) {
        Money sum = Money.zero("CNY");
        Matcher term = TERM.matcher(detail);
        while (term.find()) {
            sum = sum.plus(Money.parse(new BigDecimal(term.group(2)), "CNY").times(Integer.parseInt(term.group(1))));
        }
        return sum;
    }
}
