package entrepot.settlement;

import entrepot.kernel.OrganisationId;
import entrepot.network.FoundHeadquarters;
import entrepot.network.Headquarters;
import entrepot.platform.access.Actor;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Portal;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ObjDoubleConsumer;

/**
 * A month of accruals of 10,000 members, settled from its start until it is posted (calculated, previewed, submitted, approved and
 * posted by the use cases), against {@code insert … select … group by} of the same rows by a bare client that leaves the same rows too: a statement,
 * a posting and its two legs a member ({@code vs_sql}). Beside it, against the sums alone, one small row a member: of the accruals, and of the books' entries
 * with their accounts and business time ({@code vs_accruals_sums}, {@code vs_entries_sums}). The rows are made by SQL in the real tables, with the content
 * that accruals and their postings have; indexes, keys and checks are there, triggers were off while they were written.
 */
public final class SettlementBench {

    private static final YearMonth MONTH = YearMonth.of(2031, 10);
    private static final int MEMBERS = Integer.getInteger("entrepot.bench.members", 10_000);
    private static final int ACCRUALS = Integer.getInteger("entrepot.bench.accruals", 1_000_000);
    private static final int ROUNDS = 3;
    private static final double MIB = 1024 * 1024;
    private static final long FIRST = 600_000_000L;

    private final Portal portal = Portal.running();
    private final Settlements settlements = portal.bean(Settlements.class);
    private long next = FIRST;
    private long rounds;

    /** Measures and hands each figure on by its name. */
    public void run(ObjDoubleConsumer<String> figure) throws Exception {
        double[] seconds = new double[2];
        int[] sizes = {ACCRUALS / 4, ACCRUALS};
        for (int i = 0; i < sizes.length; i++) {
            Network network = new Network(sizes[i]);
            String name = sizes[i] / 1000 + "k";
            double byAccruals = median(network::plainOfAccruals);
            double byEntries = median(network::plainOfEntries);
            double whole = median(network::plainOfAll);
            Timed timed = network.settle();
            seconds[i] = timed.all();
            figure.accept("settlement.seconds_" + name, timed.all());
            figure.accept("settlement.calculating_seconds_" + name, timed.calculating());
            figure.accept("settlement.submitting_seconds_" + name, timed.submitting());
            figure.accept("settlement.posting_seconds_" + name, timed.posting());
            figure.accept("settlement.accruals_sums_seconds_" + name, byAccruals);
            figure.accept("settlement.entries_sums_seconds_" + name, byEntries);
            figure.accept("settlement.sql_seconds_" + name, whole);
            if (i == sizes.length - 1) {
                figure.accept("settlement.vs_sql", timed.all() / whole);
                figure.accept("settlement.with_submitting_vs_sql", (timed.all() + timed.submitting()) / whole);
                figure.accept("settlement.vs_accruals_sums", timed.all() / byAccruals);
                figure.accept("settlement.vs_entries_sums", timed.all() / byEntries);
                figure.accept("settlement.growth", seconds[1] / seconds[0] / 4);
                figure.accept("settlement.issued_per_s", network.issued());
            }
        }
        // with the collector at work all the time, so on a month of its own
        Network watched = new Network(ACCRUALS / 2);
        figure.accept("settlement.heap_mib", heap(watched::settle));
    }

    private record Timed(double calculating, double submitting, double posting) {

        /** What the program does by itself: submitting, which nets and proves everything once more between two people's decisions, is told apart. */
        double all() {
            return calculating + posting;
        }
    }

    private interface Work {
        void go() throws Exception;
    }

    /** A tenant with a month that is over. */
    private final class Network {

        private final int accruals;
        private final Tenant tenant = portal.newTenant();
        private final Actor system = Actor.system(tenant.id());
        private final Actor maker;
        private final Actor checker;

        Network(int accruals) throws Exception {
            this.accruals = accruals;
            portal.clockTo(tenant, Instant.parse("2031-09-05T02:00:00Z"));
            OrganisationId headquarters = portal.bean(Headquarters.class).found(system,
                    new FoundHeadquarters("HQ", "浙江省", "杭州市", "", "", "")).id();
            maker = Portal.headquarters(tenant, headquarters, SettlementPermission.READ, SettlementPermission.RUN);
            checker = Portal.headquarters(tenant, headquarters, SettlementPermission.READ, SettlementPermission.APPROVE);
            try (Connection owner = portal.asOwner(); Statement sql = owner.createStatement()) {
                sql.execute("select set_config('app.tenant_id', '" + tenant.id().value() + "', false)");
                for (String table : new String[] {"ledger_posting", "ledger_entry", "ledger_account", "ledger_balance"}) {
                    sql.execute("alter table " + table + " disable trigger user");
                }
                fill(sql);
                for (String table : new String[] {"ledger_posting", "ledger_entry", "ledger_account", "ledger_balance"}) {
                    sql.execute("alter table " + table + " enable trigger user");
                    sql.execute("do $$ declare t record; begin for t in select tgname from pg_trigger where tgrelid = '" + table
                            + "'::regclass and not tgisinternal loop execute format('alter table " + table
                            + " enable always trigger %I', t.tgname); end loop; end $$");
                }
                sql.execute("create table if not exists bench_plain (tenant_id bigint, period date, organisation_id bigint, lines bigint, minor bigint)");
                sql.execute("create table if not exists bench_statement (like settlement_statement including all)");
                sql.execute("create table if not exists bench_posting (like ledger_posting including all)");
                sql.execute("create table if not exists bench_entry (like ledger_entry including all)");
                sql.execute("vacuum analyze organisation, ledger_account, ledger_posting, ledger_entry, commission_accrual, ledger_balance, settlement_statement");
            }
            portal.clockTo(tenant, Instant.parse("2031-11-03T02:00:00Z"));
        }

