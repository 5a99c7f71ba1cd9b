package entrepot.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.messaging.Messages;
import entrepot.messaging.MessagingPermission;
import entrepot.messaging.SendMessage;
import entrepot.network.Ability;
import entrepot.network.Organisation;
import entrepot.platform.access.AccessProblem;
import entrepot.platform.access.Actor;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.tenant.Tenant;
import entrepot.platform.tenant.TenantProblem;
import entrepot.testing.Members;
import entrepot.testing.Portal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People, sign-ins and keys on the real database. */
class IdentityIT {

    private static final AtomicLong COUNTER = new AtomicLong();
    private static final String PASSWORD = "mountain river 9";
    private static final NewPassword HASHED = NewPassword.of(PASSWORD);

    private final Portal portal = Portal.running();
    private final Users users = portal.bean(Users.class);
    private final SignIns signIns = portal.bean(SignIns.class);
    private final FrontDoor door = portal.bean(FrontDoor.class);
    private final ApiKeys keys = portal.bean(ApiKeys.class);
    private Tenant tenant;
    private Actor system;
    private Actor visitor;
    private Organisation headquarters;
    private Organisation agent;
    private Members members;

    @BeforeEach
    void a_tenant_with_a_member() {
        tenant = portal.newTenant();
        system = Actor.system(tenant.id());
        visitor = Actor.visitor(tenant.id());
        members = Members.of(portal, tenant);
        headquarters = members.headquarters();
        agent = members.agent();
    }

    @Test
    void an_invitation_sets_the_first_password_and_works_once() {
        String email = email();
        Invited invited = users.invite(system, new InviteUser(agent.id(), "Lin", email, Role.AGENT));

        assertThat(users.invitation(visitor, invited.token()).name()).isEqualTo("Lin");
        assertThat(users.acceptInvitation(visitor, invited.token(), HASHED)).isEqualTo(email);
        refused(IdentityProblem.LINK_INVALID, () -> users.acceptInvitation(visitor, invited.token(), HASHED));
        assertThat(enter(email, PASSWORD).tenant()).isEqualTo(tenant.id().value());
    }

    @Test
    void an_invitation_that_is_too_old_is_as_unknown_as_none() throws SQLException {
        Invited invited = users.invite(system, new InviteUser(agent.id(), "Lin", email(), Role.AGENT));
        asOwner("update invitation set expires_at = now() - interval '1 second' where tenant_id = ?", tenant.id().value());
        refused(IdentityProblem.LINK_INVALID, () -> users.acceptInvitation(visitor, invited.token(), HASHED));
        refused(IdentityProblem.LINK_INVALID, () -> users.invitation(visitor, "no-such-token"));
    }

    @Test
    void a_new_link_ends_the_old_one() {
        String email = email();
        Invited first = users.invite(system, new InviteUser(agent.id(), "Lin", email, Role.AGENT));
        Actor owner = signedIn(agent, Role.AGENT);
        Invited second = users.inviteAgain(owner, first.user());
        refused(IdentityProblem.LINK_INVALID, () -> users.invitation(visitor, first.token()));
        assertThat(users.invitation(visitor, second.token()).login()).isEqualTo(email);
    }

    @Test
    void the_link_stands_in_a_letter_and_the_invitation_keeps_only_its_hash() throws SQLException {
        Invited invited = users.invite(system, new InviteUser(agent.id(), "Lin", email(), Role.AGENT));
        Actor reader = Portal.headquarters(tenant, headquarters.id(), MessagingPermission.READ);
        assertThat(portal.bean(Messages.class).list(reader, null, 10)).extracting("link").contains(invited.link());
        try (Connection owner = portal.asOwner();
             PreparedStatement statement = owner.prepareStatement("select count(*) from invitation where token_hash = ?")) {
            statement.setString(1, invited.token());
            var rows = statement.executeQuery();
            rows.next();
            assertThat(rows.getLong(1)).isZero();
        }
    }

