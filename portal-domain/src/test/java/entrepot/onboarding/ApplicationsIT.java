package entrepot.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import entrepot.kernel.KernelProblem;
import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.network.Ability;
import entrepot.network.NetworkPermission;
import entrepot.network.NetworkProblem;
import entrepot.network.Organisation;
import entrepot.network.OrganisationDetail;
import entrepot.network.Organisations;
import entrepot.network.SubShop;
import entrepot.platform.access.AccessProblem;
import entrepot.platform.access.Actor;
import entrepot.platform.audit.History;
import entrepot.platform.sql.Sql;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Members;
import entrepot.testing.Portal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ApplicationsIT {

    private static final String[] ALL = {OnboardingPermission.READ, OnboardingPermission.DECIDE,
        NetworkPermission.READ};

    private final Portal portal = Portal.running();
    private final Applications applications = portal.bean(Applications.class);
    private final Organisations organisations = portal.bean(Organisations.class);
    private final Tenant tenant = portal.newTenant();
    private final Members members = Members.of(portal, tenant);
    private final Actor visitor = Actor.visitor(tenant.id());
    private final Actor clerk = Portal.headquarters(tenant, members.headquarters().id(), ALL);

    @Test
    void an_application_waits_until_it_is_approved_and_makes_a_member_with_shop_accounts_and_person() {
        Organisation sponsor = members.agent();
        Applied applied = applications.apply(visitor, application("li@example.com", Ability.SELLS, Ability.HOLDS_STOCK));
        assertThat(applications.waiting(clerk).count()).isEqualTo(1);
        assertThat(applications.waiting(clerk).oldest()).isNotNull();

        Application approved = applications.approve(clerk, new ApproveApplication(applied.code(),
                EnumSet.of(Ability.SELLS, Ability.HOLDS_STOCK), "GOLD", List.of("浙江省", "江苏省"), sponsor.code(), "tea",
                null, null));

        assertThat(approved.state()).isEqualTo(ApplicationState.APPROVED);
        assertThat(approved.decidedBy()).isEqualTo(clerk.name());
        OrganisationDetail member = organisations.detail(clerk, approved.memberCode());
        assertThat(member.organisation().name()).isEqualTo("李记茶业");
        assertThat(member.organisation().tier()).isEqualTo("GOLD");
        assertThat(member.organisation().abilities()).containsExactlyInAnyOrder(Ability.SELLS, Ability.HOLDS_STOCK);
        assertThat(member.uplines()).containsExactly(sponsor);
        assertThat(member.territories()).containsExactlyInAnyOrder("浙江省", "江苏省");
        assertThat(member.email()).isEqualTo("li@example.com");
        assertThat(member.subShops()).extracting(SubShop::name, SubShop::channel)
                .containsExactly(tuple("李记茶业", "TAOBAO"));
        assertThat(count("select count(*) as n from ledger_account where tenant_id = ? and organisation_id = ?",
                member.organisation().id().value())).isPositive();
        assertThat(count("select count(distinct user_id) as n from membership where tenant_id = ? and organisation_id = ?",
                member.organisation().id().value())).isEqualTo(1);
        assertThat(applications.waiting(clerk)).isEqualTo(new WaitingApplications(0, null));
        assertThat(applications.status(visitor, token(applied)).state()).isEqualTo(ApplicationState.APPROVED);
    }

    @Test
    void what_was_applied_for_may_be_narrowed_but_not_widened() {
        Applied applied = applications.apply(visitor, application("w@example.com", Ability.SELLS, Ability.HOLDS_STOCK));

        refused(OnboardingProblem.ABILITY_NOT_APPLIED_FOR,
                () -> approve(applied, EnumSet.of(Ability.SELLS, Ability.FRANCHISED), "GOLD", List.of()));
        refused(OnboardingProblem.ABILITY_NOT_CHOSEN, () -> approve(applied, Set.of(), "GOLD", List.of()));
        Application approved = approve(applied, Set.of(Ability.SELLS), "BRONZE", List.of());
        assertThat(organisations.byCode(clerk, approved.memberCode()).abilities()).containsExactly(Ability.SELLS);
    }

    @Test
    void a_refused_approval_leaves_nothing_behind() {
        Applied applied = applications.apply(visitor, application("n@example.com", Ability.HOLDS_STOCK));

        refused(OnboardingProblem.TERRITORY_NEEDED, () -> approve(applied, Set.of(Ability.HOLDS_STOCK), "GOLD",
                List.of()));
        refused(NetworkProblem.TIER_UNKNOWN, () -> approve(applied, Set.of(Ability.HOLDS_STOCK), "TIN",
                List.of("浙江省")));
        refused(OnboardingProblem.UPLINE_UNKNOWN, () -> applications.approve(clerk, new ApproveApplication(
                applied.code(), Set.of(Ability.HOLDS_STOCK), "GOLD", List.of("浙江省"), "ORG-NOBODY", "", null, null)));
        refused(OnboardingProblem.UPLINE_UNKNOWN, () -> applications.approve(clerk, new ApproveApplication(
                applied.code(), Set.of(Ability.HOLDS_STOCK), "GOLD", List.of("浙江省"), members.headquarters().code(), "",
                null, null)));
        assertThat(organisations.list(clerk, null, 10)).isEmpty();
        assertThat(applications.get(clerk, applied.code()).application().state()).isEqualTo(ApplicationState.WAITING);
        assertThat(count("select count(*) as n from membership where tenant_id = ?")).isZero();
    }

    @Test
    void an_application_is_approved_once_however_many_try_at_the_same_moment() throws Exception {
        Applied applied = applications.apply(visitor, application("once@example.com", Ability.SELLS));
        CyclicBarrier together = new CyclicBarrier(4);
        List<ProblemCode> ends = atOnce(4, () -> {
            together.await();
            approve(applied, Set.of(Ability.SELLS), "SILVER", List.of());
        });
        assertThat(ends).containsOnlyOnce((ProblemCode) null);
        assertThat(ends).filteredOn(end -> end != null).containsOnly(KernelProblem.ILLEGAL_TRANSITION);
        assertThat(organisations.list(clerk, null, 10)).hasSize(1);
        refused(KernelProblem.ILLEGAL_TRANSITION, () -> approve(applied, Set.of(Ability.SELLS), "SILVER", List.of()));
        refused(KernelProblem.ILLEGAL_TRANSITION, () -> applications.reject(clerk, applied.code(), "too late"));
    }

    @Test
    void a_rejection_needs_a_reason_and_the_applicant_reads_it() {
        Applied applied = applications.apply(visitor, application("r@example.com", Ability.SELLS));

        refused(KernelProblem.FIELD_MISSING, () -> applications.reject(clerk, applied.code(), "  "));
        applications.reject(clerk, applied.code(), "Territory is taken");

        ApplicationStatus status = applications.status(visitor, token(applied));
        assertThat(status.state()).isEqualTo(ApplicationState.REJECTED);
        assertThat(status.reason()).isEqualTo("Territory is taken");
        refused(KernelProblem.ILLEGAL_TRANSITION, () -> approve(applied, Set.of(Ability.SELLS), "GOLD", List.of()));
    }

    @Test
    void headquarters_asks_back_and_decides_after_the_answer() {
        Applied applied = applications.apply(visitor, application("q@example.com", Ability.SELLS));
        refused(KernelProblem.ILLEGAL_TRANSITION, () -> applications.answer(visitor, token(applied), "unasked"));
        applications.ask(clerk, applied.code(), "Which marketplace?");
        refused(KernelProblem.ILLEGAL_TRANSITION, () -> approve(applied, Set.of(Ability.SELLS), "GOLD", List.of()));
        assertThat(applications.status(visitor, token(applied)).question()).isEqualTo("Which marketplace?");

        applications.answer(visitor, token(applied), "Taobao");

        ApplicationDetail detail = applications.get(clerk, applied.code());
        assertThat(detail.application().answer()).isEqualTo("Taobao");
        assertThat(detail.history()).extracting(History.Change::to).containsExactly("WAITING", "ASKED", "WAITING");
        assertThat(detail.next()).contains(ApplicationState.APPROVED);
        approve(applied, Set.of(Ability.SELLS), "GOLD", List.of());
    }

    @Test
    void one_open_application_an_address_and_another_after_it_ended() throws Exception {
        Apply same = application("Same@Example.com", Ability.SELLS);
        CyclicBarrier together = new CyclicBarrier(4);
        List<ProblemCode> ends = atOnce(4, () -> {
            together.await();
            applications.apply(visitor, same);
        });
        assertThat(ends).containsOnlyOnce((ProblemCode) null);
        assertThat(ends).filteredOn(end -> end != null).containsOnly(OnboardingProblem.APPLICATION_WAITS);
        Application waiting = applications.list(clerk, ApplicationState.WAITING, null, 10).get(0);
        applications.reject(clerk, waiting.code(), "not now");
        assertThat(applications.apply(visitor, same).code()).isNotEqualTo(waiting.code());
    }

    @Test
    void an_applicant_may_withdraw_by_its_link_and_nobody_by_another() {
        Applied applied = applications.apply(visitor, application("x@example.com", Ability.SELLS));

        refused(KernelProblem.NOT_FOUND, () -> applications.status(visitor, "guessed"));
        refused(KernelProblem.NOT_FOUND, () -> applications.withdraw(visitor, applied.code(), ""));
        assertThat(applications.withdraw(visitor, token(applied), "").state()).isEqualTo(ApplicationState.WITHDRAWN);
        refused(KernelProblem.ILLEGAL_TRANSITION, () -> applications.withdraw(visitor, token(applied), ""));
    }

    @Test
    void what_cannot_be_right_is_refused_field_by_field() {
        refused(OnboardingProblem.ABILITY_NOT_CHOSEN, () -> applications.apply(visitor, application("a@example.com")));
        refused(KernelProblem.FIELD_INVALID, () -> applications.apply(visitor, application("no address",
                Ability.SELLS)));
        refused(KernelProblem.FIELD_MISSING, () -> applications.apply(visitor, with(a -> new Apply(a.abilities(), " ",
                a.contactName(), a.email(), a.phone(), a.province(), a.city(), "", "", "", "", "en"))));
        refused(KernelProblem.FIELD_TOO_LONG, () -> applications.apply(visitor, with(a -> new Apply(a.abilities(),
                a.company(), a.contactName(), a.email(), a.phone(), a.province(), a.city(), "", "", "",
                "x".repeat(1001), "en"))));
        refused(KernelProblem.FIELD_INVALID, () -> applications.apply(visitor, with(a -> new Apply(a.abilities(),
                a.company(), a.contactName(), a.email(), "call me", a.province(), a.city(), "", "", "", "", "en"))));
        refused(KernelProblem.FIELD_INVALID, () -> applications.apply(visitor, with(a -> new Apply(a.abilities(),
                a.company(), a.contactName(), a.email(), a.phone(), a.province(), a.city(), "", "", "MARS", "",
                "en"))));
        refused(OnboardingProblem.TERRITORY_UNKNOWN, () -> applications.apply(visitor, with(a -> new Apply(
                a.abilities(), a.company(), a.contactName(), a.email(), a.phone(), a.province(), a.city(), "Mordor", "",
                "", "", "en"))));
        assertThat(applications.list(clerk, null, null, 10)).isEmpty();
    }

    @Test
    void lists_show_the_longest_waiting_first_and_are_paged() {
        List<String> codes = IntStream.range(0, 3).mapToObj(i -> applications.apply(visitor,
                application("page" + i + "@example.com", Ability.SELLS)).code()).toList();

        assertThat(applications.list(clerk, ApplicationState.WAITING, null, 2)).extracting(Application::code)
                .containsExactly(codes.get(0), codes.get(1));
        assertThat(applications.list(clerk, ApplicationState.WAITING, codes.get(1), 2)).extracting(Application::code)
                .containsExactly(codes.get(2));
        assertThat(applications.list(clerk, null, null, 2)).extracting(Application::code)
                .containsExactly(codes.get(2), codes.get(1));
        assertThat(applications.list(clerk, null, codes.get(1), 2)).extracting(Application::code)
                .containsExactly(codes.get(0));
        assertThat(applications.list(clerk, ApplicationState.REJECTED, null, 2)).isEmpty();
    }

    @Test
    void without_the_permission_nothing_is_seen_or_decided() {
        Applied applied = applications.apply(visitor, application("p@example.com", Ability.SELLS));
        Actor reader = Portal.headquarters(tenant, members.headquarters().id(), OnboardingPermission.READ);

        refused(AccessProblem.SIGN_IN_FIRST, () -> applications.list(visitor, null, null, 10));
        refused(AccessProblem.NOT_PERMITTED, () -> applications.reject(reader, applied.code(), "because"));
        refused(AccessProblem.NOT_PERMITTED, () -> applications.approve(reader, new ApproveApplication(applied.code(),
                Set.of(Ability.SELLS), "GOLD", List.of(), "", "", null, null)));
    }

    @Test
    void nothing_of_another_tenant_exists() {
        Applied ours = applications.apply(visitor, application("ours@example.com", Ability.SELLS));
        Tenant foreign = portal.newTenant();
        Members theirs = Members.of(portal, foreign);
        Actor stranger = Portal.headquarters(foreign, theirs.headquarters().id(), ALL);

        refused(KernelProblem.NOT_FOUND, () -> applications.get(stranger, ours.code()));
        refused(KernelProblem.NOT_FOUND, () -> applications.ask(stranger, ours.code(), "who?"));
        refused(KernelProblem.NOT_FOUND, () -> applications.reject(stranger, ours.code(), "because"));
        refused(KernelProblem.NOT_FOUND, () -> applications.approve(stranger, new ApproveApplication(ours.code(),
                Set.of(Ability.SELLS), "GOLD", List.of(), "", "", null, null)));
        refused(KernelProblem.NOT_FOUND,
                () -> applications.status(Actor.visitor(foreign.id()), token(ours)));
        refused(KernelProblem.NOT_FOUND, () -> applications.list(stranger, null, ours.code(), 10));
        assertThat(applications.list(stranger, null, null, 10)).isEmpty();
        assertThat(applications.waiting(stranger).count()).isZero();
        assertThat(applications.find(stranger, ours.code())).isEmpty();
        // the same address may apply there, and a member's code from here means nothing there
        Applied there = applications.apply(Actor.visitor(foreign.id()), application("ours@example.com", Ability.SELLS));
        Organisation sponsor = members.agent();
        refused(OnboardingProblem.UPLINE_UNKNOWN, () -> applications.approve(stranger, new ApproveApplication(
                there.code(), Set.of(Ability.SELLS), "GOLD", List.of(), sponsor.code(), "", null, null)));
    }

    private Application approve(Applied applied, Set<Ability> abilities, String tier, List<String> territories) {
        return applications.approve(clerk, new ApproveApplication(applied.code(), abilities, tier, territories, "", "",
                null, null));
    }

    private static Apply application(String email, Ability... abilities) {
        return new Apply(Set.of(abilities), "李记茶业", "李明", email, "+86 571 8888 0000", "浙江省", "杭州市", "浙江省", "",
                "TAOBAO", "你好", "zh-CN");
    }

    private static Apply with(UnaryOperator<Apply> change) {
        return change.apply(application("field@example.com", Ability.SELLS));
    }

    private static String token(Applied applied) {
        return applied.link().substring(applied.link().indexOf('=') + 1);
    }

    private long count(String sql, Object... values) {
        List<Object> all = new ArrayList<>(List.of(tenant.id()));
        all.addAll(List.of(values));
        return portal.in(tenant.id(), () -> portal.bean(Sql.class).one(sql, row -> row.number("n"), all.toArray()));
    }

    private interface Attempt {
        void run() throws Exception;
    }

    private static List<ProblemCode> atOnce(int count, Attempt attempt) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        List<Future<ProblemCode>> tries = IntStream.range(0, count).mapToObj(i -> threads.submit(() -> {
            try {
                attempt.run();
                return (ProblemCode) null;
            } catch (Problem problem) {
                return problem.code();
            }
        })).toList();
        List<ProblemCode> ends = new ArrayList<>();
        for (Future<ProblemCode> one : tries) {
            ends.add(one.get());
        }
        threads.shutdown();
        return ends;
    }

    private static void refused(ProblemCode code, ThrowingCallable attempt) {
        assertThatThrownBy(attempt).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
