package entrepot.tracking;

import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Promises;
import entrepot.fulfilment.RefundedLine;
import entrepot.fulfilment.Refunds;
import entrepot.fulfilment.Shipping;
import entrepot.inventory.Pile;
import entrepot.inventory.QualityHolds;
import entrepot.inventory.Stock;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.ConsignmentId;
import entrepot.kernel.KernelProblem;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.Leg;
import entrepot.ledger.NewPosting;
import entrepot.ledger.PostingKey;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Parcels that did not arrive: what came back where, what is lost, who bears it, what is claimed of the carrier. Stock
 * moves when the goods are there, money when it is decided.
 */
@ApplicationScoped
@UseCases
public class Mishaps {

    private static final String THING = Tracking.THING;
    /** How time lines call what is claimed of a carrier for a parcel; it has the parcel's code. */
    static final String CLAIM = "claim";
    private static final int WHY_MAX = 500;

    @Inject
    private ParcelRows rows;

    @Inject
    private Tracking tracking;

    @Inject
    private Consignments consignments;

    @Inject
    private Shipping shipping;

    @Inject
    private Refunds refunds;

    @Inject
    private Promises promises;

    @Inject
    private Stock stock;

    @Inject
    private QualityHolds holds;

    @Inject
    private Warehouses warehouses;

    @Inject
    private Organisations organisations;

    @Inject
    private Ledger ledger;

    @Inject
    private History history;

    @Inject
    private Outbox outbox;

    @Inject
    private BusinessClock clock;

    /**
     * What a verdict moves, or moved.
     *
     * @param goods   back to the members
     * @param freight back to the members
     * @param dealer  what the dealer gives back
     */
    public record Effect(Money goods, Money freight, Money returnFreight, Money compensation, Money dealer) {
    }

    /** A verdict that was passed, with its effect. */
    public record Judged(Verdict.Bearer bearer, Effect effect, String why, String by, Instant at) {
    }

    /** @param left pieces of the line that are not accounted for by another parcel */
    public record Content(String consignment, int line, String sku, String title, int left) {
    }

    /** @param of what it holds at most: pieces that other parcels hold and nobody spoke of count too */
    public record Told(int pieces, int of) {
    }

    private record Plan(Effect effect, List<NewPosting> postings, List<ParcelRows.Back> refunded, List<Money> amounts,
                        List<Money> ownTaken, List<ConsignmentRefunded> facts, List<PaidBack> paidBack) {
    }

    private record PaidBack(ConsignmentId consignment, List<RefundedLine> lines, Money freight) {
    }

    /** What may be in the parcel, for whoever takes it in. @throws Problem NOT_FOUND */
    @Requires(TrackingPermission.HANDLE)
    public List<Content> contents(Actor actor, String code) {
        Parcel parcel = tracking.get(actor, code);
        return contents(actor, parcel);
    }

    private List<Content> contents(Actor actor, Parcel parcel) {
        List<Content> contents = new ArrayList<>();
        for (String code : parcel.consignments()) {
            for (Consignment.Line line : consignments.get(Actor.system(actor.tenant()), code).lines()) {
                int left = refunds.of(actor, code).stream().filter(l -> l.no() == line.no()).mapToInt(RefundedLine::free).sum();
                if (left > 0) {
                    contents.add(new Content(code, line.no(), line.sku(), line.title(), left));
                }
            }
        }
        return contents;
    }

    /** How many pieces somebody has said of that they came back in this parcel or are lost, and of how many; zero of all while nobody said a word. @throws Problem NOT_FOUND */
    @Requires(TrackingPermission.VIEW)
    public Told told(Actor actor, String code) {
        Parcel parcel = tracking.get(actor, code);
        int said = said(actor, parcel);
        return new Told(said, said + left(contents(actor, parcel)));
    }

    private int said(Actor actor, Parcel parcel) {
        return rows.back(actor, parcel.consignments()).stream().filter(b -> b.parcel() == parcel.id()).mapToInt(ParcelRows.Back::quantity).sum();
    }

    private static int left(List<Content> contents) {
        return contents.stream().mapToInt(Content::left).sum();
    }

    /** How many other parcels, of which nobody has said what was in them, hold something of what this one may hold. @throws Problem NOT_FOUND */
    @Requires(TrackingPermission.HANDLE)
    public int others(Actor actor, String code) {
        Parcel parcel = tracking.get(actor, code);
        return others(actor, parcel, rows.back(actor, parcel.consignments()));
    }

