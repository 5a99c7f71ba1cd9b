package entrepot.settlement;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.NewPosting;
import entrepot.network.Ability;
import entrepot.network.AdmitOrganisation;
import entrepot.network.Organisations;
import entrepot.network.TaxProfile;
import entrepot.platform.access.Actor;
import entrepot.platform.jobs.Jobs;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Members;
import entrepot.testing.Portal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/** A statement of 10,000 lines: what its page asks for, and how long its files take. */
public final class StatementBench {

    private static final int LINES = 10_000;
    private static final int AT_ONCE = 500;
    private static final int TIMES = 21;
    private static final int ROWS = 51;

    private final Portal portal = Portal.running();
    private final Statements statements = portal.bean(Statements.class);
    private final Settlements settlements = portal.bean(Settlements.class);
    private final Disputes disputes = portal.bean(Disputes.class);

    /** Gives each figure's name and value: milliseconds, MiB for the file. */
    public void run(BiConsumer<String, Double> found) {
        Tenant tenant = portal.newTenant();
        Actor system = Actor.system(tenant.id());
        Members.of(portal, tenant);
        OrganisationId member = portal.bean(Organisations.class).admit(system, new AdmitOrganisation("杭州清茶行", Set.of(Ability.SELLS), "SILVER", null,
                "浙江省", "杭州市", List.of(), "Li", "li@example.com", "+86 571 8888 0000", "", null, null)).id();
        portal.bean(Organisations.class).tax(system, portal.bean(Organisations.class).get(system, member).code(), TaxProfile.COMPANY);
        portal.clockTo(tenant, Instant.parse("2031-10-05T02:00:00Z"));
        portal.bean(Ledger.class).openAccounts(system, member);
        for (int from = 0; from < LINES; from += AT_ONCE) {
            List<NewPosting> postings = new ArrayList<>();
            for (int i = from; i < from + AT_ONCE; i++) {
                postings.add(NewPosting.transfer(i % 10 == 0 ? "consignment.fulfilled" : "commission.due", "accrual", "ACC-" + i,
                        Account.of(AccountKind.COMMISSION_COST), Account.of(AccountKind.COMMISSION_DUE, member), Money.of(100 + i % 977, "CNY")));
            }
            portal.bean(Ledger.class).postAll(system, postings);
        }
        portal.analyze();
        Actor maker = Portal.headquarters(tenant, new OrganisationId(1), SettlementPermission.READ, SettlementPermission.RUN, SettlementPermission.STATEMENTS);
        Actor checker = Portal.headquarters(tenant, new OrganisationId(1), SettlementPermission.READ, SettlementPermission.APPROVE,
                SettlementPermission.STATEMENTS);
        Actor agent = Portal.member(tenant, member, SettlementPermission.STATEMENTS, SettlementPermission.DISPUTE);
        portal.clockTo(tenant, Instant.parse("2031-11-03T02:00:00Z"));
        SettlementRun run = settlements.start(maker, YearMonth.of(2031, 10));
        portal.bean(Jobs.class).runAll(tenant.id());
        String code = statements.list(agent, run.code(), null, 1).get(0).code();
        found.accept("statement.preview_ms", median(() -> page(agent, code, true)));
        portal.clockTo(tenant, Instant.parse("2031-11-10T02:00:00Z"));
        settlements.submit(maker, run.code());
        settlements.approve(checker, run.code(), settlements.get(checker, run.code()).totalsHash());
        portal.bean(Jobs.class).runAll(tenant.id());
        found.accept("statement.page_ms", median(() -> page(agent, code, false)));
        Statement.Content content = statements.content(agent, code);
        List<Statement.Line> middle = statements.lines(agent, code, "commission.due", null, ROWS);
        found.accept("statement.lines_ms", median(() -> statements.lines(agent, code, "commission.due", middle.get(middle.size() - 1).key(), ROWS)));
        if (content.count() != LINES) {
            throw new IllegalStateException(content.count() + " lines");
        }
        long before = System.nanoTime();
        byte[] pdf = statements.pdf(agent, code, Locale.SIMPLIFIED_CHINESE);
        found.accept("statement.pdf_ms", (System.nanoTime() - before) / 1e6);
        found.accept("statement.pdf_mib", pdf.length / 1048576.0);
        before = System.nanoTime();
        statements.xlsx(agent, code, Locale.ENGLISH);
        found.accept("statement.xlsx_ms", (System.nanoTime() - before) / 1e6);
    }

    /** All that the statement's page asks for when it is opened. */
    private void page(Actor agent, String code, boolean previewed) {
        statements.get(agent, code);
        Statement.Content content = statements.content(agent, code);
        statements.proof(agent, code);
        statements.timeLine(agent, code);
        statements.lines(agent, code, "commission.due", null, ROWS);
        disputes.ofStatement(agent, code);
        statements.confirmation(agent, code);
        if (previewed) {
            statements.objectionsUntil(agent, code);
            Statements.previewHash(content);
        }
    }

    private static double median(Runnable what) {
        double[] times = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long before = System.nanoTime();
            what.run();
            times[i] = (System.nanoTime() - before) / 1e6;
        }
        Arrays.sort(times);
        return times[TIMES / 2];
    }
}
