package entrepot.settlement;

import entrepot.db.Database;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.PersonId;
import entrepot.kernel.Problem;
import entrepot.kernel.TenantId;
import entrepot.kernel.UserId;
import entrepot.platform.access.Actor;
import entrepot.platform.clock.BusinessClock;
import entrepot.testing.Portal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * A node of its own on the database of a campaign, to be killed. It reads its orders line by line: {@code start TENANT MONTH MILLIS} at that
 * moment of the real clock, {@code settle TENANT RUN} until nothing is left to do; and says before each piece where the run stands.
 */
final class SettlementNode {

    private static final long MAKER = 11;
    private static final long CHECKER = 22;
    private static final int REFUSED_MAX = 20;
    private static final long WAIT = 20_000_000L;

    private final Portal portal;
    private final Settlements settlements;
    private final PrintStream out;

    private SettlementNode(Database database) {
        // nothing but answers is written there
        out = System.out;
        System.setOut(System.err);
        portal = Portal.joining(database);
        settlements = portal.bean(Settlements.class);
        out.println("ready");
    }

    public static void main(String[] arguments) throws IOException {
        SettlementNode node = new SettlementNode(new Database(arguments[0], arguments[1], arguments[2], arguments[3], arguments[4]));
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            String[] words = line.split(" ");
            TenantId tenant = new TenantId(Long.parseLong(words[1]));
            if (words[0].equals("start")) {
                node.start(tenant, YearMonth.parse(words[2]), Long.parseLong(words[3]));
            } else {
                node.settle(tenant, words[2]);
            }
        }
    }

    static Actor maker(TenantId tenant) {
        return person(tenant, MAKER, SettlementPermission.READ, SettlementPermission.RUN, SettlementPermission.STATEMENTS);
    }

    private static Actor person(TenantId tenant, long id, String... permissions) {
        return new Actor(tenant, new OrganisationId(1), true, new UserId(id), new PersonId(id), "Person " + id, Set.of(permissions), Actor.Kind.USER);
    }

    private void start(TenantId tenant, YearMonth month, long at) {
        while (System.currentTimeMillis() < at) {
            Thread.onSpinWait();
        }
        try {
            out.println("started " + settlements.start(maker(tenant), month).code());
        } catch (Problem refused) {
            out.println("refused " + refused.code());
        }
    }

    private void settle(TenantId tenant, String run) {
        Actor maker = maker(tenant);
        Actor checker = person(tenant, CHECKER, SettlementPermission.READ, SettlementPermission.APPROVE);
        int refused = 0;
        for (RunState state = settlements.get(maker, run).state(); !state.isClosed(); state = settlements.get(maker, run).state()) {
            out.println("at " + state);
            try {
                if (!step(tenant, run, state, maker, checker)) {
                    LockSupport.parkNanos(WAIT);
                }
            } catch (Problem overtaken) {
                // what a killed node had sent is still done by the database, and done once
                if (++refused > REFUSED_MAX) {
                    throw overtaken;
                }
                LockSupport.parkNanos(WAIT);
            }
        }
        out.println("done");
    }

    private boolean step(TenantId tenant, String run, RunState state, Actor maker, Actor checker) {
        switch (state) {
            case PREVIEWED -> {
                Instant until = settlements.get(maker, run).objectionsUntil();
                portal.in(tenant, () -> {
                    if (portal.bean(BusinessClock.class).now().isBefore(until)) {
                        portal.bean(BusinessClock.class).set(Actor.system(tenant), until);
                    }
                    return null;
                });
                settlements.submit(maker, run);
                return true;
            }
            case SUBMITTED -> {
                settlements.approve(checker, run, settlements.get(checker, run).totalsHash());
                return true;
            }
            default -> {
                return settlements.advance(Actor.system(tenant));
            }
        }
    }
}
