package entrepot.aftersales;

import entrepot.aftersales.Judgement.Reduction;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.RefundedLine;
import entrepot.fulfilment.Refunds;
import entrepot.fulfilment.Shipping;
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
import entrepot.ledger.VatRates;
import entrepot.ledger.VatSplit;
import entrepot.platform.access.Actor;
import entrepot.tracking.Verdict.Bearer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a verdict on a return does to the books (DESIGN §4): found anew each time, so that what is shown before is what is posted. */
@ApplicationScoped
class Refunding {

    @Inject
    private Refunds refunds;

    @Inject
    private Shipping shipping;

    @Inject
    private Ledger ledger;

    @Inject
    private VatRates vats;

    /**
     * @param lines    those of the return as they are counted after it
     * @param refunded by line
     * @param borne    by line: what the dealer bears of a price reduction, negative what pieces take up of earlier ones
     * @param kept     by line: what the buyer keeps and may be given back another time
     */
    record Plan(Consignment consignment, Effect effect, List<NewPosting> postings, List<RefundedLine> lines, Map<Integer, Money> refunded,
                Map<Integer, Money> borne, Map<Integer, Kept> kept) {
    }

    /** @param own how many of them are the dealer's own */
    record Kept(int pieces, int own) {
    }

    /**
     * @param borne by line: what the dealer bore of earlier reductions of pieces that are still with the buyer
     * @param back  who runs the warehouse where the goods came back or will; null where the buyer keeps them
     */
    Plan plan(Actor system, ReturnEntity it, List<ReturnLineEntity> lines, Map<Integer, Long> borne, Consignment consignment, Judgement judgement,
              OrganisationId back) {
        if (judgement.bearer() == null) {
            throw Problem.missing("bearer");
        }
        if (judgement.bearer() == Bearer.DEALER && consignment.dealer() == null) {
            throw Problem.invalid("bearer", judgement.bearer());
        }
        Money none = Money.zero(consignment.freight().currency());
        Money freight = checked("freight", judgement.freight(), none, refunds.freightLeft(system, consignment));
        Money way = checked("returnFreight", judgement.returnFreight(), none, null);
        Money compensation = checked("compensation", judgement.compensation(), none, null);
        Map<Integer, RefundedLine> before = refunds.of(system, consignment.code()).stream()
                .collect(Collectors.toMap(RefundedLine::no, Function.identity()));
        Map<Integer, Money> reductions = judgement.reductions().stream().collect(Collectors.toMap(Reduction::line, Reduction::amount, Money::plus));
        if (!lines.stream().map(l -> l.lineNo).collect(Collectors.toSet()).containsAll(reductions.keySet())) {
            throw Problem.invalid("line", reductions.keySet());
        }
        Map<VariantId, Money> units = units(system, consignment);
        boolean fault = judgement.bearer() == Bearer.DEALER;
        boolean home = back != null && back.equals(consignment.dealer());
        List<RefundedLine> after = new ArrayList<>();
        Map<Integer, Money> refunded = new LinkedHashMap<>();
        Map<Integer, Money> bears = new LinkedHashMap<>();
        Map<Integer, Kept> kept = new LinkedHashMap<>();
        Money goods = none;
        Money own = none;
        Money parts = none;
        Money taken = none;
        int whole = 0;
        for (ReturnLineEntity line : lines) {
            RefundedLine was = before.get(line.lineNo);
            int here = line.came == null ? line.quantity : line.came;
            int ownHere = line.came == null ? line.own : line.ownCame();
            Money less = reductions.get(line.lineNo);
            RefundedLine is = was.refund(here);
            if (less != null) {
                // not more than these pieces would bring
                checked("reduction", less, none, is.refunded().minus(was.refunded()));
                is = was.reduce(less);
            } else {
                whole += here;
            }
            Money amount = is.refunded().minus(was.refunded());
            goods = goods.plus(amount);
            after.add(is);
            refunded.put(line.lineNo, amount);
            boolean stays = less != null && back == null;
            kept.put(line.lineNo, stays ? new Kept(line.quantity, line.own) : new Kept(line.quantity - here, line.own - ownHere));
            Money unit = units.getOrDefault(new VariantId(line.variantId), none);
            int owed = home || fault && less == null ? ownHere : 0;
            Money charged = unit.times(owed);
            Money earlier = Money.of(borne.getOrDefault(line.lineNo, 0L), none.currency());
            Money bearing = none;
            if (less == null && here > 0) {
                // its share of what was taken off their price before is not asked again
                bearing = earlier.share(BigInteger.valueOf(here), BigInteger.valueOf(was.quantity() - was.pieces())).negated();
                Money up = charged.min(bearing.negated());
                charged = charged.minus(up);
                taken = taken.minus(bearing).minus(up);
            } else if (less != null && fault && line.paidMinor > 0) {
                BigInteger part = BigInteger.valueOf(less.minor());
                BigInteger paid = BigInteger.valueOf(line.paidMinor);
                Money ofFee = shipping.fee(system, consignment, 0, here).share(part, paid);
                Money ofGoods = unit.times(ownHere - owed).share(part, paid);
                charged = charged.plus(ofGoods);
                parts = parts.plus(ofFee);
                bearing = back == null ? ofGoods.plus(ofFee) : none;
            }
            own = own.plus(charged);
            bears.put(line.lineNo, bearing);
        }
        boolean all = whole == consignment.pieces();
        Money fee = !fault || whole == 0 ? none : all ? posted(system, "consignment.fulfilled", consignment, none)
                : shipping.fee(system, consignment, 0, whole);
        fee = fee.minus(fee.min(taken)).plus(parts);
        Money carried = fault && all && freight.isPositive() ? posted(system, "consignment.dealer-freight", consignment, none) : none;
        boolean member = judgement.bearer() == Bearer.MEMBER;
        if (member && way.compareTo(goods.plus(freight)) > 0) {
            throw new Problem(AfterSalesProblem.RETURN_FREIGHT_ABOVE_REFUND).with("max", goods.plus(freight).major().toPlainString());
        }
        Money dealersWay = fault ? way : none;
        List<NewPosting> postings = new ArrayList<>();
        Account wallet = Account.of(AccountKind.WALLET, consignment.seller());
        if (!goods.plus(freight).isZero()) {
            Money given = shipping.freightGivenBack(system, List.of(consignment.id())).getOrDefault(consignment.id(), none);
            Money charged = consignment.freight().minus(given);
            VatRates.Charged vat = vats.charged(system, consignment.code(), consignment.goods(), charged);
            VatSplit ofGoods = vat.goods().refund(before.values().stream().map(RefundedLine::refunded).reduce(none, Money::plus), goods);
            VatSplit ofFreight = vat.freight().refund(charged.minus(refunds.freightLeft(system, consignment)), freight);
            postings.add(NewPosting.of("return.refunded", Returns.THING, it.code, judgement.why().strip(),
                    Leg.debit(Account.of(AccountKind.SALES), ofGoods.net()), Leg.debit(Account.of(AccountKind.FREIGHT_INCOME), ofFreight.net()),
                    Leg.debit(Account.of(AccountKind.VAT_OUT), ofGoods.vat().plus(ofFreight.vat())),
                    Leg.credit(wallet, goods.plus(freight))));
        }
        if (member) {
            add(postings, "return.freight-charged", it, wallet, Account.of(AccountKind.FREIGHT_INCOME), way);
        } else {
            add(postings, "return.freight-paid", it, Account.of(AccountKind.FREIGHT_COST), wallet, way);
        }
        add(postings, "return.compensated", it, Account.of(AccountKind.LOSSES), wallet, compensation);
        if (consignment.dealer() != null) {
            Account due = Account.of(AccountKind.DEALER_DUE, consignment.dealer());
            add(postings, "return.own-goods", it, due, Account.of(AccountKind.GOODS_COST), own);
            add(postings, "return.fee-back", it, due, Account.of(AccountKind.FULFILMENT_COST), fee);
            add(postings, "return.dealer-freight-back", it, due, Account.of(AccountKind.FREIGHT_COST), carried);
            add(postings, "return.dealer-pays-way", it, due, Account.of(AccountKind.FREIGHT_COST), dealersWay);
        }
        return new Plan(consignment, new Effect(goods, freight, member ? way.negated() : way, compensation,
                own.plus(fee).plus(carried).plus(dealersWay)), postings, after, refunded, bears, kept);
    }