    private int others(Actor actor, Parcel parcel, List<ParcelRows.Back> back) {
        return (int) parcel.consignments().stream().flatMap(c -> rows.byConsignment(actor, c).stream()).filter(other -> other.id() != parcel.id()
                        && parcel.consignments().containsAll(other.consignments()) && back.stream().noneMatch(b -> b.parcel() == other.id()))
                .map(Parcel::id).distinct().count();
    }

    /** Somebody knows of a problem before the carrier says so. @throws Problem ILLEGAL_TRANSITION, FIELD_MISSING */
    @Requires(TrackingPermission.HANDLE)
    public void problem(Actor actor, String code, String why) {
        tracking.move(actor, locked(actor, code), ParcelState.PROBLEM, reason(why));
    }

    /**
     * The parcel is back: its pieces lie in that warehouse from now on. A dealer's own pieces that come back to the dealer are its
     * own again, and it gives back what it got for them; elsewhere they become headquarters'. Where only some came back of a parcel that
     * never reached its buyer, the others are still on their way back: they come later or are lost.
     *
     * @throws Problem PIECES_NOT_IN_PARCEL, PIECES_ELSEWHERE, ILLEGAL_TRANSITION, FIELD_MISSING without a reason or where other
     *                 parcels hold pieces too and nobody says which were in this one, NOT_FOUND
     */
    @Requires(TrackingPermission.HANDLE)
    public void cameBack(Actor actor, String code, CameBack command) {
        Parcel parcel = locked(actor, code);
        String why = reason(command.why());
        ParcelState.TRANSITIONS.check(parcel.state(), ParcelState.RETURNED);
        Warehouse there = warehouses.byCode(actor, command.warehouse());
        account(actor, parcel, command, there);
        ends(actor, parcel, ParcelState.RETURNED, there.name() + ": " + why);
    }

    /** It has ended, unless pieces that never reached the buyer are still missing: what one delivered parcel held may stay with its buyer. */
    private void ends(Actor actor, Parcel parcel, ParcelState end, String why) {
        List<Content> missing = parcel.state() == ParcelState.DELIVERED || others(actor, parcel, rows.back(actor, parcel.consignments())) > 0
                ? List.of() : contents(actor, parcel).stream().filter(c -> consignments.get(Actor.system(actor.tenant()), c.consignment()).state()
                        == ConsignmentState.SHIPPED).toList();
        if (missing.isEmpty()) {
            tracking.move(actor, parcel, end, why);
        } else {
            int said = said(actor, parcel);
            tracking.comesInParts(actor, parcel, said + "/" + (said + left(missing)) + " · " + why);
        }
    }

    /** Nobody will see it again, or these pieces of it: the others may still come back. @throws Problem as {@link #cameBack} */
    @Requires(TrackingPermission.HANDLE)
    public void lost(Actor actor, String code, List<CameBack.Piece> pieces, String why) {
        Parcel parcel = locked(actor, code);
        ParcelState.TRANSITIONS.check(parcel.state(), ParcelState.LOST);
        account(actor, parcel, new CameBack(null, false, pieces, why), null);
        ends(actor, parcel, ParcelState.LOST, reason(why));
    }

    private void account(Actor actor, Parcel parcel, CameBack command, Warehouse there) {
        Map<String, Content> contents = new LinkedHashMap<>();
        contents(actor, parcel).forEach(c -> contents.put(c.consignment() + "/" + c.line(), c));
        int left = left(List.copyOf(contents.values()));
        int others = others(actor, parcel, rows.back(actor, parcel.consignments()));
        List<CameBack.Piece> pieces = command.pieces().isEmpty() && others == 0 ? contents.values().stream()
                .map(c -> new CameBack.Piece(c.consignment(), c.line(), c.left())).toList()
                : command.pieces().stream().filter(p -> p.quantity() != 0).toList();
        if (pieces.isEmpty()) {
            throw Problem.missing("pieces");
        }
        for (CameBack.Piece piece : pieces) {
            Content content = contents.remove(piece.consignment() + "/" + piece.line());
            if (content == null || piece.quantity() < 1 || piece.quantity() > content.left()) {
                throw new Problem(TrackingProblem.PIECES_NOT_IN_PARCEL).with("sku", content == null ? "" : content.sku())
                        .with("max", content == null ? 0 : content.left());
            }
        }
        // no parcel travels empty; but one piece may need several boxes
        int most = Math.max(1, left - others);
        if (pieces.stream().mapToInt(CameBack.Piece::quantity).sum() > most) {
            throw new Problem(TrackingProblem.PIECES_ELSEWHERE).with("max", most).with("others", others);
        }
        pieces.forEach(piece -> account(actor, parcel, piece, command.held(), there));
    }

