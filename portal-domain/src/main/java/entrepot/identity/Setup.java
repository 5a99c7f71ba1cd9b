package entrepot.identity;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.network.FoundHeadquarters;
import entrepot.network.Headquarters;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import entrepot.platform.tenant.Tenant;
import entrepot.platform.tenant.TenantProblem;
import entrepot.platform.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Founds a tenant with its headquarters and first person, by a one-time link. It works before any tenant and any actor, so the link is the whole
 * permission: who starts the program puts the SHA-256 of a random token into {@code setup_link} as the owner and prints
 * {@code /setup/<token>}; the link is used up here.
 */
@ApplicationScoped
public class Setup {

    private static final String OPEN = "token_hash = ? and used_at is null and expires_at > now()";

    @Inject
    private Transactions transactions;
    @Inject
    private Sql sql;
    @Inject
    private Tenants tenants;
    @Inject
    private Headquarters headquarters;
    @Inject
    private Organisations organisations;
    @Inject
    private Users users;

    /** Whether the link can still be used. */
    public boolean isOpen(String token) {
        return transactions.withoutTenant(() -> sql.first("select 1 as yes from setup_link where " + OPEN, row -> row.integer("yes"), hash(token)).isPresent());
    }

    /**
     * Founds the tenant. Its first person is administrator and can sign in at once.
     *
     * @return the tenant's code
     * @throws Problem LINK_INVALID, what {@link Tenants#found} and {@link Users#invite} refuse, FIELD_INVALID for an unknown country; the link
     *         stays open after a refusal
     */
    public String open(String token, SetUp wishes, NewPassword password) {
        check(wishes);
        int claimed = transactions.withoutTenant(() -> sql.update("update setup_link set used_at = now() where " + OPEN, hash(token)));
        if (claimed == 0) {
            throw new Problem(IdentityProblem.LINK_INVALID);
        }
        try {
            Tenant tenant = tenant(wishes);
            Actor system = Actor.system(tenant.id());
            return transactions.in(system.tenant(), () -> {
                Organisation first = headquarters.found(system, new FoundHeadquarters(wishes.tenantName(), "", "", wishes.personName(), wishes.email(), ""));
                Invited invited = users.invite(system, new InviteUser(first.id(), wishes.personName(), wishes.email(), Role.ADMIN, wishes.language()));
                users.acceptInvitation(system, invited.token(), password);
                return tenant.code();
            });
        } catch (RuntimeException refused) {
            transactions.withoutTenant(() -> sql.update("update setup_link set used_at = null where token_hash = ?", hash(token)));
            throw refused;
        }
    }

    /** A tenant that a first try left without headquarters is taken up where it stands. */
    private Tenant tenant(SetUp wishes) {
        Optional<Tenant> left = tenants.byCode(wishes.tenantCode());
        if (left.isEmpty()) {
            return tenants.found(wishes.tenantCode(), wishes.tenantName(), wishes.zone(), wishes.currency(), wishes.country());
        }
        Actor system = Actor.system(left.get().id());
        if (transactions.in(system.tenant(), () -> hasHeadquarters(system))) {
            throw new Problem(TenantProblem.TENANT_EXISTS).with("code", wishes.tenantCode());
        }
        return left.get();
    }

    private boolean hasHeadquarters(Actor system) {
        try {
            return organisations.headquarters(system) != null;
        } catch (Problem none) {
            return false;
        }
    }

    private static void check(SetUp wishes) {
        if (wishes.tenantName() == null || wishes.tenantName().isBlank()) {
            throw Problem.missing("name");
        }
        if (!Arrays.asList(Locale.getISOCountries()).contains(wishes.country())) {
            throw Problem.invalid("country", wishes.country());
        }
        Money.zero(wishes.currency());
    }

    private static String hash(String token) {
        return Tokens.sha256(token == null ? "" : token);
    }
}
