package entrepot.settlement;

import entrepot.db.Database;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.NewPosting;
import entrepot.network.Ability;
import entrepot.network.AdmitOrganisation;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.network.TaxProfile;
import entrepot.platform.access.Actor;
import entrepot.platform.tenant.Tenant;
import entrepot.testing.Members;
import entrepot.testing.Portal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code mvn -Pcampaign -Dcampaign=settlement [-Dtimes=50] [-Dseed=]}: nodes are killed with SIGKILL while they settle, at each step and then at random
 * moments, and another goes on; two start the run in the same instant. Each run has to end as one that was never killed.
 */
public final class SettlementCampaign {

    private static final int USUAL = 50;
    private static final int MEMBERS = 60;
    private static final int MOMENT_MAX = 400;
    private static final int AHEAD = 2;
    private static final int KILLS_MAX = 2;
    private static final YearMonth OCTOBER = YearMonth.of(2031, 10);
    private static final List<String> STEPS = List.of("DRAFT", "COLLECTED", "CALCULATED", "PREVIEWED", "SUBMITTED", "APPROVED", "POSTED");

    private final Portal portal = Portal.running();
    private final Random random;
    private final Deque<Node> coming = new ArrayDeque<>();
    private final Deque<Node> idle = new ArrayDeque<>();
    private final TreeMap<String, Integer> killedAt = new TreeMap<>();

    private SettlementCampaign(long seed) throws IOException {
        random = new Random(seed);
    }

    /** Takes how many random moments (0: 50) and the seed, where 0 stands for one of the moment's. Ends with 1 at the first difference. */
    public static void main(String[] arguments) throws Exception {
        int times = Integer.parseInt(arguments[0]) > 0 ? Integer.parseInt(arguments[0]) : USUAL;
        long seed = Long.parseLong(arguments[1]) == 0 ? System.nanoTime() : Long.parseLong(arguments[1]);
        System.out.println("settlement.seed=" + seed);
        SettlementCampaign campaign = new SettlementCampaign(seed);
        String whole = campaign.settled(null, 0);
        int faults = 0;
        for (String step : STEPS) {
            faults += campaign.differs("killed at " + step, whole, campaign.settled(step, 1));
        }
        for (int i = 1; i <= times; i++) {
            int kills = 1 + campaign.random.nextInt(KILLS_MAX);
            faults += campaign.differs("round " + i + ", " + kills + " kills", whole, campaign.settled(null, kills));
        }
        campaign.coming.forEach(Node::kill);
        campaign.idle.forEach(Node::kill);
        System.out.println("settlement.rounds=" + (STEPS.size() + times));
        System.out.println("settlement.killed_at=" + campaign.killedAt);
        System.out.println("settlement.faulty_rounds=" + faults);
        System.exit(faults == 0 ? 0 : 1);
    }

    private int differs(String what, String whole, String ended) {
        boolean same = whole.equals(ended);
        System.out.println((same ? "" : "FAULT: ") + what + (same ? ": as one that was never killed" : ": it ended as\n" + ended + "\ninstead of\n" + whole));
        return same ? 0 : 1;
    }

    /**
     * A tenant's month, started by two nodes in the same instant, and settled by nodes that are killed.
     *
     * @param step  at which the first one is killed; null for moments of chance
     * @param kills how many are; 0 for none
     */
    private String settled(String step, int kills) throws Exception {
        Tenant tenant = books();
        Node one = node();
        Node other = node();
        long together = System.currentTimeMillis() + 50;
        one.order("start " + tenant.id().value() + " " + OCTOBER + " " + together);
        other.order("start " + tenant.id().value() + " " + OCTOBER + " " + together);
        List<String> answers = List.of(one.answer(), other.answer());
        String run = answers.stream().filter(answer -> answer.startsWith("started ")).findFirst().orElseThrow(
                () -> new IllegalStateException(answers.toString())).substring("started ".length());
        if (answers.stream().filter(answer -> answer.equals("refused RUN_EXISTS")).count() != 1) {
            throw new IllegalStateException("two nodes that start a run at once: " + answers);
        }
        Node working = one;
        for (int kill = 0; kill < kills; kill++) {
            working.order("settle " + tenant.id().value() + " " + run);
            String at = "";
            if (step != null) {
                while (!at.equals("at " + step)) {
                    at = working.answer();
                }
                // somewhere within the piece that follows
                Thread.sleep(random.nextInt(10));
            } else {
                Thread.sleep(random.nextInt(MOMENT_MAX));
            }
            working.kill();
            killedAt.merge(text("select state from settlement_run where code = '" + run + "'"), 1, Integer::sum);
            working = kill == 0 ? other : node();
        }
        working.order("settle " + tenant.id().value() + " " + run);
        while (!working.answer().equals("done")) {
            continue;
        }
        idle.add(working);
        if (kills == 0) {
            idle.add(other);
        }
        proofs(tenant, run);
        return text(RunProofsIT.ENDS.formatted(tenant.id().value()));
    }

