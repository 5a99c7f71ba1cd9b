package entrepot.settlement;

import entrepot.testing.Portal;
import org.junit.jupiter.api.Test;

/**
 * A few of the random histories; {@link BooksCampaign} lives ten thousand. {@code -Dhistories=} and {@code -Dseed=} try others.
 */
class BookHistoriesIT {

    private static final int ALWAYS = 6;

    @Test
    void refund_settlement_payout_plan_change_and_dispute_in_any_order_give_the_same_end() {
        BookHistories.lives(Portal.running(), Long.getLong("seed", 20_311_017L), Integer.getInteger("histories", ALWAYS));
    }
}