        private void fill(Statement sql) throws SQLException {
            long tenantId = tenant.id().value();
            long first = next;
            next += MEMBERS;
            sql.execute("""
                    insert into organisation (tenant_id, id, code, name, headquarters, sells, holds_stock, franchised, tier, state, province,
                           city, contact_name, email, phone, tax_profile, product_lines, contract_from, since, version)
                    select %1$d, %2$d + n, 'ORG-B' || n, 'Member ' || n, false, true, false, false, 'GOLD', 'ACTIVE', '浙江省', '杭州市',
                           'Li', 'li' || n || '@example.com', '', 'COMPANY', '', date '2031-01-01', now(), 1
                      from generate_series(1, %3$d) n""".formatted(tenantId, first, MEMBERS));
            sql.execute("""
                    insert into ledger_account (tenant_id, id, kind, organisation_id, currency)
                    select %1$d, nextval('ledger_account_seq'), k, null, 'CNY' from unnest(array['BANK', 'COMMISSION_COST',
                           'TAX_WITHHELD', 'ADJUSTMENTS', 'SUSPENSE']) k""".formatted(tenantId));
            sql.execute("""
                    insert into ledger_account (tenant_id, id, kind, organisation_id, currency)
                    select %1$d, nextval('ledger_account_seq'), k, %2$d + n, 'CNY' from generate_series(1, %3$d) n cross join unnest(array[
                           'WALLET', 'HELD', 'COMMISSION_PENDING', 'COMMISSION_DUE', 'DEALER_DUE', 'PAYABLE', 'DEPOSIT', 'RECEIVABLE']) k
                     order by n, k""".formatted(tenantId, first, MEMBERS));
            sql.execute("""
                    insert into ledger_balance (tenant_id, account_id) select tenant_id, id from ledger_account
                     where tenant_id = %d and kind in ('WALLET', 'HELD', 'COMMISSION_PENDING', 'PAYABLE', 'DEPOSIT')"""
                    .formatted(tenantId));
            sql.execute("create temporary table line (n int, organisation_id bigint, amount bigint, id bigint, at timestamptz, due bigint, pending bigint)");
            sql.execute("""
                    insert into line select n, %2$d + 1 + n %% %3$d, 10000 + n %% 997, nextval('ledger_posting_seq'),
                           timestamptz '2031-09-30 16:00+00' + (n * (interval '31 days' / %4$d)) from generate_series(0, %4$d - 1) n"""
                    .formatted(tenantId, first, MEMBERS, accruals));
            sql.execute("analyze line, ledger_account");
            sql.execute("""
                    update line l set due = d.id, pending = p.id from ledger_account d join ledger_account p on p.tenant_id = d.tenant_id
                       and p.organisation_id = d.organisation_id and p.kind = 'COMMISSION_PENDING'
                     where d.tenant_id = %d and d.kind = 'COMMISSION_DUE' and d.organisation_id = l.organisation_id""".formatted(tenantId));
            sql.execute("""
                    insert into commission_accrual (tenant_id, id, code, consignment_code, consignment_line, order_code, sku, quantity, rule_code,
                           earner, organisation_id, seller_organisation_id, amount_minor, currency, state, explanation, accrued_at, due_at)
                    select %1$d, nextval('commission_accrual_seq'), 'ACC-310901-' || n, 'CNS-310901-' || n, 1, 'ORD-310901-' || n, 'SKU-' || n %% 150,
                           2, 'UPLINE1', 'UPLINE_1', organisation_id, organisation_id, amount, 'CNY', 'DUE',
                           jsonb_build_object('rule', 'UPLINE1', 'plan', 'PLN-310101-ABCDEF', 'base', 'SUPPLY', 'baseAmount', amount * 50,
                               'rate', 0.02, 'steps', '[]'::jsonb, 'amount', amount), at - interval '16 days', at
                      from line order by n""".formatted(tenantId));
            sql.execute("""
                    insert into ledger_posting (tenant_id, id, event, cause_type, cause_code, occurred_at)
                    select %1$d, id, 'commission.due', 'accrual', 'ACC-310901-' || n, at from line order by n""".formatted(tenantId));
            sql.execute("""
                    insert into ledger_entry (tenant_id, posting_id, leg, account_id, currency, amount_minor)
                    select %1$d, l.id, g.leg, case g.leg when 1 then l.pending else l.due end, 'CNY', case g.leg when 1 then l.amount else -l.amount end
                      from line l cross join generate_series(1, 2) g (leg) order by l.n, g.leg""".formatted(tenantId));
            sql.execute("drop table line");
        }