    private static Money checked(String field, Money amount, Money none, Money max) {
        if (amount == null) {
            return none;
        }
        if (amount.isNegative() || !amount.currency().equals(none.currency())) {
            throw Problem.invalid(field, amount.major().toPlainString());
        }
        if (max != null && amount.compareTo(max) > 0) {
            throw new Problem(AfterSalesProblem.MORE_THAN_PAID).with("max", max.major().toPlainString());
        }
        return amount;
    }

    private static void add(List<NewPosting> postings, String event, ReturnEntity it, Account debit, Account credit, Money amount) {
        if (!amount.isZero()) {
            postings.add(NewPosting.transfer(event, Returns.THING, it.code, debit, credit, amount));
        }
    }

    private Map<VariantId, Money> units(Actor system, Consignment consignment) {
        return shipping.gone(system, consignment.code()).stream().filter(g -> g.unit() != null)
                .collect(Collectors.toMap(Shipping.Gone::variant, Shipping.Gone::unit, (one, other) -> one));
    }

    /** What the dealer was credited for that consignment. */
    private Money posted(Actor system, String event, Consignment consignment, Money none) {
        Account due = Account.of(AccountKind.DEALER_DUE, consignment.dealer());
        return ledger.find(system, new PostingKey(event, "consignment", consignment.code())).stream().flatMap(p -> p.legs().stream())
                .filter(leg -> leg.account().equals(due)).map(leg -> leg.amount().negated()).reduce(none, Money::plus);
    }
}
