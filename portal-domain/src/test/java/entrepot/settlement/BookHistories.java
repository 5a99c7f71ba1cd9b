package entrepot.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.aftersales.AfterSalesProblem;
import entrepot.aftersales.Judgement;
import entrepot.aftersales.OpenReturn;
import entrepot.aftersales.Receipt;
import entrepot.aftersales.ReturnReason;
import entrepot.aftersales.Returns;
import entrepot.commission.Bonus;
import entrepot.commission.CommissionPermission;
import entrepot.commission.Deduction;
import entrepot.commission.Deductions;
import entrepot.commission.Plan;
import entrepot.commission.PlanCases;
import entrepot.commission.ProposeDeduction;
import entrepot.commission.Rule;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Offers;
import entrepot.fulfilment.Pieces;
import entrepot.fulfilment.Shipping;
import entrepot.identity.FrontDoor;
import entrepot.identity.IdentityPermission;
import entrepot.identity.InviteUser;
import entrepot.identity.NewPassword;
import entrepot.identity.Role;
import entrepot.identity.SecondFactors;
import entrepot.identity.SignIns;
import entrepot.identity.StepUp;
import entrepot.identity.Users;
import entrepot.inventory.OpenWarehouse;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.invoicing.Receivables;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Adjustments;
import entrepot.ledger.Drift;
import entrepot.ledger.Ledger;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.network.TaxProfile;
import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.payout.Batch;
import entrepot.payout.Batches;
import entrepot.payout.EnterAccount;
import entrepot.payout.Format;
import entrepot.payout.PayeeAccount;
import entrepot.payout.PayeeAccounts;
import entrepot.payout.PaymentTerms;
import entrepot.payout.Payout;
import entrepot.payout.Payouts;
import entrepot.payout.Release;
import entrepot.payout.Terms;
import entrepot.platform.access.Actor;
import entrepot.platform.geo.Address;
import entrepot.platform.outbox.OutboxWorker;
import entrepot.platform.sql.Sql;
import entrepot.tax.Payees;
import entrepot.tax.TaxPermission;
import entrepot.tax.Withheld;
import entrepot.tax.Withholding;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import entrepot.tracking.Verdict;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Random histories of books against a plain model. Many members of one tenant live a history each at the same time: their own steps in their own
 * order, and between them the steps of all (days pass, runs, payouts, plans). The model adds up what each step is worth and knows no order; at the
 * end, when every window is closed, every dispute answered and every payment made, the books have to say the same to the cent.
 */
final class BookHistories {

    /** What one member's history may do; all that does not apply at the moment does nothing. */
    enum Step { NOTHING, DELIVER, DELIVER_OWN, REFUND, REFUND_AGAIN, REDUCE, GOODS_BACK, ADJUST, DEDUCT, DISPUTE, OFF_CYCLE }

    /** What happens to all between two steps. */
    enum Common { NOTHING, DAYS, WINDOWS, RUN_STARTS, RUN_ENDS, PAY, PLAN }

    /** @param number decides how much, of which line and the like */
    record Deed(Step step, int number) {
    }

    record Meanwhile(Common step, int number) {
    }

    /** What is wrong with a member's books; the model's figure beside the ledger's. */
    static final class Differs extends AssertionError {
        private static final long serialVersionUID = 1L;
        final int member;

        Differs(int member, String what, Object model, Object books) {
            super("member " + member + ": " + what + " is " + model + " in the model and " + books + " in the books");
            this.member = member;
        }
    }

    /** So many live in one tenant: more would only make its lists longer. */
    static final int TOGETHER = 100;
    private static final int LENGTH = 12;
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final int LATER_RUNS = 5;
    private static final int DELIVERIES = 3;
    private static final long FUNDS = 10_000_000_00L;
    /** Steps on the whole: 1 % of a month, and 4 % of all of it from here on. */
    private static final long STEP = 20_000_00L;
    private static final long TARGET = 30_000_00L;
    private static final long PRIZE = 250_00L;
    /** Gold pays 55 % of what the dealer's goods are sold for; it earns 3.00 a parcel and 0.50 a piece. */
    private static final long OWN_UNIT = 2_750_55L;
    private static final long PARCEL = 3_00L;
    private static final long PIECE = 50L;
    /** What is always due: the jobs that only clean up or look after stock take time and change no books. */
    private static final Set<String> JOBS = Set.of("commission-closing", "commission-release", "settlement", "negative-balances", "orders.complete",
            "charge-schedules", "credit-lines");

    /** How often what came about, in all histories of this JVM. */
    static final Map<String, LongAdder> HAPPENED = new ConcurrentSkipListMap<>();

    private final Portal portal;
    private final Trade trade;
    private final Actor maker;
    private final Actor checker;
    private final Actor taxOffice;
    private final List<Member> members = new ArrayList<>();
    private final Map<OrganisationId, Party> parties = new LinkedHashMap<>();
    private final Set<YearMonth> settled = new HashSet<>();
    private final List<Rate> rates = new ArrayList<>(List.of(new Rate(0, new BigDecimal("2"), LocalDate.of(2000, 1, 1))));
    private final Party dealer;
    private final Warehouse house;
    private YearMonth closed = YearMonth.of(2031, 9);
    private String openRun;
    /** What the bank has of ours, in the model. */
    private long bank;
    private long due;
    private int no;

    /** A plan that was put in force; the first is the example of day one, which pays sellers a rebate too. @param percent of each line; null where steps work on the whole month, and a target brings a bonus */
    private record Rate(int no, BigDecimal percent, LocalDate from) {
    }

    /** What a month's TRUE_UP was found from, and how much of it was back already. */
    private static final class TrueUp {
        long base;
        long accrued;
        long amount;
        final Map<Line, long[]> before = new HashMap<>();

        /** The month's effective rate on what was kept in the end, less what the lines kept themselves. */
        long left() {
            long baseBack = before.entrySet().stream().mapToLong(e -> e.getKey().returned(e.getKey().total) - e.getValue()[0]).sum();
            long accruedBack = before.entrySet().stream().mapToLong(e -> e.getKey().reversed() - e.getValue()[1]).sum();
            return base == 0 ? amount : share(accrued + amount, BigInteger.valueOf(base - baseBack), BigInteger.valueOf(base)) - (accrued - accruedBack);
        }
    }

