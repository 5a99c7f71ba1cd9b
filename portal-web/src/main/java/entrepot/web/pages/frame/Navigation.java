package entrepot.web.pages.frame;

import entrepot.platform.access.Actor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The left navigation: every entry with the permission that shows it, in order. A role sees at most eight (a test counts). A capability adds its
 * entry here; sub-pages are reached from the list they belong to and get no entry.
 */
public final class Navigation {

    /**
     * @param href page from the root
     * @param icon PrimeIcon
     * @param title key of the words
     * @param permission who sees it: the permission of the page's main use case; entries of an area also need {@code area:<first folder>}
     */
    public record Entry(String href, String icon, String title, String permission) {

        boolean isFor(Actor actor) {
            String area = href.split("/")[1];
            boolean areal = List.of("agent", "dealer", "hq", "finance").contains(area);
            return actor.may(permission) && (!areal || actor.may("area:" + area));
        }
    }

    /** An entry for this page: {@code here} marks where the person is. */
    public record Shown(String href, String icon, String title, boolean here) {
    }

    /** Everybody's first, then by area in the order of the day's work. Of two for the same page a person gets the first that it may have. */
    public static final List<Entry> ENTRIES = List.of(
            new Entry("/desk", "pi-home", "shell.desk", "identity:self"),
            new Entry("/agent/orders/list", "pi-box", "orders.title", "orders:view"),
            new Entry("/agent/lists/list", "pi-file-import", "lists.title", "orders:place"),
            new Entry("/agent/catalogue/list", "pi-tag", "catalog.agent.title", "prices:quote"),
            new Entry("/agent/shops/list", "pi-shop", "network.shops.title", "sub-shops:read"),
            new Entry("/hq/orders/list", "pi-box", "orders.title", "orders:view"),
            new Entry("/hq/members/list", "pi-sitemap", "network.members.title", "organisations:read"),
            new Entry("/dealer/offers/list", "pi-bell", "fulfilment.offers", "consignments:fulfil"),
            new Entry("/dealer/shipments/list", "pi-truck", "fulfilment.shipments", "consignments:fulfil"),
            new Entry("/dealer/share/list", "pi-chart-pie", "routing.share.title", "routing:share"),
            new Entry("/dealer/stock/list", "pi-box", "inventory.stock", "stock:change"),
            new Entry("/hq/shipments/list", "pi-truck", "fulfilment.shipments", "consignments:fulfil"),
            new Entry("/hq/routing/list", "pi-directions", "routing.rules.title", "routing:rules"),
            new Entry("/hq/stock/list", "pi-box", "inventory.stock", "stock:view"),
            new Entry("/hq/catalogue/list", "pi-tags", "catalog.title", "catalogue:view"),
            new Entry("/hq/prices/list", "pi-percentage", "plans.with-prices", "commission:plans"),
            new Entry("/hq/prices/list", "pi-percentage", "prices.title", "prices:view"),
            new Entry("/finance/bank/list", "pi-building-columns", "bank.title", "bank:read"),
            new Entry("/finance/couriers/list", "pi-truck", "courier-bills.title", "courier-bills:view"),
            new Entry("/finance/settlements/list", "pi-calendar", "settlement.title", "settlement:read"),
            new Entry("/finance/payouts/list", "pi-send", "payout.title", "payouts:batches"),
            new Entry("/finance/plans/list", "pi-percentage", "plans.title", "commission:plans"),
            new Entry("/finance/invoices/receivables", "pi-receipt", "invoices.title", "invoices:read"),
            new Entry("/finance/ledger/journal", "pi-book", "ledger.title", "ledger:read"),
            new Entry("/agent/wallet/overview", "pi-wallet", "wallet.title", "wallet:read"),
            new Entry("/agent/commission/list", "pi-percentage", "commission.title", "commission:read"),
            new Entry("/agent/statements/list", "pi-file", "settlement.statements.title", "statements:read"),
            new Entry("/dealer/commission/list", "pi-percentage", "commission.title", "commission:read"),
            new Entry("/dealer/statements/list", "pi-file", "settlement.statements.title", "statements:read"),
            new Entry("/dealer/wallet/account", "pi-wallet", "payout.dealer.title", "payouts:withdraw"),
            new Entry("/hq/messaging/outbox", "pi-envelope", "messaging.outbox.title", "messages:read"));

    private Navigation() {
    }

    /** What this actor sees, with the entry of the given path marked. */
    public static List<Shown> of(Actor actor, String path) {
        Set<String> taken = new HashSet<>();
        return ENTRIES.stream().filter(e -> e.isFor(actor) && taken.add(e.href())).map(e -> new Shown(e.href(), e.icon(), e.title(), isAt(e.href(), path))).toList();
    }

    /** A page belongs to an entry when it stands in the same folder: /agent/orders/detail belongs to /agent/orders/list. */
    private static boolean isAt(String href, String path) {
        String folder = href.substring(0, href.lastIndexOf('/') + 1);
        return path.equals(href) || href.startsWith("/hq/prices/") && path.startsWith("/hq/plans/") || href.startsWith("/finance/bank/") && path.startsWith("/finance/topups/")
                || href.startsWith("/finance/settlements/") && path.startsWith("/finance/statements/") || folder.chars().filter(c -> c == '/').count() > 2 && path.startsWith(folder);
    }
}
