package entrepot.identity;

import static entrepot.identity.Role.Side.HEADQUARTERS;
import static entrepot.identity.Role.Side.MEMBER;

import entrepot.messaging.MessagingPermission;
import entrepot.network.Ability;
import entrepot.network.Organisation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a person is in an organisation, and what each may do. Permissions are named as the {@code @Requires} of the use cases name them; those of
 * the capabilities above stand here as strings, since identity knows nothing of them. A test holds both sides together: each string is asked for by
 * some use case, and each use case is open to some role. A capability adds its lines in its own section of each role.
 *
 * <p>{@code area:…} opens a part of the portal: the pages and the REST resources under that word.
 */
public enum Role {

    /** Owner of a selling member. */
    AGENT(MEMBER, "area:agent",
            IdentityPermission.PEOPLE, IdentityPermission.MANAGE_PEOPLE, IdentityPermission.KEYS, "webhooks:manage", "orders:practise",
            "organisations:read", "sub-shops:read", "sub-shops:manage",
            "catalogue:view", "prices:quote", "freight:quote", "feeds:view", "feeds:manage",
            "statements:dispute",
            "payments:start", "payments:read",
            "orders:view", "orders:place", "orders:cancel", "consignments:view", "parcels:view", "routing:view",
            "wallet:read", "wallet:blocked", "wallet:report", "commission:read", "commission:appeal", "statements:read", "invoices:read", "invoices:request", "payouts:read", "payouts:withdraw",
            "orders:change", "orders:limit",
            "returns:view", "returns:open",
            "tax:own"),

    /** Staff of a sub-shop: sells, and sees neither people nor keys. */
    SHOP_STAFF(MEMBER, "area:agent", "orders:practise",
            "organisations:read", "sub-shops:read",
            "catalogue:view", "prices:quote", "freight:quote", "feeds:view",
            "orders:view", "orders:place", "orders:cancel", "consignments:view", "parcels:view", "routing:view",
            "orders:change", "wallet:blocked",
            "returns:view", "returns:open"),

    /** Runs a dealer's warehouse. */
    DEALER(MEMBER, "area:dealer",
            "routing:share",
            "statements:dispute",
            IdentityPermission.PEOPLE, IdentityPermission.MANAGE_PEOPLE, IdentityPermission.KEYS, "webhooks:manage",
            "organisations:read",
            "catalogue:view", "prices:quote", "stock:view", "stock:change",
            "consignments:view", "consignments:fulfil", "parcels:view", "parcels:handle", "routing:view",
            "wallet:read", "commission:read", "commission:appeal", "statements:read", "invoices:read", "invoices:request", "payouts:read", "payouts:withdraw",
            "orders:answer",
            "returns:view", "returns:receive",
            "tax:own"),

    /** Approves members, prices and routes. */
    HQ_MANAGER(HEADQUARTERS, "area:hq", "orders:practise",
            "routing:rules", "routing:propose", "routing:approve", "routing:share",
            IdentityPermission.PEOPLE, IdentityPermission.MANAGE_PEOPLE, IdentityPermission.KEYS,
            "organisations:read", "organisations:manage", "sub-shops:read", "sub-shops:manage",
            "applications:read", "applications:decide",
            "catalogue:view", "prices:quote", "prices:view", "prices:approve", "freight:quote", "feeds:view",
            "stock:view", "stock:change", "stock:confirm", "warehouses:manage",
            "orders:view", "orders:cancel", "consignments:view", "consignments:fulfil", "parcels:view",
            "parcels:handle", "parcels:judge", "carriers:manage", "tracking:manage", "routing:view",
            "dealers:judge", "dealers:terms", "commission:read", "commission:plans", "commission:propose",
            "orders:change", "orders:release", "orders:answer", "orders:limit", "orders:rules", "orders:quote",
            "returns:view", "returns:open", "returns:receive", "returns:judge"),

