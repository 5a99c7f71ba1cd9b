package entrepot.fulfilment;

import entrepot.inventory.InventoryProblem;
import entrepot.inventory.Need;
import entrepot.inventory.OpeningTimes;
import entrepot.inventory.Stock;
import entrepot.inventory.StockLevel;
import entrepot.kernel.ConsignmentId;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.outbox.Fact;
import entrepot.platform.outbox.Outbox;
import entrepot.platform.sql.Attempt;
import entrepot.routing.RouteLine;
import entrepot.routing.Routing;
import entrepot.routing.RoutingDecision;
import entrepot.routing.RoutingProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sends a consignment, or what is left of it, on to who can ship it. One warehouse for all of it becomes its next place;
 * where it takes several, or a part stays or finds nobody, each further part becomes a consignment of its own. What a
 * member pays is shared among them to the cent.
 */
@ApplicationScoped
class Rerouting {

    /** One offer and two re-offers, then central (DEFAULTS). */
    private static final int OFFERS_MAX = 3;
    private static final int ROUTES_MAX = 5;

    @Inject
    private ConsignmentRows rows;

    @Inject
    private Routing routing;

    @Inject
    private Stock stock;

    @Inject
    private Organisations organisations;

    @Inject
    private OpeningTimes times;

    @Inject
    private Attempt attempt;

    @Inject
    private Numbering numbering;

    @Inject
    private BusinessClock clock;

    @Inject
    private History history;

    @Inject
    private Outbox outbox;

    /** What is to be sent on. */
    private record Rest(Map<VariantId, Integer> pieces) {

        static Rest of(Consignment consignment, RoutingDecision.Part stays) {
            Map<VariantId, Integer> pieces = new LinkedHashMap<>();
            consignment.lines().forEach(l -> pieces.merge(l.variant(), l.quantity(), Math::addExact));
            if (stays != null) {
                stays.pieces().forEach(p -> pieces.merge(p.variant(), -p.quantity(), Math::addExact));
            }
            pieces.values().removeIf(n -> n == 0);
            return new Rest(pieces);
        }

        List<RouteLine> lines() {
            return pieces.entrySet().stream().map(e -> new RouteLine(e.getKey(), e.getValue())).toList();
        }

        Rest only(Set<VariantId> variants) {
            Map<VariantId, Integer> some = new LinkedHashMap<>(pieces);
            some.keySet().retainAll(variants);
            return new Rest(some);
        }

        /** What none of the parts ships, as a part of no warehouse. */
        List<RoutingDecision.Part> unplaced(List<RoutingDecision.Part> parts) {
            Map<VariantId, Integer> left = new LinkedHashMap<>(pieces);
            parts.forEach(part -> part.pieces().forEach(p -> left.merge(p.variant(), -p.quantity(), Math::addExact)));
            left.values().removeIf(n -> n == 0);
            return left.isEmpty() ? List.of() : List.of(new RoutingDecision.Part(null, null, null, false,
                    left.entrySet().stream().map(e -> new RoutingDecision.Piece(e.getKey(), e.getValue())).toList(),
                    false));
        }
    }

    /**
     * @param stays   what its warehouse ships nevertheless; null where it ships nothing of it
     * @param without warehouses that are not asked (again)
     * @param reason  for the time lines
     * @return whether anything found a new place
     */
    boolean sendOn(Actor actor, ConsignmentRows.Full from, RoutingDecision.Part stays, List<WarehouseId> without,
                   String reason) {
        Consignment consignment = from.consignment();
        Rest rest = Rest.of(consignment, stays);
        List<RoutingDecision.Part> parts = new ArrayList<>();
        Map<String, Allotment.Share> shares = Map.of();
        for (int route = 1; shares.isEmpty(); route++) {
            parts.clear();
            if (stays != null) {
                parts.add(stays);
            }
            List<RoutingDecision.Part> found = route > ROUTES_MAX ? List.of() : routed(actor, from, stays, without, rest);
            if (found.isEmpty() && consignment.state() == ConsignmentState.UNPLACED) {
                return false;
            }
            parts.addAll(found);
            parts.addAll(rest.unplaced(found));
            Map<String, Allotment.Share> tried = shares(consignment, parts);
            try {
                // what was looked at in vain is let go again: locks that are taken bit by bit are in no order
                attempt.orTakeBack(() -> {
                    stock.redistribute(actor, consignment.code(), needs(from, tried));
                    return null;
                });
                shares = tried;
            } catch (Problem quicker) {
                if (quicker.code() != InventoryProblem.INSUFFICIENT_STOCK || found.isEmpty()) {
                    throw quicker;
                }
                routing.forget(actor, consignment.orderCode());
            }
        }
        write(actor, from, shares, stays != null, without, reason);
        return parts.size() > (stays == null ? 0 : 1) && parts.get(parts.size() - 1).warehouse() != null
                || parts.size() > (stays == null ? 1 : 2);
    }