        /** How the database goes about the first thousand members. */
        private void explain() throws SQLException {
            String query = RunWork.FIND;
            String t = Long.toString(tenant.id().value());
            String cut = "9000000000000";
            for (String value : new String[] {t, cut, t, "0", "null", "null", "1000", t, t, cut, cut, cut, t, cut, cut, cut, t, cut, cut, cut, cut,
                    "array['payout.confirmed']", t, t}) {
                query = query.replaceFirst("\\?", value);
            }
            try (Connection app = portal.asApp(); Statement sql = app.createStatement()) {
                sql.execute("select set_config('app.tenant_id', '" + t + "', false)");
                sql.execute("set statement_timeout = '20s'");
                try (var rows = sql.executeQuery("explain (analyze, buffers) " + query)) {
                    while (rows.next()) {
                        System.out.println(rows.getString(1));
                    }
                }
            }
        }

        void plainOfAccruals() throws Exception {
            plain("""
                    insert into bench_plain select %1$d, date '2031-10-01', organisation_id, count(*), sum(amount_minor - reversed_minor)
                      from commission_accrual where tenant_id = %1$d and state = 'DUE' and due_at >= timestamptz '2031-09-30 16:00+00'
                       and due_at < timestamptz '2031-10-31 16:00+00' group by organisation_id""");
        }

        void plainOfEntries() throws Exception {
            plain("""
                    insert into bench_plain select %1$d, date '2031-10-01', a.organisation_id, count(*), -sum(e.amount_minor)
                      from ledger_entry e join ledger_account a on a.tenant_id = e.tenant_id and a.id = e.account_id
                      join ledger_posting p on p.tenant_id = e.tenant_id and p.id = e.posting_id
                     where e.tenant_id = %1$d and a.kind in ('COMMISSION_DUE', 'DEALER_DUE', 'PAYABLE')
                       and p.occurred_at >= timestamptz '2031-09-30 16:00+00' and p.occurred_at < timestamptz '2031-10-31 16:00+00'
                     group by a.organisation_id""");
        }

        /**
         * Leaves what the run leaves of its own: statements, postings and their legs, in tables with the same columns, keys, indexes and checks; without
         * triggers, foreign keys, row level security, running balances, history, tax, or a second look at any row.
         */
        void plainOfAll() throws Exception {
            long round = ++rounds;
            try (Connection owner = portal.asOwner(); Statement sql = owner.createStatement()) {
                owner.setAutoCommit(false);
                rows(sql, MEMBERS, """
                        insert into bench_statement (tenant_id, id, code, run_id, organisation_id, state, currency, previous_id, to_posting, entries, opening_minor,
                               lines_minor, payouts_minor, closing_minor, commission_due_minor, dealer_due_minor, payable_minor, carried_minor, carry_reason)
                        select %1$d, %2$d + row_number() over (), 'STM-311103-' || (%2$d + row_number() over ()), %3$d, a.organisation_id, 'PREVIEWED', 'CNY', %3$d,
                               max(e.posting_id), count(*), 0, -sum(e.amount_minor), 0, -sum(e.amount_minor), -sum(e.amount_minor), 0, -sum(e.amount_minor), 0, 'NONE'
                          from ledger_entry e join ledger_account a on a.tenant_id = e.tenant_id and a.id = e.account_id
                          join ledger_posting p on p.tenant_id = e.tenant_id and p.id = e.posting_id
                         where e.tenant_id = %1$d and a.kind in ('COMMISSION_DUE', 'DEALER_DUE', 'PAYABLE')
                           and p.occurred_at >= timestamptz '2031-09-30 16:00+00' and p.occurred_at < timestamptz '2031-10-31 16:00+00'
                         group by a.organisation_id""".formatted(tenant.id().value(), round * MEMBERS, round));
                rows(sql, MEMBERS, """
                        insert into bench_posting (tenant_id, id, event, cause_type, cause_code, note, occurred_at)
                        select tenant_id, id, 'settlement.posted', 'statement', code, 'RUN-311103-AAAAAA', now() from bench_statement
                         where tenant_id = %1$d and run_id = %2$d""".formatted(tenant.id().value(), round));
                rows(sql, 2 * MEMBERS, """
                        insert into bench_entry (tenant_id, posting_id, leg, account_id, currency, amount_minor)
                        select s.tenant_id, s.id, case a.kind when 'PAYABLE' then 2 else 1 end, a.id, 'CNY',
                               case a.kind when 'PAYABLE' then -s.payable_minor else s.payable_minor end
                          from bench_statement s join ledger_account a on a.tenant_id = s.tenant_id and a.organisation_id = s.organisation_id
                         where s.tenant_id = %1$d and s.run_id = %2$d and a.kind in ('COMMISSION_DUE', 'PAYABLE')""".formatted(tenant.id().value(), round));
                owner.commit();
            }
        }

