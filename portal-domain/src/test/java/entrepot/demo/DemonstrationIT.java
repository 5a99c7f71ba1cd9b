package entrepot.demo;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.ordering.StockOuts;
import entrepot.platform.access.Actor;
import entrepot.platform.sql.Sql;
import entrepot.platform.tenant.Tenant;
import entrepot.platform.tenant.Tenants;
import entrepot.testing.StateMachines;
import entrepot.testing.Portal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DemonstrationIT {

    private final Portal portal = Portal.running();

    private static final List<String> TOLD = new ArrayList<>();

    @BeforeAll
    static void play() {
        Demonstrations demonstrations = Portal.running().bean(Demonstrations.class);
        demonstrations.make(line -> {
            assertThat(demonstrations.isBeingMade()).as("it says that it is still being made").isTrue();
            TOLD.add(line);
        });
        assertThat(demonstrations.isBeingMade()).isFalse();
    }

    @Test
    void a_demonstration_is_played_by_the_use_cases_and_its_books_balance() {
        assertThat(TOLD).anyMatch(line -> line.startsWith("acme: ")).anyMatch(line -> line.startsWith("globex: "));
        Tenant acme = portal.bean(Tenants.class).byCode("acme").orElseThrow();
        assertThat(LocalDate.ofInstant(portal.now(acme), acme.zone()).getDayOfMonth()).isEqualTo(3);
        assertThat(count(acme, "select count(*) as n from sales_order where tenant_id = ?")).isGreaterThan(400);
        assertThat(count(acme, "select count(*) as n from settlement_run where tenant_id = ? and state in ('ISSUED', 'PAID_OUT')"))
                .isEqualTo(2);
        assertThat(count(acme, "select count(*) as n from proposal where tenant_id = ? and state = 'PROPOSED'")).isPositive();
        assertThat(count(acme, "select coalesce(sum(amount_minor), 0)::bigint as n from ledger_entry where tenant_id = ?"))
                .isZero();
        assertThat(count(acme, "select count(*) as n from outbox_head where tenant_id = ?")).isZero();
        // the other brand's month was settled early so that one statement has a line of each kind
        assertThat(cases(acme)).containsExactlyElementsOf(Stream.of(ReadyCase.Name.values()).filter(each -> each != ReadyCase.Name.EVERY_LINE).toList());
        assertThat(count(acme, "select count(*) as n from organisation where tenant_id = ? and state = 'ENDING'")).isEqualTo(1);
        assertThat(count(acme, "select count(*) as n from shipping_list l where tenant_id = ?"
                + " and exists (select 1 from shipping_list_order o where o.tenant_id = l.tenant_id and o.list_id = l.id and o.outcome = 'PLACED')"
                + " and exists (select 1 from shipping_list_order o where o.tenant_id = l.tenant_id and o.list_id = l.id and o.outcome = 'WAITING_FUNDS')"))
                .as("a file that was placed until the wallet was empty").isEqualTo(1);
    }

    @Test
    void both_brands_have_what_waits_for_people() {
        Tenant acme = portal.bean(Tenants.class).byCode("acme").orElseThrow();
        Tenant globex = portal.bean(Tenants.class).byCode("globex").orElseThrow();
        assertThat(cases(globex)).contains(ReadyCase.Name.LISTS_WAIT, ReadyCase.Name.ORDERS_HELD, ReadyCase.Name.QUOTE_ASKED, ReadyCase.Name.EVERY_LINE);
        for (Tenant tenant : List.of(acme, globex)) {
            assertThat(count(tenant, "select count(*) as n from parcel where tenant_id = ? and stalled_at is not null and state = 'COLLECTED'")).as("silent").isOne();
            assertThat(count(tenant, "select count(*) as n from stock_purchase where tenant_id = ? and own and state = 'DRAFT'")).isPositive();
        }
        StockOuts stockOuts = portal.bean(StockOuts.class);
        assertThat(stockOuts.open(Actor.system(acme.id()))).isNotEmpty().allSatisfy(open ->
                assertThat(stockOuts.question(Actor.system(acme.id()), open.consignment()).lines()).as("instead").allMatch(line -> !line.options().isEmpty()));
    }

    /** Whatever happened in three months of two brands, each step is an arrow of the thing's state machine. */
    @Test
    void no_history_has_an_illegal_step() throws SQLException {
        Map<String, StateMachines.Machine> machines = StateMachines.all();
        Set<String> seen = new TreeSet<>();
        List<String> wrong = new ArrayList<>();
        try (Connection owner = portal.asOwner(); Statement statement = owner.createStatement();
                ResultSet steps = statement.executeQuery("""
                        select distinct thing, from_state, to_state from state_change
                         where from_state is not null and from_state <> to_state""")) {
            while (steps.next()) {
                StateMachines.Machine machine = machines.get(steps.getString(1));
                seen.add(steps.getString(1));
                if (machine != null && !machine.allows(steps.getString(2), steps.getString(3))) {
                    wrong.add(steps.getString(1) + ": " + steps.getString(2) + " to " + steps.getString(3));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(seen).contains("order", "consignment", "settlement-run").isSubsetOf(machines.keySet());
    }

    @Test
    void an_interrupted_demonstration_says_that_it_is_half_made() throws SQLException {
        Tenant globex = portal.bean(Tenants.class).byCode("globex").orElseThrow();
        assertThat(portal.bean(Demonstrations.class).signIns()).noneMatch(line -> line.contains("half made"));
        String last = " where tenant_id = " + globex.id().value() + " and name = 'MONTH_TO_SETTLE'";
        try (Connection owner = portal.asOwner(); Statement statement = owner.createStatement()) {
            statement.execute("create temporary table kept as select * from ready_case" + last);
            statement.execute("delete from ready_case" + last);
            try {
                assertThat(portal.bean(Demonstrations.class).signIns()).anyMatch(line -> line.contains("half made"));
            } finally {
                statement.execute("insert into ready_case select * from kept");
            }
        }
    }

    /** Every table at once, full of two brands' data: statements that name no tenant at all, as a programmer might forget it. */
    @Test
    void a_query_without_the_filter_sees_its_own_tenants_rows_and_nothing_foreign() throws Exception {
        Tenant acme = portal.bean(Tenants.class).byCode("acme").orElseThrow();
        Tenant globex = portal.bean(Tenants.class).byCode("globex").orElseThrow();
        List<String> wrong = new ArrayList<>();
        int full = 0;
        try (Connection owner = portal.asOwner(); Statement statement = owner.createStatement()) {
            for (String table : secured(statement)) {
                String all = "select count(*) as n from " + table;
                long foreign = number(statement, all + " where tenant_id = " + acme.id().value());
                long own = number(statement, all + " where tenant_id = " + globex.id().value());
                full += foreign > 0 && own > 0 ? 1 : 0;
                long seen = portal.in(globex.id(), () -> portal.bean(Sql.class).one(all, row -> row.number("n")));
                if (seen != own) {
                    wrong.add(table + ": " + seen + " rows seen, " + own + " are its own, " + foreign + " are acme's");
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(full).as("tables in which there was something foreign to be seen").isGreaterThan(40);
    }

    private static List<String> secured(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(
                "select relname from pg_class where relrowsecurity and relnamespace = 'public'::regnamespace order by 1")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private List<ReadyCase.Name> cases(Tenant tenant) {
        return portal.bean(ReadyCases.class).list(Actor.system(tenant.id())).stream().map(ReadyCase::name).toList();
    }

    private long count(Tenant tenant, String query) {
        return portal.in(tenant.id(), () -> portal.bean(Sql.class).one(query, row -> row.number("n"),
                Actor.system(tenant.id()).tenant()));
    }
}
