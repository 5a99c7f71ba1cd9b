package entrepot.bench;

import entrepot.testing.Force;
import entrepot.testing.Portal;
import entrepot.testing.Trade;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * No speed: what must stay true under force. Sixty-four clients on little stock, longer than a test may take; and 1,000
 * equal submissions over two nodes on one database, of which one becomes an order. Fails where it does not.
 */
final class ForceBench {

    private static final int SEEDS = 5;
    private static final int THINGS = 2_000;
    private static final int EQUAL = 1_000;

    private final Portal portal = Portal.running();

    void run() throws Exception {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Force force = new Force(Trade.inChina(portal), 12, 60);
            force.run(64, THINGS, seed);
            force.requireThatNothingWasLost();
        }
        Found.print("force.things_done", SEEDS * THINGS, "without a loss, an oversell or a deadlock seen");
        Path home = RestPortal.installation();
        if (home != null) {
            twoNodes(home);
        }
    }

    private void twoNodes(Path home) throws Exception {
        Trade trade = Trade.inChina(portal);
        trade.products(10_000, 100, "A");
        trade.topUp(100_000_000);
        String key = RestPortal.key(portal, trade.tenant, trade.agentOrganisation.id());
        String body = "{\"subShop\":\"" + trade.shop.code() + "\",\"outsideNumber\":\"E-1\",\"shipTo\":{\"name\":\"王五\",\"phone\":"
                + "\"13800000001\",\"country\":\"CN\",\"province\":\"浙江省\",\"city\":\"杭州市\",\"district\":\"西湖区\",\"street\":"
                + "\"测试路1号\",\"postcode\":\"310000\"},\"lines\":[{\"sku\":\"A\",\"quantity\":1}]}";
        try (RestPortal one = RestPortal.start(home, portal.database(), "one");
             RestPortal other = RestPortal.start(home, portal.database(), "other")) {
            List<String> answers = Force.at(32, EQUAL, i -> {
                try (RestPortal.Client client = (i % 2 == 0 ? one : other).client()) {
                    return client.post(trade.tenant.code(), "/api/agent/v1/orders", key, "equal", body);
                }
            });
            Set<String> different = new TreeSet<>(answers);
            long orders = trade.count("sales_order");
            if (different.size() != 1 || orders != 1 || !answers.get(0).startsWith("201")) {
                throw new IllegalStateException(orders + " orders of equal submissions, answered " + different);
            }
            Found.print("force.equal_submissions", EQUAL, "over two nodes, one order");
        }
    }
}
