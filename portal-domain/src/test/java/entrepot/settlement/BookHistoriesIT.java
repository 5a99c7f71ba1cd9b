package entrepot.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.testing.Portal;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A few of the random histories; {@link BooksCampaign} lives ten thousand. {@code -Dhistories=} and {@code -Dseed=} try others.
 */
class BookHistoriesIT {

    private static final int ALWAYS = 6;
    private static final int ORDERS = 3;

    @Test
    void refund_settlement_payout_plan_change_and_dispute_in_any_order_give_the_same_end() {
        BookHistories.lives(Portal.running(), Long.getLong("seed", 20_311_726L), Integer.getInteger("histories", ALWAYS));
    }

    @Test
    void the_same_events_in_another_order_come_to_the_same_money() {
        List<List<Long>> ends = BookHistories.permuted(Portal.running(), Long.getLong("seed", 20_311_018L), ORDERS);
        assertThat(ends).hasSize(ORDERS).containsOnly(ends.get(0));
    }
}