    /** Whether goods of it lie anywhere at all: a look before the work. */
    boolean mayFind(Actor actor, ConsignmentRows.Full full) {
        return !inStock(actor, full, List.of(), Rest.of(full.consignment(), null)).isEmpty();
    }

    /** Where the rest can be shipped from, or at least those goods of it that lie somewhere; empty where none. */
    private List<RoutingDecision.Part> routed(Actor actor, ConsignmentRows.Full from, RoutingDecision.Part stays,
                                              List<WarehouseId> without, Rest rest) {
        List<RoutingDecision.Part> all = decided(actor, from, stays, without, rest);
        if (!all.isEmpty() || rest.pieces().size() < 2) {
            return all;
        }
        Rest some = rest.only(inStock(actor, from, without, rest));
        return some.pieces().isEmpty() || some.pieces().size() == rest.pieces().size() ? List.of()
                : decided(actor, from, stays, without, some);
    }

    /** After so many offers central is asked; what central has not got goes to whoever has it. */
    private List<RoutingDecision.Part> decided(Actor actor, ConsignmentRows.Full from, RoutingDecision.Part stays,
                                               List<WarehouseId> without, Rest rest) {
        Consignment consignment = from.consignment();
        if (consignment.offers() >= OFFERS_MAX && consignment.dealer() != null) {
            List<RoutingDecision.Part> central = decided(actor, from, stays, without, rest, true);
            if (!central.isEmpty()) {
                return central;
            }
        }
        return decided(actor, from, stays, without, rest, false);
    }

    private List<RoutingDecision.Part> decided(Actor actor, ConsignmentRows.Full from, RoutingDecision.Part stays,
                                               List<WarehouseId> without, Rest rest, boolean centralOnly) {
        Consignment consignment = from.consignment();
        try {
            return routing.reroute(actor, consignment.orderCode(), consignment.seller(),
                    stays == null ? consignment.warehouse() : null, consignment.shipTo(), rest.lines(),
                    new HashSet<>(without), ownGoodsOf(from), centralOnly).parts();
        } catch (Problem problem) {
            if (problem.code() == RoutingProblem.NOBODY_CAN_SHIP) {
                return List.of();
            }
            throw problem;
        }
    }

    private static Set<OrganisationId> ownGoodsOf(ConsignmentRows.Full from) {
        return from.dealerSupply().stream().map(NewConsignments.DealerSupply::dealer).collect(Collectors.toSet());
    }