    @Test
    void a_letter_goes_in_the_readers_language_and_else_in_that_of_the_country() {
        Actor owner = signedIn(agent, Role.AGENT);
        String email = users.me(owner).login();
        users.speak(owner, "es");
        Messages messages = portal.bean(Messages.class);
        messages.send(system, new SendMessage(email.toUpperCase(Locale.ROOT), tenant.language(), "stock-out.letter", Map.of(), null));
        messages.send(system, new SendMessage("nobody@members.example", tenant.language(), "stock-out.letter", Map.of(), null));
        Actor reader = Portal.headquarters(tenant, headquarters.id(), MessagingPermission.READ);
        assertThat(messages.list(reader, null, 2)).extracting("language").containsExactly(tenant.language(), "es");
        assertThat(new Tenant(tenant.id(), "x", "X", tenant.zone(), "MXN", "MX").language()).isEqualTo("es");
        assertThat(new Tenant(tenant.id(), "x", "X", tenant.zone(), "CNY", "CN").language()).isEqualTo("zh-CN");
        assertThat(new Tenant(tenant.id(), "x", "X", tenant.zone(), "GBP", "GB").language()).isEqualTo("en");
    }

    @Test
    void a_person_may_do_what_the_roles_in_that_organisation_say() {
        Actor owner = signedIn(agent, Role.AGENT);
        assertThat(owner.permissions()).isEqualTo(Role.AGENT.permissions());
        assertThat(owner.headquarters()).isFalse();
        assertThat(owner.organisation()).isEqualTo(agent.id());
        assertThat(signedIn(headquarters, Role.FINANCE_MAKER).headquarters()).isTrue();
    }

    @Test
    void a_second_role_adds_to_the_first_without_another_password() {
        String email = email();
        Organisation agent = members.member(Set.of(Ability.SELLS, Ability.HOLDS_STOCK), "SILVER", null, "浙江省", "杭州市");
        accept(users.invite(system, new InviteUser(agent.id(), "Lin", email, Role.AGENT)));
        Invited again = users.invite(system, new InviteUser(agent.id(), "Lin", email, Role.DEALER));
        assertThat(again.link()).isNull();
        Actor both = resume(enter(email, PASSWORD));
        assertThat(both.permissions()).containsAll(Role.AGENT.permissions()).containsAll(Role.DEALER.permissions());
        refused(IdentityProblem.ALREADY_MEMBER, () -> users.invite(system, new InviteUser(agent.id(), "Lin", email, Role.DEALER)));
        refused(IdentityProblem.ALREADY_MEMBER, () -> users.invite(system, new InviteUser(headquarters.id(), "Lin", email, Role.ADMIN)));
    }

    @Test
    void a_role_is_given_only_where_the_organisation_may_do_what_the_role_does() {
        Organisation dealer = members.dealer("浙江省", "杭州市");
        refused(IdentityProblem.ROLE_NOT_FOR_ORGANISATION, () -> users.invite(system, new InviteUser(agent.id(), "X", email(), Role.DEALER)));
        refused(IdentityProblem.ROLE_NOT_FOR_ORGANISATION, () -> users.invite(system, new InviteUser(dealer.id(), "X", email(), Role.SHOP_STAFF)));
        refused(IdentityProblem.ROLE_NOT_FOR_ORGANISATION, () -> users.invite(system, new InviteUser(agent.id(), "X", email(), Role.ADMIN)));
        refused(IdentityProblem.ROLE_NOT_FOR_ORGANISATION, () -> users.invite(system, new InviteUser(headquarters.id(), "X", email(), Role.AGENT)));
        assertThat(users.invite(system, new InviteUser(dealer.id(), "X", email(), Role.DEALER)).link()).isNotNull();
    }

    @Test
    void a_member_invites_into_its_own_organisation_only_and_never_into_headquarters() {
        Actor owner = signedIn(agent, Role.AGENT);
        refused(IdentityProblem.OTHER_ORGANISATION, () -> users.invite(owner, new InviteUser(headquarters.id(), "X", email(), Role.SHOP_STAFF)));
        refused(AccessProblem.NOT_PERMITTED, () -> users.invite(owner, new InviteUser(agent.id(), "X", email(), Role.ADMIN)));
        assertThat(users.invite(owner, new InviteUser(agent.id(), "X", email(), Role.SHOP_STAFF)).link()).isNotNull();
    }