    private void account(Actor actor, Parcel parcel, CameBack.Piece piece, boolean held, Warehouse there) {
        Consignment consignment = consignments.get(Actor.system(actor.tenant()), piece.consignment());
        Consignment.Line line = consignment.lines().stream().filter(l -> l.no() == piece.line()).findFirst().orElseThrow();
        List<Shipping.Gone> gone = shipping.gone(actor, piece.consignment());
        int times = rows.parts(actor, parcel.id(), consignment.id(), piece.line());
        int own = refunds.claim(actor, consignment, piece.line(), piece.quantity());
        Money unit = unit(gone, line.variant());
        boolean home = there != null && own > 0 && there.owner().equals(parcel.dealer());
        Money taken = home ? unit.times(own) : Money.zero(parcel.charged().currency());
        rows.back(actor, new ParcelRows.Back(parcel.id(), piece.consignment(), consignment.id(), piece.line(),
                piece.quantity(), taken, own, taken, line.variant()), there == null ? null : there.id(), held, clock.now());
        if (!taken.isZero()) {
            ledger.post(actor, NewPosting.transfer("parcel.own-goods-back", THING,
                    parcel.code() + "/" + piece.consignment() + "/" + piece.line() + (times == 0 ? "" : "/" + times),
                    Account.of(AccountKind.DEALER_DUE, parcel.dealer()), Account.of(AccountKind.GOODS_COST), taken));
        }
        if (there != null) {
            OrganisationId headquarters = organisations.headquarters(actor).id();
            int theirs = home ? own : 0;
            takeBack(actor, there, line, headquarters, piece.quantity() - theirs, parcel.code(), held);
            takeBack(actor, there, line, parcel.dealer(), theirs, parcel.code(), held);
        }
    }

    private void takeBack(Actor actor, Warehouse there, Consignment.Line line, OrganisationId owner, int quantity,
                          String document, boolean held) {
        if (quantity > 0) {
            stock.takeBack(actor, there.id(), line.variant(), owner, quantity, document);
            if (held) {
                holds.setApart(actor, new Pile(there.code(), line.sku(), owner.equals(there.owner()) && !there.central()),
                        quantity, document);
            }
        }
    }

    private static Money unit(List<Shipping.Gone> gone, VariantId variant) {
        return gone.stream().filter(g -> g.variant().equals(variant) && g.unit() != null).map(Shipping.Gone::unit)
                .findFirst().orElse(null);
    }

    /** What a verdict would move, before it is passed. @throws Problem as {@link #judge} */
    @Requires(TrackingPermission.JUDGE)
    public Effect effect(Actor actor, String code, Verdict verdict) {
        return plan(actor, judgeable(tracking.get(actor, code)), verdict).effect();
    }

