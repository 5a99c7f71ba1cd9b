package entrepot.payout;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks at payouts before they leave, as a careful clerk would: each finding names its rule and the numbers. What blocks holds a payout out; the
 * rest goes. Pure.
 */
final class Rehearsal {

    /** More than so many times last month's, and by more than so much, is worth a look. */
    private static final int OUTLIER_TIMES = 3;
    private static final BigDecimal OUTLIER_LEAST = new BigDecimal("1000");

    private Rehearsal() {
    }

    /** What is looked for. */
    enum Rule {
        /** No account, or none that anybody verified yet. */
        ACCOUNT_MISSING(true), ACCOUNT_UNVERIFIED(true),
        /** Changed less than 72 hours ago. */
        ACCOUNT_FROZEN(true),
        /** Its number or its bank's code is not right any more, or the file cannot carry its names. */
        ACCOUNT_INVALID(true), NAME_NOT_CARRIED(true),
        /** Other members have the same account, which nobody accepted. */
        ACCOUNT_SHARED(true),
        /** The bank refused this account before, for this payout or another of the member that waits. */
        FAILED_BEFORE(true),
        /** The books owe the member less than what shall leave. */
        MORE_THAN_PAYABLE(true),
        BELOW_MINIMUM(true), ABOVE_LIMIT(true),
        /** Alipay knows one currency; nothing else may be missing. */
        CURRENCY(true),
        /** To another account than the last time. */
        ACCOUNT_CHANGED(false),
        /** Much more than last month: one member, all together. */
        MORE_THAN_BEFORE(false), TOTAL_MORE_THAN_BEFORE(false),
        /** The day is no working day; {@code next} is. */
        HOLIDAY(false);

        private final boolean blocking;

        Rule(boolean blocking) {
            this.blocking = blocking;
        }

        boolean isBlocking() {
            return blocking;
        }
    }

    /**
     * What is known of an account.
     *
     * @param id      inner id, to be compared only
     * @param wrong   whether its number does not pass its own check any more
     * @param carried whether the file carries its names
     * @param others  members with the same number, as codes; {@code accepted} those that were accepted
     */
    record Known(long id, PayeeAccount account, boolean wrong, boolean carried, String others) {
    }

    /**
     * One payout and what it is compared with.
     *
     * @param known     its member's account, null where there is none
     * @param failedAt  the account, where the bank refused it for a payout of the member that still waits; null where not
     * @param lastPaid  the account that the last payout of the member went to, by id; null where there was none
     * @param lastMask  that account's last digits
     * @param payable   what the books owe the member; {@code open} all that shall leave from it
     * @param lastMonth what the member was paid in the month before
     */
    record Candidate(String code, OrganisationId organisation, Money amount, Known known, Long failedAt, Long lastPaid, String lastMask, Money payable,
                     Money open, Money lastMonth) {
    }

    /** @param payout null where it is about the whole batch. {@code details} go into the words */
    record Finding(String payout, Rule rule, Map<String, String> details) {

        boolean blocks() {
            return rule.isBlocking() && payout != null;
        }
    }

    /** @param workingDay the day itself if it is one, else the next */
    record Question(Format format, Terms terms, LocalDate payOn, LocalDate workingDay, Instant now, Money lastMonthTotal, List<Candidate> candidates) {
    }

    static List<Finding> of(Question question) {
        List<Finding> findings = new ArrayList<>();
        Map<OrganisationId, Money> together = new HashMap<>();
        question.candidates().forEach(candidate -> together.merge(candidate.organisation(), candidate.amount(), Money::plus));
        Money leaves = null;
        for (Candidate candidate : question.candidates()) {
            List<Finding> own = of(question, candidate, together.get(candidate.organisation()));
            findings.addAll(own);
            if (own.stream().noneMatch(Finding::blocks)) {
                leaves = leaves == null ? candidate.amount() : leaves.plus(candidate.amount());
            }
        }
        if (!question.payOn().equals(question.workingDay())) {
            findings.add(new Finding(null, Rule.HOLIDAY, details("day", question.payOn(), "next", question.workingDay())));
        }
        if (leaves != null && isOutlier(leaves, question.lastMonthTotal())) {
            findings.add(new Finding(null, Rule.TOTAL_MORE_THAN_BEFORE, details("total", leaves, "before", question.lastMonthTotal())));
        }
        return findings;
    }