    @Test
    void only_an_administrator_invites_into_headquarters() {
        Actor manager = signedIn(headquarters, Role.HQ_MANAGER);
        refused(AccessProblem.NOT_PERMITTED, () -> users.invite(manager, new InviteUser(headquarters.id(), "X", email(), Role.FINANCE_CHECKER)));
        Actor admin = signedIn(headquarters, Role.ADMIN);
        assertThat(users.invite(admin, new InviteUser(headquarters.id(), "X", email(), Role.FINANCE_CHECKER)).link()).isNotNull();
        refused(IdentityProblem.ROLE_NOT_FOR_ORGANISATION, () -> users.invite(admin, new InviteUser(headquarters.id(), "X", email(), Role.DEALER)));
    }

    @Test
    void bad_input_is_refused_by_name() {
        refused(IdentityProblem.EMAIL_INVALID, () -> users.invite(system, new InviteUser(agent.id(), "X", "no address", Role.AGENT)));
        refused(IdentityProblem.NAME_INVALID, () -> users.invite(system, new InviteUser(agent.id(), " ", email(), Role.AGENT)));
        refused(IdentityProblem.LANGUAGE_UNKNOWN, () -> users.invite(system, new InviteUser(agent.id(), "X", email(), Role.AGENT, "tlh")));
        refused(IdentityProblem.PASSWORD_TOO_SHORT, () -> NewPassword.of("short"));
        refused(IdentityProblem.PASSWORD_TOO_PLAIN, () -> NewPassword.of("aaaaaaaaaaaaaaaa"));
        refused(IdentityProblem.PASSWORD_TOO_LONG, () -> NewPassword.of("abcdefghij".repeat(21)));
    }

    @Test
    void a_wrong_password_an_unknown_login_and_a_shut_account_get_the_same_answer() {
        Actor owner = signedIn(agent, Role.AGENT);
        String email = email();
        Invited staff = users.invite(owner, new InviteUser(agent.id(), "Staff", email, Role.SHOP_STAFF));
        accept(staff);
        refused(IdentityProblem.SIGN_IN_REFUSED, () -> enter(email, "something else 1"));
        refused(IdentityProblem.SIGN_IN_REFUSED, () -> enter("nobody@example.com", PASSWORD));
        refused(IdentityProblem.SIGN_IN_REFUSED, () -> enter(null, null));
        users.disable(owner, staff.user());
        refused(IdentityProblem.SIGN_IN_REFUSED, () -> enter(email, PASSWORD));
    }

    @Test
    void a_disabled_person_is_out_at_once_and_comes_back_with_the_old_password() {
        Actor owner = signedIn(agent, Role.AGENT);
        String email = email();
        Invited staff = users.invite(owner, new InviteUser(agent.id(), "Staff", email, Role.SHOP_STAFF));
        accept(staff);
        SignedIn signedIn = enter(email, PASSWORD);
        assertThat(signIns.resume(visitor, signedIn.signIn())).isPresent();
        users.disable(owner, staff.user());
        assertThat(signIns.resume(visitor, signedIn.signIn())).isEmpty();
        users.enable(owner, staff.user());
        assertThat(signIns.resume(visitor, signedIn.signIn())).isEmpty();
        assertThat(resume(enter(email, PASSWORD)).name()).isEqualTo("Staff");
    }

    @Test
    void nobody_shuts_the_own_account_or_one_of_another_organisation() {
        Actor owner = signedIn(agent, Role.AGENT);
        String mine = users.me(owner).code();
        refused(IdentityProblem.CANNOT_DISABLE_ONESELF, () -> users.disable(owner, mine));
        Actor admin = signedIn(headquarters, Role.ADMIN);
        String admins = users.me(admin).code();
        notFound(() -> users.disable(owner, admins));
        notFound(() -> users.disable(owner, "USR-NOSUCH"));
    }

    @Test
    void a_member_gets_no_hold_of_another_members_people() {
        Organisation rival = members.agent();
        Actor owner = signedIn(agent, Role.AGENT);
        Actor rivals = signedIn(rival, Role.AGENT);
        String login = users.me(owner).login();
        refused(IdentityProblem.ALREADY_MEMBER, () -> users.invite(rivals, new InviteUser(rival.id(), "X", login, Role.SHOP_STAFF)));
        users.invite(system, new InviteUser(rival.id(), "X", login, Role.SHOP_STAFF));
        refused(IdentityProblem.SHARED_ACCOUNT, () -> users.disable(rivals, users.me(owner).code()));
    }

