package entrepot.demo;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.platform.access.Actor;
import entrepot.platform.sql.Sql;
import entrepot.platform.tenant.Tenant;
import entrepot.platform.tenant.Tenants;
import entrepot.testing.Portal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemonstrationIT {

    private final Portal portal = Portal.running();

    @Test
    void a_demonstration_is_played_by_the_use_cases_and_its_books_balance() {
        List<String> told = new ArrayList<>();
        portal.bean(Demonstrations.class).make(told::add);

        assertThat(told).anyMatch(line -> line.startsWith("acme: ")).anyMatch(line -> line.startsWith("globex: "));
        Tenant acme = portal.bean(Tenants.class).byCode("acme").orElseThrow();
        assertThat(LocalDate.ofInstant(portal.now(acme), acme.zone()).getDayOfMonth()).isEqualTo(3);
        assertThat(count(acme, "select count(*) as n from sales_order where tenant_id = ?")).isGreaterThan(400);
        assertThat(count(acme, "select count(*) as n from settlement_run where tenant_id = ? and state in ('ISSUED', 'PAID_OUT')"))
                .isEqualTo(2);
        assertThat(count(acme, "select count(*) as n from proposal where tenant_id = ? and state = 'PROPOSED'")).isPositive();
        assertThat(count(acme, "select coalesce(sum(amount_minor), 0)::bigint as n from ledger_entry where tenant_id = ?"))
                .isZero();
        assertThat(count(acme, "select count(*) as n from outbox_head where tenant_id = ?")).isZero();
        assertThat(cases(acme)).containsExactly(ReadyCase.Name.values());
        assertThat(count(acme, "select count(*) as n from organisation where tenant_id = ? and state = 'ENDING'")).isEqualTo(1);
        assertThat(count(acme, "select count(*) as n from shipping_list l where tenant_id = ?"
                + " and exists (select 1 from shipping_list_order o where o.tenant_id = l.tenant_id and o.list_id = l.id and o.outcome = 'PLACED')"
                + " and exists (select 1 from shipping_list_order o where o.tenant_id = l.tenant_id and o.list_id = l.id and o.outcome = 'REFUSED')"))
                .as("a file that was placed until the wallet was empty").isEqualTo(1);
    }

    private List<ReadyCase.Name> cases(Tenant tenant) {
        return portal.bean(ReadyCases.class).list(Actor.system(tenant.id())).stream().map(ReadyCase::name).toList();
    }

    private long count(Tenant tenant, String query) {
        return portal.in(tenant.id(), () -> portal.bean(Sql.class).one(query, row -> row.number("n"),
                Actor.system(tenant.id()).tenant()));
    }
}
