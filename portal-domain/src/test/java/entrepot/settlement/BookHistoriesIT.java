package entrepot.settlement;

import entrepot.testing.Portal;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Refund, settlement, payout, plan change, dispute, adjustment and deduction in any order give the same end. {@code -Dtimes=} histories,
 * {@code -Dseed=} another seed: {@code mvn -Pcampaign -Dcampaign=books -Dtimes=10000}.
 */
class BookHistoriesIT {

    private static final int TOGETHER = 100;
    private static final int LENGTH = 12;

    private final Portal portal = Portal.running();

    @Test
    void refund_settlement_payout_plan_change_and_dispute_in_any_order_give_the_same_end() {
        int times = Integer.getInteger("times", TOGETHER);
        long seed = Long.getLong("seed", 20_311_003L);
        for (int done = 0; done < times; done += TOGETHER) {
            lives(seed + done, Math.min(TOGETHER, times - done));
        }
    }

    private void lives(long seed, int howMany) {
        Random random = new Random(seed);
        List<BookHistories.Meanwhile> between = BookHistories.meanwhile(random, LENGTH);
        List<List<BookHistories.Deed>> histories = IntStream.range(0, howMany).mapToObj(i -> BookHistories.deeds(random, LENGTH)).toList();
        try {
            new BookHistories(portal, howMany).live(histories, between);
        } catch (BookHistories.Differs differs) {
            throw new AssertionError("-Dseed=" + seed + ": " + differs.getMessage() + BookHistories.shortened(portal, histories.get(differs.member), between), differs);
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("-Dseed=" + seed + ": " + failure, failure);
        }
    }
}
