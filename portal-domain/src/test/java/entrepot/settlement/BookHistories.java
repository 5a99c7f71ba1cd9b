package entrepot.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.aftersales.AfterSalesProblem;
import entrepot.aftersales.Judgement;
import entrepot.aftersales.OpenReturn;
import entrepot.aftersales.Receipt;
import entrepot.aftersales.ReturnReason;
import entrepot.aftersales.Returns;
import entrepot.commission.CommissionPermission;
import entrepot.commission.Deduction;
import entrepot.commission.Deductions;
import entrepot.commission.Plan;
import entrepot.commission.PlanCases;
import entrepot.commission.ProposeDeduction;
import entrepot.commission.Rule;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Pieces;
import entrepot.fulfilment.Shipping;
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
import entrepot.payout.Payout;
import entrepot.payout.Payouts;
import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Jobs;
import entrepot.platform.outbox.OutboxWorker;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Random histories of books against a plain model. Many members of one tenant live a history each at the same time: their own steps in their own
 * order, and between them the steps of all (days pass, runs, payouts, plans). The model adds up what each step is worth and knows no order; at the
 * end, when every window is closed, every dispute answered and every payment made, the books have to say the same to the cent.
 */
final class BookHistories {

    /** What one member's history may do; all that does not apply at the moment does nothing. */
    enum Step { NOTHING, DELIVER, REFUND, REFUND_AGAIN, REDUCE, GOODS_BACK, ADJUST, DEDUCT, DISPUTE, OFF_CYCLE }

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

    private final Portal portal;
    private final Trade trade;
    private final Actor maker;
    private final Actor checker;
    private final List<Member> members = new ArrayList<>();
    private final Set<YearMonth> settled = new HashSet<>();
    private String openRun;
    private BigDecimal percent = new BigDecimal("2");
    private int no;

    /** One line that was delivered. */
    private final class Line {
        Consignment consignment;
        int quantity;
        long total;
        long earned;
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
            BigInteger whole = BigInteger.valueOf(total).multiply(BigInteger.valueOf(quantity));
            return share(earned, BigInteger.valueOf(pieces).multiply(BigInteger.valueOf(total)).add(BigInteger.valueOf(reduced)
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
        long wallet;
        long other;

        Member(int number) {
            this.number = number;
            upline = trade.members.agent();
            seller = trade.members.agentUnder(upline.id());
            shop = trade.members.shopOf(seller).code();
            person = Portal.member(trade.tenant, seller.id(), "orders:view", "orders:place", "consignments:view", "returns:view", "returns:open");
            uplinesPerson = Portal.member(trade.tenant, upline.id(), SettlementPermission.STATEMENTS, SettlementPermission.DISPUTE);
            for (Organisation each : List.of(upline, seller)) {
                portal.bean(Ledger.class).openAccounts(trade.system, each.id());
                portal.bean(Organisations.class).tax(trade.system, each.code(), TaxProfile.COMPANY);
            }
            trade.topUp(seller.id(), 100_000_00L);
            wallet = 100_000_00L;
        }

        long earned() {
            return lines.stream().mapToLong(l -> l.earned - l.reversed()).sum() + other;
        }
    }

    private static long share(long amount, BigInteger part, BigInteger whole) {
        return new BigDecimal(BigInteger.valueOf(amount).multiply(part)).divide(new BigDecimal(whole), 0, RoundingMode.HALF_UP).longValueExact();
    }

    BookHistories(Portal portal, int howMany) {
        this.portal = portal;
        trade = Trade.inChina(portal);
        portal.clockTo(trade.tenant, Instant.parse("2031-10-03T02:00:00Z"));
        String[] all = {SettlementPermission.READ, SettlementPermission.RUN, SettlementPermission.PAY, SettlementPermission.STATEMENTS,
            SettlementPermission.APPROVE, SettlementPermission.ANSWER, SettlementPermission.APPROVE_ANSWER, "payouts:prepare", "payouts:batches", "payouts:read",
            "ledger:read", "ledger:propose", "ledger:approve", "commission:read", CommissionPermission.SIMULATIONS, "commission:propose", "commission:approve", "returns:view", "returns:open",
            "returns:judge", "returns:receive", "consignments:view", "stock:view"};
        maker = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), all);
        checker = Portal.headquarters(trade.tenant, trade.members.headquarters().id(), all);
        trade.products(9_973, 1_000_000, "THING");
        trade.products(333, 1_000_000, "SMALL");
        for (int i = 0; i < howMany; i++) {
            members.add(new Member(i));
        }
        portal.analyze();
    }