    /** Somebody whom books are kept of. */
    private static final class Party {
        final int number;
        final Organisation organisation;
        final Actor person;
        /** Who is taxed together with it; null for a company. */
        final String taxed;
        LongSupplier earned = () -> 0;
        /** What was paid into its wallet. */
        long intoWallet;

        Party(int number, Organisation organisation, Actor person, String taxed) {
            this.number = number;
            this.organisation = organisation;
            this.person = person;
            this.taxed = taxed;
        }
    }

    /** One line that was delivered. */
    private static final class Line {
        Consignment consignment;
        Rate rate;
        YearMonth month;
        /** For a piece of the dealer's own stock, and for one that it shipped; zero where central ships. */
        long unit;
        long dealer;
        int quantity;
        long total;
        long earned;
        /** Of the seller itself, under the plan of day one. */
        long rebate;
        int pieces;
        long reduced;

        long of(long amount, int part) {
            return share(amount, BigInteger.valueOf(part), BigInteger.valueOf(quantity));
        }

        long refunded() {
            return of(total, pieces) + reduced;
        }

        /** round(earned × share), in whole numbers: written otherwise than the program writes it. */
        long reversed() {
            return returned(earned);
        }

        long returned(long amount) {
            BigInteger whole = BigInteger.valueOf(total).multiply(BigInteger.valueOf(quantity));
            return amount == 0 ? 0 : share(amount, BigInteger.valueOf(pieces).multiply(BigInteger.valueOf(total)).add(BigInteger.valueOf(reduced)
                    .multiply(BigInteger.valueOf(quantity))), whole);
        }
    }

    /** A seller, who brings its upline commission. */
    private final class Member {
        final int number;
        final Organisation upline;
        final Organisation seller;
        final String shop;
        final Actor person;
        final Actor uplinesPerson;
        final List<Line> lines = new ArrayList<>();
        final List<TrueUp> trueUps = new ArrayList<>();
        final Map<YearMonth, Long> sold = new HashMap<>();
        long wallet;
        long other;
        long bonuses;

        Member(int number) {
            this.number = number;
            upline = trade.members.agent();
            seller = trade.members.agentUnder(upline.id());
            shop = trade.members.shopOf(seller).code();
            person = Portal.member(trade.tenant, seller.id(), "orders:view", "orders:place", "consignments:view", "returns:view", "returns:open");
            uplinesPerson = Portal.member(trade.tenant, upline.id(), SettlementPermission.STATEMENTS, SettlementPermission.DISPUTE);
            Party up = party(number, upline, uplinesPerson, number % 3 == 0);
            up.earned = this::earned;
            Party down = party(number, seller, Portal.member(trade.tenant, seller.id(), SettlementPermission.STATEMENTS), false);
            down.earned = this::sellers;
            trade.topUp(seller.id(), FUNDS);
            wallet = FUNDS;
            bank += FUNDS;
            account(number, upline);
        }

        /** With the sign that proves it. */
        private static String identity(String digits) {
            int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
            return digits + "10X98765432".charAt(IntStream.range(0, weights.length).map(i -> weights[i] * (digits.charAt(i) - '0')).sum() % 11);
        }

        /** Two of three members whose upline is a person share that person. */
        private Party party(int no, Organisation of, Actor who, boolean person) {
            portal.bean(Ledger.class).openAccounts(trade.system, of.id());
            portal.bean(Organisations.class).tax(trade.system, of.code(), person ? TaxProfile.INDIVIDUAL : TaxProfile.COMPANY);
            String identity = person ? identity("11010119800307%03d".formatted(no / 3 % 3 == 2 ? no : no / 9 * 9)) : null;
            if (person) {
                portal.bean(Payees.class).identify(taxOffice, of.code(), "张三", identity, null);
            }
            Party party = new Party(no, of, who, identity);
            parties.put(of.id(), party);
            return party;
        }

        long commission() {
            return lines.stream().mapToLong(l -> l.earned - l.reversed()).sum() + trueUps.stream().mapToLong(TrueUp::left).sum();
        }

        long earned() {
            return commission() + other;
        }

        long sellers() {
            return bonuses + lines.stream().mapToLong(l -> l.rebate - l.returned(l.rebate)).sum();
        }

        /** The month is over: what its lines still owe under steps on the whole, and the bonus of its target. */
        void close(YearMonth month, Rate last) {
            List<Line> of = lines.stream().filter(l -> l.month.equals(month)).toList();
            long volume = of.stream().mapToLong(l -> l.total - l.returned(l.total)).sum();
            for (Rate rate : of.stream().map(l -> l.rate).filter(rate -> rate.percent() == null).distinct().toList()) {
                TrueUp trueUp = new TrueUp();
                of.stream().filter(l -> l.rate == rate).forEach(l -> {
                    trueUp.base += l.total - l.returned(l.total);
                    trueUp.accrued += l.earned - l.reversed();
                    trueUp.before.put(l, new long[] {l.returned(l.total), l.reversed()});
                });
                trueUp.amount = percent(trueUp.base, reached(volume)) - trueUp.accrued;
                trueUps.add(trueUp);
                happened("TRUE_UP");
            }
            if (last.percent() == null && volume >= TARGET) {
                bonuses += PRIZE;
                happened("bonus");
            }
        }
    }

    private static void happened(String what) {
        HAPPENED.computeIfAbsent(what, key -> new LongAdder()).increment();
    }

    /** 1 % of a month's part above 50,000 and 2 % of what is above 200,000. */
    private static long rebate(long volume) {
        return share(Math.max(0, Math.min(volume, 200_000_00L) - 50_000_00L) + 2 * Math.max(0, volume - 200_000_00L), BigInteger.ONE, BigInteger.valueOf(100));
    }

    private static BigDecimal reached(long volume) {
        return volume >= STEP ? BigDecimal.valueOf(4) : BigDecimal.ONE;
    }

    private static long percent(long amount, BigDecimal percent) {
        return share(amount, percent.movePointRight(2).toBigIntegerExact(), BigInteger.valueOf(10_000));
    }

