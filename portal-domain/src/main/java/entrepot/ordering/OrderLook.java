package entrepot.ordering;

import entrepot.kernel.OrderId;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.SubShopId;
import entrepot.platform.access.Actor;
import entrepot.platform.sql.Later;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks at orders as the tenant's rules say, before they go on. */
@ApplicationScoped
class OrderLook {

    @Inject
    private Sql sql;

    @Inject
    private DoubtRows doubts;

    @Inject
    private SubShopLimits limits;

    @Inject
    private HoldRuleBook book;

    /** What was found. */
    record Found(HoldRules rules, List<Doubt> doubts) {

        OrderState state() {
            return doubts.isEmpty() ? OrderState.PLACED : OrderState.ON_HOLD;
        }
    }

    /** What was read for some orders together; those that are decided first count for those that follow. */
    static final class Looks {

        private final HoldRules rules;
        private final Map<Integer, OrderChecks.Facts> facts;
        private final Map<SubShopId, SubShopLimits.Day> days;
        private final Map<OrganisationId, Integer> earlier = new HashMap<>();
        private final List<Taken> taken = new ArrayList<>();

        private record Taken(OrderDraft draft, String code) {
        }

        Looks(HoldRules rules, Map<Integer, OrderChecks.Facts> facts, Map<SubShopId, SubShopLimits.Day> days) {
            this.rules = rules;
            this.facts = facts;
            this.days = new HashMap<>(days);
        }

        /** @throws Problem PRICE_OUTSIDE_BAND where that is not a reason to hold */
        Found at(OrderDraft draft) {
            if (!rules.priceBreach()) {
                draft.refuseBreaches();
            }
            OrderChecks.Facts read = facts.getOrDefault(draft.basket().no(), OrderChecks.Facts.NOTHING);
            String duplicate = taken.stream().filter(other -> OrderChecks.isSame(other.draft(), draft)).map(Taken::code)
                    .findFirst().orElse(read.duplicateOf());
            return new Found(rules, OrderChecks.doubts(draft, rules, new OrderChecks.Facts(
                    read.ordersBefore() + earlier.getOrDefault(draft.basket().buyer(), 0), duplicate)));
        }

        /** SHOP_LIMIT_REACHED where the sub-shop's limits of today do not let it through. */
        Optional<Problem> overLimits(OrderDraft draft) {
            SubShopLimits.Day day = days.get(draft.basket().seller().subShop().id());
            return day == null ? Optional.empty() : day.refusal(draft.basket().seller().subShop(), draft.total());
        }

        void took(OrderDraft draft, String code) {
            earlier.merge(draft.basket().buyer(), 1, Integer::sum);
            days.computeIfPresent(draft.basket().seller().subShop().id(), (shop, day) -> day.plus(draft.total()));
            if (rules.duplicates()) {
                taken.add(new Taken(draft, code));
            }
        }
    }

    /**
     * Reads what orders are looked at with, with others in one round trip.
     *
     * @param self the id of the only order where it is written already, which its sub-shop's limits do not hold any more; else
     *             null
     */
    Supplier<Looks> read(Actor actor, Trip trip, List<Basket> baskets, OrderId self, Instant now, Supplier<Instant> dayStart) {
        Later<HoldRules> rules = doubts.rules(actor, trip, now);
        Later<Map<Integer, OrderChecks.Facts>> facts = doubts.facts(actor, trip, baskets, now, dayStart.get(), self);
        Later<Map<SubShopId, SubShopLimits.Day>> days = self != null ? Later.now(Map.of())
                : limits.days(actor, trip, baskets.stream().map(basket -> basket.seller().subShop().id()).distinct().toList(),
                        dayStart.get());
        return () -> new Looks(rules.get(), facts.get(), days.get());
    }

    /** The beginning of the tenant's day. */
    Instant dayStart(Instant now) {
        return limits.dayStart(now);
    }

    /** Looks at an order that is written already. @throws Problem PRICE_OUTSIDE_BAND */
    Found again(Actor actor, OrderDraft draft, OrderId self) {
        Instant now = draft.basket().now();
        Trip trip = sql.trip();
        Supplier<Looks> looks = read(actor, trip, List.of(draft.basket()), self, now, () -> dayStart(now));
        trip.go();
        return looks.get().at(draft);
    }

    /** The rules of now. */
    HoldRules rules(Actor actor) {
        return book.now(actor);
    }

    /** Writes the doubts of an order that was written. */
    void keep(Actor actor, OrderId order, Found found, Instant now) {
        if (!found.doubts().isEmpty()) {
            Trip trip = sql.trip();
            keep(actor, trip, Map.of(order, found), now);
            trip.go();
        }
    }

    /** The same of several, with others in one round trip. */
    void keep(Actor actor, Trip trip, Map<OrderId, Found> found, Instant now) {
        found.forEach((order, of) -> {
            if (!of.doubts().isEmpty()) {
                doubts.insert(actor, trip, order, of.doubts(), now, now.plus(of.rules().silence()));
            }
        });
    }
}
