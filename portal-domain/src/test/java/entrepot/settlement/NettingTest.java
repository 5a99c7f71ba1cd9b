package entrepot.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.invoicing.OpenReceivable;
import entrepot.invoicing.ReceivableKind;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Leg;
import entrepot.ledger.NewPosting;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class NettingTest {

    private static final OrganisationId WHO = new OrganisationId(5);

    private static List<OpenReceivable> owes(long... minor) {
        List<OpenReceivable> open = new java.util.ArrayList<>();
        for (long each : minor) {
            open.add(new OpenReceivable("R" + open.size(), WHO, ReceivableKind.values()[0], Money.of(each, "CNY"), LocalDate.of(2031, 10, 1)));
        }
        return open;
    }

    @Test
    void fees_come_before_overdue_credit_and_both_before_payment() {
        Netting netting = Netting.of(100_000, 0, 10_000, true, owes(30_000, 20_000), 25_000);
        assertThat(netting.charges()).extracting(Netting.Charge::minor).containsExactly(30_000L, 20_000L);
        assertThat(List.of(netting.receivable(), netting.credit(), netting.payable(), netting.carried())).containsExactly(50_000L, 25_000L, 25_000L, 0L);
        assertThat(Netting.of(40_000, 0, 10_000, true, owes(30_000, 20_000), 25_000).charges()).extracting(Netting.Charge::minor)
                .as("the oldest first, as far as it goes").containsExactly(30_000L, 10_000L);
    }

    @Test
    void what_is_disputed_waits_and_the_rest_is_paid() {
        Netting netting = Netting.of(100_000, 30_000, 10_000, true, List.of(), 0);
        assertThat(List.of(netting.payable(), netting.carried(), netting.disputed())).containsExactly(70_000L, 30_000L, 30_000L);
        assertThat(netting.reason()).isEqualTo(CarryReason.DISPUTED);
    }

    @Test
    void a_leaver_is_paid_any_amount_and_an_unknown_tax_profile_none() {
        assertThat(Netting.of(1, 0, 0, true, List.of(), 0).payable()).isEqualTo(1);
        assertThat(Netting.of(1, 0, 10_000, true, List.of(), 0).reason()).isEqualTo(CarryReason.BELOW_MINIMUM);
        assertThat(Netting.of(100_000, 0, 0, false, owes(5), 5)).satisfies(netting -> {
            assertThat(netting.carried()).isEqualTo(100_000);
            assertThat(netting.reason()).isEqualTo(CarryReason.TAX_UNKNOWN);
        });
    }

    @Property
    void the_parts_add_up_to_the_dues_and_the_postings_move_them(@ForAll @LongRange(min = -1_000_000_000_000_000L, max = 1_000_000_000_000_000L) long commission,
            @ForAll @LongRange(min = -1_000_000_000_000_000L, max = 1_000_000_000_000_000L) long dealer, @ForAll @LongRange(min = 0, max = 100_000) long held,
            @ForAll @LongRange(min = 1, max = 1_000_000) long fee, @ForAll @LongRange(min = 0, max = 1_000_000) long overdue, @ForAll boolean taxKnown) {
        long due = commission + dealer;
        Netting before = Netting.of(due, held, 10_000, taxKnown, owes(fee), overdue);
        Netting netting = before.taxed(before.payable() / 5);
        assertThat(netting.payable() + netting.carried() + netting.receivable() + netting.credit() + netting.tax()).isEqualTo(due);
        long moved = due - netting.carried();
        if (moved == 0) {
            return;
        }
        long left = 0;
        for (NewPosting posting : RunWork.postings(commission, due, netting, WHO, "STM", "RUN", "CNY")) {
            assertThat(posting.legs().stream().map(Leg::amount).mapToLong(Money::minor).sum()).as("balanced").isZero();
            left += posting.legs().stream().filter(leg -> leg.account().kind() == AccountKind.COMMISSION_DUE
                    || leg.account().kind() == AccountKind.DEALER_DUE).mapToLong(leg -> leg.amount().minor()).sum();
        }
        assertThat(left).as("what leaves DUE").isEqualTo(moved);
    }
}
