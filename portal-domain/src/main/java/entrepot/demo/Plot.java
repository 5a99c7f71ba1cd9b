package entrepot.demo;

import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.identity.Role;
import entrepot.inventory.Warehouse;
import entrepot.kernel.Money;
import entrepot.ledger.AccountKind;
import entrepot.lists.Alias;
import entrepot.lists.Aliases;
import entrepot.lists.ShippingLists;
import entrepot.network.FoundHeadquarters;
import entrepot.network.Headquarters;
import entrepot.network.Organisation;
import entrepot.network.SubShop;
import entrepot.ordering.HoldRuleBook;
import entrepot.ordering.HoldRules;
import entrepot.payout.Payouts;
import entrepot.settlement.SettlementRun;
import entrepot.settlement.Settlements;
import entrepot.settlement.Statement;
import entrepot.settlement.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The three months that a demonstration tenant has behind it: founded and stocked, its members join, sell
 * and ship every day, two months are settled, and it is the morning of the 3rd with the last month waiting.
 */
@Dependent
class Plot {

    private static final int MONTHS = 3;
    /** How many orders wait in each of today's files. */
    private static final long MORNING_SEED = 20261122L;
    private static final List<Integer> LISTS = List.of(60, 40, 30, 20);
    private static final int VARIANTS_PAGE = 200;
    private static final int LOOK_DAYS = 14;
    private static final int PRACTICE_ORDERS = 2;
    private static final int SILENT_DAYS = 6;
    /** Pays in little, so that a file of so many orders empties the wallet; and who is about to leave. */
    private static final String SHORT_OF_MONEY = "xu";
    /** Is late with what it owes on credit; and who pays franchise fees. */
    private static final String LATE = "yuan";
    private static final String FRANCHISED = "zhou";
    private static final String OTHER_FRANCHISED = "tang";
    private static final int LITTLE = 10;
    private static final int LONG_LIST = 40;
    private static final String LEAVER = "liang";
    private static final String NEGATIVE = "cao";
    private static final LocalTime MORNING = LocalTime.of(9, 30);
    private static final LocalTime EVENING = LocalTime.of(23, 0);

    @Inject
    private Headquarters headquarters;

    @Inject
    private HoldRuleBook holdRules;

    @Inject
    private OrderCases orderCases;

    @Inject
    private Catalogues catalogues;

    @Inject
    private Variants variants;

    @Inject
    private Settlements settlements;

    @Inject
    private Payouts payouts;

    @Inject
    private Statements statements;

    @Inject
    private ShippingLists lists;

    @Inject
    private Aliases aliases;

    @Inject
    private Goods goods;

    @Inject
    private Shelves shelves;

    @Inject
    private Joining joining;

    @Inject
    private Trade trade;

    @Inject
    private Shortages shortages;

    @Inject
    private GoodsBack goodsBack;

    @Inject
    private EarlyStatements early;

    @Inject
    private Disagreements disagreements;

    @Inject
    private Banking banking;

    @Inject
    private NewPlan newPlan;

    @Inject
    private Deducted deducted;

    @Inject
    private BookKeeping bookKeeping;

    @Inject
    private Deliveries deliveries;

    @Inject
    private Errands errands;

    @Inject
    private Programs programs;

    @Inject
    private Routes routes;

    @Inject
    private PayoutCases money;

    @Inject
    private CreditCases credit;

    @Inject
    private Endings endings;

    /** The code of the member that owes. */
    private String negative;

    @Inject
    private ReadyCases cases;

    private Stage stage;
    private Script script;
    private LocalDate today;
    private Variant bulk;

