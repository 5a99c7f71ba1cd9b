package entrepot.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.ApprovalProblem;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.files.Files;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.idempotency.IdempotencyProblem;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.SqlFailure;
import entrepot.platform.sql.SqlProblem;
import entrepot.platform.sql.Transactions;
import entrepot.platform.tenant.Tenant;
import entrepot.platform.tenant.Tenants;
import entrepot.testing.Portal;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PlatformIT {

    private final Portal portal = Portal.running();
    private final Sql sql = portal.bean(Sql.class);
    private final Tenant tenant = portal.newTenant();
    private final Actor actor = Portal.headquarters(tenant, new OrganisationId(1));

    record Answer(String code, Money total) {
    }

    record Command(String what) {
    }

    @Test
    void only_work_in_bulk_commits_without_waiting_for_the_disk() {
        // not the value, which is off for the whole of a server that is made for tests
        Callable<String> whoSaysSo = () -> sql.one("select source from pg_settings where name = 'synchronous_commit'",
                row -> row.text("source"));
        List<String> said = new ArrayList<>();

        portal.bean(Transactions.class).inBulk(() -> said.add(portal.in(tenant.id(), whoSaysSo)));
        said.add(portal.in(tenant.id(), whoSaysSo));

        assertThat(said).containsExactly("session", "command line");
    }

    @Test
    void who_waits_is_told_to_try_again_while_work_behind_the_scenes_goes_on_waiting() throws Exception {
        Transactions transactions = portal.bean(Transactions.class);
        Callable<String> limits = () -> sql.one("select current_setting('statement_timeout') || ' ' || current_setting('lock_timeout') as limits", row -> row.text("limits"));
        assertThat(transactions.waitedFor(tenant.id(), limits::call)).isEqualTo("30s 5s");
        assertThat(transactions.in(tenant.id(), limits::call)).isEqualTo("10min 1min");

        Runnable same = () -> sql.alone("the same");
        CountDownLatch held = new CountDownLatch(1);
        CompletableFuture<Void> free = new CompletableFuture<>();
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> transactions.in(tenant.id(), () -> {
            same.run();
            held.countDown();
            return free.orTimeout(1, TimeUnit.MINUTES).join();
        }));
        assertThat(held.await(1, TimeUnit.MINUTES)).isTrue();
        assertThatThrownBy(() -> transactions.waitedFor(tenant.id(), () -> {
            same.run();
            return null;
        })).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).isEqualTo(SqlProblem.BUSY));
        free.complete(null);
        other.get(1, TimeUnit.MINUTES);
    }

    @Test
    void what_the_database_cannot_keep_is_a_refusal_not_a_failure() {
        Transactions transactions = portal.bean(Transactions.class);
        for (Object given : List.of("a\u0000b", LocalDate.of(99_999_999, 1, 1))) {
            assertThatThrownBy(() -> transactions.waitedFor(tenant.id(), () -> sql.one("select ?" + (given instanceof LocalDate ? "::date" : "::text") + " as given",
                    row -> row.text("given"), given))).isInstanceOfSatisfying(Problem.class,
                    problem -> assertThat(problem.code()).isEqualTo(SqlProblem.VALUE_NOT_KEPT));
        }
    }

    @Test
    void a_tenant_sees_nothing_of_another_even_without_a_filter_of_its_own() {
        Tenant other = portal.newTenant();
        portal.in(tenant.id(), () -> portal.bean(Files.class).keep(actor, "ours.csv", new byte[] {1}));

        // on purpose without tenant_id: row level security has to stand on its own
        Callable<Long> unfiltered = () -> sql.one("select count(*) as n from stored_file", row -> row.number("n"));

        assertThat(portal.in(tenant.id(), unfiltered)).isEqualTo(1);
        assertThat(portal.in(other.id(), unfiltered)).isZero();
    }

    @Test
    void a_row_of_another_tenant_cannot_be_written() {
        Tenant other = portal.newTenant();

        assertThatThrownBy(() -> portal.in(tenant.id(), () -> sql.update("""
                insert into job_head (tenant_id, name) values (?, 'x')""", other.id()) + sql.update("""
                insert into stored_file (tenant_id, id, code, name, sha256, bytes) values (?, 1, 'F', 'n', 's', 'b')""",
                other.id())))
                .isInstanceOf(SqlFailure.class).hasMessageContaining("row-level security");
    }

    @Test
    void every_table_with_a_tenant_is_secured_but_for_the_heads() throws Exception {
        assertThat(names("""
                select c.relname from pg_class c
                  join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
                 where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
                   and c.relname not in ('outbox_head', 'job_head', 'webhook_queue', 'shopify_queue')
                   and not (a.attnotnull and c.relrowsecurity and c.relforcerowsecurity)""")).isEmpty();
    }

    @Test
    void whatever_names_who_made_and_who_checked_is_refused_by_the_database_where_they_are_one_person() throws Exception {
        String both = """
                select c.relname from pg_class c
                 where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and 2 = (
                       select count(distinct substring(a.attname from '(maker|checker)_person_id$')) from pg_attribute a where a.attrelid = c.oid and not a.attisdropped)""";
        assertThat(names(both)).as("tables with both").hasSizeGreaterThan(8).contains("proposal", "settlement_run", "payout_batch", "commission_plan");
        assertThat(names(both + """
                   and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.convalidated
                                      and pg_get_constraintdef(k.oid) ~ '(maker_person_id <> \\w*checker|checker_person_id <> \\w*maker)_person_id')""")).isEmpty();
    }

    /** Where the two are called otherwise than maker and checker, or where there are more than two. */
    @Test
    void what_else_takes_two_persons_is_refused_by_the_database_too() throws Exception {
        assertThat(names("""
                select pair.held || ': ' || pair.one || ', ' || pair.other
                  from (values ('payout_account', 'entered_person_id', 'decided_person_id'), ('ledger_period', 'closed_maker_person_id', 'closed_checker_person_id'),
                       ('ledger_period', 'reopened_maker_person_id', 'reopened_checker_person_id'), ('settlement_run', 'submitter_person_id', 'checker_person_id'),
                       ('commission_deduction', 'maker_person_id', 'judge_person_id'), ('courier_bill', 'posted_person_id', 'paid_person_id'),
                       ('tax_filing', 'by_person_id', 'paid_by_person_id')) pair(held, one, other)
                 where not exists (select from pg_constraint k where k.conrelid = pair.held::regclass and k.contype = 'c' and k.convalidated
                                      and (pg_get_constraintdef(k.oid) ~ ('\\m' || pair.one || ' <> ' || pair.other || '\\M')
                                           or pg_get_constraintdef(k.oid) ~ ('\\m' || pair.other || ' <> ' || pair.one || '\\M')))""")).isEmpty();
    }

    @Test
    void only_what_has_to_be_found_without_a_tenant_has_none() throws Exception {
        assertThat(names("""
                select c.relname from pg_class c
                 where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
                   and not exists (select from pg_attribute a
                                    where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)"""))
                .containsExactlyInAnyOrder("tenant", "setup_link", "databasechangelog", "databasechangeloglock");
    }

    @Test
    void every_policy_is_the_one_rule_for_reading_and_writing_and_the_only_one() throws Exception {
        String rule = "(tenant_id = (NULLIF(current_setting(''app.tenant_id''::text, true), ''''::text))::bigint)";
        assertThat(names("select c.relname from pg_class c left join pg_policy p on p.polrelid = c.oid"
                + " where c.relrowsecurity and c.relnamespace = 'public'::regnamespace"
                + " group by c.oid, c.relname"
                + " having count(p.oid) <> 1 or not bool_and(p.polpermissive and p.polcmd = '*' and p.polroles = '{0}'"
                + " and pg_get_expr(p.polqual, c.oid) = '" + rule + "'"
                + " and pg_get_expr(p.polwithcheck, c.oid) = '" + rule + "')")).isEmpty();
    }

    @Test
    void views_look_with_the_eyes_of_who_asks_and_no_function_borrows_the_owners() throws Exception {
        assertThat(names("""
                select c.relname from pg_class c
                 where c.relnamespace = 'public'::regnamespace
                   and (c.relkind = 'm' or c.relkind = 'v'
                        and not coalesce('security_invoker=true' = any (c.reloptions), false))
                union all
                select f.proname from pg_proc f
                 where f.pronamespace = 'public'::regnamespace and f.prosecdef
                   and not coalesce(array_to_string(f.proconfig, ',') like '%search_path=%', false)""")).isEmpty();
    }

    private List<String> names(String query) throws Exception {
        try (Connection owner = portal.asOwner(); Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }

    @Test
    void every_key_of_a_tenants_table_starts_with_the_tenant() throws Exception {
        assertThat(names("""
                select c.relname || ': ' || k.conname
                  from pg_constraint k
                  join pg_class c on c.oid = k.conrelid and c.relnamespace = 'public'::regnamespace
                  join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
                 where k.contype in ('p', 'u', 'f') and k.conkey[1] <> a.attnum
                union all
                select c.relname || ': ' || i.relname
                  from pg_index x join pg_class i on i.oid = x.indexrelid
                  join pg_class c on c.oid = x.indrelid and c.relnamespace = 'public'::regnamespace
                  join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
                 where x.indisunique and x.indkey[0] <> a.attnum""")).isEmpty();
    }

    @Test
    void the_application_owns_nothing_and_bypasses_nothing() throws Exception {
        try (Connection owner = portal.asOwner(); Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery("""
                        select (select count(*) from pg_class c join pg_roles r on r.oid = c.relowner
                                 where r.rolname = 'portal_app') as owned,
                               (select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb from pg_roles
                                 where rolname = 'portal_app') as powerful""")) {
            row.next();
            assertThat(row.getInt("owned")).isZero();
            assertThat(row.getBoolean("powerful")).isFalse();
        }
    }

    @Test
    void a_record_comes_back_from_json_as_it_was() {
        Answer answer = new Answer("A-1", Money.of(-5, "JPY"));

        assertThat(Json.of(answer).as(Answer.class)).isEqualTo(answer);
        assertThat(Json.of(answer).text())
                .isEqualTo("{\"code\":\"A-1\",\"total\":{\"currency\":\"JPY\",\"minor\":-5}}");
    }

    @Test
    void the_same_key_runs_the_effect_once_and_gives_the_same_answer_to_all() throws Exception {
        AtomicInteger effects = new AtomicInteger();
        Idempotency idempotency = portal.bean(Idempotency.class);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<Future<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(threads.submit(() -> portal.in(tenant.id(), () -> idempotency.once(actor, "test", "key-1",
                    new Command("a"), Answer.class,
                    () -> new Answer("A-" + effects.incrementAndGet(), Money.of(1, "CNY"))))));
        }
        for (Future<Answer> answer : answers) {
            assertThat(answer.get()).isEqualTo(new Answer("A-1", Money.of(1, "CNY")));
        }
        threads.shutdown();
        assertThat(effects).hasValue(1);
    }

    @Test
    void the_same_key_with_another_command_is_refused() {
        Idempotency idempotency = portal.bean(Idempotency.class);
        portal.in(tenant.id(), () -> idempotency.once(actor, "test", "key-2", new Command("a"), Command.class,
                () -> new Command("done")));

        assertThatThrownBy(() -> portal.in(tenant.id(), () -> idempotency.once(actor, "test", "key-2",
                new Command("b"), Command.class, () -> new Command("done"))))
                .isInstanceOfSatisfying(Problem.class,
                        problem -> assertThat(problem.code()).isEqualTo(IdempotencyProblem.KEY_REUSED));
    }

    @Test
    void what_waits_is_counted_whole_and_read_page_by_page_and_by_what_it_is_about() {
        Proposals proposals = portal.bean(Proposals.class);
        portal.in(tenant.id(), () -> {
            for (int i = 0; i <= Proposals.LIST_MAX; i++) {
                proposals.propose(actor, "many", (i == Proposals.LIST_MAX ? "LAST " : "FIRST ") + i, "Test", new Command("a"), List.of(), "");
            }
            Actor other = Portal.headquarters(tenant, new OrganisationId(1));
            assertThat(proposals.toDecide(other, "many", "few").count()).isEqualTo(Proposals.LIST_MAX + 1);
            assertThat(proposals.toDecide(actor, "many").count()).as("one's own wait for others").isZero();
            List<Proposal> first = proposals.page(other, "many", true, null, null, Proposals.LIST_MAX);
            assertThat(first).hasSize(Proposals.LIST_MAX).first().extracting(Proposal::subject).isEqualTo("FIRST 0");
            List<Proposal> rest = proposals.page(other, "many", true, null, first.get(Proposals.LIST_MAX - 1).code(), 10);
            assertThat(rest).extracting(Proposal::subject).containsExactly("LAST " + Proposals.LIST_MAX);
            assertThat(proposals.page(other, "many", true, List.of("LAST"), null, 10)).isEqualTo(rest);
            assertThat(proposals.page(other, "many", false, null, rest.get(0).code(), 1)).extracting(Proposal::subject)
                    .containsExactly("FIRST " + (Proposals.LIST_MAX - 1));
            assertThat(proposals.latest(other, "many", "FIRST 0")).contains(first.get(0));
            return null;
        });
    }

    @Test
    void a_proposal_is_approved_by_somebody_else_only() throws Exception {
        Proposals proposals = portal.bean(Proposals.class);
        String code = portal.in(tenant.id(), () -> proposals.propose(actor, "test", "X", "Test", new Command("a"),
                List.of(new Proposal.Effect("variants", "1", "2")), "because"));

        assertThatThrownBy(() -> portal.in(tenant.id(), () -> proposals.approve(actor, code)))
                .isInstanceOfSatisfying(Problem.class,
                        problem -> assertThat(problem.code()).isEqualTo(ApprovalProblem.OWN_PROPOSAL));
        try (Connection owner = portal.asOwner(); Statement statement = owner.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate("""
                    update proposal set state = 'APPROVED', checker_person_id = maker_person_id
                     where code = '%s'""".formatted(code))).hasMessageContaining("proposal__two_persons_ck");
        }
        Proposal approved = portal.in(tenant.id(),
                () -> proposals.approve(Portal.headquarters(tenant, new OrganisationId(1)), code));
        assertThat(approved.state()).isEqualTo(Proposal.State.APPROVED);
    }

    @Test
    void the_business_clock_can_be_moved_and_runs_on() {
        Instant moment = Instant.parse("2031-02-03T04:05:06Z");
        for (int i = 0; i < 50; i++) {
            Instant now = portal.in(tenant.id(), () -> {
                BusinessClock clock = portal.bean(BusinessClock.class);
                clock.set(Actor.system(tenant.id()), moment);
                return clock.now();
            });
            assertThat(now).isBetween(moment, moment.plus(Duration.ofMinutes(5)));
        }
        assertThat(portal.now(tenant)).isBetween(moment, moment.plus(Duration.ofMinutes(5)));
    }

    @Test
    void what_was_committed_has_happened_even_if_what_follows_it_fails() {
        Transactions transactions = portal.bean(Transactions.class);
        List<String> followed = new ArrayList<>();

        Files.StoredFile file = portal.in(tenant.id(), () -> {
            transactions.afterCommit(() -> {
                throw new IllegalStateException("nobody is there to be woken");
            });
            transactions.afterCommit(() -> followed.add("the next"));
            return portal.bean(Files.class).keep(actor, "kept.csv", new byte[] {1});
        });

        assertThat(portal.in(tenant.id(), () -> portal.bean(Files.class).get(actor, file.code())).name()).isEqualTo("kept.csv");
        assertThat(followed).containsExactly("the next");
        assertThat(transactions.isOpen()).isFalse();
    }

    @Test
    void what_waits_for_a_consumer_that_is_no_more_is_taken_out_and_nothing_else() throws Exception {
        portal.in(tenant.id(), () -> {
            sql.update("insert into outbox_fact (tenant_id, id, type, payload, occurred_at) values (?, -1, 'Test', ?, now())", tenant.id(), Json.of(new Command("a")));
            return sql.update("""
                    insert into outbox_head (tenant_id, fact_id, consumer, next_at)
                    select ?, -1, c, now() + interval '1 day' from unnest(?) c""", tenant.id(), new String[] {"MarkWhatWasLost", "OnConsignmentEnded"});
        });
        try (InputStream change = Sql.class.getResourceAsStream("/db/changes/2026/20261122-2170-platform-heads-without-consumer.sql");
                Connection owner = portal.asOwner(); Statement statement = owner.createStatement()) {
            statement.execute(new String(change.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat(portal.in(tenant.id(), () -> sql.list("delete from outbox_head where tenant_id = ? and fact_id = -1 returning consumer",
                row -> row.text("consumer"), tenant.id()))).containsExactly("OnConsignmentEnded");
    }

    @Test
    void a_tenant_is_found_by_its_code() {
        assertThat(portal.bean(Tenants.class).byCode(tenant.code())).contains(tenant);
        assertThat(portal.bean(Tenants.class).byCode("nobody")).isEmpty();
    }
}