    private static List<Finding> of(Question question, Candidate candidate, Money together) {
        List<Finding> findings = new ArrayList<>();
        account(question, candidate, findings);
        Money amount = candidate.amount();
        if (candidate.payable().compareTo(candidate.open()) < 0) {
            add(findings, candidate, Rule.MORE_THAN_PAYABLE, "payable", candidate.payable(), "open", candidate.open());
        }
        Money min = Withdrawals.major(question.terms().payoutMin(), amount.currency());
        Money max = Withdrawals.major(question.terms().payoutMax(), amount.currency());
        if (amount.compareTo(min) < 0) {
            add(findings, candidate, Rule.BELOW_MINIMUM, "amount", amount, "min", min);
        }
        if (amount.compareTo(max) > 0) {
            add(findings, candidate, Rule.ABOVE_LIMIT, "amount", amount, "max", max);
        }
        if (question.format() == Format.ALIPAY && !amount.currency().equals("CNY")) {
            add(findings, candidate, Rule.CURRENCY, "currency", amount.currency());
        }
        if (isOutlier(together, candidate.lastMonth())) {
            add(findings, candidate, Rule.MORE_THAN_BEFORE, "amount", together, "before", candidate.lastMonth());
        }
        return findings;
    }

    private static void account(Question question, Candidate candidate, List<Finding> findings) {
        Known known = candidate.known();
        if (known == null) {
            add(findings, candidate, Rule.ACCOUNT_MISSING);
            return;
        }
        PayeeAccount account = known.account();
        if (account.state() != PayeeAccount.State.VERIFIED) {
            add(findings, candidate, Rule.ACCOUNT_UNVERIFIED, "account", account.masked());
        }
        if (account.isFrozen(question.now())) {
            add(findings, candidate, Rule.ACCOUNT_FROZEN, "account", account.masked(), "until", account.frozenUntil());
        }
        if (known.wrong()) {
            add(findings, candidate, Rule.ACCOUNT_INVALID, "account", account.masked());
        }
        if (!known.carried()) {
            add(findings, candidate, Rule.NAME_NOT_CARRIED, "name", account.holderWritten());
        }
        if (!known.others().isEmpty() && !account.sharedWith().equals(known.others())) {
            add(findings, candidate, Rule.ACCOUNT_SHARED, "account", account.masked(), "members", known.others());
        }
        if (candidate.failedAt() != null && candidate.failedAt() == known.id()) {
            add(findings, candidate, Rule.FAILED_BEFORE, "account", account.masked());
        }
        if (candidate.lastPaid() != null && candidate.lastPaid() != known.id()) {
            add(findings, candidate, Rule.ACCOUNT_CHANGED, "account", account.masked(), "before", candidate.lastMask());
        }
    }

    /** Nothing last month is no measure: the first payout of a member is no outlier. */
    private static boolean isOutlier(Money now, Money before) {
        return before.isPositive() && now.compareTo(before.times(OUTLIER_TIMES)) > 0
                && now.minus(before).major().compareTo(OUTLIER_LEAST) > 0;
    }

    private static void add(List<Finding> findings, Candidate candidate, Rule rule, Object... details) {
        findings.add(new Finding(candidate.code(), rule, details(details)));
    }

    private static Map<String, String> details(Object... pairs) {
        Map<String, String> details = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            details.put(pairs[i].toString(), pairs[i + 1].toString());
        }
        return details;
    }
}
