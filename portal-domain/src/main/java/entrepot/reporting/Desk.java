package entrepot.reporting;

import entrepot.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A person's first page, in business time of the tenant's zone.
 *
 * @param figures what matters today, in order
 * @param days    the last two weeks, today last; empty where the desk has no such picture
 * @param ranking the largest of this month, largest first; empty where the desk has none
 * @param tasks   what waits, the most urgent first; {@link #TASKS_MAX} at most
 */
public record Desk(List<Figure> figures, List<Day> days, List<Ranked> ranking, List<Task> tasks) {

    /** Rows of the list of tasks: what one person can take in at a glance. The rest is behind the cards. */
    public static final int TASKS_MAX = 8;
    /** Days of the picture. */
    public static final int DAYS = 14;

    /** What a figure is; its words are {@code reporting.figure.<name>}. */
    public enum FigureName {
        ORDERS_TODAY, ORDERS_MONTH, WALLET, HELD, COMMISSION_PENDING, COMMISSION_DUE,
        SHIPPED_TODAY, SHIPPED_MONTH, DEALER_DUE, LATE,
        MEMBERS, PEOPLE, INVITATIONS, TO_CONFIRM, DUE_TO_MEMBERS, TO_PAY, WALLETS, PENDING_TOTAL
    }

    /**
     * One figure: how many, how much, or both.
     *
     * @param count  null where only an amount matters
     * @param amount null where only a number matters
     * @param before the number of the day before, to compare with; null where nothing is compared
     */
    public record Figure(FigureName name, Long count, Money amount, Long before) {

        static Figure of(FigureName name, long count) {
            return new Figure(name, count, null, null);
        }

        static Figure of(FigureName name, Money amount) {
            return new Figure(name, null, amount, null);
        }
    }

    /** How many on one day, or how much; {@code amount} is null where things are counted. */
    public record Day(LocalDate date, long count, Money amount) {
    }

    /** A name and its amount. */
    public record Ranked(String name, Money amount) {
    }

    /** What a task is; its words are {@code reporting.task.<kind>}. */
    public enum TaskKind {
        FIX_LIST, TOP_UP_WALLET, ORDER_ON_HOLD, ORDER_TO_LEAVE,
        ANSWER_OFFER, PACK, SHIP,
        DECIDE_APPLICATION, APPROVE_PRICES, CONFIRM_COUNT, PLACE_BY_HAND, PACK_CENTRAL, REVIEW_PRODUCT, PASS_INVITATION_ON,
        CONFIRM_TOP_UP, START_RUN, SUBMIT_RUN, APPROVE_RUN,
        APPROVE_PLAN, APPROVE_CREDIT, APPROVE_DEPOSIT, APPROVE_LOSS, NUMBER_INVOICE, NUMBER_RED_LETTER, CHECK_MEMBER_INVOICE, CHASE_CHARGE,
        PAY_CHARGE, HAND_IN_INVOICE, HAND_IN_INVOICE_DEALER
    }

    /**
     * One thing to do.
     *
     * @param code   of what is to be worked on
     * @param about  whom or what it concerns: a buyer, a member, a file
     * @param amount what is at stake; null where it is no matter of money
     * @param since  how long it has been waiting
     * @param due    by when; null where there is no deadline
     * @param late   whether that has passed
     */
    public record Task(TaskKind kind, String code, String about, Money amount, Instant since, Instant due, boolean late) {
    }
}
