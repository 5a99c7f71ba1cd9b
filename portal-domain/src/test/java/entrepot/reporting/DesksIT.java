package entrepot.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.catalog.Variant;
import entrepot.identity.InviteUser;
import entrepot.identity.Role;
import entrepot.identity.Users;
import entrepot.inventory.OpenWarehouse;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.Money;
import entrepot.ledger.AccountKind;
import entrepot.network.Organisation;
import entrepot.ordering.OrderReceipt;
import entrepot.ordering.Orders;
import entrepot.platform.access.Actor;
import entrepot.platform.geo.Address;
import entrepot.reporting.Desk.Day;
import entrepot.reporting.Desk.Figure;
import entrepot.reporting.Desk.FigureName;
import entrepot.reporting.Desk.Task;
import entrepot.reporting.Desk.TaskKind;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import entrepot.wallet.ReportTopUp;
import entrepot.wallet.TopUps;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DesksIT {

    private final Portal portal = Portal.running();
    private final Desks desks = portal.bean(Desks.class);
    private final Orders orders = portal.bean(Orders.class);
    private final Trade trade = Trade.inChina(portal);

    @BeforeEach
    void goodsAndMoney() {
        trade.products(10_000, 50, "A");
        trade.topUp(100_000);
    }

    /** Somebody of that member with all that the agent of the trade may do, and what is added. */
    private Actor agent(Organisation member, String... more) {
        String[] all = new String[more.length + 2];
        all[0] = ReportingPermission.AGENT;
        all[1] = "orders:place";
        System.arraycopy(more, 0, all, 2, more.length);
        return Portal.member(trade.tenant, member.id(), all);
    }

    private Actor headquarters(String... permissions) {
        return Portal.headquarters(trade.tenant, trade.members.headquarters().id(), permissions);
    }

    private static Figure figure(Desk desk, FigureName name) {
        return desk.figures().stream().filter(figure -> figure.name() == name).findFirst().orElseThrow();
    }

    @Test
    void an_agent_sees_its_orders_its_money_and_what_leaves_next() {
        OrderReceipt first = orders.place(trade.agent, trade.order("T-1", "A", 1), "k1");
        OrderReceipt second = orders.place(trade.agent, trade.order("T-2", "A", 2), "k2");
        Money total = first.total().plus(second.total());

        Desk desk = desks.agent(agent(trade.agentOrganisation, "wallet:read", "commission:read"));

        assertThat(figure(desk, FigureName.ORDERS_TODAY)).isEqualTo(new Figure(FigureName.ORDERS_TODAY, 2L, null, 0L));
        assertThat(figure(desk, FigureName.ORDERS_MONTH).amount()).isEqualTo(total);
        assertThat(figure(desk, FigureName.HELD).amount()).isEqualTo(total);
        assertThat(figure(desk, FigureName.WALLET).amount()).isEqualTo(trade.balance(AccountKind.WALLET));
        assertThat(desk.ranking()).singleElement().satisfies(shop -> {
            assertThat(shop.name()).isEqualTo(trade.shop.name());
            assertThat(shop.amount()).isEqualTo(total);
        });
        assertThat(desk.days()).hasSize(Desk.DAYS).last().extracting(Day::count).isEqualTo(2L);
        assertThat(desk.tasks()).extracting(Task::kind).containsOnly(TaskKind.ORDER_TO_LEAVE);
        assertThat(desk.tasks()).extracting(Task::code).containsExactly(first.code(), second.code());
    }

    @Test
    void who_may_not_read_money_sees_none() {
        assertThat(desks.agent(agent(trade.agentOrganisation)).figures()).extracting(Figure::name)
                .containsExactly(FigureName.ORDERS_TODAY, FigureName.ORDERS_MONTH);
    }

    @Test
    void a_member_sees_nothing_of_another_member_and_a_tenant_nothing_of_another_tenant() {
        orders.place(trade.agent, trade.order("T-1", "A", 1), "k1");
        Desk others = desks.agent(agent(trade.members.agent(), "wallet:read"));
        assertThat(figure(others, FigureName.ORDERS_TODAY).count()).isZero();
        assertThat(others.tasks()).isEmpty();
        assertThat(others.ranking()).isEmpty();

        Trade elsewhere = Trade.inChina(portal);
        Desk foreign = desks.headquarters(Portal.headquarters(elsewhere.tenant, elsewhere.members.headquarters().id(),
                ReportingPermission.HEADQUARTERS, "orders:view", "consignments:fulfil"));
        assertThat(figure(foreign, FigureName.ORDERS_TODAY).count()).isZero();
        assertThat(foreign.tasks()).isEmpty();
    }

    @Test
    void days_end_where_the_tenant_is() {
        Instant lateEvening = LocalDate.ofInstant(portal.now(trade.tenant), trade.tenant.zone()).plusDays(2)
                .atStartOfDay(trade.tenant.zone()).minusMinutes(30).toInstant();
        portal.clockTo(trade.tenant, lateEvening);
        orders.place(trade.agent, trade.order("T-1", "A", 1), "k1");
        portal.clockTo(trade.tenant, lateEvening.plus(Duration.ofHours(1)));

        Desk desk = desks.agent(agent(trade.agentOrganisation));

        assertThat(figure(desk, FigureName.ORDERS_TODAY)).isEqualTo(new Figure(FigureName.ORDERS_TODAY, 0L, null, 1L));
    }

    @Test
    void headquarters_packs_what_central_ships_and_sees_what_is_late() {
        OrderReceipt receipt = orders.place(trade.agent, trade.order("T-1", "A", 1), "k1");
        Actor manager = headquarters(ReportingPermission.HEADQUARTERS, "orders:view", "consignments:fulfil");
        assertThat(desks.headquarters(manager).tasks()).singleElement().satisfies(task -> {
            assertThat(task.kind()).isEqualTo(TaskKind.PACK_CENTRAL);
            assertThat(task.late()).isFalse();
        });

        portal.clockTo(trade.tenant, orders.get(trade.agent, receipt.code()).shipBy().plusSeconds(60));

        Desk desk = desks.headquarters(manager);
        assertThat(figure(desk, FigureName.LATE).count()).isEqualTo(1);
        assertThat(desk.tasks()).singleElement().satisfies(task -> assertThat(task.late()).isTrue());
        assertThat(desks.headquarters(headquarters(ReportingPermission.HEADQUARTERS, "orders:view")).tasks())
                .as("who may not pack is not asked to").isEmpty();
        assertThat(desks.headquarters(headquarters(ReportingPermission.HEADQUARTERS)).figures())
                .as("who may not see orders sees no figures of them").isEmpty();
    }

    @Test
    void finance_sees_the_money_that_waits_for_it() {
        Actor member = Portal.member(trade.tenant, trade.agentOrganisation.id(), "wallet:read", "wallet:report");
        String code = portal.bean(TopUps.class).report(member, new ReportTopUp(new BigDecimal("250.00"),
                LocalDate.ofInstant(portal.now(trade.tenant), trade.tenant.zone()), "ICBC 1", "")).code();
        Actor clerk = headquarters(ReportingPermission.FINANCE, "wallet:confirm", "wallet:read");

        Desk desk = desks.finance(clerk);

        assertThat(figure(desk, FigureName.TO_CONFIRM))
                .isEqualTo(new Figure(FigureName.TO_CONFIRM, 1L, Money.of(25_000, "CNY"), null));
        assertThat(figure(desk, FigureName.WALLETS).amount()).isEqualTo(Money.of(100_000, "CNY"));
        assertThat(desk.tasks()).singleElement().satisfies(task -> {
            assertThat(task.kind()).isEqualTo(TaskKind.CONFIRM_TOP_UP);
            assertThat(task.code()).isEqualTo(code);
            assertThat(task.about()).isEqualTo(trade.agentOrganisation.name());
        });

        portal.bean(TopUps.class).confirm(clerk, code);
        assertThat(desks.finance(clerk).tasks()).isEmpty();
        assertThat(desks.finance(clerk).days()).last().extracting(Day::amount).isEqualTo(Money.of(25_000, "CNY"));
    }

    @Test
    void who_keeps_people_sees_whose_invitation_is_still_open() {
        Actor keeper = headquarters(ReportingPermission.HEADQUARTERS, "messages:read");
        assertThat(desks.headquarters(keeper).tasks()).isEmpty();
        portal.bean(Users.class).invite(Actor.system(trade.tenant.id()), new InviteUser(trade.agentOrganisation.id(),
                "Ada", "ada@example.com", Role.AGENT));

        Desk desk = desks.headquarters(keeper);

        assertThat(desk.tasks()).singleElement().satisfies(task -> {
            assertThat(task.kind()).isEqualTo(TaskKind.PASS_INVITATION_ON);
            assertThat(task.code()).isEqualTo("ada@example.com");
        });
        assertThat(figure(desk, FigureName.INVITATIONS).count()).isEqualTo(1);
        assertThat(figure(desk, FigureName.PEOPLE).count()).isZero();
    }

    @Test
    void a_dealer_sees_its_own_queue_and_no_other_dealers() {
        Organisation dealer = trade.members.dealer("浙江省", "杭州市");
        Organisation other = trade.members.dealer("江苏省", "南京市");
        Address house = new Address("Dealer", "13800000000", "CN", "浙江省", "杭州市", "西湖区", "文三路1号", "310000");
        Warehouse warehouse = portal.bean(Warehouses.class).open(trade.system,
                new OpenWarehouse("Near", dealer.id(), house, null, 10_000));
        Variant goods = trade.products(10_000, 0, "D").get(0);
        trade.stock(warehouse, goods.id(), dealer.id(), 10);
        orders.place(trade.agent, trade.order("T-1", "D", 1), "k1");
        portal.settleDown(trade.tenant);

        Desk desk = desks.dealer(Portal.member(trade.tenant, dealer.id(), ReportingPermission.DEALER, "consignments:view",
                "consignments:answer"));

        assertThat(desk.figures()).extracting(Figure::name).containsExactly(FigureName.SHIPPED_TODAY,
                FigureName.SHIPPED_MONTH, FigureName.LATE, FigureName.DEALER_DUE);
        assertThat(desk.tasks()).singleElement().satisfies(task -> {
            assertThat(task.kind()).isEqualTo(TaskKind.ANSWER_OFFER);
            assertThat(task.about()).isEqualTo("杭州市");
        });
        assertThat(desks.dealer(Portal.member(trade.tenant, other.id(), ReportingPermission.DEALER)).tasks()).isEmpty();
    }
}
