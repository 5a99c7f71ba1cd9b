package entrepot.demo;

import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.identity.Role;
import entrepot.inventory.Warehouse;
import entrepot.kernel.Money;
import entrepot.network.FoundHeadquarters;
import entrepot.network.Headquarters;
import entrepot.network.Organisation;
import entrepot.network.SubShop;
import entrepot.ordering.ShippingLists;
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

/**
 * The three months that a demonstration tenant has behind it: founded and stocked, its members join, sell
 * and ship every day, two months are settled, and it is the morning of the 3rd with the last month waiting.
 */
@Dependent
class Plot {

    private static final int MONTHS = 3;
    /** How many orders wait in each of today's files. */
    private static final List<Integer> LISTS = List.of(60, 40, 30, 20);
    private static final int VARIANTS_PAGE = 200;
    private static final int PAYDAY = 15;
    private static final LocalTime MORNING = LocalTime.of(9, 30);
    private static final LocalTime EVENING = LocalTime.of(23, 0);

    @Inject
    private Headquarters headquarters;

    @Inject
    private Catalogues catalogues;

    @Inject
    private Variants variants;

    @Inject
    private Settlements settlements;

    @Inject
    private Statements statements;

    @Inject
    private ShippingLists lists;

    @Inject
    private Goods goods;

    @Inject
    private Joining joining;

    @Inject
    private Trade trade;

    private Stage stage;
    private Script script;
    private LocalDate today;

    /** Plays it, ending on the 3rd of the month after {@code realToday}, or of this one if that is still to come. */
    void play(Stage on, Script played, LocalDate realToday, Consumer<String> progress) {
        stage = on;
        script = played;
        LocalDate third = realToday.withDayOfMonth(3);
        today = third.isBefore(realToday) ? third.plusMonths(1) : third;
        LocalDate first = today.withDayOfMonth(1).minusMonths(MONTHS);
        stage.story().at(at(first.minusDays(10), MORNING), () -> found(progress));
        stage.story().at(at(first.minusDays(9), MORNING), () -> join(progress));
        for (LocalDate day = first.minusDays(8); day.isBefore(today); day = day.plusDays(1)) {
            routine(first, day);
        }
        stage.story().at(at(today, LocalTime.of(8, 30)), () -> trade.morning(today, 2 * script.ordersADay(), shops()));
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
        List<Role> roles = List.of(Role.HQ_EDITOR, Role.HQ_MANAGER, Role.FINANCE_MAKER, Role.FINANCE_CHECKER,
                Role.ADMIN, Role.HQ_MANAGER);
        // two managers, for what one of them proposes the other decides
        List<String> logins = List.of("editor", "manager", "finance", "checker", "admin", "deputy");
        for (int i = 0; i < roles.size(); i++) {
            stage.hire(home.id(), logins.get(i), script.staff().get(i), roles.get(i), script.language());
        }
        progress.accept("products and prices");
        List<Variant> range = catalogue();
        goods.price(stage, chinese() ? "新一季价格" : "Prices of the season");
        progress.accept("stock");
        Warehouse central = goods.openWarehouse(stage, home.id(), chinese() ? "中央仓" : "Central warehouse",
                script.province(), script.city(), "");
        goods.fill(stage.as("manager"), central, home.id(), range, 0, 1, script.centralShelf(), "PO-1001");
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
                joining.topUp(stage, member.login(), paid(), LocalDate.ofInstant(stage.now(), zone()));
            }
        }
    }

    private void open(Cast.Member member, int nth) {
        Organisation dealer = joining.organisation(member.login());
        Organisation home = joining.headquarters(stage);
        Warehouse warehouse = goods.openWarehouse(stage, dealer.id(), member.company(), member.province(),
                member.city(), member.district());
        List<Variant> range = trade.range();
        goods.fill(stage.as("manager"), warehouse, home.id(), range, nth % 2, 2, script.dealerShelf(), "TR-" + nth);
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
                    member -> joining.topUp(stage, member.login(), paid(), day)));
        }
    }

    /** A run from start to payout: one person prepares it, another approves it. */
    private void settle(YearMonth month) {
        String code = settlements.start(stage.as("finance"), month).code();
        stage.story().daily();
        settlements.submit(stage.as("finance"), code);
        SettlementRun submitted = settlements.get(stage.as("checker"), code);
        settlements.approve(stage.as("checker"), code, submitted.totalsHash());
        stage.story().daily();
        if (!settlements.get(stage.as("finance"), code).state().isClosed()) {
            throw new IllegalStateException("the run of " + month + " is not issued");
        }
        stage.story().at(at(month.plusMonths(1).atDay(PAYDAY), MORNING), () -> payOut(code));
    }

    /** The bank pays what the statements of a run say. */
    private void payOut(String run) {
        for (Statement statement : statements.list(stage.as("finance"), run, null, Statements.LIST_MAX)) {
            if (statement.payable().isPositive()) {
                settlements.confirmPayout(stage.as("finance"), statement.code(), "BANK-" + statement.code());
            }
        }
    }

    /** What waits for people on the morning on which they first look. */
    private void leaveWork() {
        List<Cast.Member> sellers = sellers();
        Cast.Member biggest = sellers.stream().max(Comparator.comparing(member -> member.shops().size())).orElseThrow();
        List<SubShop> shops = joining.shops(biggest.login());
        if (shops.size() >= LISTS.size()) {
            for (int i = 0; i < LISTS.size(); i++) {
                lists.upload(stage.as(biggest.login()), shops.get(i).code(), "发货单-" + shops.get(i).name() + ".csv",
                        trade.shippingList(LISTS.get(i), "T" + i));
            }
        }
        joining.report(stage, sellers.get(1).login(), paid(), today);
        joining.report(stage, sellers.get(2).login(), paid().times(2), today);
        Cast.newcomers(script.country()).forEach(member -> joining.apply(stage, member, script.language()));
        goods.countShort(stage, script.members().stream().filter(Cast.Member::holdsStock).findFirst().orElseThrow().login(),
                chinese() ? "月度盘点，破损一件" : "Monthly stocktaking, one broken");
        goods.propose(stage, "BRONZE", new BigDecimal("64"), chinese() ? "给新成员让利一个点" : "One point for newcomers");
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