    /**
     * Decides who bears it, once: members get back what they paid, the dealer gives back what it should not have got.
     * Commission that was earned on the pieces goes back as well, after the commit. A dealer's score bears a loss that is its fault.
     * Of a carrier that bears it goods and freight are claimed at once; an open claim of less, such as from its bill, is raised to that.
     *
     * @throws Problem NOT_ENDED unless it came back or is lost, JUDGED_ALREADY, RETURN_FREIGHT_TOO_HIGH, FIELD_MISSING
     *                 without a reason, NOT_FOUND
     */
    @Requires(TrackingPermission.JUDGE)
    public Effect judge(Actor actor, String code, Verdict verdict) {
        Parcel parcel = judgeable(locked(actor, code));
        reason(verdict.why());
        Plan plan = plan(actor, parcel, verdict);
        Instant now = clock.now();
        ledger.postAll(actor, plan.postings());
        for (int i = 0; i < plan.refunded().size(); i++) {
            rows.refunded(actor, plan.refunded().get(i), plan.amounts().get(i), plan.ownTaken().get(i));
        }
        plan.paidBack().forEach(back -> refunds.paidBack(actor, back.consignment(), back.lines(), back.freight()));
        rows.verdict(actor, parcel.id(), verdict, plan.effect(), now);
        rows.judged(actor, parcel, now);
        if (verdict.bearer() == Verdict.Bearer.DEALER && parcel.state() == ParcelState.LOST) {
            plan.facts().forEach(refunded -> promises.lost(actor, refunded.consignment()));
        }
        outbox.addAll(actor, plan.facts());
        Money asked = plan.effect().goods().plus(plan.effect().freight());
        // less may be claimed already, such as a difference in the carrier's bill
        boolean less = parcel.claim() == null || parcel.claim() == Parcel.Claim.OPEN && parcel.claimed().compareTo(asked) < 0;
        if (verdict.bearer() == Verdict.Bearer.CARRIER && less && asked.isPositive()) {
            claim(actor, parcel, asked, verdict.why());
        }
        return plan.effect();
    }

    /** The verdict that was passed; empty until then. @throws Problem NOT_FOUND */
    @Requires(TrackingPermission.VIEW)
    public Optional<Judged> verdict(Actor actor, String code) {
        return rows.judged(actor, tracking.get(actor, code).id());
    }

    private static Parcel judgeable(Parcel parcel) {
        if (parcel.judgedAt() != null) {
            throw new Problem(TrackingProblem.JUDGED_ALREADY).with("code", parcel.code());
        }
        if (parcel.state().reported()) {
            throw new Problem(TrackingProblem.NOT_ENDED).with("code", parcel.code());
        }
        return parcel;
    }

