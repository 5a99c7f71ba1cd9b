package entrepot.inventory;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Differences that a dealer found on headquarters' piles. The dealer proposes what it counted; headquarters, whose goods
 * they are, confirms or rejects it, and only then the books say so.
 */
@ApplicationScoped
@UseCases
public class StockDifferences {

    /** The kind of its proposals. */
    public static final String KIND = "stock-difference";

    @Inject
    private Proposals proposals;

    @Inject
    private Stock stock;

    @Inject
    private Warehouses warehouses;

    /**
     * What a proposal holds.
     *
     * @param difference what is to be booked: pieces that came and went since the count stay right that way
     * @param warehouse  the warehouse's code
     */
    record Content(long warehouseId, String warehouse, long variantId, long ownerId, int difference) {
    }

    /**
     * Proposes what was counted on headquarters' pile. A count of the same pile that still waits is withdrawn.
     *
     * @return the proposal's code; empty where the books say the same already
     * @throws Problem STOCK_QUANTITY_INVALID, STOCK_OWNER_INVALID for the dealer's own pile, SKU_UNKNOWN, NOT_FOUND
     */
    @Requires(InventoryPermission.CHANGE)
    public Optional<String> propose(Actor actor, Pile pile, int counted, String reason) {
        Stock.checkCount(counted, reason);
        StockLine line = stock.level(actor, pile);
        if (pile.own()) {
            throw new Problem(InventoryProblem.STOCK_OWNER_INVALID).with("warehouse", line.warehouse().name());
        }
        StockLevel level = line.level();
        String subject = line.warehouse().code() + " " + line.sku();
        proposals.withdraw(actor, KIND, subject, "");
        int difference = counted - level.onHand();
        if (difference == 0) {
            return Optional.empty();
        }
        return Optional.of(proposals.propose(actor, KIND, subject, line.sku() + " · " + line.warehouse().name(),
                new Content(level.warehouse().value(), line.warehouse().code(), level.variant().value(),
                        level.owner().value(), difference),
                List.of(new Proposal.Effect("stock.on-hand", Integer.toString(level.onHand()), Integer.toString(counted)),
                        new Proposal.Effect("stock.difference", "", (difference > 0 ? "+" : "") + difference),
                        new Proposal.Effect("stock.reserved", "", Integer.toString(level.reserved()))), reason.strip()));
    }

    /**
     * Confirms a difference: the pile is corrected by it.
     *
     * @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, BELOW_RESERVED while pieces that are missing are set aside
     */
    @Requires(InventoryPermission.CONFIRM)
    public StockLevel confirm(Actor actor, String code) {
        get(actor, code);
        Proposal confirmed = proposals.approve(actor, code);
        Content content = confirmed.content().as(Content.class);
        return stock.correct(actor, new WarehouseId(content.warehouseId()), new VariantId(content.variantId()),
                new OrganisationId(content.ownerId()), content.difference(), code + " " + confirmed.reason());
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, REASON_NEEDED */
    @Requires(InventoryPermission.CONFIRM)
    public Proposal reject(Actor actor, String code, String reason) {
        get(actor, code);
        return proposals.reject(actor, code, reason);
    }

    /** @throws Problem NOT_FOUND, also for one about another's warehouse */
    @Requires(InventoryPermission.VIEW)
    public Proposal get(Actor actor, String code) {
        Proposal proposal = proposals.get(actor, code);
        if (!proposal.kind().equals(KIND) || !seen(actor).contains(proposal.content().as(Content.class).warehouse())) {
            throw Problem.notFound("proposal", code);
        }
        return proposal;
    }

    /**
     * Those about warehouses that the actor sees.
     *
     * @param waiting whether only those that wait, oldest first; else all, newest first
     * @param after   the code of the last one of the page before; null for the first page
     */
    @Requires(InventoryPermission.VIEW)
    public List<Proposal> list(Actor actor, boolean waiting, String after, int limit) {
        return proposals.page(actor, KIND, waiting, seen(actor), after, limit);
    }

    /** What waits for this person's yes or no. */
    @Requires(InventoryPermission.CONFIRM)
    public Proposals.Queue toDecide(Actor actor) {
        return proposals.toDecide(actor, KIND);
    }

    private Set<String> seen(Actor actor) {
        return warehouses.list(actor).stream().map(Warehouse::code).collect(Collectors.toSet());
    }
}
