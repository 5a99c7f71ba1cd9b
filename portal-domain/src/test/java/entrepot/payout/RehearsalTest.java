package entrepot.payout;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    private static final Instant NOW = Instant.parse("2026-12-14T02:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 12, 15);

    private static Money yuan(long whole) {
        return Money.of(whole * 100, "CNY");
    }

    private static Rehearsal.Known known(PayeeAccount.State state, Instant frozenUntil, boolean wrong, boolean carried, String others, String accepted) {
        return new Rehearsal.Known(7, new PayeeAccount("ACC-1", new OrganisationId(1), PayeeAccount.Kind.IBAN, "•••• 0001", "A", "A", "", "", "", state, "x", NOW,
                frozenUntil, "y", NOW, "document", "", accepted), wrong, carried, others);
    }

    private static final Rehearsal.Known GOOD = known(PayeeAccount.State.VERIFIED, NOW, false, true, "", "");

    private static Rehearsal.Candidate candidate(Rehearsal.Known known, Money amount, Long failedAt, Long lastPaid, Money payable, Money lastMonth) {
        return new Rehearsal.Candidate("PAY-1", new OrganisationId(1), amount, known, failedAt, lastPaid, "•••• 0000", payable, amount, lastMonth);
    }

    private static List<Rehearsal.Rule> rules(Rehearsal.Candidate candidate, Format format, LocalDate workingDay, Money lastTotal) {
        return Rehearsal.of(new Rehearsal.Question(format, Terms.EXAMPLE, DAY, workingDay, NOW, lastTotal, List.of(candidate))).stream()
                .map(Rehearsal.Finding::rule).toList();
    }

    private static List<Rehearsal.Rule> rules(Rehearsal.Candidate candidate) {
        return rules(candidate, Format.PAIN_001_09, DAY, yuan(0));
    }

    @Test
    void each_rule_finds_what_it_is_there_for_and_nothing_else() {
        assertThat(rules(candidate(GOOD, yuan(100), null, 7L, yuan(100), yuan(0)))).isEmpty();
        assertThat(rules(candidate(null, yuan(100), null, null, yuan(100), yuan(0)))).containsExactly(Rehearsal.Rule.ACCOUNT_MISSING);
        assertThat(rules(candidate(known(PayeeAccount.State.PROPOSED, NOW.plusSeconds(1), false, true, "", ""), yuan(100), null, null, yuan(100), yuan(0))))
                .containsExactly(Rehearsal.Rule.ACCOUNT_UNVERIFIED, Rehearsal.Rule.ACCOUNT_FROZEN);
        assertThat(rules(candidate(known(PayeeAccount.State.VERIFIED, NOW, true, false, "ORG-2", ""), yuan(100), null, null, yuan(100), yuan(0))))
                .containsExactly(Rehearsal.Rule.ACCOUNT_INVALID, Rehearsal.Rule.NAME_NOT_CARRIED, Rehearsal.Rule.ACCOUNT_SHARED);
        assertThat(rules(candidate(known(PayeeAccount.State.VERIFIED, NOW, false, true, "ORG-2", "ORG-2"), yuan(100), null, null, yuan(100), yuan(0)))).isEmpty();
        assertThat(rules(candidate(GOOD, yuan(100), 7L, 6L, yuan(99), yuan(0)))).containsExactly(Rehearsal.Rule.FAILED_BEFORE, Rehearsal.Rule.ACCOUNT_CHANGED,
                Rehearsal.Rule.MORE_THAN_PAYABLE);
        assertThat(rules(candidate(GOOD, Money.of(99, "CNY"), null, null, yuan(1), yuan(0)))).containsExactly(Rehearsal.Rule.BELOW_MINIMUM);
        assertThat(rules(candidate(GOOD, yuan(500_001), null, null, yuan(500_001), yuan(0)))).containsExactly(Rehearsal.Rule.ABOVE_LIMIT);
        assertThat(rules(candidate(GOOD, Money.of(500, "JPY"), null, null, Money.of(500, "JPY"), Money.of(0, "JPY")), Format.ALIPAY, DAY, Money.of(0, "JPY")))
                .containsExactly(Rehearsal.Rule.CURRENCY);
    }

    @Test
    void a_holiday_names_the_next_working_day_and_much_more_than_last_month_is_said() {
        List<Rehearsal.Finding> findings = Rehearsal.of(new Rehearsal.Question(Format.PAIN_001_09, Terms.EXAMPLE, DAY, DAY.plusDays(2), NOW, yuan(1_000),
                List.of(candidate(GOOD, yuan(4_000), null, null, yuan(4_000), yuan(1_000)))));

        assertThat(findings).extracting(Rehearsal.Finding::rule).containsExactly(Rehearsal.Rule.MORE_THAN_BEFORE, Rehearsal.Rule.HOLIDAY,
                Rehearsal.Rule.TOTAL_MORE_THAN_BEFORE);
        assertThat(findings).noneMatch(Rehearsal.Finding::blocks);
        assertThat(findings.get(1).details()).containsEntry("next", "2026-12-17");
        assertThat(rules(candidate(GOOD, yuan(3_000), null, null, yuan(3_000), yuan(1_000)))).as("three times is not more than three times").isEmpty();
    }
}