    static List<Deed> deeds(Random random, int length) {
        List<Deed> deeds = new ArrayList<>();
        Step[] often = {Step.DELIVER, Step.REFUND, Step.REFUND, Step.REFUND_AGAIN, Step.REDUCE, Step.GOODS_BACK, Step.ADJUST, Step.DEDUCT, Step.DISPUTE,
            Step.OFF_CYCLE, Step.NOTHING, Step.NOTHING};
        for (int i = 0; i < length; i++) {
            deeds.add(new Deed(i == 0 ? Step.DELIVER : often[random.nextInt(often.length)], random.nextInt(1_000_000)));
        }
        return deeds;
    }

    static List<Meanwhile> meanwhile(Random random, int length) {
        List<Meanwhile> between = new ArrayList<>();
        Common[] often = {Common.DAYS, Common.DAYS, Common.WINDOWS, Common.RUN_STARTS, Common.RUN_STARTS, Common.RUN_ENDS, Common.RUN_ENDS, Common.PAY, Common.PAY,
            Common.PLAN, Common.NOTHING};
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
            case DELIVER -> deliver(member, deed.number());
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

    private void deliver(Member member, int number) {
        int quantity = 1 + number % 5;
        String sku = number % 3 == 0 ? "SMALL" : "THING";
        String outside = "H" + no++;
        String order = portal.bean(Orders.class).place(member.person, new PlaceOrder(member.shop, outside, Trade.hangzhou(),
                List.of(new PlaceOrder.Line(sku, quantity, null)), "", "", null), "k" + outside).code();
        Consignment consignment = portal.bean(Consignments.class).byOrder(trade.system, order).get(0);
        portal.bean(Shipping.class).ship(trade.system, consignment.code(), List.of(new Consignment.Parcel("shunfeng", "SF0000000000" + outside, 500)));
        portal.bean(Shipping.class).deliver(trade.system, consignment.code());
        Line line = new Line();
        line.consignment = consignment;
        line.quantity = quantity;
        line.total = consignment.goods().minor();
        line.earned = share(line.total, percent.movePointRight(2).toBigIntegerExact(), BigInteger.valueOf(10_000));
        member.wallet -= consignment.cost().minor();
        member.lines.add(line);
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
        String code = returns.open(member.person, new OpenReturn(line.consignment.code(), ReturnReason.DEFECT, List.of(new Pieces(1, pieces)), "")).code();
        returns.approve(maker, code, new Judgement(Verdict.Bearer.HEADQUARTERS, goodsBack ? trade.central.code() : null, null, null, null, List.of(), "model"));
        if (goodsBack) {
            returns.receive(maker, code, new Receipt(trade.central.code(), false, List.of(), ""));
            returns.refund(maker, code);
        }
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
        String code = returns.open(member.person, new OpenReturn(line.consignment.code(), ReturnReason.NOT_AS_DESCRIBED, List.of(new Pieces(1, pieces)), "")).code();
        returns.approve(maker, code, new Judgement(Verdict.Bearer.HEADQUARTERS, null, null, null, null,
                List.of(new Judgement.Reduction(1, yuan(less))), "model"));
        line.reduced += less;
        member.wallet += less;
    }

    private void adjust(Member member, int number) {
        long by = number % 20_001 - 10_000;
        if (by != 0) {
            Adjustments adjustments = portal.bean(Adjustments.class);
            adjustments.approve(checker, adjustments.propose(maker, Account.of(AccountKind.COMMISSION_DUE, member.upline.id()), yuan(by), null, "model"));
            member.other += by;
        }
    }

    private void deduct(Member member, int number) {
        Deductions deductions = portal.bean(Deductions.class);
        long amount = 1 + number % 3_000;
        String code = deductions.propose(maker, new ProposeDeduction(member.upline.code(), Deduction.Kind.values()[0], "model", yuan(amount), null, null));
        deductions.approve(checker, code);
        member.other -= amount;
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
        switch (number % 4) {
            case 0 -> disputes.withdraw(member.uplinesPerson, dispute.code());
            case 1 -> disputes.reject(maker, dispute.code(), "it is right");
            case 2 -> {
                disputes.accept(maker, dispute.code(), dispute.lineAmount().plus(yuan(137)), "a little more");
                disputes.approve(checker, dispute.code());
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
        work();
        ends();
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
            case RUN_ENDS -> ends();
            case PAY -> pay(meanwhile.number() % 4 != 0);
            case PLAN -> plan(new BigDecimal(List.of("1.5", "2", "3.25", "0.01").get(meanwhile.number() % 4)));
            default -> {
                // nothing for once
            }
        }
    }

    private void pass(int days) {
        portal.clockTo(trade.tenant, portal.now(trade.tenant).plus(Duration.ofDays(days)));
    }

    private void work() {
        portal.bean(OutboxWorker.class).drain();
        portal.bean(Jobs.class).runAll(trade.tenant.id());
        portal.bean(OutboxWorker.class).drain();
    }

    /** The month that is over, unless it is settled. */
    private void starts() {
        YearMonth month = YearMonth.from(portal.now(trade.tenant).atZone(CHINA)).minusMonths(1);
        if (openRun == null && settled.add(month)) {
            openRun = portal.bean(Settlements.class).start(maker, month).code();
            work();
        }
    }

    private void ends() {
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
        work();
        RunState state = settlements.get(maker, openRun).state();
        assertThat(state).as("the run of %s", openRun).isIn(RunState.ISSUED, RunState.PAID_OUT);
        openRun = null;
    }

    /** The bank pays what waits; a second time is refused. @param all or every second one */
    private void pay(boolean all) {
        Payouts payouts = portal.bean(Payouts.class);
        List<Payout> waiting = payouts.list(maker, new Payouts.Filter(Payout.State.WAITING, null, null), null, 200);
        for (int i = 0; i < waiting.size(); i += all ? 1 : 2) {
            String code = waiting.get(i).code();
            payouts.confirm(maker, code, "BANK-" + code);
            try {
                payouts.confirm(maker, code, "BANK-again-" + code);
                throw new AssertionError(code + " was paid twice");
            } catch (Problem refused) {
                // as it must be
            }
        }
        portal.bean(OutboxWorker.class).drain();
    }

    /** Another plan from tomorrow on, simulated and by two; and tomorrow comes. */
    private void plan(BigDecimal next) {
        LocalDate tomorrow = LocalDate.ofInstant(portal.now(trade.tenant), CHINA).plusDays(1);
        PlanCases.inForce(portal, trade.tenant, maker, checker, new Plan("", "model", new BigDecimal("8"), 15,
                List.of(Rule.percent("upline-1", Rule.Earner.UPLINE_1, Rule.Basis.SUPPLY, next))), tomorrow);
        portal.clockTo(trade.tenant, tomorrow.atStartOfDay(CHINA).toInstant());
        percent = next;
    }

    /** All that is open ends: disputes, windows, runs, payments. */
    private void end() {
        Disputes disputes = portal.bean(Disputes.class);
        for (Dispute open : disputes.list(maker, Disputes.View.OPEN, null, 200)) {
            disputes.reject(maker, open.code(), "it is right");
        }
        ends();
        for (int i = 0; i < LATER_RUNS; i++) {
            pass(i == 0 ? 20 : 31);
            work();
            starts();
            ends();
            pay(true);
        }
    }

    private void compare() {
        Ledger ledger = portal.bean(Ledger.class);
        Map<OrganisationId, Long> paid = new HashMap<>();
        Set<String> causes = new HashSet<>();
        for (Payout payout : all()) {
            assertThat(payout.state()).as(payout.code()).isEqualTo(Payout.State.PAID);
            assertThat(causes.add(payout.causeType() + payout.causeCode())).as("paid once: %s", payout.causeCode()).isTrue();
            paid.merge(payout.organisation(), payout.amount().minor(), Long::sum);
        }
        Map<OrganisationId, Long> charges = new HashMap<>();
        portal.in(trade.tenant.id(), () -> portal.bean(Receivables.class).open(trade.system, members.stream().map(m -> m.upline.id()).toList()))
                .forEach(open -> charges.merge(open.organisation(), open.open().minor(), Long::sum));
        for (Member member : members) {
            same(member, "the seller's wallet", member.wallet, ledger.balance(trade.system, Account.of(AccountKind.WALLET, member.seller.id())).minor());
            same(member, "pending commission", 0L, ledger.balance(trade.system, Account.of(AccountKind.COMMISSION_PENDING, member.upline.id())).minor());
            same(member, "what is on its way", 0L, ledger.balance(trade.system, Account.of(AccountKind.PAYABLE, member.upline.id())).minor());
            long due = ledger.balance(trade.system, Account.of(AccountKind.COMMISSION_DUE, member.upline.id())).minor();
            long had = paid.getOrDefault(member.upline.id(), 0L);
            // what was negative for too long was charged, and what was earned afterwards paid the charge first: it is owed by one of the two
            long owed = Math.max(0, had - member.earned());
            same(member, "what it owes", owed, ledger.balance(trade.system, Account.of(AccountKind.RECEIVABLE, member.upline.id())).minor());
            same(member, "what its open charges say", owed, charges.getOrDefault(member.upline.id(), 0L));
            same(member, "what was earned", member.earned(), due + had - owed);
            statements(member, due, had);
        }
        long cost = members.stream().mapToLong(m -> m.lines.stream().mapToLong(l -> l.earned - l.reversed()).sum()).sum();
        assertThat(ledger.balance(trade.system, Account.of(AccountKind.COMMISSION_COST)).minor()).as("commission's cost").isEqualTo(cost);
        long sales = members.stream().mapToLong(m -> m.lines.stream().mapToLong(l -> l.total - l.refunded()).sum()).sum();
        assertThat(ledger.balance(trade.system, Account.of(AccountKind.SALES)).minor()).as("sales").isEqualTo(sales);
        assertThat(portal.bean(Drift.class).check(trade.system).differences()).as("the books add up").isZero();
    }

    /** Statements follow each other without a gap, each proves itself, and together they say what the books say. */
    private void statements(Member member, long due, long paid) {
        List<Statement> own = portal.bean(Statements.class).list(member.uplinesPerson, null, null, 200);
        long lines = 0;
        long payouts = 0;
        Money closing = null;
        for (int i = own.size() - 1; i >= 0; i--) {
            Statement statement = own.get(i);
            if (closing != null) {
                same(member, "the opening of " + statement.code(), closing.minor(), statement.opening().minor());
            }
            closing = statement.closing();
            lines += statement.lines().minor();
            payouts += statement.payouts().minor();
            if (!portal.bean(Statements.class).proof(member.uplinesPerson, statement.code()).holds()) {
                throw new Differs(member.number, "the proof of " + statement.code(), "holding", "broken");
            }
        }
        if (closing != null) {
            // what moved after the last cut stands on no statement yet
            same(member, "the sum of all statements", closing.minor(), lines - payouts);
            assertThat(payouts).as("no more on statements than was paid").isLessThanOrEqualTo(paid);
        }
        assertThat(due).as("all that reaches the minimum is paid").isLessThan(10_000L);
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

    private static void same(Member member, String what, long model, long books) {
        if (model != books) {
            throw new Differs(member.number, what, model, books);
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
            throw new AssertionError("-Dseed=" + seed + ": " + differs.getMessage() + shortened(portal, histories.get(differs.member), between), differs);
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("-Dseed=" + seed + ": " + failure, failure);
        }
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