    private void proofs(Tenant tenant, String run) {
        Statements statements = portal.bean(Statements.class);
        statements.list(SettlementNode.maker(tenant.id()), run, null, MEMBERS + 1).forEach(each -> {
            if (!statements.proof(SettlementNode.maker(tenant.id()), each.code()).holds()) {
                throw new IllegalStateException(each.code() + " does not prove itself");
            }
        });
    }

    /** The same books each time, for another tenant. */
    private Tenant books() {
        Tenant tenant = portal.newTenant();
        Actor system = Actor.system(tenant.id());
        Members.of(portal, tenant);
        portal.clockTo(tenant, Instant.parse("2031-10-05T02:00:00Z"));
        Ledger ledger = portal.bean(Ledger.class);
        List<NewPosting> postings = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            Organisation member = portal.bean(Organisations.class).admit(system, new AdmitOrganisation("Member " + i, Set.of(Ability.SELLS), "SILVER", null,
                    "浙江省", "杭州市", List.of(), "Li", "li" + i + "@example.com", "", "", null, null));
            portal.bean(Organisations.class).tax(system, member.code(), i % 7 == 0 ? TaxProfile.INDIVIDUAL : TaxProfile.COMPANY);
            ledger.openAccounts(system, member.id());
            postings.add(NewPosting.transfer("commission.due", "test", "C" + i, Account.of(AccountKind.COMMISSION_COST),
                    due(AccountKind.COMMISSION_DUE, member.id()), Money.of(1_000L * i + 1, "CNY")));
            postings.add(i % 5 == 0 ? NewPosting.transfer("commission.reversed", "test", "R" + i, due(AccountKind.COMMISSION_DUE, member.id()),
                    Account.of(AccountKind.COMMISSION_COST), Money.of(700L * i + 2, "CNY"))
                    : NewPosting.transfer("consignment.fulfilled", "test", "D" + i, Account.of(AccountKind.FULFILMENT_COST),
                    due(AccountKind.DEALER_DUE, member.id()), Money.of(333L * i + 3, "CNY")));
        }
        ledger.postAll(system, postings);
        portal.clockTo(tenant, Instant.parse("2031-11-03T02:00:00Z"));
        return tenant;
    }

    private static Account due(AccountKind kind, OrganisationId member) {
        return Account.of(kind, member);
    }

    private String text(String query) throws SQLException {
        try (Connection owner = portal.asOwner(); Statement statement = owner.createStatement(); ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /** One that is up; others come up meanwhile. */
    private Node node() throws IOException {
        while (coming.size() < AHEAD) {
            coming.add(new Node(portal.database()));
        }
        if (!idle.isEmpty()) {
            return idle.remove();
        }
        Node ready = coming.remove();
        if (!ready.answer().equals("ready")) {
            throw new IllegalStateException("a node did not come up");
        }
        return ready;
    }

    /** A JVM of its own. */
    private static final class Node {

        private final Process process;
        private final PrintStream orders;
        private final BufferedReader answers;

        Node(Database database) throws IOException {
            process = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-cp",
                    System.getProperty("java.class.path"), SettlementNode.class.getName(), database.url(), database.owner(), database.ownerPassword(),
                    database.app(), database.appPassword()).redirectError(ProcessBuilder.Redirect.appendTo(new java.io.File("target/settlement-nodes.log"))).start();
            orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
            answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        void order(String order) {
            orders.println(order);
        }

        String answer() throws IOException {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("a node ended by itself");
            }
            return line;
        }

        /** SIGKILL; what the database had not committed is gone. */
        void kill() {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
