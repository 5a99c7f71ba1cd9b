package entrepot.feed;

import entrepot.kernel.SubShopId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The feeds of sub-shops: opened, rotated, revoked, and read at their secret address. */
@UseCases
@ApplicationScoped
public class Feeds {

    /** Opens a feed and gives out its address, this once. */
    @Requires(FeedPermission.MANAGE)
    public OpenedFeed open(Actor actor, SubShopId subShop, FeedFormat format) {
        throw new UnsupportedOperationException();
    }

    @Requires(FeedPermission.VIEW)
    public List<Feed> list(Actor actor, SubShopId subShop) {
        throw new UnsupportedOperationException();
    }

    /** Gives the feed a new address; the old one is dead at once. */
    @Requires(FeedPermission.MANAGE)
    public OpenedFeed rotate(Actor actor, String code) {
        throw new UnsupportedOperationException();
    }

    /** Takes the address away for good. */
    @Requires(FeedPermission.MANAGE)
    public void revoke(Actor actor, String code) {
        throw new UnsupportedOperationException();
    }
}