    private Set<VariantId> inStock(Actor actor, ConsignmentRows.Full from, List<WarehouseId> without, Rest rest) {
        OrganisationId headquarters = organisations.headquarters(actor).id();
        Set<OrganisationId> ownGoodsOf = ownGoodsOf(from);
        Map<VariantId, Integer> there = stock.availability(actor, rest.pieces().keySet()).stream()
                .filter(level -> !without.contains(level.warehouse()))
                .filter(level -> level.owner().equals(headquarters) || ownGoodsOf.contains(level.owner()))
                .collect(Collectors.groupingBy(StockLevel::variant, Collectors.summingInt(StockLevel::available)));
        return rest.pieces().keySet().stream()
                .filter(variant -> there.getOrDefault(variant, 0) >= rest.pieces().get(variant))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The first part keeps the code. */
    private Map<String, Allotment.Share> shares(Consignment consignment, List<RoutingDecision.Part> parts) {
        Map<String, Allotment.Share> shares = new LinkedHashMap<>();
        Allotment.of(consignment.lines().stream().map(l -> new NewConsignments.Line(l.orderLine(), l.variant(), l.sku(),
                l.title(), l.quantity(), l.supplyTotal())).toList(), consignment.freight(), parts).shares()
                .forEach(share -> shares.put(shares.isEmpty() ? consignment.code() : numbering.next("CON"), share));
        return shares;
    }

    private static Map<String, List<Need>> needs(ConsignmentRows.Full from, Map<String, Allotment.Share> shares) {
        Map<String, List<Need>> needs = new LinkedHashMap<>();
        shares.forEach((code, share) -> {
            if (share.part().warehouse() != null) {
                needs.put(code, NewConsignments.needs(share.part(), from.dealerSupply()));
            }
        });
        return needs;
    }

    private void write(Actor actor, ConsignmentRows.Full from, Map<String, Allotment.Share> shares, boolean stays,
                       List<WarehouseId> without, String reason) {
        Consignment consignment = from.consignment();
        Instant now = clock.now();
        List<Fact> facts = new ArrayList<>();
        shares.forEach((code, share) -> {
            boolean itself = code.equals(consignment.code());
            ConsignmentRows.Place place = itself && stays
                    ? new ConsignmentRows.Place(ConsignmentState.ACCEPTED, consignment.warehouse(), consignment.dealer(),
                            from.declined(), consignment.offers(), now, null)
                    : place(actor, consignment, share.part(), without, now);
            ConsignmentId id = consignment.id();
            if (!itself) {
                id = rows.branch(actor, consignment.id(), code, place, share.lines(), share.freight());
                facts.add(new ConsignmentSplit(id, code, consignment.code(), consignment.orderCode(),
                        consignment.seller(), reason, now));
            } else if (stays) {
                rows.accepted(actor, id, now);
            } else {
                rows.moved(actor, id, place);
            }
            if (itself && shares.size() > 1) {
                rows.filled(actor, id, share.lines(), share.freight());
            }
            // what stays where it was accepted before has not moved
            if (!(itself && stays && consignment.state() == ConsignmentState.ACCEPTED)) {
                history.record(actor, Consignments.THING, code, itself ? consignment.state() : null, place.state(),
                        reason);
                facts.add(fact(consignment, id, code, place));
                if (itself && consignment.state() == ConsignmentState.UNPLACED) {
                    facts.add(new ConsignmentPlacedAgain(id, code, consignment.orderCode(), now));
                }
            }
        });
        outbox.addAll(actor, facts);
    }

    private ConsignmentRows.Place place(Actor actor, Consignment consignment, RoutingDecision.Part part,
                                        List<WarehouseId> without, Instant now) {
        if (part.warehouse() == null) {
            return new ConsignmentRows.Place(ConsignmentState.UNPLACED, null, null, without, consignment.offers(), now,
                    null);
        }
        boolean asked = part.dealer() != null && !part.acceptAtOnce();
        return new ConsignmentRows.Place(asked ? ConsignmentState.OFFERED : ConsignmentState.ACCEPTED, part.warehouse(),
                part.dealer(), without, consignment.offers() + (part.dealer() == null ? 0 : 1), now, asked
                ? OfferDeadline.of(times.workingTime(actor, part.warehouse()), now, consignment.shipBy()) : null);
    }

    private static Fact fact(Consignment of, ConsignmentId id, String code, ConsignmentRows.Place place) {
        return switch (place.state()) {
            case OFFERED -> new ConsignmentOffered(id, code, of.orderCode(), of.seller(), place.warehouse(),
                    place.dealer(), place.deadline(), place.at());
            case ACCEPTED -> new ConsignmentAccepted(id, code, of.orderCode(), of.seller(), place.warehouse(),
                    place.dealer(), place.at());
            default -> new ConsignmentUnplaced(id, code, of.orderCode(), of.seller(), place.at());
        };
    }
}
