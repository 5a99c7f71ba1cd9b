package entrepot.testing;

import entrepot.kernel.OrganisationId;
import entrepot.network.Ability;
import entrepot.network.AdmitOrganisation;
import entrepot.network.FoundHeadquarters;
import entrepot.network.Headquarters;
import entrepot.network.OpenSubShop;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.platform.access.Actor;
import entrepot.platform.tenant.Tenant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A tenant with its headquarters, and members to order from tests. */
public final class Members {

    private static final AtomicLong COUNTER = new AtomicLong();

    private final Portal portal;
    private final Actor system;
    private final Organisation headquarters;

    private Members(Portal portal, Tenant tenant) {
        this.portal = portal;
        this.system = Actor.system(tenant.id());
        this.headquarters = portal.bean(Headquarters.class).found(system, new FoundHeadquarters("Headquarters", "浙江省",
                "杭州市", "Head", "head@example.com", ""));
    }

    /** Founds the headquarters of that tenant. */
    public static Members of(Portal portal, Tenant tenant) {
        return new Members(portal, tenant);
    }

    public Organisation headquarters() {
        return headquarters;
    }

    /** A new agent, Silver. */
    public Organisation agent() {
        return member(Set.of(Ability.SELLS), "SILVER", null, "浙江省", "杭州市");
    }

    /** A new agent below another. */
    public Organisation agentUnder(OrganisationId upline) {
        return member(Set.of(Ability.SELLS), "BRONZE", upline, "浙江省", "杭州市");
    }

    /** A new dealer, Gold, whose territory is that province. */
    public Organisation dealer(String province, String city) {
        return member(Set.of(Ability.HOLDS_STOCK), "GOLD", null, province, city);
    }

    public Organisation member(Set<Ability> abilities, String tier, OrganisationId upline, String province,
                               String city) {
        long number = COUNTER.incrementAndGet();
        return portal.bean(Organisations.class).admit(system, new AdmitOrganisation("Member " + number, abilities,
                tier, upline, province, city, abilities.contains(Ability.HOLDS_STOCK) ? List.of(province) : List.of(),
                "Contact " + number, "member" + number + "@example.com", "+86 571 8888 0000", "", null, null));
    }

    /** A new sub-shop of that member, in the tenant's currency. */
    public SubShop shopOf(Organisation member) {
        return portal.bean(SubShops.class).open(system, new OpenSubShop(member.id(),
                "Shop " + COUNTER.incrementAndGet(), "TAOBAO", null));
    }
}