    /** Plays it, ending on the 3rd of the month after {@code realToday}, or of this one if that is still to come. */
    void play(Stage on, Script played, LocalDate realToday, Consumer<String> progress) {
        stage = on;
        script = played;
        LocalDate third = realToday.withDayOfMonth(3);
        today = third.isBefore(realToday) ? third.plusMonths(1) : third;
        LocalDate first = today.withDayOfMonth(1).minusMonths(MONTHS);
        stage.story().at(at(first.minusDays(10), MORNING), () -> found(progress));
        stage.story().at(at(first.minusDays(9), MORNING), () -> join(progress));
        stage.story().at(at(first.minusDays(8), MORNING), () -> newPlan.ofTheYear(stage, today.withDayOfMonth(1).minusMonths(1)));
        for (LocalDate day = first.minusDays(8); day.isBefore(today); day = day.plusDays(LOOK_DAYS)) {
            stage.story().at(at(day, LocalTime.of(4, 0)), stage.story()::lookAtTables);
        }
        for (LocalDate day = first.minusDays(8); day.isBefore(today); day = day.plusDays(1)) {
            routine(first, day);
        }
        stage.story().at(at(today.minusDays(SILENT_DAYS), LocalTime.of(11, 0)), () -> errands.silent(stage, trade, shops().get(0)));
        stage.story().at(at(today.minusDays(12), LocalTime.of(9, 0)), () -> money.begin(stage, script));
        stage.story().at(at(today.minusDays(6), LocalTime.of(9, 0)), () -> money.batch(stage, script, sellers(), today.minusDays(6)));
        stage.story().at(at(today.minusDays(1), LocalTime.of(15, 0)), () -> money.changed(stage, script, changing()));
        if (script.country().equals("CN")) {
            stage.story().at(at(today.minusDays(2), LocalTime.of(20, 0)), () -> credit.late(stage, LATE));
            stage.story().at(at(today, LocalTime.of(9, 55)), () -> {
                stage.story().daily();
                credit.dropRed(stage);
            });
            stage.story().at(at(today.withDayOfMonth(1).minusDays(10), LocalTime.of(16, 0)), () -> {
                negative = endings.negative(stage, NEGATIVE);
                endings.terms(stage, today.withDayOfMonth(1));
            });
        }
        stage.story().at(at(today, LocalTime.of(8, 20)), this::connect);
        stage.story().at(at(today, LocalTime.of(8, 30)), () -> trade.morning(today, 2 * script.ordersADay(), shops()));
        stage.story().at(at(today, LocalTime.of(9, 35)), this::practise);
        for (int ago = 4; ago >= 0; ago -= 2) {
            boolean all = ago == 4;
            stage.story().at(at(today.minusDays(ago), LocalTime.of(8, 20)), () -> shelves.confirm(stage, dealers(), all));
        }
        stage.story().at(at(today, LocalTime.of(9, 40)), this::leaveWork);
        stage.story().runUntil(at(today, LocalTime.of(10, 0)), now -> {
            LocalDate day = LocalDate.ofInstant(now, zone());
            if (!day.isBefore(first)) {
                progress.accept("orders and all that follows from them, the week of "
                        + day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
            }
        });
    }

    private void found(Consumer<String> progress) {
        progress.accept("headquarters and its people");
        Organisation home = headquarters.found(stage.system(), new FoundHeadquarters(script.company(),
                script.province(), script.city(), script.staff().get(1), stage.email("office"), "05120000000"));
        // while the months behind it are told, nobody is there to release anything
        holdRules.begin(stage.system(), HoldRules.NONE);
        List<Role> roles = List.of(Role.HQ_EDITOR, Role.HQ_MANAGER, Role.FINANCE_MAKER, Role.FINANCE_CHECKER,
                Role.ADMIN, Role.HQ_MANAGER);
        // two managers, for what one of them proposes the other decides
        List<String> logins = List.of("editor", "manager", "finance", "checker", "admin", "deputy");
        for (int i = 0; i < roles.size(); i++) {
            stage.hire(home.id(), logins.get(i), script.staff().get(i), roles.get(i), script.language());
        }
        progress.accept("products and prices");
        List<Variant> range = catalogue();
        // dear enough for each step to be a cent less
        bulk = range.stream().filter(variant -> variant.retail().minor() >= 2_000).findFirst().orElseThrow();
        goods.price(stage, bulk, chinese() ? "新一季价格" : "Prices of the season");
        progress.accept("stock");
        Warehouse central = goods.openWarehouse(stage, home.id(), chinese() ? "中央仓" : "Central warehouse",
                script.province(), script.city(), "");
        goods.fill(stage.system(), central, home.id(), range, 0, 1, script.centralShelf(), "PO-1001");
        trade.open(stage, range);
    }

    private List<Variant> catalogue() {
        if (script.catalogue() == Script.Catalogue.BRAND) {
            catalogues.acme(stage.as("editor"));
        } else {
            catalogues.globex(stage.as("editor"));
        }
        List<Variant> range = new ArrayList<>();
        List<Variant> page;
        do {
            String after = range.isEmpty() ? null : range.get(range.size() - 1).sku();
            page = variants.search(stage.as("editor"), "", after, VARIANTS_PAGE);
            range.addAll(page);
        } while (page.size() == VARIANTS_PAGE);
        return range;
    }

    private void join(Consumer<String> progress) {
        int nth = 0;
        for (Cast.Member member : script.members()) {
            progress.accept("members: " + member.company());
            joining.join(stage, member, script.language());
            if (member.holdsStock()) {
                open(member, nth++);
            }
            if (member.sells()) {
                joining.topUp(stage, member.login(), paid(member), LocalDate.ofInstant(stage.now(), zone()));
            }
        }
    }

    private void open(Cast.Member member, int nth) {
        Organisation dealer = joining.organisation(member.login());
        Organisation home = joining.headquarters(stage);
        Warehouse warehouse = goods.openWarehouse(stage, dealer.id(), member.company(), member.province(),
                member.city(), member.district());
        List<Variant> range = trade.range();
        goods.fill(stage.system(), warehouse, home.id(), range, nth % 2, 2, script.dealerShelf(), "TR-" + nth);
        goods.fill(stage.as(member.login()), warehouse, dealer.id(), range, nth % 3, 3, script.dealerShelf() / 2,
                "OWN-" + nth);
        trade.dealer(dealer.id(), member.login());
    }

    private void routine(LocalDate first, LocalDate day) {
        if (!day.isBefore(first)) {
            stage.story().at(at(day, LocalTime.of(8, 0)), () -> trade.day(day, script.ordersADay(), shops()));
        }
        stage.story().at(at(day, EVENING), stage.story()::daily);
        if (day.getDayOfMonth() == 3 && day.isAfter(first.plusMonths(1))) {
            stage.story().at(at(day, LocalTime.of(11, 0)), () -> settle(YearMonth.from(day).minusMonths(1)));
        }
        if (day.getDayOfMonth() == 1 && day.isAfter(first)) {
            stage.story().at(at(day, MORNING), () -> sellers().forEach(
                    member -> joining.topUp(stage, member.login(), paid(member), day)));
        }
    }

    /** A run from start to payout: one person prepares it, members may object, another approves it. */
    private void settle(YearMonth month) {
        String code = settlements.start(stage.as("finance"), month).code();
        stage.story().daily();
        SettlementRun run = settlements.get(stage.as("finance"), code);
        stage.story().at(run.objectionsUntil(), () -> approve(code));
        stage.story().at(at(run.payOn(), MORNING), () -> payOut(code));
    }

    /** Nobody has objected. */
    private void approve(String code) {
        settlements.submit(stage.as("finance"), code);
        SettlementRun submitted = settlements.get(stage.as("checker"), code);
        settlements.approve(stage.as("checker"), code, submitted.totalsHash());
        stage.story().daily();
        if (!settlements.get(stage.as("finance"), code).state().isClosed()) {
            throw new IllegalStateException("the run " + code + " is not issued");
        }
    }

    /** The bank pays what the statements of a run say. */
    private void payOut(String run) {
        for (Statement statement : statements.list(stage.as("finance"), run, null, Statements.LIST_MAX)) {
            if (statement.payable().isPositive()) {
                String payout = payouts.because(stage.as("finance"), "statement", statement.code()).orElseThrow().code();
                payouts.confirm(stage.as("finance"), payout, "BANK-" + statement.code());
                payouts.approve(stage.as("checker"), payout);
            }
        }
    }

    private void connect() {
        String failing = programs.connect(stage, biggest().login(),
                script.members().stream().filter(Cast.Member::holdsStock).map(Cast.Member::login).toList(), chinese());
        if (failing != null) {
            ready(ReadyCase.Name.WEBHOOK_FAILS, biggest().login(), "/account/webhook?code=" + failing);
        }
    }

    /** The newest member tries the portal in a sub-shop for that. */
    private void practise() {
        String newest = sellers().get(sellers().size() - 1).login();
        SubShop shop = programs.practiceShop(stage, newest, chinese());
        for (int i = 0; i < PRACTICE_ORDERS; i++) {
            trade.practise(newest, shop);
        }
        ready(ReadyCase.Name.PRACTICE_SHOP, newest, "/agent/shops/detail?code=" + shop.code());
    }

    private Cast.Member biggest() {
        return sellers().stream().max(Comparator.comparing(member -> member.shops().size())).orElseThrow();
    }

    /** What waits for people on the morning on which they first look, and what they may try. */
    private void leaveWork() {
        List<Cast.Member> sellers = sellers();
        Cast.Member biggest = biggest();
        List<SubShop> shops = joining.shops(biggest.login());
        if (shops.size() >= LISTS.size()) {
            MorningFiles morning = new MorningFiles(new Buyers(MORNING_SEED), trade.range(), today, MORNING_SEED);
            for (int i = 0; i < LISTS.size(); i++) {
                String code = lists.upload(stage.as(biggest.login()), shops.get(i).code(), morning.of(i, LISTS.get(i))).code();
                if (i == 0) {
                    ready(ReadyCase.Name.ROWS_TO_REPAIR, biggest.login(), "/agent/lists/fix?code=" + code);
                }
            }
            aliases.learn(stage.as(biggest.login()), shops.get(1).code(), List.of(new Aliases.NewAlias(MorningFiles.EXPLAINED, "", "",
                    List.of(new Alias.Part(trade.range().get(0).sku(), 1, false), new Alias.Part(trade.range().get(1).sku(), 1, true)))));
            ready(ReadyCase.Name.LISTS_WAIT, biggest.login(), "/agent/lists/list");
            ready(ReadyCase.Name.THINGS_TO_EXPLAIN, biggest.login(), "/agent/lists/items?shop=" + shops.get(1).code());
            ready(ReadyCase.Name.HIDDEN_BUYERS, biggest.login(), "/agent/lists/labels?shop=" + shops.get(2).code());
            ready(ReadyCase.Name.NUMBERS_BACK, biggest.login(), "/agent/lists/numbers");
        }
        if (sellers.stream().anyMatch(member -> member.login().equals(SHORT_OF_MONEY))) {
            runDry();
            endings.deposit(stage, LEAVER);
            joining.leave(stage, LEAVER, "合同到期，不再续约");
            ready(ReadyCase.Name.LEAVER, "finance", "/finance/settlements/leaver?code=" + joining.organisation(LEAVER).code());
            ready(ReadyCase.Name.NEGATIVE_BALANCE, "finance", "/finance/ledger/account?kind=COMMISSION_DUE&member=" + negative);
        }
        joining.report(stage, sellers.get(1).login(), paid(sellers.get(1)), today);
        joining.report(stage, sellers.get(2).login(), paid(sellers.get(2)).times(2), today);
        Cast.newcomers(script.country()).forEach(member -> joining.apply(stage, member, script.language()));
        goods.countShort(stage, script.members().stream().filter(Cast.Member::holdsStock).findFirst().orElseThrow().login(),
                chinese() ? "月度盘点，破损一件" : "Monthly stocktaking, one broken");
        String prices = goods.propose(stage, "BRONZE", new BigDecimal("64"), chinese() ? "给新成员让利一个点" : "One point for newcomers");
        trade.prepareSome(script.members().get(0).login());
        ready(ReadyCase.Name.OFFERS_WAIT, script.members().get(0).login(), "/dealer/offers/list");
        if (trade.passedOn() != null) {
            ready(ReadyCase.Name.PASSED_ON, joining.login(trade.passedOn().seller()), "/agent/orders/detail?code=" + trade.passedOn().orderCode());
        }
        shortages.takenInPart(stage, trade).ifPresent(kept -> ready(ReadyCase.Name.PART_ACCEPTED, joining.login(kept.seller()),
                "/agent/orders/detail?code=" + kept.orderCode()));
        shortages.contested(stage, trade).ifPresent(mark ->
                ready(ReadyCase.Name.SCORE_CONTESTED, "manager", "/hq/shipments/dealers?mark=" + mark.code()));
        shortages.outOfStock(stage, trade, biggest.login(), shops.get(0).code(), trade.order(shops.get(0), stage.now()))
                .ifPresent(missing -> ready(ReadyCase.Name.OUT_OF_STOCK, biggest.login(), "/agent/orders/stock-out?code=" + missing));
        ready(ReadyCase.Name.APPLICATION_WAITS, "manager", "/hq/members/applications");
        ready(ReadyCase.Name.PRICES_WAIT, "manager", "/hq/prices/detail?code=" + prices);
        ready(ReadyCase.Name.BULK_PRICES, biggest.login(), "/agent/catalogue/list?words=" + bulk.sku());
        ready(ReadyCase.Name.STOCK_DIFFERS, "manager", "/hq/stock/differences");
        shelves.leaveWork(stage, trade.range(), dealers(), counting(), today);
        ready(ReadyCase.Name.COUNT_DIFFERS, "manager", "/hq/stock/counts");
        ready(ReadyCase.Name.GOODS_ARRIVE, counting(), "/dealer/stock/transfers");
        ready(ReadyCase.Name.GOODS_APART, "deputy", "/hq/stock/holds");
        ready(ReadyCase.Name.STOCK_SHORT, "manager", "/hq/stock/alarms");
        ready(ReadyCase.Name.PRESALE, "manager", "/hq/stock/presales");
        ready(ReadyCase.Name.STALE_DEALER, dealers().get(dealers().size() - 1), "/dealer/stock/list");
        ready(ReadyCase.Name.TRANSFERS_WAIT, "finance", "/finance/topups/list");
        money.entered(stage, script, sellers().get(sellers().size() - 1));
        ready(ReadyCase.Name.PAYOUT_FAILED, "finance", "/finance/payouts/detail?code=" + money.failed(stage));
        ready(ReadyCase.Name.ACCOUNT_TO_VERIFY, "checker", "/finance/payouts/accounts");
        ready(ReadyCase.Name.ACCOUNT_RESTS, changing().login(), "/agent/wallet/account");
        Banking.Told bank = banking.open(stage, script.code(), chinese(), sellers.get(1).login(), sellers.get(2).login(), paid(sellers.get(1)), today);
        ready(ReadyCase.Name.TRANSFER_UNKNOWN, "finance", "/finance/bank/unknown?code=" + bank.unknown());
        ready(ReadyCase.Name.STATEMENT_HALF_MATCHED, "finance", "/finance/bank/matching");
        ready(ReadyCase.Name.PAY_ONLINE, sellers.get(1).login(), "/agent/wallet/topup");
        ready(ReadyCase.Name.RULES_TRIED, "editor", "/hq/routing/detail?code=" + routes.tryOut(stage, YearMonth.from(today).minusMonths(1)));
        ready(ReadyCase.Name.PEAK_AHEAD, "manager", "/hq/routing/peak?code=" + routes.peakAhead(stage, today));
        String closing = script.members().stream().filter(Cast.Member::holdsStock).skip(1).findFirst().orElseThrow().login();
        routes.closes(stage, closing, today);
        ready(ReadyCase.Name.SHARE_SEEN, closing, "/dealer/share/list");
        shipped();
        goodsBack.ended(stage, biggest.login(), dealers());
        goodsBack.toDecide(stage).ifPresent(code -> ready(ReadyCase.Name.RETURN_TO_DECIDE, "manager", "/hq/returns/detail?code=" + code));
        goodsBack.elsewhere(stage).ifPresent(code -> ready(ReadyCase.Name.RETURN_ELSEWHERE, "manager", "/hq/returns/detail?code=" + code));
        goodsBack.afterPayout(stage).ifPresent(code -> ready(ReadyCase.Name.RETURN_AFTER_PAYOUT, "manager", "/hq/returns/detail?code=" + code));
        bookKeeping.keep(stage);
        newPlan.toDecide(stage).ifPresent(code -> ready(ReadyCase.Name.PLAN_TO_APPROVE, "checker", "/finance/plans/detail?code=" + code));
        ready(ReadyCase.Name.BONUS_WON, biggest.login(), "/agent/commission/awards");
        deducted.some(stage, biggest.login(), sellers.get(1).login());
        deducted.givenBack(stage, biggest.login(), 0);
        IntStream.range(0, dealers().size()).forEach(nth -> deducted.givenBack(stage, dealers().get(nth), nth + 1));
        ready(ReadyCase.Name.DEDUCTION_TO_DECIDE, "checker", "/finance/plans/deductions");
        askAboutOrders(biggest.login(), shops.get(0));
        IntStream.range(0, dealers().size()).forEach(nth -> disagreements.takenBack(stage, dealers().get(nth), nth));
        if (script.country().equals("CN")) {
            oweMoney(biggest.login());
        }
        disagreements.about(stage, biggest.login()).ifPresent(code -> ready(ReadyCase.Name.LINE_DISPUTED, "finance", "/finance/statements/dispute?code=" + code));
        if (!chinese()) {
            String early = early();
            ready(ReadyCase.Name.EVERY_LINE, biggest.login(), "/agent/statements/detail?code=" + early);
        }
        ready(ReadyCase.Name.MONTH_TO_SETTLE, "finance", "/finance/settlements/list");
    }

    /** Dealers and an agent who were settled today. @return the agent's statement */
    private String early() {
        dealers().forEach(dealer -> early.of(stage, dealer, AccountKind.DEALER_DUE, "6.50", "Packaging paid by the dealer"));
        early.add(stage, sellers().get(1).login(), AccountKind.COMMISSION_DUE, "80.00", "A stand at the spring fair");
        return early.of(stage, biggest().login(), AccountKind.COMMISSION_DUE, "25.00", "Showed the range at the spring fair");
    }

    /** Who is late, what is open, and which invoices wait. */
    private void oweMoney(String login) {
        orderCases.waiting(LATE, joining.shops(LATE).get(0));
        credit.wantsMore(stage, LATE);
        ready(ReadyCase.Name.CREDIT_OVERDUE, LATE, "/agent/wallet/credit");
        ready(ReadyCase.Name.FEE_OPEN, "finance", "/finance/invoices/receivable?code=" + credit.fee(stage, FRANCHISED, OTHER_FRANCHISED, today.plusDays(20)));
        LocalDate month = today.withDayOfMonth(1).minusMonths(1);
        ready(ReadyCase.Name.FAPIAO_ASKED, "finance", "/finance/invoices/request?code="
                + credit.fapiao(stage, script, login, month, month.plusMonths(1).minusDays(1)));
        credit.paidBack(stage, goodsBack, login, month.minusMonths(1), month.minusDays(1));
        credit.ended(stage, LATE, Stream.concat(Stream.of(login), dealers().stream()).toList());
        credit.ownInvoice(stage, login, today);
        credit.dealersInvoices(stage, dealers(), today);
    }

    /** What dealers have to pack, what went wrong on the way, and what the carrier asks for. */
    private void shipped() {
        String packer = deliveries.packer(stage, script.members().stream().filter(Cast.Member::holdsStock).map(Cast.Member::login).toList());
        ready(ReadyCase.Name.TO_PACK, packer, "/dealer/shipments/list");
        ready(ReadyCase.Name.PARCEL_SILENT, "manager", "/hq/parcels/list?view=stalled");
        Deliveries.Cases shipped = deliveries.play(stage, chinese());
        if (shipped.refused() != null) {
            ready(ReadyCase.Name.PARCEL_REFUSED, "manager", "/hq/parcels/detail?code=" + shipped.refused());
        }
        if (shipped.lost() != null) {
            ready(ReadyCase.Name.PARCEL_LOST, "manager", "/hq/parcels/detail?code=" + shipped.lost());
        }
        if (shipped.bill() != null) {
            ready(ReadyCase.Name.CARRIERS_BILL, "finance", "/finance/couriers/detail?code=" + shipped.bill());
        }
    }

    /** Orders that wait for a person, by the rules that hold from this morning on. */
    private void askAboutOrders(String login, SubShop shop) {
        orderCases.begin(stage);
        if (!chinese()) {
            errands.held(stage, trade, shops().get(0));
            ready(ReadyCase.Name.ORDERS_HELD, "manager", "/hq/orders/list?view=hold");
            ready(ReadyCase.Name.LISTS_WAIT, login, "/agent/lists/detail?code=" + errands.list(stage, trade, shops().get(0)));
            ready(ReadyCase.Name.QUOTE_ASKED, "manager", "/hq/quotations/detail?code=" + errands.quotation(stage, trade, shops().get(0)));
            return;
        }
        orderCases.play(login, shop, trade.range());
        ready(ReadyCase.Name.ORDERS_HELD, "manager", "/hq/orders/list?view=hold");
        ready(ReadyCase.Name.DUPLICATE_ASKED, login, "/agent/orders/list?view=action");
        String moved = orderCases.moved();
        if (moved != null) {
            ready(ReadyCase.Name.ADDRESS_CHANGED, login, "/agent/orders/detail?code=" + moved);
        }
        orderCases.waiting(SHORT_OF_MONEY, joining.shops(SHORT_OF_MONEY).get(0));
        ready(ReadyCase.Name.ORDERS_WAIT_FOR_FUNDS, SHORT_OF_MONEY, "/agent/orders/list?view=funds");
        ready(ReadyCase.Name.QUOTE_ASKED, "manager", "/hq/quotations/detail?code="
                + orderCases.quotation(login, shop, trade.range()));
    }

    /** A file of orders is placed until the wallet is empty; a transfer for the rest is on its way. */
    private void runDry() {
        String list = upload(SHORT_OF_MONEY, joining.shops(SHORT_OF_MONEY).get(0), LONG_LIST, "S", -1);
        lists.place(stage.as(SHORT_OF_MONEY), list);
        stage.story().daily();
        joining.report(stage, SHORT_OF_MONEY, paid(), today);
        ready(ReadyCase.Name.WALLET_RUNS_DRY, SHORT_OF_MONEY, "/agent/lists/detail?code=" + list);
    }

    private String upload(String login, SubShop shop, int orders, String prefix, int unknown) {
        return lists.upload(stage.as(login), shop.code(), "发货单-" + shop.name() + ".csv",
                trade.shippingList(orders, prefix, unknown)).code();
    }

    private void ready(ReadyCase.Name name, String login, String address) {
        cases.keep(stage.system(), new ReadyCase(name, stage.email(login), address));
    }

    private List<String> dealers() {
        return script.members().stream().filter(Cast.Member::holdsStock).map(Cast.Member::login).toList();
    }

    /** The dealer about whose stock something waits: not the first one, to whom most else happens, nor the last, who says nothing. */
    private String counting() {
        return dealers().get(Math.min(1, dealers().size() - 1));
    }

    /** The seller whose account rests: neither the first ones, to whom most else happens, nor the last. */
    private Cast.Member changing() {
        return sellers().get(sellers().size() - 2);
    }

    private List<Cast.Member> sellers() {
        return script.members().stream().filter(Cast.Member::sells).toList();
    }

    private List<Trade.Shop> shops() {
        List<Trade.Shop> all = new ArrayList<>();
        for (Cast.Member member : sellers()) {
            for (SubShop shop : joining.shops(member.login())) {
                all.add(new Trade.Shop(member.login(), shop));
            }
        }
        return all;
    }

    private Money paid(Cast.Member member) {
        return member.login().equals(SHORT_OF_MONEY) ? Money.parse(BigDecimal.valueOf(script.topUp() / LITTLE), script.currency()) : paid();
    }

    private Money paid() {
        return Money.parse(BigDecimal.valueOf(script.topUp()), script.currency());
    }

    private boolean chinese() {
        return script.country().equals("CN");
    }

    private ZoneId zone() {
        return stage.tenant().zone();
    }

    private Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(zone()).toInstant();
    }
}