    @Test
    void five_failures_stop_an_account_from_one_address_but_not_from_another() {
        String email = email();
        accept(users.invite(system, new InviteUser(agent.id(), "Lin", email, Role.AGENT)));
        for (int i = 0; i < 5; i++) {
            refused(IdentityProblem.SIGN_IN_REFUSED, () -> door.enter(visitor, email, "wrong", "10.0.0.1", "test"));
        }
        refused(IdentityProblem.SIGN_IN_TOO_OFTEN, () -> door.enter(visitor, email, PASSWORD, "10.0.0.1", "test"));
        assertThat(door.enter(visitor, email, PASSWORD, "10.0.0.2", "test")).isNotNull();
    }

    @Test
    void attempts_at_the_same_time_do_not_slip_past_the_limit() throws Exception {
        String email = email();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Boolean>> tries = java.util.Collections.nCopies(16, () -> {
                try {
                    signIns.begin(visitor, email, "10.0.0.3");
                    return true;
                } catch (Problem problem) {
                    assertThat(problem.code()).isEqualTo(IdentityProblem.SIGN_IN_TOO_OFTEN);
                    return false;
                }
            });
            int reckoned = 0;
            for (Future<Boolean> attempt : threads.invokeAll(tries)) {
                reckoned += attempt.get() ? 1 : 0;
            }
            assertThat(reckoned).isEqualTo(5);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void fifty_failures_stop_an_address() throws SQLException {
        asOwner("insert into sign_in_attempt (tenant_id, id, account_hash, address) select ?, nextval('sign_in_attempt_seq'), 'x' || n, '10.0.0.4' from generate_series(1, 50) n",
                tenant.id().value());
        refused(IdentityProblem.SIGN_IN_TOO_OFTEN, () -> signIns.begin(visitor, email(), "10.0.0.4"));
    }

    @Test
    void a_sign_in_ends_when_the_person_says_so_and_after_twelve_hours() throws SQLException {
        String email = email();
        accept(users.invite(system, new InviteUser(agent.id(), "Lin", email, Role.AGENT)));
        SignedIn first = enter(email, PASSWORD);
        SignedIn second = enter(email, PASSWORD);
        Actor who = resume(first);
        signIns.signOut(who, first.signIn());
        assertThat(signIns.resume(visitor, first.signIn())).isEmpty();
        assertThat(signIns.resume(visitor, second.signIn())).isPresent();
        asOwner("update sign_in set started_at = now() - interval '12 hours 1 second' where tenant_id = ?", tenant.id().value());
        assertThat(signIns.resume(visitor, second.signIn())).isEmpty();
    }

    @Test
    void sign_ins_of_long_ago_are_forgotten_but_for_the_last() throws SQLException {
        String email = email();
        accept(users.invite(system, new InviteUser(agent.id(), "Lin", email, Role.AGENT)));
        SignedIn first = enter(email, PASSWORD);
        SignedIn second = enter(email, PASSWORD);
        asOwner("update sign_in set started_at = now() - interval '91 days' where tenant_id = ?", tenant.id().value());
        portal.settleDown(tenant);

        Actor person = resume(enter(email, PASSWORD));
        assertThat(signIns.mine(person, 0)).as("today's and the last of long ago").hasSize(2);
        portal.settleDown(tenant);
        assertThat(signIns.mine(person, 0)).as("today's is the last now").hasSize(1);
        assertThat(first.signIn()).isLessThan(second.signIn());
    }

    @Test
    void a_new_password_needs_the_old_one_and_ends_the_other_sign_ins() {
        String email = email();
        accept(users.invite(system, new InviteUser(agent.id(), "Lin", email, Role.AGENT)));
        SignedIn here = enter(email, PASSWORD);
        SignedIn elsewhere = enter(email, PASSWORD);
        PasswordChange change = portal.bean(PasswordChange.class);
        Actor who = resume(here);
        refused(IdentityProblem.PASSWORD_WRONG, () -> change.change(who, "not the old one", "a new password 7", here.signIn()));
        change.change(who, PASSWORD, "a new password 7", here.signIn());
        assertThat(signIns.resume(visitor, here.signIn())).isPresent();
        assertThat(signIns.resume(visitor, elsewhere.signIn())).isEmpty();
        refused(IdentityProblem.SIGN_IN_REFUSED, () -> enter(email, PASSWORD));
        assertThat(enter(email, "a new password 7")).isNotNull();
    }

    @Test
    void a_key_does_what_it_names_and_never_more_than_its_maker() {
        Actor owner = signedIn(agent, Role.AGENT);
        ApiKeys.NewKey key = keys.create(owner, "ERP", Set.of("orders:view"));
        Actor holder = keys.authenticate(visitor, key.key()).orElseThrow();
        assertThat(holder.kind()).isEqualTo(Actor.Kind.API_KEY);
        assertThat(holder.organisation()).isEqualTo(agent.id());
        assertThat(holder.person()).as("maker and checker are told apart by the human, whichever way one comes in").isEqualTo(owner.person());
        assertThat(holder.permissions()).containsExactlyInAnyOrder("orders:view", "area:agent");
        refused(IdentityProblem.SCOPES_INVALID, () -> keys.create(owner, "More", Set.of("ledger:read")));
        refused(IdentityProblem.SCOPES_MISSING, () -> keys.create(owner, "Nothing ticked", Set.of()));
        refused(IdentityProblem.SCOPES_INVALID, () -> keys.create(owner, "More", Set.of(IdentityPermission.KEYS)));
        refused(AccessProblem.NOT_PERMITTED, () -> keys.create(holder, "From a key", Set.of("orders:view")));
    }

    @Test
    void a_colleagues_key_is_seen_and_ended_by_who_keeps_the_people_alone() {
        Actor maker = signedIn(headquarters, Role.FINANCE_MAKER);
        Actor checker = signedIn(headquarters, Role.FINANCE_CHECKER);
        Actor administrator = signedIn(headquarters, Role.ADMIN);
        ApiKeys.NewKey key = keys.create(maker, "Settlement", ApiKeys.scopesOf(maker));
        assertThat(keys.list(maker)).extracting(ApiKeys.ApiKey::code).contains(key.code());
        assertThat(keys.list(checker)).extracting(ApiKeys.ApiKey::code).doesNotContain(key.code());
        notFound(() -> keys.revoke(checker, key.code()));
        assertThat(keys.authenticate(visitor, key.key())).isPresent();
        assertThat(keys.list(administrator)).extracting(ApiKeys.ApiKey::code).contains(key.code());
        keys.revoke(administrator, key.code());
        assertThat(keys.authenticate(visitor, key.key())).isEmpty();
    }

    @Test
    void a_revoked_key_and_a_key_of_a_shut_account_are_unknown() {
        String email = email();
        Actor owner = signedIn(agent, Role.AGENT);
        Invited second = users.invite(owner, new InviteUser(agent.id(), "Second", email, Role.AGENT));
        accept(second);
        Actor other = resume(enter(email, PASSWORD));
        ApiKeys.NewKey first = keys.create(owner, "One", ApiKeys.scopesOf(owner));
        ApiKeys.NewKey theirs = keys.create(other, "Two", ApiKeys.scopesOf(other));
        keys.revoke(owner, first.code());
        assertThat(keys.authenticate(visitor, first.key())).isEmpty();
        notFound(() -> keys.revoke(owner, first.code()));
        users.disable(owner, second.user());
        assertThat(keys.authenticate(visitor, theirs.key())).isEmpty();
        assertThat(keys.authenticate(visitor, "ek_" + tenant.code() + "_guess")).isEmpty();
    }

    @Test
    void another_tenant_sees_and_can_do_nothing_here() {
        String email = email();
        Invited invited = users.invite(system, new InviteUser(agent.id(), "Lin", email, Role.AGENT));
        accept(invited);
        Invited open = users.invite(system, new InviteUser(agent.id(), "Open", email(), Role.AGENT));
        SignedIn signedIn = enter(email, PASSWORD);
        Actor owner = resume(signedIn);
        ApiKeys.NewKey key = keys.create(owner, "ERP", ApiKeys.scopesOf(owner));

        Tenant other = portal.newTenant();
        Actor foreign = Actor.visitor(other.id());
        Actor intruder = new Actor(other.id(), agent.id(), true, owner.user(), owner.person(), "Intruder", Role.ADMIN.permissions(), Actor.Kind.USER);
        refused(IdentityProblem.SIGN_IN_REFUSED, () -> door.enter(foreign, email, PASSWORD, "10.1.0.1", "test"));
        refused(IdentityProblem.LINK_INVALID, () -> users.invitation(foreign, open.token()));
        assertThat(signIns.resume(foreign, signedIn.signIn())).isEmpty();
        assertThat(keys.authenticate(foreign, key.key())).isEmpty();
        assertThat(users.list(intruder)).isEmpty();
        assertThat(keys.list(intruder)).isEmpty();
        assertThat(signIns.mine(intruder, 0)).isEmpty();
        assertThat(portal.bean(Messages.class).list(intruder, null, 50)).isEmpty();
        notFound(() -> users.disable(intruder, invited.user()));
        notFound(() -> keys.revoke(intruder, key.code()));
        assertThat(users.invite(Actor.system(other.id()), new InviteUser(Members.of(portal, other).agent().id(), "Same", email, Role.AGENT)).link())
                .as("the same address may belong to another tenant").isNotNull();
    }

    @Test
    void the_setup_link_founds_one_tenant_whose_first_person_can_sign_in() throws SQLException {
        Setup setup = portal.bean(Setup.class);
        String token = Tokens.random();
        asOwner("insert into setup_link (token_hash, expires_at) values (?, now() + interval '1 day')", Tokens.sha256(token));
        String code = "setup-" + COUNTER.incrementAndGet();
        assertThat(setup.isOpen(token)).isTrue();
        refused(TenantProblem.TENANT_EXISTS, () -> setup.open(token, wishes(tenant.code()), HASHED));
        assertThat(setup.isOpen(token)).as("a refusal leaves the link open").isTrue();
        setup.open(token, wishes(code), HASHED);
        assertThat(setup.isOpen(token)).isFalse();
        refused(IdentityProblem.LINK_INVALID, () -> setup.open(token, wishes(code + "x"), HASHED));
        Tenant founded = portal.bean(entrepot.platform.tenant.Tenants.class).byCode(code).orElseThrow();
        Actor there = Actor.visitor(founded.id());
        SignedIn first = door.enter(there, "ann@example.com", PASSWORD, "10.2.0.1", "test");
        assertThat(signIns.resume(there, first.signIn()).orElseThrow().actor().permissions()).containsAll(Role.ADMIN.permissions());
    }

    private static SetUp wishes(String code) {
        return new SetUp(code, "Nova", ZoneId.of("Europe/London"), "GBP", "GB", "Ann", "ann@example.com", "en");
    }

    private Actor signedIn(Organisation organisation, Role role) {
        String email = email();
        accept(users.invite(system, new InviteUser(organisation.id(), "Person", email, role)));
        return resume(enter(email, PASSWORD));
    }

    private void accept(Invited invited) {
        users.acceptInvitation(visitor, invited.token(), HASHED);
    }

    private SignedIn enter(String login, String password) {
        return door.enter(visitor, login, password, "10.9." + COUNTER.incrementAndGet(), "test");
    }

    private Actor resume(SignedIn signedIn) {
        return signIns.resume(visitor, signedIn.signIn()).orElseThrow().actor();
    }

    private static String email() {
        return "person" + COUNTER.incrementAndGet() + "@example.com";
    }

    private void asOwner(String sql, Object value) throws SQLException {
        try (Connection owner = portal.asOwner(); PreparedStatement tenancy = owner.prepareStatement("select set_config('app.tenant_id', ?, false)");
             PreparedStatement statement = owner.prepareStatement(sql)) {
            tenancy.setString(1, Long.toString(tenant.id().value()));
            tenancy.execute();
            statement.setObject(1, value);
            statement.execute();
        }
    }

    private static void notFound(ThrowingCallable call) {
        refused(entrepot.kernel.KernelProblem.NOT_FOUND, call);
    }

    private static void refused(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