    /** Proposes catalogue and prices. */
    HQ_EDITOR(HEADQUARTERS, "area:hq",
            "routing:rules", "routing:propose",
            IdentityPermission.KEYS, "organisations:read", "sub-shops:read",
            "catalogue:view", "catalogue:edit", "catalogue:import", "prices:quote", "prices:view", "prices:propose", "freight:quote",
            "feeds:view", "stock:view", "orders:view", "consignments:view", "parcels:view", "routing:view",
            "returns:view"),

    /** Prepares money: confirms top-ups, starts runs. */
    FINANCE_MAKER(HEADQUARTERS, "area:finance",
            "disputes:answer",
            "bank:read", "bank:import", "bank:match", "bank:propose", "payments:read", "gateways:propose",
            IdentityPermission.KEYS, "organisations:read", "orders:view", "consignments:view", "parcels:view",
            "courier-bills:view", "courier-bills:take", "courier-bills:pay",
            "wallet:read", "wallet:confirm", "ledger:read", "ledger:propose", "commission:read", "commission:plans", "commission:propose",
            "credit:read", "credit:propose", "credit:stop", "invoices:read", "invoices:issue",
            "settlement:read", "settlement:run", "statements:read",
            "payouts:read", "payouts:batches", "payouts:prepare", "payouts:files", "payouts:verify",
            "returns:view",
            "tax:read", "tax:own", "tax:propose", "tax:file"),

    /** Approves money. */
    FINANCE_CHECKER(HEADQUARTERS, "area:finance",
            "disputes:approve",
            "bank:read", "bank:match", "bank:approve", "payments:read", "gateways:propose", "gateways:approve",
            IdentityPermission.KEYS, "organisations:read", "orders:view", "consignments:view", "parcels:view",
            "courier-bills:view", "courier-bills:pay",
            "wallet:read", "wallet:confirm", "ledger:read", "ledger:approve", "commission:read", "commission:plans", "commission:approve",
            "credit:read", "credit:approve", "credit:stop", "invoices:read", "invoices:approve",
            "settlement:read", "settlement:approve", "statements:read",
            "payouts:read", "payouts:batches", "payouts:approve", "payouts:release", "payouts:files", "payouts:verify",
            "returns:view",
            "tax:read", "tax:own", "tax:approve", "tax:pay"),

    /** Keeps people, settings and the outbox: whoever reads letters reads invitations, so nobody who approves does. */
    ADMIN(HEADQUARTERS, "area:hq",
            IdentityPermission.PEOPLE, IdentityPermission.MANAGE_PEOPLE, IdentityPermission.MANAGE_HEADQUARTERS, IdentityPermission.KEYS,
            MessagingPermission.READ, "organisations:read", "sub-shops:read", "applications:read", "webhooks:manage");

    /** Whose organisation the role belongs to. */
    public enum Side { MEMBER, HEADQUARTERS }

    private final Side side;
    private final Set<String> permissions;

    Role(Side side, String... permissions) {
        this.side = side;
        Set<String> all = new LinkedHashSet<>(List.of(permissions));
        all.add(IdentityPermission.SELF);
        // in a demonstration only; elsewhere the clock refuses and no case is ready
        all.add("clock:move");
        all.add("cases:try");
        this.permissions = Set.copyOf(all);
    }

    public Side side() {
        return side;
    }

    /** What the role may do, as {@code orders:place}; always with one's own profile. */
    public Set<String> permissions() {
        return permissions;
    }

    /** Whether it can be given in that organisation: who sells needs one that does, a dealer one that holds stock. */
    public boolean fits(Organisation organisation) {
        return switch (this) {
            case AGENT, SHOP_STAFF -> organisation.can(Ability.SELLS) || organisation.can(Ability.FRANCHISED);
            case DEALER -> organisation.can(Ability.HOLDS_STOCK);
            default -> organisation.headquarters();
        };
    }

    /** The roles that can be given in an organisation of that side. */
    public static List<Role> of(Side side) {
        return List.of(values()).stream().filter(role -> role.side == side).toList();
    }
}