    private Plan plan(Actor actor, Parcel parcel, Verdict verdict) {
        Money none = Money.zero(parcel.charged().currency());
        Money returnFreight = verdict.returnFreight() == null ? none : verdict.returnFreight();
        Money compensation = verdict.compensation() == null ? none : verdict.compensation();
        checked(returnFreight, none, verdict.bearer() == Verdict.Bearer.MEMBER, "returnFreight");
        checked(compensation, none, true, "compensation");
        Plan plan = new Plan(null, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(),
                new ArrayList<>());
        List<ParcelRows.Back> all = rows.back(actor, parcel.consignments());
        Money goods = none;
        Money freight = none;
        Money dealer = none;
        OrganisationId first = null;
        int pieces = 0;
        for (String code : parcel.consignments()) {
            Consignment consignment = consignments.get(Actor.system(actor.tenant()), code);
            List<ParcelRows.Back> mine = all.stream().filter(b -> b.consignmentCode().equals(code)).toList();
            Money back = none;
            Map<Integer, RefundedLine> refunded = new LinkedHashMap<>();
            List<RefundedLine> before = refunds.of(actor, code);
            before.forEach(l -> refunded.put(l.no(), l));
            List<ConsignmentRefunded.Line> lines = new ArrayList<>();
            for (ParcelRows.Back piece : mine.stream().filter(b -> b.parcel() == parcel.id()).toList()) {
                RefundedLine line = refunded.get(piece.line());
                RefundedLine after = line.refund(piece.quantity());
                refunded.put(piece.line(), after);
                Money amount = after.refunded().minus(line.refunded());
                back = back.plus(amount);
                Money owed = verdict.bearer() == Verdict.Bearer.DEALER && piece.own() > 0
                        ? unit(shipping.gone(actor, code), piece.variant()).times(piece.own()).minus(piece.ownTaken()) : none;
                dealer = dealer.plus(owed);
                pieces += piece.quantity();
                plan.refunded().add(piece);
                plan.amounts().add(amount);
                plan.ownTaken().add(piece.ownTaken().plus(owed));
                lines.add(ConsignmentRefunded.Line.of(after));
            }
            // the way is paid back once: with the last of its parcels that is judged
            boolean whole = mine.stream().mapToInt(ParcelRows.Back::quantity).sum() == consignment.pieces() && mine.stream()
                    .allMatch(b -> b.parcel() == parcel.id() || rows.judged(actor, b.parcel()).isPresent());
            Money way = whole && verdict.bearer() != Verdict.Bearer.MEMBER ? refunds.freightLeft(actor, consignment) : none;
            if (!back.plus(way).isZero()) {
                Refunds.Tax tax = refunds.tax(actor, consignment, before, refunded.values(), way);
                plan.postings().add(NewPosting.of("parcel.refunded", THING, parcel.code() + "/" + code, verdict.why().strip(),
                        Leg.debit(Account.of(AccountKind.SALES), back.minus(tax.goods())),
                        Leg.debit(Account.of(AccountKind.FREIGHT_INCOME), way.minus(tax.freight())),
                        Leg.debit(Account.of(AccountKind.VAT_OUT), tax.goods().plus(tax.freight())),
                        Leg.credit(Account.of(AccountKind.WALLET, consignment.seller()), back.plus(way))));
            }
            plan.paidBack().add(new PaidBack(consignment.id(), lines.stream().map(l -> refunded.get(l.no())).toList(), way));
            if (!lines.isEmpty()) {
                plan.facts().add(new ConsignmentRefunded(consignment.id(), code, consignment.orderCode(),
                        consignment.seller(), parcel.code(), back.plus(way), lines, clock.now()));
            }
            if (verdict.bearer() == Verdict.Bearer.DEALER && whole) {
                dealer = dealer.plus(dealerFreight(actor, plan, parcel, consignment));
            }
            goods = goods.plus(back);
            freight = freight.plus(way);
            first = first == null ? consignment.seller() : first;
        }
        if (returnFreight.compareTo(goods) > 0) {
            throw new Problem(TrackingProblem.RETURN_FREIGHT_TOO_HIGH).with("max", goods.major().toPlainString());
        }
        // one person decides here; who wants to give more than was paid needs the two of an adjustment
        if (compensation.compareTo(goods.plus(freight)) > 0) {
            throw new Problem(TrackingProblem.COMPENSATION_TOO_HIGH).with("max", goods.plus(freight).major().toPlainString());
        }
        Account wallet = Account.of(AccountKind.WALLET, first);
        add(plan, "parcel.return-freight", parcel, wallet, Account.of(AccountKind.FREIGHT_INCOME), returnFreight);
        add(plan, "parcel.compensated", parcel, Account.of(AccountKind.LOSSES), wallet, compensation);
        if (verdict.bearer() == Verdict.Bearer.DEALER && parcel.dealer() != null) {
            Account due = Account.of(AccountKind.DEALER_DUE, parcel.dealer());
            Money own = Money.zero(none.currency());
            for (int i = 0; i < plan.refunded().size(); i++) {
                own = own.plus(plan.ownTaken().get(i).minus(plan.refunded().get(i).ownTaken()));
            }
            add(plan, "parcel.own-goods-owed", parcel, due, Account.of(AccountKind.GOODS_COST), own);
            Money fee = shipping.fee(actor, consignments.get(Actor.system(actor.tenant()), parcel.consignments().get(0)), 1, pieces);
            add(plan, "parcel.fee-back", parcel, due, Account.of(AccountKind.FULFILMENT_COST), fee);
            dealer = dealer.plus(fee);
        }
        return new Plan(new Effect(goods, freight, returnFreight, compensation, dealer), plan.postings(), plan.refunded(),
                plan.amounts(), plan.ownTaken(), plan.facts(), plan.paidBack());
    }

    private static void checked(Money amount, Money none, boolean allowed, String field) {
        if (amount.isNegative() || !amount.currency().equals(none.currency()) || !allowed && !amount.isZero()) {
            throw Problem.invalid(field, amount.major().toPlainString());
        }
    }

    private static void add(Plan plan, String event, Parcel parcel, Account debit, Account credit, Money amount) {
        if (!amount.isZero()) {
            plan.postings().add(NewPosting.transfer(event, THING, parcel.code(), debit, credit, amount));
        }
    }

    private Money paidFreight(Actor actor, Consignment consignment) {
        Money back = shipping.freightGivenBack(actor, List.of(consignment.id())).get(consignment.id());
        return back == null ? consignment.freight() : consignment.freight().minus(back);
    }