        private static void rows(Statement sql, int wanted, String statement) throws SQLException {
            int rows = sql.executeUpdate(statement);
            if (rows != wanted) {
                throw new IllegalStateException(rows + " rows of " + wanted);
            }
        }

        private void plain(String statement) throws SQLException {
            try (Connection owner = portal.asOwner(); Statement sql = owner.createStatement()) {
                int rows = sql.executeUpdate(statement.formatted(tenant.id().value()));
                if (rows != MEMBERS) {
                    throw new IllegalStateException(rows + " members");
                }
            }
        }

        /** Calculated several times (cancelled in between, the middle time counts), then submitted, approved and posted once. */
        Timed settle() throws Exception {
            if (Boolean.getBoolean("entrepot.bench.explain")) {
                explain();
            }
            double[] calculating = new double[ROUNDS];
            String code = "";
            for (int i = 0; i < ROUNDS; i++) {
                if (i > 0) {
                    settlements.cancel(maker, code, "once more");
                    vacuum();
                }
                long began = System.nanoTime();
                code = settlements.start(maker, MONTH).code();
                until(code, RunState.PREVIEWED);
                calculating[i] = seconds(began);
            }
            Arrays.sort(calculating);
            portal.clockTo(tenant, settlements.get(maker, code).objectionsUntil());
            long began = System.nanoTime();
            settlements.submit(maker, code);
            double submitting = seconds(began);
            began = System.nanoTime();
            settlements.approve(checker, code, settlements.get(checker, code).totalsHash());
            until(code, RunState.POSTED);
            double posting = seconds(began);
            SettlementRun run = settlements.get(maker, code);
            if (run.totals().entries() != accruals || run.totals().payees() != MEMBERS) {
                throw new IllegalStateException("not all was settled: " + run.totals());
            }
            return new Timed(calculating[ROUNDS / 2], submitting, posting);
        }

        /** Statements issued in a second, each proved and with all its lines, for some seconds. */
        double issued() throws Exception {
            long began = System.nanoTime();
            long before = count();
            while (seconds(began) < 10 && settlements.advance(system)) {
                Thread.onSpinWait();
            }
            return (count() - before) / seconds(began);
        }

        private long count() throws SQLException {
            try (Connection owner = portal.asOwner(); Statement sql = owner.createStatement();
                    var rows = sql.executeQuery("select count(*) from settlement_statement where tenant_id = " + tenant.id().value()
                            + " and state = 'ISSUED'")) {
                rows.next();
                return rows.getLong(1);
            }
        }

        private void vacuum() throws SQLException {
            try (Connection owner = portal.asOwner(); Statement sql = owner.createStatement()) {
                sql.execute("vacuum analyze settlement_statement");
            }
        }

        private void until(String code, RunState state) {
            while (settlements.get(maker, code).state() != state) {
                long began = System.nanoTime();
                boolean more = settlements.advance(system);
                if (Boolean.getBoolean("entrepot.bench.explain")) {
                    System.out.printf("%s %.0f ms%n", settlements.get(maker, code).state(), (System.nanoTime() - began) / 1e6);
                }
                if (!more) {
                    throw new IllegalStateException(settlements.get(maker, code).toString());
                }
            }
        }
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    /** The most that is still alive while the work runs, above what was before, in MiB. */
    private static double heap(Work work) throws Exception {
        System.gc();
        long before = used();
        long[] most = {0};
        AtomicBoolean done = new AtomicBoolean();
        Thread watch = new Thread(() -> {
            while (!done.get()) {
                System.gc();
                most[0] = Math.max(most[0], used() - before);
            }
        });
        watch.start();
        work.go();
        done.set(true);
        watch.join();
        return most[0] / MIB;
    }

    private static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static double median(Work work) throws Exception {
        double[] seconds = new double[ROUNDS];
        for (int i = -1; i < ROUNDS; i++) {
            long began = System.nanoTime();
            work.go();
            if (i >= 0) {
                seconds[i] = seconds(began);
            }
        }
        Arrays.sort(seconds);
        return seconds[ROUNDS / 2];
    }
}