    /** Money goes nowhere but by hand, to an account, or into the wallet. */
    private void account(int number, Organisation of) {
        if (number % 4 == 0) {
            return;
        }
        Actor owner = Portal.member(trade.tenant, of.id(), "payouts:read", "payouts:withdraw");
        PayeeAccounts accounts = portal.bean(PayeeAccounts.class);
        if (number % 4 == 3) {
            accounts.enter(owner, new EnterAccount(PayeeAccount.Kind.WALLET, "", "", "", "", "", ""));
        } else {
            accounts.verify(maker, accounts.enter(owner, new EnterAccount(PayeeAccount.Kind.ALIPAY, "138%08d".formatted(number), "张三", "", "", "", "")).code(),
                    "seen", false);
        }
    }

    private static long share(long amount, BigInteger part, BigInteger whole) {
        return new BigDecimal(BigInteger.valueOf(amount).multiply(part)).divide(new BigDecimal(whole), 0, RoundingMode.HALF_UP).longValueExact();
    }

    BookHistories(Portal portal, int howMany) {
        this.portal = portal;
        trade = Trade.inChina(portal);
        portal.clockTo(trade.tenant, Instant.parse("2031-10-03T02:00:00Z"));
        String[] all = {SettlementPermission.READ, SettlementPermission.RUN, SettlementPermission.STATEMENTS,
            SettlementPermission.APPROVE, SettlementPermission.ANSWER, SettlementPermission.APPROVE_ANSWER, "payouts:prepare", "payouts:batches", "payouts:read",
            "ledger:read", "ledger:propose", "ledger:approve", "commission:read", CommissionPermission.SIMULATIONS, "commission:propose", "commission:approve", "returns:view", "returns:open",
            "returns:judge", "returns:receive", "consignments:view", "stock:view", "payouts:verify", "payouts:approve", "payouts:release",
            TaxPermission.READ, TaxPermission.OWN, TaxPermission.PROPOSE, TaxPermission.APPROVE, IdentityPermission.SELF};
        maker = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), all);
        checker = signedIn(all);
        taxOffice = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), all);
        PaymentTerms terms = portal.bean(PaymentTerms.class);
        Terms now = terms.now(maker);
        terms.approve(checker, terms.propose(maker, new Terms("Acme Trading", "DE44500105175407324931", "", "pay@acme.example", "杭州锦绣", now.iban(),
                now.chineseBank(), now.paymentDays(), now.payoutMin(), now.payoutMax(), now.withdrawalMin(), now.withdrawalMax(), now.columns(),
                now.answers(), false)));
        Organisation own = trade.members.dealer("广东省", "广州市");
        portal.bean(Ledger.class).openAccounts(trade.system, own.id());
        portal.bean(Organisations.class).tax(trade.system, own.code(), TaxProfile.COMPANY);
        dealer = new Party(-1, own, Portal.member(trade.tenant, own.id(), SettlementPermission.STATEMENTS), null);
        dealer.earned = () -> due;
        parties.put(own.id(), dealer);
        house = portal.bean(Warehouses.class).open(trade.system, new OpenWarehouse("Dealer", own.id(), guangzhou(), null, 10_000));
        trade.stock(house, trade.products(5_001_00, 0, "OWN").get(0).id(), own.id(), 1_000_000);
        trade.products(9_973_00, 1_000_000, "THING");
        trade.products(333, 1_000_000, "SMALL");
        for (int i = 0; i < howMany; i++) {
            members.add(new Member(i));
        }
        portal.analyze();
    }

    private static Address guangzhou() {
        return new Address("李四", "13800000002", "CN", "广东省", "广州市", "天河区", "测试路2号", "510000");
    }

    /** A person with a second factor: releases are asked for a code. */
    private Actor signedIn(String... permissions) {
        Users users = portal.bean(Users.class);
        Actor visitor = Actor.visitor(trade.tenant.id());
        users.acceptInvitation(visitor, users.invite(trade.system, new InviteUser(trade.members.headquarters().id(), "Checker", "checker@acme.example",
                Role.FINANCE_CHECKER)).token(), NewPassword.of("mountain river 9"));
        long signIn = portal.bean(FrontDoor.class).enter(visitor, "checker@acme.example", "mountain river 9", "10.8.0.1", "test").signIn();
        Actor in = portal.bean(SignIns.class).resume(visitor, signIn).orElseThrow().actor();
        Actor person = new Actor(in.tenant(), in.organisation(), true, in.user(), in.person(), in.name(), Set.of(permissions), Actor.Kind.USER);
        portal.bean(SecondFactors.class).begin(person);
        portal.bean(StepUp.class).confirm(person, portal.bean(SecondFactors.class).shown(person).code());
        return person;
    }

    static List<Deed> deeds(Random random, int length) {
        List<Deed> deeds = new ArrayList<>();
        Step[] often = {Step.DELIVER, Step.DELIVER_OWN, Step.REFUND, Step.REFUND, Step.REFUND_AGAIN, Step.REDUCE, Step.GOODS_BACK, Step.ADJUST, Step.DEDUCT, Step.DISPUTE,
            Step.OFF_CYCLE, Step.NOTHING, Step.NOTHING};
        for (int i = 0; i < length; i++) {
            deeds.add(new Deed(i == 0 ? Step.DELIVER : often[random.nextInt(often.length)], random.nextInt(1_000_000)));
        }
        return deeds;
    }

    static List<Meanwhile> meanwhile(Random random, int length) {
        List<Meanwhile> between = new ArrayList<>();
        Common[] often = {Common.DAYS, Common.DAYS, Common.WINDOWS, Common.RUN_STARTS, Common.RUN_STARTS, Common.RUN_ENDS, Common.RUN_ENDS, Common.PAY, Common.PAY, Common.PAY,
            Common.PLAN, Common.PLAN, Common.NOTHING};
        for (int i = 0; i < length; i++) {
            between.add(new Meanwhile(often[random.nextInt(often.length)], random.nextInt(1_000_000)));
        }
        return between;
    }

    /** Lives the histories, one a member, and compares. @throws Differs */
    void live(List<List<Deed>> histories, List<Meanwhile> between) {
        for (int round = 0; round < between.size(); round++) {
            for (int i = 0; i < members.size(); i++) {
                does(members.get(i), histories.get(i).get(round));
            }
            portal.bean(OutboxWorker.class).drain();
            happens(between.get(round));
        }
        end();
        compare();
    }

    private void does(Member member, Deed deed) {
        switch (deed.step()) {
            case DELIVER -> deliver(member, deed.number(), false);
            case DELIVER_OWN -> deliver(member, deed.number(), true);
            case REFUND -> refund(member, deed.number(), false, false);
            case GOODS_BACK -> refund(member, deed.number(), true, false);
            case REFUND_AGAIN -> refund(member, deed.number(), false, true);
            case REDUCE -> reduce(member, deed.number());
            case ADJUST -> adjust(member, deed.number());
            case DEDUCT -> deduct(member, deed.number());
            case DISPUTE -> dispute(member, deed.number());
            case OFF_CYCLE -> offCycle(member, deed.number());
            default -> {
                // a day without anything
            }
        }
    }

    private void deliver(Member member, int number, boolean own) {
        int quantity = 1 + number % 5;
        String sku = own ? "OWN" : number % 3 == 0 ? "SMALL" : "THING";
        String outside = "H" + no++;
        String order = portal.bean(Orders.class).place(member.person, new PlaceOrder(member.shop, outside, own ? guangzhou() : Trade.hangzhou(),
                List.of(new PlaceOrder.Line(sku, quantity, null)), "", "", null), "k" + outside).code();
        Consignment consignment = portal.bean(Consignments.class).byOrder(trade.system, order).get(0);
        if (own) {
            portal.bean(Offers.class).accept(trade.system, consignment.code());
        }
        portal.bean(Shipping.class).ship(trade.system, consignment.code(), List.of(new Consignment.Parcel("shunfeng", "SF0000000000" + outside, 500)));
        portal.bean(Shipping.class).deliver(trade.system, consignment.code());
        Line line = new Line();
        line.consignment = consignment;
        line.quantity = quantity;
        line.total = consignment.goods().minor();
        line.rate = rates.get(rates.size() - 1);
        line.month = YearMonth.from(portal.now(trade.tenant).atZone(CHINA));
        long volume = member.sold.merge(line.month, line.total, Long::sum);
        line.earned = percent(line.total, line.rate.percent() == null ? reached(volume) : line.rate.percent());
        line.rebate = line.rate.no() > 0 ? 0 : rebate(volume) - rebate(volume - line.total);
        if (own) {
            line.unit = OWN_UNIT;
            line.dealer = PARCEL + PIECE * quantity;
            due += OWN_UNIT * quantity + line.dealer;
        }
        member.wallet -= consignment.cost().minor();
        member.lines.add(line);
        happened(own ? "delivery of a dealer's own goods" : "delivery");
    }

    private void refund(Member member, int number, boolean goodsBack, boolean twice) {
        Line line = member.lines.isEmpty() ? null : member.lines.get(number % member.lines.size());
        // a price that was reduced is refunded whole or not at all: what a part of it is worth the model does not say
        int left = line == null ? 0 : line.quantity - line.pieces;
        if (left == 0) {
            return;
        }
        int pieces = line.reduced > 0 ? left : 1 + number / 7 % left;
        Returns returns = portal.bean(Returns.class);
        String code = returns.open(member.person, new OpenReturn(line.consignment.code(), ReturnReason.DEFECT, List.of(new Pieces(1, pieces)), "", List.of())).code();
        // own goods come home or stay away; the dealer is at fault for some
        boolean home = goodsBack && line.unit > 0 && number % 4 > 0;
        boolean fault = line.unit > 0 && number % 5 == 0;
        String back = !goodsBack ? null : home ? house.code() : trade.central.code();
        returns.approve(maker, code, new Judgement(fault ? Verdict.Bearer.DEALER : Verdict.Bearer.HEADQUARTERS, back, null, null, null, List.of(), "model"));
        if (goodsBack) {
            returns.receive(maker, code, new Receipt(back, false, List.of(), ""));
            returns.refund(maker, code);
        }
        due -= home || fault ? line.unit * pieces : 0;
        due -= fault ? pieces == line.quantity ? line.dealer : PIECE * pieces : 0;
        if (twice) {
            for (Runnable again : List.<Runnable>of(() -> returns.refund(maker, code), () -> returns.withdraw(member.person, code, ""),
                    () -> returns.approve(maker, code, new Judgement(Verdict.Bearer.HEADQUARTERS, null, null, null, null, List.of(), "again")))) {
                try {
                    again.run();
                    throw new Differs(member.number, "a second refund", "refused", "done");
                } catch (Problem refused) {
                    assertThat(refused.code()).isNotEqualTo(AfterSalesProblem.COMPENSATION_WAITS);
                }
            }
        }
        happened(home ? "own goods back home" : fault ? "refund by the dealer's fault" : goodsBack ? "refund with the goods back" : "refund");
        if (line.month.isBefore(YearMonth.from(portal.now(trade.tenant).atZone(CHINA)))) {
            happened("refund in a later month");
        }
        long before = line.refunded();
        line.pieces += pieces;
        if (line.pieces == line.quantity) {
            line.reduced = 0;
        }
        member.wallet += line.refunded() - before;
    }

    private void reduce(Member member, int number) {
        Line line = member.lines.isEmpty() ? null : member.lines.get(number % member.lines.size());
        if (line == null || line.pieces == line.quantity || line.reduced > 0) {
            return;
        }
        int pieces = line.quantity - line.pieces;
        long most = line.of(line.total, line.pieces + pieces) - line.of(line.total, line.pieces);
        long less = 1 + number % most;
        Returns returns = portal.bean(Returns.class);
        String code = returns.open(member.person, new OpenReturn(line.consignment.code(), ReturnReason.NOT_AS_DESCRIBED, List.of(new Pieces(1, pieces)), "", List.of())).code();
        returns.approve(maker, code, new Judgement(Verdict.Bearer.HEADQUARTERS, null, null, null, null,
                List.of(new Judgement.Reduction(1, yuan(less))), "model"));
        happened("price reduction");
        line.reduced += less;
        member.wallet += less;
    }

    private void adjust(Member member, int number) {
        long by = number % 400_001 - 200_000;
        if (by != 0) {
            Adjustments adjustments = portal.bean(Adjustments.class);
            adjustments.approve(checker, adjustments.propose(maker, Account.of(AccountKind.COMMISSION_DUE, member.upline.id()), yuan(by), null, "model"));
            member.other += by;
            happened("adjustment");
        }
    }

    private void deduct(Member member, int number) {
        Deductions deductions = portal.bean(Deductions.class);
        long amount = 1 + number % 30_000;
        String code = deductions.propose(maker, new ProposeDeduction(member.upline.code(), Deduction.Kind.values()[0], "model", yuan(amount), null, null));
        deductions.approve(checker, code);
        member.other -= amount;
        happened("deduction");
    }

    /** Disputes a line of what is previewed or issued; headquarters says it is right, the member takes it back, or it gets a little more. */
    private void dispute(Member member, int number) {
        Statements statements = portal.bean(Statements.class);
        Disputes disputes = portal.bean(Disputes.class);
        List<Statement> own = statements.list(member.uplinesPerson, null, null, 1);
        if (own.isEmpty()) {
            return;
        }
        List<Statement.Line> lines = own.get(0).state() == Statement.State.CALCULATED ? List.of() : lines(member, own.get(0).code());
        if (lines.isEmpty()) {
            return;
        }
        Statement.Line line = lines.get(number % lines.size());
        Dispute dispute;
        try {
            dispute = disputes.raise(member.uplinesPerson, new RaiseDispute(own.get(0).code(), line.key(), null, "model", null));
        } catch (Problem notNow) {
            // a payout, disputed before, or just being approved
            return;
        }
        happened(List.of("dispute withdrawn", "dispute rejected", "dispute accepted", "dispute left open").get(number % 4));
        switch (number % 4) {
            case 0 -> disputes.withdraw(member.uplinesPerson, dispute.code());
            case 1 -> disputes.reject(maker, dispute.code(), "it is right");
            case 2 -> {
                disputes.accept(maker, dispute.code(), dispute.lineAmount().plus(yuan(137)), "a little more");
                disputes.approve(checker, dispute.code(), dispute.lineAmount().plus(yuan(137)));
                member.other += 137;
            }
            default -> {
                // answered at the end
            }
        }
    }

    private List<Statement.Line> lines(Member member, String statement) {
        List<Statement.Line> lines = new ArrayList<>();
        portal.bean(Statements.class).content(member.uplinesPerson, statement).groups()
                .forEach(g -> lines.addAll(portal.bean(Statements.class).lines(member.uplinesPerson, statement, g.key(), null, 20)));
        return lines;
    }

    private void offCycle(Member member, int number) {
        if (openRun != null) {
            return;
        }
        Settlements settlements = portal.bean(Settlements.class);
        try {
            openRun = settlements.startOffCycle(maker, member.upline.code(), number % 2 == 0, "model").code();
        } catch (Problem notNow) {
            return;
        }
        portal.run(trade.tenant, Set.of("settlement"));
        ends(Set.of("settlement"));
    }

    private void happens(Meanwhile meanwhile) {
        switch (meanwhile.step()) {
            case DAYS -> {
                if (openRun == null) {
                    pass(1 + meanwhile.number() % 17);
                }
            }
            case WINDOWS -> work();
            case RUN_STARTS -> starts();
            case RUN_ENDS -> ends(JOBS);
            case PAY -> pay(meanwhile.number());
            case PLAN -> plan(meanwhile.number() % 3 == 0 ? null : new BigDecimal(List.of("1.5", "2", "3.25", "0.01").get(meanwhile.number() % 4)));
            default -> {
                // nothing for once
            }
        }
    }

    private void pass(int days) {
        portal.clockTo(trade.tenant, portal.now(trade.tenant).plus(Duration.ofDays(days)));
    }

    private void work() {
        work(JOBS);
    }

    private void work(Set<String> jobs) {
        portal.bean(OutboxWorker.class).drain();
        if (jobs.equals(JOBS)) {
            close();
        }
        portal.run(trade.tenant, jobs);
        portal.bean(OutboxWorker.class).drain();
    }

    /** Months that ended an hour ago are closed as soon as the program works. */
    private void close() {
        YearMonth now = YearMonth.from(portal.now(trade.tenant).minus(Duration.ofHours(1)).atZone(CHINA));
        for (; closed.plusMonths(1).isBefore(now); closed = closed.plusMonths(1)) {
            YearMonth month = closed.plusMonths(1);
            Rate last = rates.stream().filter(rate -> !rate.from().isAfter(month.atEndOfMonth())).reduce((one, later) -> later).orElseThrow();
            members.forEach(member -> member.close(month, last));
        }
    }

    /** The month that is over, unless it is settled. */
    private void starts() {
        YearMonth month = YearMonth.from(portal.now(trade.tenant).atZone(CHINA)).minusMonths(1);
        if (openRun == null && settled.add(month)) {
            openRun = portal.bean(Settlements.class).start(maker, month).code();
            work();
        }
    }

    private void ends(Set<String> jobs) {
        if (openRun == null) {
            return;
        }
        Settlements settlements = portal.bean(Settlements.class);
        Instant until = settlements.get(maker, openRun).objectionsUntil();
        if (until != null && until.isAfter(portal.now(trade.tenant))) {
            portal.clockTo(trade.tenant, until);
        }
        settlements.submit(maker, openRun);
        settlements.approve(checker, openRun, settlements.get(checker, openRun).totalsHash());
        work(jobs);
        happened(jobs.equals(JOBS) ? "run of all" : "run of one");
        RunState state = settlements.get(maker, openRun).state();
        assertThat(state).as("the run of %s", openRun).isIn(RunState.ISSUED, RunState.PAID_OUT);
        openRun = null;
    }

    /** Money leaves: by hand, all or every second one, or by a batch that the bank answers as banks do. */
    private void pay(int number) {
        Payouts payouts = portal.bean(Payouts.class);
        // what was on its way last time has come in the meantime
        for (Payout late : payouts.inTransit(maker, null, 200)) {
            answer(late, Payouts.Answer.PAID, "", Payouts.Outcome.PAID);
        }
        if (number % 4 < 2) {
            batch(number);
            return;
        }
        List<Payout> waiting = payouts.list(maker, new Payouts.Filter(Payout.State.WAITING, null, null), null, 200);
        for (int i = 0; i < waiting.size(); i += number % 4 == 2 ? 1 : 2) {
            byHand(waiting.get(i));
        }
        portal.bean(OutboxWorker.class).drain();
    }

    /** The second time is refused. */
    private void byHand(Payout payout) {
        Payouts payouts = portal.bean(Payouts.class);
        payouts.confirm(maker, payout.code(), "BANK-" + payout.code());
        if (payout.code().hashCode() % 7 == 0) {
            payouts.reject(checker, payout.code(), "Not on the bank's statement");
            payouts.confirm(maker, payout.code(), "BANK-" + payout.code());
            happened("payout by hand taken back");
        }
        payouts.approve(checker, payout.code());
        bank -= payout.amount().minor();
        happened("payout by hand");
        if (payout.code().hashCode() % 10 == 0) {
            try {
                payouts.confirm(maker, payout.code(), "BANK-again-" + payout.code());
                throw new AssertionError(payout.code() + " was paid twice");
            } catch (Problem refused) {
                // as it must be
            }
        }
    }

    private void answer(Payout payout, Payouts.Answer answer, String reason, Payouts.Outcome expected) {
        assertThat(portal.bean(Payouts.class).answer(maker, payout.endToEnd(), answer, "B-" + payout.endToEnd(), reason, ""))
                .as("%s %s", payout.code(), answer).isEqualTo(expected);
        happened("payout in a batch: " + expected);
        if (expected == Payouts.Outcome.PAID) {
            bank -= payout.amount().minor();
        } else if (expected == Payouts.Outcome.RETURNED) {
            bank += payout.amount().minor();
        }
    }

    /** Prepared by one, approved by another, released with a code; of what left some fails, some comes back, some takes longer. */
    private void batch(int number) {
        Payouts payouts = portal.bean(Payouts.class);
        Batches batches = portal.bean(Batches.class);
        LocalDate today = LocalDate.ofInstant(portal.now(trade.tenant), CHINA);
        List<Batch> prepared;
        try {
            prepared = batches.prepare(maker, today.plusDays(60), today).batches();
        } catch (Problem nothing) {
            return;
        }
        for (Batch batch : prepared) {
            batches.approve(checker, batch.code(), batch.hash());
            // a code counts once a step: nobody waits for the next
            portal.in(trade.tenant.id(), () -> portal.bean(Sql.class).update("update second_factor set last_step = 0 where tenant_id = ?", trade.tenant.id()));
            portal.bean(Release.class).release(checker, batch.code(), portal.bean(SecondFactors.class).shown(checker).code());
            int turn = number / 4;
            for (Batch.Line line : batches.lines(maker, batch.code())) {
                Payout sent = payouts.get(maker, line.payout());
                if (batch.format() == Format.WALLET) {
                    assertThat(sent.state()).as(sent.code()).isEqualTo(Payout.State.PAID);
                    happened("payout into the wallet");
                    parties.get(sent.organisation()).intoWallet += sent.amount().minor();
                    continue;
                }
                switch (turn++ % 5) {
                    case 0 -> {
                        answer(sent, Payouts.Answer.FAILED, "AM04", Payouts.Outcome.FAILED);
                        Payout back = payouts.get(maker, sent.code());
                        assertThat(back.state()).as(back.code()).isEqualTo(Payout.State.WAITING);
                        assertThat(back.dueOn()).as("another day for %s", back.code()).isAfter(today);
                        answer(sent, Payouts.Answer.PAID, "", Payouts.Outcome.CONTRADICTS);
                    }
                    case 1 -> answer(sent, Payouts.Answer.FAILED, "AC04", Payouts.Outcome.FAILED);
                    case 2 -> {
                        answer(sent, Payouts.Answer.PAID, "", Payouts.Outcome.PAID);
                        answer(sent, Payouts.Answer.RETURNED, "", Payouts.Outcome.RETURNED);
                        answer(sent, Payouts.Answer.RETURNED, "", Payouts.Outcome.NOTHING_NEW);
                    }
                    case 3 -> {
                        answer(sent, Payouts.Answer.PAID, "", Payouts.Outcome.PAID);
                        answer(sent, Payouts.Answer.PAID, "", Payouts.Outcome.NOTHING_NEW);
                    }
                    default -> {
                        // the bank takes its time
                    }
                }
            }
        }
        portal.bean(OutboxWorker.class).drain();
    }

    /** Another plan from tomorrow on, simulated and by two; and tomorrow comes. */
    private void plan(BigDecimal next) {
        // a plan is simulated on the month before, which is closed by then
        work();
        LocalDate tomorrow = LocalDate.ofInstant(portal.now(trade.tenant), CHINA).plusDays(1);
        Rule rule = next == null ? Rule.stepsOnTheWhole("upline-1", Rule.Earner.UPLINE_1, List.of(new Plan.Step(BigDecimal.ZERO, BigDecimal.ONE),
                new Plan.Step(BigDecimal.valueOf(STEP, 2), BigDecimal.valueOf(4)))) : Rule.percent("upline-1", Rule.Earner.UPLINE_1, Rule.Basis.SUPPLY, next);
        List<Bonus> bonuses = next == null ? List.of(new Bonus("target", Bonus.Kind.TARGET, Bonus.Measure.VOLUME, Bonus.Each.MEMBER,
                BigDecimal.valueOf(TARGET, 2), List.of(new Bonus.Prize(BigDecimal.valueOf(PRIZE, 2), null)), Bonus.Ties.SHARED)) : List.of();
        PlanCases.inForce(portal, trade.tenant, maker, checker, new Plan("", "model", new BigDecimal("8"), 15, Plan.Pick.ALL, List.of(rule), bonuses), tomorrow);
        portal.clockTo(trade.tenant, tomorrow.atStartOfDay(CHINA).toInstant());
        happened(next == null ? "plan with steps on the whole and a bonus" : "plan");
        rates.add(new Rate(rates.size(), next, tomorrow));
    }

    /** All that is open ends: disputes, windows, runs, payments. */
    private void end() {
        Disputes disputes = portal.bean(Disputes.class);
        for (Dispute open : disputes.list(maker, Disputes.View.OPEN, null, 200)) {
            disputes.reject(maker, open.code(), "it is right");
        }
        ends(JOBS);
        for (int i = 0; i < LATER_RUNS; i++) {
            pass(i == 0 ? 20 : 31);
            work();
            starts();
            ends(JOBS);
            // the last time nobody asks a bank
            pay(i < 2 ? i : 2);
        }
        for (List<Payout> waiting = waiting(); !waiting.isEmpty(); waiting = waiting()) {
            waiting.forEach(this::byHand);
        }
        portal.bean(OutboxWorker.class).drain();
    }

    private List<Payout> waiting() {
        return portal.bean(Payouts.class).list(maker, new Payouts.Filter(Payout.State.WAITING, null, null), null, 200);
    }

    private void compare() {
        Map<OrganisationId, Long> paid = new HashMap<>();
        Set<String> causes = new HashSet<>();
        for (Payout payout : all()) {
            assertThat(payout.state()).as(payout.code()).isEqualTo(Payout.State.PAID);
            assertThat(causes.add(payout.causeType() + payout.causeCode())).as("paid once: %s", payout.causeCode()).isTrue();
            paid.merge(payout.organisation(), payout.amount().minor(), Long::sum);
        }
        Map<OrganisationId, Long> charges = new HashMap<>();
        portal.in(trade.tenant.id(), () -> portal.bean(Receivables.class).open(trade.system, List.copyOf(parties.keySet())))
                .forEach(open -> charges.merge(open.organisation(), open.open().minor(), Long::sum));
        Map<OrganisationId, long[]> taxes = taxes();
        for (Member member : members) {
            same(member.number, "the seller's wallet", member.wallet, balance(AccountKind.WALLET, member.seller.id()));
        }
        for (Party party : parties.values()) {
            OrganisationId who = party.organisation.id();
            int no = party.number;
            long earned = party.earned.getAsLong();
            if (members.stream().noneMatch(member -> member.seller.id().equals(who))) {
                same(no, "what was paid into the wallet", party.intoWallet, balance(AccountKind.WALLET, who));
            }
            same(no, "pending commission", 0L, balance(AccountKind.COMMISSION_PENDING, who));
            same(no, "what is on its way", 0L, balance(AccountKind.PAYABLE, who));
            long left = balance(AccountKind.COMMISSION_DUE, who) + balance(AccountKind.DEALER_DUE, who);
            long had = paid.getOrDefault(who, 0L);
            long[] tax = taxes.getOrDefault(who, new long[2]);
            if (party.taxed != null) {
                same(no, "what was paid before tax", had + tax[1], tax[0]);
            }
            // what was negative for too long was charged, and what was earned afterwards paid the charge first: it is owed by one of the two
            long owed = Math.max(0, had + tax[1] - earned);
            same(no, "what it owes", owed, balance(AccountKind.RECEIVABLE, who));
            same(no, "what its open charges say", owed, charges.getOrDefault(who, 0L));
            same(no, "what was earned", earned, left + had + tax[1] - owed);
            statements(party, left, had);
        }
        same(-1, "what was withheld", taxes.values().stream().mapToLong(tax -> tax[1]).sum(), balance(AccountKind.TAX_WITHHELD));
        same(-1, "what the bank has", bank, balance(AccountKind.BANK));
        same(-1, "commission's cost", members.stream().mapToLong(m -> m.commission() + m.sellers()).sum(), balance(AccountKind.COMMISSION_COST));
        same(-1, "the dealer's cost", due, balance(AccountKind.GOODS_COST) + balance(AccountKind.FULFILMENT_COST));
        same(-1, "sales", members.stream().mapToLong(m -> m.lines.stream().mapToLong(l -> l.total - l.refunded()).sum()).sum(), balance(AccountKind.SALES));
        assertThat(portal.bean(Drift.class).check(trade.system).differences()).as("the books add up").isZero();
    }

    private long balance(AccountKind kind, OrganisationId who) {
        return portal.bean(Ledger.class).balance(trade.system, Account.of(kind, who)).minor();
    }

    private long balance(AccountKind kind) {
        return portal.bean(Ledger.class).balance(trade.system, Account.of(kind)).minor();
    }

    /**
     * What the register says, paid and withheld by organisation; and of each person and calendar month, over all its organisations, the tax that the
     * table gives for all that it was paid: in steps or at once, whichever came first.
     */
    private Map<OrganisationId, long[]> taxes() {
        Map<OrganisationId, long[]> byOrganisation = new HashMap<>();
        Map<String, long[]> byPerson = new HashMap<>();
        Long after = null;
        List<Withheld> page;
        do {
            page = portal.bean(Withholding.class).register(taxOffice, null, after, 200);
            for (Withheld row : page) {
                for (long[] sums : List.of(byOrganisation.computeIfAbsent(row.organisation(), key -> new long[2]),
                        byPerson.computeIfAbsent(parties.get(row.organisation()).taxed + " " + YearMonth.from(row.payDate()), key -> new long[2]))) {
                    sums[0] += row.gross().minor();
                    sums[1] += row.tax().minor();
                }
                after = row.no();
            }
        } while (!page.isEmpty());
        byPerson.forEach((who, sums) -> {
            same(-1, "the tax of " + who, tax(sums[0]), sums[1]);
            happened(sums[1] > 0 ? "month of a person with tax" : "month of a person without");
        });
        return byOrganisation;
    }

    /** Of so much in a month: 800 are free, or a fifth above 4,000; 20 %, 30 and 40 % for what is above 20,000 and 50,000. In fen. */
    private static long tax(long paid) {
        long base = paid <= 4_000_00L ? Math.max(0, paid - 800_00L) : paid - percent(paid, BigDecimal.valueOf(20));
        return base <= 20_000_00L ? percent(base, BigDecimal.valueOf(20)) : base <= 50_000_00L ? percent(base, BigDecimal.valueOf(30)) - 2_000_00L
                : percent(base, BigDecimal.valueOf(40)) - 7_000_00L;
    }

    /** Statements follow each other without a gap, each proves itself, and together they say what the books say. */
    private void statements(Party party, long left, long paid) {
        List<Statement> own = portal.bean(Statements.class).list(party.person, null, null, 200);
        long lines = 0;
        long payouts = 0;
        Money closing = null;
        for (int i = own.size() - 1; i >= 0; i--) {
            Statement statement = own.get(i);
            if (closing != null) {
                same(party.number, "the opening of " + statement.code(), closing.minor(), statement.opening().minor());
            }
            closing = statement.closing();
            lines += statement.lines().minor();
            payouts += statement.payouts().minor();
            if (!portal.bean(Statements.class).proof(party.person, statement.code()).holds()) {
                throw new Differs(party.number, "the proof of " + statement.code(), "holding", "broken");
            }
        }
        if (closing != null) {
            // what moved after the last cut stands on no statement yet
            same(party.number, "the sum of all statements", closing.minor(), lines - payouts);
        }
        assertThat(left).as("all that reaches the minimum is paid").isLessThan(10_000L);
    }

    private List<Payout> all() {
        List<Payout> all = new ArrayList<>();
        String after = null;
        while (true) {
            List<Payout> page = portal.bean(Payouts.class).list(maker, Payouts.Filter.ALL, after, 200);
            if (page.isEmpty()) {
                return all;
            }
            all.addAll(page);
            after = page.get(page.size() - 1).code();
        }
    }

    private static void same(int member, String what, long model, long books) {
        if (model != books) {
            throw new Differs(member, what, model, books);
        }
    }

    private static Money yuan(long minor) {
        return Money.of(minor, "CNY");
    }

    /** So many random histories of one seed. @throws AssertionError with the seed and, where one member's books differ, its shortest history that fails */
    static void lives(Portal portal, long seed, int howMany) {
        Random random = new Random(seed);
        List<Meanwhile> between = meanwhile(random, LENGTH);
        List<List<Deed>> histories = IntStream.range(0, howMany).mapToObj(i -> deeds(random, LENGTH)).toList();
        try {
            new BookHistories(portal, howMany).live(histories, between);
        } catch (Differs differs) {
            throw new AssertionError("-Dseed=" + seed + ": " + differs.getMessage() + (differs.member < 0 ? "" : shortened(portal, histories.get(differs.member), between)), differs);
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("-Dseed=" + seed + ": " + failure, failure);
        }
    }

    /**
     * The same events in as many orders: three deliveries, then pieces of two of them come back, the price of the third is reduced, an adjustment, a
     * deduction, a run of this member alone; each order at its own place between the steps of all.
     *
     * @return what each came to: the seller's wallet, and what the upline was paid, was withheld, still has and owes together
     */
    static List<List<Long>> permuted(Portal portal, long seed, int orders) {
        Random random = new Random(seed);
        List<Meanwhile> between = meanwhile(random, LENGTH);
        // the deliveries see the same plan
        IntStream.range(0, DELIVERIES).forEach(i -> between.set(i, new Meanwhile(Common.NOTHING, 0)));
        List<Deed> rest = List.of(new Deed(Step.REFUND, 0), new Deed(Step.REFUND, 3), new Deed(Step.REFUND, 1), new Deed(Step.REFUND_AGAIN, 4),
                new Deed(Step.GOODS_BACK, 6), new Deed(Step.REDUCE, 5), new Deed(Step.ADJUST, random.nextInt(1_000_000)),
                new Deed(Step.DEDUCT, random.nextInt(1_000_000)), new Deed(Step.OFF_CYCLE, random.nextInt(1_000_000)));
        List<List<Deed>> histories = IntStream.range(0, orders).mapToObj(i -> {
            List<Deed> deeds = new ArrayList<>(rest);
            Collections.shuffle(deeds, random);
            deeds.addAll(0, List.of(new Deed(Step.DELIVER, 4), new Deed(Step.DELIVER_OWN, 4), new Deed(Step.DELIVER, 4)));
            return deeds;
        }).toList();
        BookHistories books = new BookHistories(portal, orders);
        try {
            books.live(histories, between);
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("-Dseed=" + seed + ", permuted: " + failure, failure);
        }
        Map<OrganisationId, long[]> taxes = books.taxes();
        Map<OrganisationId, Long> paid = new HashMap<>();
        books.all().forEach(payout -> paid.merge(payout.organisation(), payout.amount().minor(), Long::sum));
        return books.members.stream().map(member -> {
            OrganisationId upline = member.upline.id();
            return List.of(books.balance(AccountKind.WALLET, member.seller.id()), paid.getOrDefault(upline, 0L)
                    + taxes.getOrDefault(upline, new long[2])[1] + books.balance(AccountKind.COMMISSION_DUE, upline) - books.balance(AccountKind.RECEIVABLE, upline));
        }).toList();
    }

    /** Whether the member's history fails alone, too. */
    private static boolean fails(Portal portal, List<Deed> deeds, List<Meanwhile> between) {
        try {
            new BookHistories(portal, 1).live(List.of(deeds), between);
            return false;
        } catch (AssertionError | RuntimeException failure) {
            return true;
        }
    }

    /** The same history with everything left out that is not needed to fail. */
    static String shortened(Portal portal, List<Deed> deeds, List<Meanwhile> between) {
        List<Deed> own = new ArrayList<>(deeds);
        List<Meanwhile> common = new ArrayList<>(between);
        if (!fails(portal, own, common)) {
            return "alone it does not fail: " + own + " " + common;
        }
        for (int i = 0; i < own.size(); i++) {
            Deed was = own.set(i, new Deed(Step.NOTHING, 0));
            if (was.step() != Step.NOTHING && !fails(portal, own, common)) {
                own.set(i, was);
            }
            Meanwhile then = common.set(i, new Meanwhile(Common.NOTHING, 0));
            if (then.step() != Common.NOTHING && !fails(portal, own, common)) {
                common.set(i, then);
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < own.size(); i++) {
            if (own.get(i).step() != Step.NOTHING || common.get(i).step() != Common.NOTHING) {
                text.append("\n  ").append(own.get(i).step()).append(' ').append(own.get(i).number()).append(", then ").append(common.get(i).step()).append(' ')
                        .append(common.get(i).number());
            }
        }
        return text.toString();
    }
}
