package entrepot.platform.tenant;

import entrepot.kernel.Problem;
import entrepot.kernel.TenantId;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.SqlFailure;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds and founds tenants. Works without a tenant, so it sees nothing but the tenants themselves. */
@ApplicationScoped
public class Tenants {

    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{1,30}[a-z0-9]");
    private static final String COLUMNS = "select id, code, name, zone, currency, country from tenant ";

    @Inject
    private Transactions transactions;

    @Inject
    private Sql sql;

    /** The tenant with that code, which is also its sub-domain. */
    public Optional<Tenant> byCode(String code) {
        return read(() -> sql.first(COLUMNS + "where code = ?", Tenants::tenant, code));
    }

    /** All tenants, by code; at most 10,000. */
    public List<Tenant> all() {
        return read(() -> sql.list(COLUMNS + "order by code limit 10000", Tenants::tenant));
    }

    /**
     * Founds a tenant; its organisation and first person are founded by who calls.
     *
     * @throws Problem TENANT_CODE_INVALID unless the code can be a sub-domain, TENANT_EXISTS if it is taken
     */
    public Tenant found(String code, String name, ZoneId zone, String currency, String country) {
        if (!CODE.matcher(code).matches()) {
            throw new Problem(TenantProblem.TENANT_CODE_INVALID).with("code", code);
        }
        try {
            return read(() -> sql.one("""
                    insert into tenant (id, code, name, zone, currency, country)
                    values (nextval('tenant_seq'), ?, ?, ?, ?, ?)
                    returning id, code, name, zone, currency, country""",
                    Tenants::tenant, code, name, zone.getId(), currency, country));
        } catch (SqlFailure failure) {
            if (failure.isUniqueViolation()) {
                throw new Problem(TenantProblem.TENANT_EXISTS).with("code", code);
            }
            throw failure;
        }
    }

    private <T> T read(Transactions.Work<T, RuntimeException> work) {
        return transactions.isOpen() ? work.run() : transactions.withoutTenant(work);
    }

    private static Tenant tenant(Row row) {
        return new Tenant(new TenantId(row.number("id")), row.text("code"), row.text("name"),
                ZoneId.of(row.text("zone")), row.text("currency"), row.text("country"));
    }
}
