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
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Differences that wait for a second person: what somebody found on headquarters' piles, and pieces that headquarters takes in
 * without a purchase. One person says it, another confirms or rejects it, and only then the books say so. A file is one
 * proposal with all of its differences.
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
    private Piles piles;

    @Inject
    private Warehouses warehouses;

    @Inject
    private Sql sql;

    /**
     * One pile that differs.
     *
     * @param own    whether it is the dealer's own
     * @param before what the books said
     */
    public record Line(long variantId, long ownerId, String sku, boolean own, int before, int counted) {

        public int difference() {
            return counted - before;
        }
    }

    /**
     * What a proposal holds. What is to be booked is the differences: pieces that came and went since the count stay right that way.
     *
     * @param warehouse  the warehouse's code
     * @param variantId  of proposals from before there were lines: the only pile; null in others
     * @param difference of the same; null in others
     * @param reason     null for counted pieces
     * @param lines      null in proposals from before there were any
     */
    record Content(long warehouseId, String warehouse, Long variantId, Long ownerId, Integer difference,
                   Movement.Reason reason, List<Line> lines) {

        List<Line> all() {
            return lines == null ? List.of(new Line(variantId, ownerId, "", false, 0, difference)) : lines;
        }
    }

    /** What was said to lie on a pile. */
    record Said(VariantId variant, OrganisationId owner, String sku, int counted) {
    }

    /**
     * Proposes what was counted. A count of the same pile that still waits is withdrawn.
     *
     * @return the proposal's code; empty where the books say the same already
     * @throws Problem STOCK_QUANTITY_INVALID, STOCK_OWNER_INVALID for the dealer's own pile, which it counts alone,
     *                 DIFFERENCE_WAITS while a file that names the pile waits, SKU_UNKNOWN, NOT_FOUND
     */
    @Requires(InventoryPermission.CHANGE)
    public Optional<String> propose(Actor actor, Pile pile, int counted, String reason) {
        Stock.checkCount(counted, reason);
        StockLine line = stock.level(actor, pile);
        Warehouse there = line.warehouse();
        StockLevel level = line.level();
        if (Piles.isAlone(actor, there, level.owner())) {
            throw new Problem(InventoryProblem.STOCK_OWNER_INVALID).with("warehouse", there.name());
        }
        alone(there);
        sql.first("""
                select code from proposal where tenant_id = ? and kind = ? and subject = ? and state = 'PROPOSED'
                   and content -> 'lines' @> ?""", row -> row.text("code"), actor.tenant(), KIND, file(there),
                Json.of(List.of(Map.of("variantId", level.variant().value(), "ownerId", level.owner().value()))))
                .ifPresent(code -> {
                    throw new Problem(InventoryProblem.DIFFERENCE_WAITS).with("code", code);
                });
        String subject = subject(there, line.sku(), line.own());
        proposals.withdraw(actor, KIND, subject, "");
        int difference = counted - level.there();
        if (difference == 0) {
            return Optional.empty();
        }
        return Optional.of(propose(actor, line, subject, counted, null, reason.strip()));
    }

    /**
     * Proposes pieces that came to headquarters' shelves, or by its word to a dealer's, with no purchase behind them.
     *
     * @param document the delivery note or whatever they came with
     * @return the proposal's code
     * @throws Problem STOCK_QUANTITY_INVALID, SKU_UNKNOWN, NOT_FOUND
     */
    @Requires(InventoryPermission.CHANGE)
    public String receive(Actor actor, Pile pile, int pieces, String document) {
        StockLine line = stock.level(actor, pile);
        Stock.checkCount(Piles.checked(pieces), document);
        // two deliveries are two proposals: neither takes the other's place
        return propose(actor, line, subject(line.warehouse(), line.sku(), line.own()) + " +",
                line.level().there() + pieces, Movement.Reason.RECEIVED, document.strip());
    }

    private String propose(Actor actor, StockLine line, String subject, int counted, Movement.Reason reason, String words) {
        StockLevel level = line.level();
        Line found = new Line(level.variant().value(), level.owner().value(), line.sku(), line.own(), level.there(), counted);
        return proposals.propose(actor, KIND, subject, line.sku() + " · " + line.warehouse().name(),
                new Content(level.warehouse().value(), line.warehouse().code(), null, null, null, reason, List.of(found)),
                List.of(new Proposal.Effect("stock.on-hand", Integer.toString(found.before()), Integer.toString(counted)),
                        new Proposal.Effect("stock.difference", "", signed(found.difference())),
                        new Proposal.Effect("stock.reserved", "", Integer.toString(level.reserved()))), words);
    }

    /**
     * Proposes what a file says, all of it in one proposal. What waits about its piles, one by one or in an earlier file, is
     * withdrawn; what an earlier file says of other piles waits on.
     *
     * @param document what it was said with
     * @return the proposal's code; empty where the books say the same already
     */
    Optional<String> propose(Actor actor, Warehouse there, List<Said> said, String document) {
        if (said.isEmpty()) {
            return Optional.empty();
        }
        alone(there);
        Map<Piles.Key, Integer> books = new HashMap<>();
        sql.each("""
                select variant_id, owner_id, on_hand - promised as there from stock
                 where tenant_id = ? and warehouse_id = ? and variant_id = any (?)""", 0, row -> books.put(
                        new Piles.Key(there.id(), new VariantId(row.number("variant_id")), new OrganisationId(row.number("owner_id"))),
                        row.integer("there")), actor.tenant(), there.id(),
                said.stream().map(each -> each.variant().value()).distinct().toArray(Long[]::new));
        List<Line> lines = said.stream().map(each -> new Line(each.variant().value(), each.owner().value(), each.sku(),
                Piles.isOwn(there, each.owner()),
                books.getOrDefault(new Piles.Key(there.id(), each.variant(), each.owner()), 0), each.counted())).toList();
        proposals.withdrawAll(actor, KIND, lines.stream().map(line -> subject(there, line.sku(), line.own())).toList(), document);
        takePlace(actor, there, lines, document);
        List<Line> differing = lines.stream().filter(line -> line.difference() != 0).toList();
        if (differing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(proposals.propose(actor, KIND, file(there), document + " · " + there.name(), content(there, differing),
                effect(differing, differing.size() + " / " + lines.size()), document));
    }

    /** What is said anew is taken out of the files that wait; what else they say waits on, as its maker's. */
    private void takePlace(Actor actor, Warehouse there, List<Line> lines, String document) {
        record Waiting(String code, Content content) {
        }
        Set<Owned> said = lines.stream().map(Owned::of).collect(Collectors.toSet());
        for (Waiting file : sql.list("""
                select code, content::text as content from proposal p
                 where tenant_id = ? and kind = ? and subject = ? and state = 'PROPOSED'
                   and exists (select from jsonb_array_elements(p.content -> 'lines') l
                                where (l ->> 'variantId')::bigint = any (?))
                 order by id""", row -> new Waiting(row.text("code"), row.json("content").as(Content.class)), actor.tenant(), KIND,
                file(there), lines.stream().map(Line::variantId).distinct().toArray(Long[]::new))) {
            List<Line> rest = file.content().all().stream().filter(line -> !said.contains(Owned.of(line))).toList();
            if (rest.size() < file.content().all().size()) {
                proposals.shorten(actor, file.code(), rest.isEmpty() ? null : content(there, rest),
                        effect(rest, Integer.toString(rest.size())), document);
            }
        }
    }

    /** Whose pieces of what. */
    private record Owned(long variantId, long ownerId) {

        static Owned of(Line line) {
            return new Owned(line.variantId(), line.ownerId());
        }
    }

    private static Content content(Warehouse there, List<Line> lines) {
        return new Content(there.id().value(), there.code(), null, null, null, null, lines);
    }

    private static List<Proposal.Effect> effect(List<Line> lines, String differing) {
        int over = lines.stream().mapToInt(Line::difference).filter(n -> n > 0).sum();
        int under = lines.stream().mapToInt(Line::difference).filter(n -> n < 0).sum();
        return List.of(new Proposal.Effect("stock.differing", "", differing),
                new Proposal.Effect("stock.difference", "", (over > 0 ? "+" + over : "") + (over > 0 && under < 0 ? " " : "")
                        + (under < 0 ? under : "")));
    }

    /** Two who say something of a warehouse at the same moment: the second waits, and withdraws what the first said. */
    private void alone(Warehouse there) {
        sql.alone(KIND + ' ' + there.code());
    }

    private static String subject(Warehouse there, String sku, boolean own) {
        return there.code() + ' ' + sku + (own ? " own" : "");
    }

    private static String file(Warehouse there) {
        return there.code();
    }

    private static String signed(int number) {
        return (number > 0 ? "+" : "") + number;
    }

    /** The piles that a proposal is about; those of one from before there were lines have no SKU. */
    @Requires(InventoryPermission.VIEW)
    public List<Line> lines(Actor actor, String code) {
        return get(actor, code).content().as(Content.class).all();
    }

    /**
     * Confirms: the piles are corrected by the differences, all or none.
     *
     * @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, BELOW_RESERVED while pieces that are missing are set aside
     */
    @Requires(InventoryPermission.CONFIRM)
    public Proposal confirm(Actor actor, String code) {
        get(actor, code);
        Proposal confirmed = proposals.approve(actor, code);
        Content content = confirmed.content().as(Content.class);
        piles.bookAll(actor, new Piles.Booking(warehouses.get(actor, new WarehouseId(content.warehouseId())), Piles.Rule.DIFFERENCE,
                content.reason() == null ? Movement.Reason.COUNTED : content.reason(), code + " " + confirmed.reason()),
                content.all().stream().map(line -> new Piles.Change(new VariantId(line.variantId()),
                        new OrganisationId(line.ownerId()), line.difference())).toList());
        return confirmed;
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
        Proposal proposal = proposals.get(actor, KIND, code);
        if (!seen(actor).contains(proposal.content().as(Content.class).warehouse())) {
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
