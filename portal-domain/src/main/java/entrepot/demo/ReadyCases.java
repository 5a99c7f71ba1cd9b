package entrepot.demo;

import entrepot.kernel.TenantId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** What a stranger finds ready to be tried. The story writes them down as it makes them; elsewhere there are none. */
@ApplicationScoped
@UseCases
public class ReadyCases {

    @Inject
    private Sql sql;

    /** All of the tenant, in the order in which they may be tried. */
    @Requires(DemoPermission.TRY_CASES)
    public List<ReadyCase> list(Actor actor) {
        return sql.list("select name, login, address from ready_case where tenant_id = ? order by place",
                row -> new ReadyCase(ReadyCase.Name.valueOf(row.text("name")), row.text("login"), row.text("address")),
                actor.tenant());
    }

    @Requires(Requires.SYSTEM)
    void keep(Actor system, ReadyCase ready) {
        sql.update("insert into ready_case (tenant_id, place, name, login, address) values (?, ?, ?, ?, ?)",
                system.tenant(), ready.name().ordinal(), ready.name(), ready.login(), ready.address());
    }

    /** The last of a story is what finance settles. */
    boolean toldToTheEnd(TenantId tenant) {
        return sql.first("select 1 as told from ready_case where tenant_id = ? and name = ?", row -> true, tenant,
                ReadyCase.Name.MONTH_TO_SETTLE).isPresent();
    }
}