    /** What the dealer got for a way that it spoiled. */
    private Money dealerFreight(Actor actor, Plan plan, Parcel parcel, Consignment consignment) {
        Money none = Money.zero(consignment.freight().currency());
        try {
            ledger.get(actor, new PostingKey("consignment.dealer-freight", "consignment", consignment.code()));
        } catch (Problem notPaid) {
            if (notPaid.code() == KernelProblem.NOT_FOUND) {
                return none;
            }
            throw notPaid;
        }
        Money got = paidFreight(actor, consignment);
        plan.postings().add(NewPosting.transfer("parcel.dealer-freight-back", THING, parcel.code() + "/" + consignment.code(),
                Account.of(AccountKind.DEALER_DUE, parcel.dealer()), Account.of(AccountKind.FREIGHT_COST), got));
        return got;
    }

    /** Asks the carrier for money, or for another amount while it has not answered. @throws Problem CLAIM_ALREADY, FIELD_INVALID, FIELD_MISSING without a reason */
    @Requires(TrackingPermission.JUDGE)
    public void claim(Actor actor, String code, Money amount, String why) {
        Parcel parcel = locked(actor, code);
        if (parcel.claim() != null && parcel.claim() != Parcel.Claim.OPEN) {
            throw new Problem(TrackingProblem.CLAIM_ALREADY).with("code", code);
        }
        if (!amount.isPositive() || !amount.currency().equals(parcel.charged().currency())) {
            throw Problem.invalid("amount", amount.major().toPlainString());
        }
        claim(actor, parcel, amount, reason(why));
    }

    private void claim(Actor actor, Parcel parcel, Money amount, String why) {
        rows.claim(actor, parcel, Parcel.Claim.OPEN, amount, null);
        history.record(actor, CLAIM, parcel.code(), parcel.claim(), Parcel.Claim.OPEN,
                amount.major().toPlainString() + " " + amount.currency() + " · " + why);
    }

    /**
     * The carrier gives in: what it pays lessens what headquarters owes it.
     *
     * @throws Problem NO_OPEN_CLAIM, FIELD_INVALID for more than was claimed
     */
    @Requires(TrackingPermission.JUDGE)
    public void claimWon(Actor actor, String code, Money amount, String why) {
        Parcel parcel = claimed(actor, code);
        if (!amount.isPositive() || !amount.currency().equals(parcel.claimed().currency())
                || amount.compareTo(parcel.claimed()) > 0) {
            throw Problem.invalid("amount", amount.major().toPlainString());
        }
        rows.claim(actor, parcel, Parcel.Claim.WON, parcel.claimed(), amount);
        ledger.post(actor, NewPosting.transfer("parcel.claim-won", THING, code, Account.of(AccountKind.COURIER_PAYABLE),
                Account.of(AccountKind.FREIGHT_COST), amount));
        history.record(actor, CLAIM, code, Parcel.Claim.OPEN, Parcel.Claim.WON, reason(why));
    }

    /** The carrier does not pay. @throws Problem NO_OPEN_CLAIM, FIELD_MISSING without a reason */
    @Requires(TrackingPermission.JUDGE)
    public void claimRefused(Actor actor, String code, String why) {
        Parcel parcel = claimed(actor, code);
        rows.claim(actor, parcel, Parcel.Claim.REFUSED, parcel.claimed(), null);
        history.record(actor, CLAIM, code, Parcel.Claim.OPEN, Parcel.Claim.REFUSED, reason(why));
    }

    private Parcel claimed(Actor actor, String code) {
        Parcel parcel = locked(actor, code);
        if (parcel.claim() != Parcel.Claim.OPEN) {
            throw new Problem(TrackingProblem.NO_OPEN_CLAIM).with("code", code);
        }
        return parcel;
    }

    /** The time line of what is claimed for a parcel. @throws Problem NOT_FOUND */
    @Requires(TrackingPermission.JUDGE)
    public List<History.Change> claimHistory(Actor actor, String code) {
        return history.of(actor, CLAIM, tracking.get(actor, code).code());
    }

    /** With what is in it: two parcels of a consignment are worked on one after the other, for neither may bring back the other's pieces. */
    private Parcel locked(Actor actor, String code) {
        Parcel parcel = rows.lock(actor, code).stream().findFirst().orElseThrow(() -> Problem.notFound(THING, code));
        shipping.lock(actor, parcel.consignments());
        return parcel;
    }

    private static String reason(String why) {
        if (why == null || why.isBlank()) {
            throw Problem.missing("reason");
        }
        if (why.length() > WHY_MAX) {
            throw Problem.invalid("reason", why.length());
        }
        return why.strip();
    }
}
