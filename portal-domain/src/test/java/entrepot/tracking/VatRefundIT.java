package entrepot.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Shipping;
import entrepot.kernel.Money;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.Posting;
import entrepot.ledger.PostingKey;
import entrepot.ledger.VatKind;
import entrepot.ledger.VatRates;
import entrepot.ordering.Orders;
import entrepot.platform.access.Actor;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A tenant that charges 13 % on goods and 9 % on freight. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VatRefundIT {

    private final Portal portal = Portal.running();
    private final Trade trade = Trade.inChina(portal);
    private final Actor system = trade.system;
    private final Ledger ledger = portal.bean(Ledger.class);
    private final VatRates rates = portal.bean(VatRates.class);
    private final Mishaps mishaps = portal.bean(Mishaps.class);
    private final Actor maker = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), "ledger:propose");
    private final Actor checker = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), "ledger:approve");
    private final Tracking tracking = portal.bean(Tracking.class);

    VatRefundIT() {
        trade.products(9_997, 100, "TENT");
        trade.topUp(10_000_000);
        rate(maker, checker, VatKind.GOODS, "13");
        rate(maker, checker, VatKind.FREIGHT, "9");
    }

    private void rate(Actor maker, Actor checker, VatKind kind, String percent) {
        rates.approve(checker, rates.propose(maker, kind, new BigDecimal(percent), portal.now(trade.tenant)
                .atZone(trade.tenant.zone()).toLocalDate(), "as the law asks"));
    }

    private Money balance(AccountKind kind) {
        return ledger.balance(system, Account.of(kind));
    }

    @Test
    void tax_is_split_at_shipment_and_goes_back_in_proportion_with_the_last_piece_taking_the_rest() {
        Money sales = balance(AccountKind.SALES);
        Money freight = balance(AccountKind.FREIGHT_INCOME);
        Money tax = balance(AccountKind.VAT_OUT);
        Money wallet = trade.balance(AccountKind.WALLET);
        String order = portal.bean(Orders.class).place(trade.agent, trade.order("V-1", "TENT", 3), "k-v1").code();
        Consignment consignment = portal.bean(Consignments.class).byOrder(system, order).get(0);
        portal.bean(Shipping.class).ship(system, consignment.code(), List.of(
                new Consignment.Parcel("shunfeng", "SF9000000000001", 500), new Consignment.Parcel("shunfeng", "SF9000000000002", 500),
                new Consignment.Parcel("shunfeng", "SF9000000000003", 500)));
        portal.settleDown(trade.tenant);

        Posting shipped = ledger.get(system, new PostingKey("consignment.shipped", "consignment", consignment.code()));
        assertThat(trade.balance(AccountKind.HELD).isZero()).as("nothing is left held").isTrue();
        Money goodsTax = Money.of(Math.round(consignment.goods().minor() * 13 / 113.0), "CNY");
        Money wayTax = Money.of(Math.round(consignment.freight().minor() * 9 / 109.0), "CNY");
        assertThat(balance(AccountKind.VAT_OUT).minus(tax)).isEqualTo(goodsTax.plus(wayTax));
        assertThat(balance(AccountKind.SALES).minus(sales)).isEqualTo(consignment.goods().minus(goodsTax));
        assertThat(shipped.legs()).hasSize(4);

        // what counts from now on changes nothing of what was posted
        rate(maker, checker, VatKind.GOODS, "6");
        String[] parcels = {"SF9000000000001", "SF9000000000002", "SF9000000000003"};
        for (int i = 0; i < parcels.length; i++) {
            String parcel = tracking.byNumber(system, parcels[i]).get(0).code();
            mishaps.lost(system, parcel, List.of(new CameBack.Piece(consignment.code(), 1, 1)), "lost");
            mishaps.judge(system, parcel, new Verdict(Verdict.Bearer.CARRIER, null, null, "lost"));
            Money left = goodsTax.minus(goodsTax.times(new BigDecimal(i + 1).divide(new BigDecimal(3), 20, RoundingMode.HALF_UP)));
            if (i < 2) {
                assertThat(balance(AccountKind.VAT_OUT).minus(tax).minus(wayTax).minus(left).minor()).isBetween(-1L, 1L);
            }
        }
        assertThat(balance(AccountKind.VAT_OUT)).isEqualTo(tax);
        assertThat(balance(AccountKind.SALES)).isEqualTo(sales);
        assertThat(balance(AccountKind.FREIGHT_INCOME)).isEqualTo(freight);
        assertThat(trade.balance(AccountKind.WALLET)).isEqualTo(wallet);
    }
}
