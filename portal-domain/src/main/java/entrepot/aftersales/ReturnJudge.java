package entrepot.aftersales;

import entrepot.tracking.Verdict.Bearer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Proposes the verdict on a return, with the rules that lead to it. Pure; a person decides. */
public final class ReturnJudge {

    /** The member reports within that of the receipt (DEFAULTS). */
    public static final Duration REPORT = Duration.ofHours(24);
    /** The goods are sent within that of the verdict. */
    public static final Duration SEND = Duration.ofHours(48);
    /** As long as commission waits. */
    public static final Duration WINDOW = Duration.ofDays(15);

    private ReturnJudge() {
    }

    /**
     * What it is decided from.
     *
     * @param dealer       whether a dealer shipped
     * @param whole        whether all pieces of the consignment come back
     * @param noReasonDays for how many days the law lets a buyer give back what it does not like
     */
    public record Facts(ReturnReason reason, Instant deliveredAt, Instant openedAt, boolean dealer, boolean whole, int noReasonDays) {
    }

    /** A rule that led there; its text is {@code aftersales.rule.<name>}, with the hours since the receipt and the law's days. */
    public enum Rule {
        OURS_BEARS_ALL, DEALER_PACKED_WRONG, CARRIER_DAMAGED, WRONG_SIZE_BUYER_PAYS, DISLIKE_BUYER_PAYS, OTHER_BUYER_PAYS,
        REPORTED_IN_TIME, REPORTED_LATE_PROOF, REPORTED_LATE_LAW, REPORTED_LATE, WINDOW_OVER, FREIGHT_BACK_WHOLE, FREIGHT_STAYS_PART,
        SEND_WITHIN
    }

    /**
     * @param approve       whether to take it back at all
     * @param freight       whether the way to the buyer is paid back
     * @param returnFreight whether the way back is paid for the member
     * @param hours         between receipt and report
     */
    public record Proposed(boolean approve, Bearer bearer, boolean freight, boolean returnFreight, long hours, int noReasonDays, List<Rule> rules) {
    }

    public static Proposed propose(Facts facts) {
        Duration after = Duration.between(facts.deliveredAt(), facts.openedAt());
        boolean inTime = after.compareTo(REPORT) <= 0;
        List<Rule> rules = new ArrayList<>();
        Bearer bearer = bearer(facts, rules);
        boolean approve;
        if (facts.reason().buyers()) {
            boolean law = after.compareTo(Duration.ofDays(facts.noReasonDays())) <= 0;
            approve = inTime || law;
            rules.add(inTime ? Rule.REPORTED_IN_TIME : law ? Rule.REPORTED_LATE_LAW : Rule.REPORTED_LATE);
        } else {
            approve = after.compareTo(WINDOW) <= 0;
            rules.add(inTime ? Rule.REPORTED_IN_TIME : approve ? Rule.REPORTED_LATE_PROOF : Rule.WINDOW_OVER);
        }
        boolean ours = bearer != Bearer.MEMBER;
        if (approve && ours) {
            rules.add(facts.whole() ? Rule.FREIGHT_BACK_WHOLE : Rule.FREIGHT_STAYS_PART);
        }
        if (approve) {
            rules.add(Rule.SEND_WITHIN);
        }
        return new Proposed(approve, bearer, approve && ours && facts.whole(), approve && ours, after.toHours(), facts.noReasonDays(), rules);
    }

    private static Bearer bearer(Facts facts, List<Rule> rules) {
        return switch (facts.reason()) {
            case DEFECT, NOT_AS_DESCRIBED -> because(rules, Rule.OURS_BEARS_ALL, Bearer.HEADQUARTERS);
            case WRONG_ITEM -> facts.dealer() ? because(rules, Rule.DEALER_PACKED_WRONG, Bearer.DEALER)
                    : because(rules, Rule.OURS_BEARS_ALL, Bearer.HEADQUARTERS);
            case DAMAGED -> because(rules, Rule.CARRIER_DAMAGED, Bearer.CARRIER);
            case WRONG_SIZE -> because(rules, Rule.WRONG_SIZE_BUYER_PAYS, Bearer.MEMBER);
            case DISLIKE -> because(rules, Rule.DISLIKE_BUYER_PAYS, Bearer.MEMBER);
            case OTHER -> because(rules, Rule.OTHER_BUYER_PAYS, Bearer.MEMBER);
        };
    }

    private static Bearer because(List<Rule> rules, Rule rule, Bearer bearer) {
        rules.add(rule);
        return bearer;
    }
}
