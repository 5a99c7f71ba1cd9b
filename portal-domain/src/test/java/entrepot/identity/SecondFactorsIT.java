package entrepot.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.Problem;
import entrepot.kernel.ProblemCode;
import entrepot.network.Organisation;
import entrepot.platform.access.Actor;
import entrepot.platform.sql.Sql;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Members;
import entrepot.testing.Portal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecondFactorsIT {

    private static final Portal PORTAL = Portal.running();
    private static final Tenant TENANT = PORTAL.newTenant();
    private static final Actor SYSTEM = Actor.system(TENANT.id());
    private static final Organisation HOME = Members.of(PORTAL, TENANT).headquarters();
    private static final Actor CLERK = clerk();

    private final SecondFactors factors = PORTAL.bean(SecondFactors.class);
    private final StepUp stepUp = PORTAL.bean(StepUp.class);
    private List<String> recovery;

    private static Actor clerk() {
        Actor visitor = Actor.visitor(TENANT.id());
        Invited invited = PORTAL.bean(Users.class).invite(SYSTEM, new InviteUser(HOME.id(), "Clerk", "clerk@factor.example", Role.FINANCE_CHECKER));
        PORTAL.bean(Users.class).acceptInvitation(visitor, invited.token(), NewPassword.of("mountain river 9"));
        long signIn = PORTAL.bean(FrontDoor.class).enter(visitor, "clerk@factor.example", "mountain river 9", "10.7.0.1", "test").signIn();
        return PORTAL.bean(SignIns.class).resume(visitor, signIn).orElseThrow().actor();
    }

    @BeforeEach
    void enrolled() {
        PORTAL.in(TENANT.id(), () -> {
            PORTAL.bean(Sql.class).update("delete from second_factor_try where tenant_id = ?", TENANT.id());
            return PORTAL.bean(Sql.class).update("delete from second_factor where tenant_id = ?", TENANT.id());
        });
        factors.begin(CLERK);
        recovery = stepUp.confirm(CLERK, factors.shown(CLERK).code());
    }

    private static void refused(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    private static String kept(String sql) {
        return PORTAL.in(TENANT.id(), () -> PORTAL.bean(Sql.class).one(sql, row -> row.text("kept"), TENANT.id()));
    }

    @Test
    void a_recovery_code_works_once_and_is_kept_as_a_hash() {
        assertThat(kept("select string_agg(code_hash, ',') as kept from second_factor_recovery where tenant_id = ?")).doesNotContain(recovery.get(0));
        assertThat(recovery).hasSize(10).doesNotHaveDuplicates();

        stepUp.pass(CLERK, "thing", recovery.get(0).toLowerCase(Locale.ROOT));

        refused(IdentityProblem.CODE_WRONG, () -> stepUp.pass(CLERK, "thing", recovery.get(0)));
        assertThat(factors.status(CLERK).recoveryLeft()).isEqualTo(9);
    }

    @Test
    void the_secret_is_sealed_and_a_second_one_is_not_begun_beside_it() {
        assertThat(kept("select secret_sealed as kept from second_factor where tenant_id = ?")).startsWith("v1.");
        refused(IdentityProblem.FACTOR_ENROLLED, () -> factors.begin(CLERK));
    }

    @Test
    void disabling_needs_a_code() {
        refused(IdentityProblem.CODE_WRONG, () -> stepUp.disable(CLERK, "123456"));
        assertThat(factors.status(CLERK).enrolled()).isTrue();

        stepUp.disable(CLERK, factors.shown(CLERK).code());

        assertThat(factors.status(CLERK).enrolled()).isFalse();
        refused(IdentityProblem.FACTOR_MISSING, () -> stepUp.pass(CLERK, "thing", "123456"));
    }

    @Test
    void a_pass_is_for_one_thing_one_person_and_once() {
        String pass = stepUp.pass(CLERK, "thing", recovery.get(1));
        Actor other = Portal.headquarters(TENANT, HOME.id(), IdentityPermission.SELF);
        refused(IdentityProblem.CODE_NEEDED, () -> factors.use(other, "thing", pass));
        refused(IdentityProblem.CODE_NEEDED, () -> factors.use(CLERK, "another thing", pass));
        factors.use(CLERK, "thing", pass);
        refused(IdentityProblem.CODE_NEEDED, () -> factors.use(CLERK, "thing", pass));
    }

    @Test
    void a_pass_that_ran_out_opens_nothing() throws SQLException {
        String pass = stepUp.pass(CLERK, "thing", recovery.get(2));
        try (Connection owner = PORTAL.asOwner(); Statement statement = owner.createStatement()) {
            statement.executeUpdate("update step_up set expires_at = now() - interval '1 second' where tenant_id = " + TENANT.id().value());
        }
        refused(IdentityProblem.CODE_NEEDED, () -> factors.use(CLERK, "thing", pass));
    }
}
