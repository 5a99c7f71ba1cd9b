package entrepot.aftersales;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.aftersales.ReturnJudge.Facts;
import entrepot.aftersales.ReturnJudge.Proposed;
import entrepot.aftersales.ReturnJudge.Rule;
import entrepot.fulfilment.RefundedLine;
import entrepot.kernel.Money;
import entrepot.kernel.VariantId;
import entrepot.tracking.Verdict.Bearer;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReturnJudgeTest {

    private static final Instant CAME = Instant.parse("2031-10-01T08:00:00Z");

    private static Proposed after(ReturnReason reason, Duration late, boolean dealer, boolean whole) {
        return ReturnJudge.propose(new Facts(reason, CAME, CAME.plus(late), dealer, whole, 7));
    }

    @Test
    void what_was_our_fault_is_paid_for_the_whole_way_and_what_the_buyer_dislikes_is_not() {
        Proposed defect = after(ReturnReason.DEFECT, Duration.ofHours(1), true, true);
        assertThat(defect).extracting(Proposed::approve, Proposed::bearer, Proposed::freight, Proposed::returnFreight)
                .containsExactly(true, Bearer.HEADQUARTERS, true, true);
        Proposed part = after(ReturnReason.DEFECT, Duration.ofHours(1), true, false);
        assertThat(part.freight()).as("the rest travelled too").isFalse();
        assertThat(part.rules()).contains(Rule.FREIGHT_STAYS_PART);
        assertThat(after(ReturnReason.WRONG_ITEM, Duration.ofHours(1), true, true).bearer()).isEqualTo(Bearer.DEALER);
        assertThat(after(ReturnReason.WRONG_ITEM, Duration.ofHours(1), false, true).bearer()).isEqualTo(Bearer.HEADQUARTERS);
        assertThat(after(ReturnReason.DAMAGED, Duration.ofHours(1), false, true).bearer()).isEqualTo(Bearer.CARRIER);
        for (ReturnReason buyers : new ReturnReason[] {ReturnReason.WRONG_SIZE, ReturnReason.DISLIKE, ReturnReason.OTHER}) {
            assertThat(after(buyers, Duration.ofHours(1), true, true)).extracting(Proposed::approve, Proposed::bearer, Proposed::freight,
                    Proposed::returnFreight).containsExactly(true, Bearer.MEMBER, false, false);
        }
    }

    @Test
    void the_report_is_in_time_until_its_last_second_and_the_law_and_the_window_go_on_after_it() {
        assertThat(after(ReturnReason.DISLIKE, Duration.ofHours(24), false, true).rules()).contains(Rule.REPORTED_IN_TIME);
        assertThat(after(ReturnReason.DISLIKE, Duration.ofHours(24).plusSeconds(1), false, true).rules()).contains(Rule.REPORTED_LATE_LAW);
        assertThat(after(ReturnReason.DISLIKE, Duration.ofDays(7), false, true).approve()).isTrue();
        Proposed late = after(ReturnReason.DISLIKE, Duration.ofDays(7).plusSeconds(1), false, true);
        assertThat(late.approve()).isFalse();
        assertThat(late.rules()).contains(Rule.REPORTED_LATE).doesNotContain(Rule.SEND_WITHIN);
        assertThat(after(ReturnReason.DEFECT, Duration.ofDays(15), false, true).rules()).contains(Rule.REPORTED_LATE_PROOF);
        assertThat(after(ReturnReason.DEFECT, Duration.ofDays(15).plusSeconds(1), false, true).approve()).isFalse();
    }

    @Test
    void whatever_the_order_of_pieces_and_reductions_a_line_is_paid_back_once_and_whole() {
        Random random = new Random(7);
        for (int run = 0; run < 20_000; run++) {
            int quantity = 1 + random.nextInt(9);
            Money total = Money.of(random.nextInt(4) == 0 ? random.nextInt(4) : random.nextLong(1_000_000_000_000_000L), "CNY");
            RefundedLine line = new RefundedLine(1, new VariantId(1), quantity, total, quantity, 0, 0, Money.zero("CNY"));
            Money accrual = Money.of(random.nextLong(1 + total.minor()), "CNY");
            Money paid = Money.zero("CNY");
            while (line.pieces() < quantity) {
                RefundedLine next = random.nextInt(3) == 0 ? line.reduce(Money.of(random.nextLong(1 + line.left().minor()), "CNY"))
                        : line.refund(1 + random.nextInt(quantity - line.pieces()));
                assertThat(next.refunded()).as("%s then %s", line, next).isBetween(line.refunded(), total);
                assertThat(next.shareOf(accrual)).isBetween(Money.zero("CNY"), accrual);
                paid = paid.plus(next.refunded().minus(line.refunded()));
                line = next;
            }
            assertThat(paid).isEqualTo(total);
            assertThat(line.reduced().isZero()).isTrue();
            assertThat(line.shareOf(accrual)).isEqualTo(accrual);
        }
    }
}
