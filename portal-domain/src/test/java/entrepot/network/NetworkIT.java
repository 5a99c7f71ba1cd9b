package entrepot.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import entrepot.kernel.KernelProblem;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.platform.access.AccessProblem;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.ApprovalProblem;
import entrepot.platform.approval.Proposals;
import entrepot.platform.audit.History;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.SqlProblem;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Members;
import entrepot.testing.Portal;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class NetworkIT {

    private static final String[] ALL = {NetworkPermission.READ, NetworkPermission.MANAGE,
        NetworkPermission.SHOPS_READ, NetworkPermission.SHOPS_MANAGE};

    private final Portal portal = Portal.running();
    private final Organisations organisations = portal.bean(Organisations.class);
    private final SubShops subShops = portal.bean(SubShops.class);
    private final Tenant tenant = portal.newTenant();
    private final Members members = Members.of(portal, tenant);
    private final Actor clerk = Portal.headquarters(tenant, members.headquarters().id(), ALL);

    @Test
    void a_tenant_starts_with_headquarters_three_tiers_and_a_calendar() {
        assertThat(organisations.headquarters(clerk)).isEqualTo(members.headquarters());
        assertThat(portal.bean(Tiers.class).all(clerk)).extracting(Tier::code, tier -> tier.discountPercentOfRetail()
                .intValueExact(), tier -> tier.bandLowPercent().intValueExact(), tier -> tier.bandHighPercent()
                .intValueExact(), Tier::confirmed)
                .containsExactly(tuple("GOLD", 55, 90, 110, false),
                        tuple("SILVER", 60, 90, 110, false),
                        tuple("BRONZE", 65, 90, 110, false));
        WorkCalendar calendar = portal.bean(WorkCalendar.class);
        // National Day and the six days after it; then Thursday
        assertThat(calendar.workingDayFrom(clerk, LocalDate.of(2026, 10, 1))).isEqualTo(LocalDate.of(2026, 10, 8));
        assertThat(calendar.plusWorkingHours(clerk, Instant.parse("2026-09-30T09:00:00Z"), 2))
                .isEqualTo(Instant.parse("2026-10-08T02:00:00Z"));
    }

    @Test
    void headquarters_is_founded_once() {
        refused(NetworkProblem.HEADQUARTERS_EXISTS, () -> Members.of(portal, tenant));
    }

    @Test
    void a_tenant_without_a_calendar_works_by_the_example() {
        Tenant bare = portal.newTenant();
        assertThat(portal.bean(WorkCalendar.class).isWorking(Actor.system(bare.id()),
                Instant.parse("2026-11-20T02:00:00Z"))).isTrue();
    }

    @Test
    void abilities_combine_and_come_back_as_they_were_given() {
        Organisation both = members.member(Set.of(Ability.SELLS, Ability.HOLDS_STOCK), "GOLD", null, "浙江省", "宁波市");

        assertThat(organisations.get(clerk, both.id())).isEqualTo(both);
        assertThat(both.abilities()).containsExactlyInAnyOrder(Ability.SELLS, Ability.HOLDS_STOCK);
        assertThat(both.isActive()).isTrue();
    }

    @Test
    void uplines_are_named_nearest_first_and_no_more_than_asked_for() {
        Organisation top = members.agent();
        Organisation middle = members.agentUnder(top.id());
        Organisation low = members.agentUnder(middle.id());
        Organisation lowest = members.agentUnder(low.id());

        assertThat(organisations.uplines(clerk, lowest.id(), 2)).containsExactly(low.id(), middle.id());
        assertThat(organisations.uplines(clerk, middle.id(), 2)).containsExactly(top.id());
        assertThat(organisations.uplines(clerk, top.id(), 2)).isEmpty();
    }

    @Test
    void the_dealers_of_a_province_are_the_active_ones_in_order_of_admission() {
        Organisation first = members.dealer("江苏省", "南京市");
        Organisation second = members.dealer("江苏省", "苏州市");
        members.dealer("广东省", "深圳市");
        Organisation gone = members.dealer("江苏省", "无锡市");
        organisations.suspend(clerk, gone.code(), "does not answer");

        assertThat(portal.bean(Territories.class).dealersOf(clerk, "江苏省")).containsExactly(first.id(), second.id());
        assertThat(portal.bean(Territories.class).dealersOf(clerk, "海南省")).isEmpty();
    }

    @Test
    void what_cannot_be_right_is_refused_and_leaves_nothing() {
        refused(NetworkProblem.ABILITY_MISSING, () -> members.member(Set.of(), "GOLD", null, "浙江省", ""));
        refused(NetworkProblem.TIER_UNKNOWN, () -> members.member(Set.of(Ability.SELLS), "TIN", null, "浙江省", ""));
        refused(KernelProblem.FIELD_MISSING, () -> members.member(Set.of(Ability.SELLS), "GOLD", null, " ", ""));
        refused(KernelProblem.FIELD_TOO_LONG,
                () -> members.member(Set.of(Ability.SELLS), "GOLD", null, "x".repeat(200), ""));
        refused(KernelProblem.NOT_FOUND,
                () -> members.member(Set.of(Ability.SELLS), "GOLD", new OrganisationId(-1), "浙江省", ""));
        assertThat(organisations.list(clerk, null, 50)).isEmpty();
    }

    @Test
    void a_list_is_paged_by_code_and_filtered() {
        Organisation agent = members.agent();
        Organisation dealer = members.dealer("浙江省", "杭州市");
        List<Organisation> all = organisations.list(clerk, null, 50);

        assertThat(all).hasSize(2).isSortedAccordingTo((a, b) -> a.code().compareTo(b.code()));
        assertThat(organisations.list(clerk, all.get(0).code(), 50)).containsExactly(all.get(1));
        assertThat(organisations.list(clerk, null, 1)).containsExactly(all.get(0));
        assertThat(organisations.list(clerk, new MemberFilter(null, Ability.HOLDS_STOCK, null, null), null, 50))
                .containsExactly(dealer);
        assertThat(organisations.list(clerk, new MemberFilter(OrganisationState.ACTIVE, null, "SILVER", ""), null, 50))
                .containsExactly(agent);
        assertThat(organisations.list(clerk, new MemberFilter(null, null, null, agent.name().toUpperCase()), null, 50))
                .containsExactly(agent);
        assertThat(organisations.list(clerk, new MemberFilter(null, null, null, "%"), null, 50)).isEmpty();
    }

    @Test
    void a_member_sees_itself_and_no_other() {
        Organisation mine = members.agent();
        Organisation other = members.agent();
        Actor actor = Portal.member(tenant, mine.id(), ALL);

        assertThat(organisations.byCode(actor, mine.code())).isEqualTo(mine);
        assertThat(organisations.list(actor, null, 50)).containsExactly(mine);
        refused(KernelProblem.NOT_FOUND, () -> organisations.byCode(actor, other.code()));
        refused(KernelProblem.NOT_FOUND, () -> organisations.detail(actor, other.code()));
    }

    @Test
    void without_the_permission_nothing_is_done() {
        Organisation agent = members.agent();
        Actor reader = Portal.headquarters(tenant, members.headquarters().id(), NetworkPermission.READ);

        refused(AccessProblem.NOT_PERMITTED, () -> organisations.suspend(reader, agent.code(), "because"));
        refused(AccessProblem.SIGN_IN_FIRST, () -> organisations.byCode(Actor.visitor(tenant.id()), agent.code()));
        refused(AccessProblem.NOT_PERMITTED, () -> portal.bean(Headquarters.class).found(clerk,
                new FoundHeadquarters("Second", "", "", "", "", "")));
    }

    @Test
    void one_person_stops_a_member_and_two_let_it_work_again() {
        Organisation agent = members.agent();
        organisations.suspend(clerk, agent.code(), "sells below the band");
        refused(KernelProblem.ILLEGAL_TRANSITION, () -> organisations.suspend(clerk, agent.code(), "again"));
        String proposal = organisations.proposeReturn(clerk, agent.code(), "has promised");
        refused(NetworkProblem.RETURN_WAITS, () -> organisations.proposeReturn(clerk, agent.code(), "twice"));
        refused(ApprovalProblem.OWN_PROPOSAL, () -> organisations.approveReturn(clerk, proposal));
        assertThat(organisations.detail(clerk, agent.code()).waiting().own()).isTrue();
        assertThat(organisations.waitingReturns(clerk).count()).isEqualTo(1);
        assertThat(organisations.get(clerk, agent.id()).state()).isEqualTo("SUSPENDED");

        Actor second = Portal.headquarters(tenant, members.headquarters().id(), ALL);
        assertThat(organisations.detail(second, agent.code()).waiting().own()).isFalse();
        organisations.approveReturn(second, proposal);
        assertThat(organisations.waitingReturns(clerk)).isEqualTo(new WaitingReturns(0, null));

        OrganisationDetail detail = organisations.detail(clerk, agent.code());
        assertThat(detail.organisation().state()).isEqualTo("ACTIVE");
        assertThat(detail.history()).extracting(History.Change::to).containsExactly("ACTIVE", "SUSPENDED", "ACTIVE");
        assertThat(detail.history()).extracting(History.Change::by).contains(clerk.name(), second.name());
        assertThat(detail.waiting()).isNull();
        refused(ApprovalProblem.ALREADY_DECIDED, () -> organisations.approveReturn(second, proposal));
    }

    @Test
    void a_return_is_rejected_with_a_reason_by_somebody_else_and_changes_nothing() {
        Organisation agent = members.agent();
        organisations.suspend(clerk, agent.code(), "does not pay");
        String proposal = organisations.proposeReturn(clerk, agent.code(), "has paid");
        Actor second = Portal.headquarters(tenant, members.headquarters().id(), ALL);

        refused(ApprovalProblem.REASON_NEEDED, () -> organisations.rejectReturn(second, proposal, " "));
        organisations.rejectReturn(second, proposal, "has not");

        assertThat(organisations.get(clerk, agent.id()).state()).isEqualTo("SUSPENDED");
        refused(ApprovalProblem.ALREADY_DECIDED, () -> organisations.approveReturn(second, proposal));
    }

    @Test
    void a_proposal_of_another_kind_lets_nobody_back() {
        String other = portal.in(tenant.id(), () -> portal.bean(Proposals.class).propose(clerk, "something-else", "X",
                "Something else", new OpenSubShop(null, "", "", ""), List.of(), ""));
        Actor second = Portal.headquarters(tenant, members.headquarters().id(), ALL);

        refused(KernelProblem.NOT_FOUND, () -> organisations.approveReturn(second, other));
    }

    @Test
    void headquarters_can_be_neither_stopped_nor_ended() {
        refused(NetworkProblem.HEADQUARTERS_STAYS,
                () -> organisations.suspend(clerk, members.headquarters().code(), "because"));
    }

    @Test
    void sub_shops_are_opened_by_those_who_sell() {
        Organisation agent = members.agent();
        Actor actor = Portal.member(tenant, agent.id(), ALL);
        SubShop shop = subShops.open(actor, new OpenSubShop(null, "淘宝旗舰店", "TAOBAO", null));

        assertThat(shop.currency()).isEqualTo("CNY");
        assertThat(shop.organisation()).isEqualTo(agent.id());
        assertThat(shop.isOpen()).isTrue();
        assertThat(subShops.list(actor)).containsExactly(shop);
        assertThat(subShops.byCode(actor, shop.code())).isEqualTo(shop);
        refused(NetworkProblem.SUB_SHOP_NAME_TAKEN,
                () -> subShops.open(actor, new OpenSubShop(null, " 淘宝旗舰店 ", "TAOBAO", null)));
        refused(KernelProblem.FIELD_INVALID, () -> subShops.open(actor, new OpenSubShop(null, "B", "MARS", null)));
        refused(KernelProblem.UNKNOWN_CURRENCY, () -> subShops.open(actor, new OpenSubShop(null, "C", "JD", "QQQ")));

        Actor dealer = Portal.member(tenant, members.dealer("浙江省", "杭州市").id(), ALL);
        refused(NetworkProblem.ABILITY_NEEDED, () -> subShops.open(dealer, new OpenSubShop(null, "D", "JD", null)));
        refused(KernelProblem.NOT_FOUND, () -> subShops.open(dealer, new OpenSubShop(agent.id(), "E", "JD", null)));
        organisations.suspend(clerk, agent.code(), "because");
        refused(NetworkProblem.ORGANISATION_NOT_ACTIVE,
                () -> subShops.open(actor, new OpenSubShop(null, "F", "JD", null)));
    }

    @Test
    void a_sub_shop_of_another_member_does_not_exist() {
        SubShop shop = members.shopOf(members.agent());
        Actor other = Portal.member(tenant, members.agent().id(), ALL);

        refused(KernelProblem.NOT_FOUND, () -> subShops.byCode(other, shop.code()));
        refused(KernelProblem.NOT_FOUND, () -> subShops.stop(other, shop.code(), "because"));
        refused(KernelProblem.NOT_FOUND, () -> subShops.history(other, shop.code()));
        assertThat(subShops.list(other)).isEmpty();
        assertThat(subShops.list(clerk)).containsExactly(shop);
    }

    @Test
    void the_name_of_a_closed_sub_shop_is_free_again() {
        Organisation agent = members.agent();
        Actor actor = Portal.member(tenant, agent.id(), ALL);
        SubShop shop = subShops.open(actor, new OpenSubShop(null, "Corner", "OFFLINE", null));
        subShops.stop(actor, shop.code(), "moving");
        subShops.reopen(actor, shop.code());
        subShops.close(actor, shop.code(), "moved");

        assertThat(subShops.open(actor, new OpenSubShop(null, "corner", "OFFLINE", null)).code())
                .isNotEqualTo(shop.code());
        assertThat(subShops.history(actor, shop.code())).extracting(History.Change::to)
                .containsExactly("OPEN", "STOPPED", "OPEN", "CLOSED");
        refused(KernelProblem.ILLEGAL_TRANSITION, () -> subShops.reopen(actor, shop.code()));
    }

    @Test
    void what_headquarters_stopped_its_member_does_not_open_and_it_takes_another_person() {
        Organisation agent = members.agent();
        Actor member = Portal.member(tenant, agent.id(), ALL);
        Actor one = Portal.headquarters(tenant, members.headquarters().id(), ALL);
        Actor other = Portal.headquarters(tenant, members.headquarters().id(), ALL);
        SubShop shop = members.shopOf(agent);

        subShops.stop(one, shop.code(), "sells copies");
        refused(NetworkProblem.STOPPED_BY_HEADQUARTERS, () -> subShops.reopen(member, shop.code()));
        refused(NetworkProblem.STOPPED_BY_ONESELF, () -> subShops.reopen(one, shop.code()));
        assertThat(subShops.reopen(other, shop.code()).isOpen()).isTrue();
        subShops.stop(member, shop.code(), "on holiday");
        assertThat(subShops.reopen(member, shop.code()).isOpen()).isTrue();
    }

    @Test
    void the_same_sub_shop_opened_twice_at_once_is_there_once() throws Exception {
        Actor actor = Portal.member(tenant, members.agent().id(), ALL);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        CyclicBarrier together = new CyclicBarrier(4);
        List<Future<Boolean>> tries = IntStream.range(0, 4).mapToObj(i -> threads.submit(() -> {
            together.await();
            try {
                subShops.open(actor, new OpenSubShop(null, "Twice", "JD", null));
                return true;
            } catch (Problem problem) {
                assertThat(problem.code()).isEqualTo(NetworkProblem.SUB_SHOP_NAME_TAKEN);
                return false;
            }
        })).toList();
        int opened = 0;
        for (Future<Boolean> attempt : tries) {
            opened += attempt.get() ? 1 : 0;
        }
        threads.shutdown();
        assertThat(opened).isEqualTo(1);
        assertThat(subShops.list(actor)).hasSize(1);
    }

    @Test
    void nothing_of_another_tenant_exists() {
        Organisation ours = members.agent();
        SubShop shop = members.shopOf(ours);
        Tenant foreign = portal.newTenant();
        Members theirs = Members.of(portal, foreign);
        Actor stranger = Portal.headquarters(foreign, theirs.headquarters().id(), ALL);

        refused(KernelProblem.NOT_FOUND, () -> organisations.get(stranger, ours.id()));
        refused(KernelProblem.NOT_FOUND, () -> organisations.byCode(stranger, ours.code()));
        refused(KernelProblem.NOT_FOUND, () -> organisations.detail(stranger, ours.code()));
        refused(KernelProblem.NOT_FOUND, () -> organisations.suspend(stranger, ours.code(), "because"));
        refused(KernelProblem.NOT_FOUND, () -> organisations.uplines(stranger, ours.id(), 2));
        refused(KernelProblem.NOT_FOUND, () -> theirs.agentUnder(ours.id()));
        refused(KernelProblem.NOT_FOUND, () -> subShops.get(stranger, shop.id()));
        refused(KernelProblem.NOT_FOUND, () -> subShops.byCode(stranger, shop.code()));
        refused(KernelProblem.NOT_FOUND, () -> subShops.close(stranger, shop.code(), "because"));
        refused(KernelProblem.NOT_FOUND,
                () -> subShops.open(stranger, new OpenSubShop(ours.id(), "Theirs", "JD", null)));
        assertThat(subShops.listOf(stranger, ours.id())).isEmpty();
        assertThat(subShops.find(stranger, shop.code())).isEmpty();
        assertThat(organisations.find(stranger, ours.code())).isEmpty();
        assertThat(organisations.list(stranger, null, 50)).isEmpty();
        assertThat(portal.bean(Territories.class).all(stranger)).isEmpty();
    }

    @Test
    void a_filter_left_out_still_shows_nothing_foreign() {
        members.agent();
        Tenant foreign = portal.newTenant();
        Members.of(portal, foreign);

        long seen = portal.in(foreign.id(), () -> portal.bean(EntityManager.class)
                .createQuery("select count(o) from OrganisationEntity o", Long.class).getSingleResult());

        assertThat(seen).isEqualTo(1);
    }

    @Test
    void jpa_and_sql_work_in_one_transaction() {
        Organisation agent = members.agent();
        Sql sql = portal.bean(Sql.class);
        assertThatThrownBy(() -> portal.in(tenant.id(), () -> {
            organisations.suspend(clerk, agent.code(), "will be rolled back");
            EntityManager entities = portal.bean(EntityManager.class);
            entities.flush();
            String state = sql.one("select state from organisation where tenant_id = ? and id = ?",
                    row -> row.text("state"), tenant.id(), agent.id());
            assertThat(state).isEqualTo("SUSPENDED");
            throw new IllegalStateException("stop here");
        })).hasMessage("stop here");

        assertThat(organisations.get(clerk, agent.id()).state()).isEqualTo("ACTIVE");
        assertThat(organisations.detail(clerk, agent.code()).history()).hasSize(1);
    }

    @Test
    void of_two_who_edit_at_once_the_second_is_told() throws Exception {
        Organisation agent = members.agent();
        CyclicBarrier both = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<ProblemCode>> tries = List.of(
                threads.submit(() -> edit(agent, both)), threads.submit(() -> edit(agent, both)));
        List<ProblemCode> ends = new ArrayList<>();
        for (Future<ProblemCode> attempt : tries) {
            ends.add(attempt.get());
        }
        threads.shutdown();
        assertThat(ends).containsExactlyInAnyOrder(null, SqlProblem.CHANGED_MEANWHILE);
    }

    private ProblemCode edit(Organisation agent, CyclicBarrier both) {
        try {
            return portal.in(tenant.id(), () -> {
                OrganisationEntity entity = portal.bean(EntityManager.class)
                        .find(OrganisationEntity.class, agent.id().value());
                both.await();
                entity.name = entity.name + "!";
                return null;
            });
        } catch (Problem problem) {
            return problem.code();
        }
    }

    private static void refused(ProblemCode code, ThrowingCallable attempt) {
        assertThatThrownBy(attempt).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
