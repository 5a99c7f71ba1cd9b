package entrepot.aftersales;

import entrepot.aftersales.Judgement.Reduction;
import entrepot.fulfilment.Carriers;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Pieces;
import entrepot.fulfilment.RefundedLine;
import entrepot.fulfilment.Refunds;
import entrepot.fulfilment.Shipping;
import entrepot.inventory.Pile;
import entrepot.inventory.QualityHolds;
import entrepot.inventory.Stock;
import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.TenantId;
import entrepot.kernel.Text;
import entrepot.kernel.VariantId;
import entrepot.ledger.Ledger;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.files.Files;
import entrepot.platform.files.Proof;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.outbox.Outbox;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Transactions;
import entrepot.tracking.ConsignmentRefunded;
import entrepot.tracking.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Returns of what was delivered. A member opens, headquarters decides, a warehouse takes the goods in, headquarters pays back. While one is open the
 * commission on its goods waits; what it refunds may also come long after, when all was settled and paid out.
 */
@ApplicationScoped
@UseCases
public class Returns {

    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;
    /** Photos of a return at most. */
    public static final int PHOTOS_MAX = 5;
    static final String THING = "return";
    /** The kind of proposals to give more than is paid back. */
    public static final String COMPENSATION = "return-compensation";
    private static final int LINES_MAX = 200;
    private static final int LAW_CHINA = 7;
    private static final int LAW_ELSEWHERE = 14;

    @Inject
    private EntityManager entities;

    @Inject
    private Consignments consignments;

    @Inject
    private Shipping shipping;

    @Inject
    private Refunds refunds;

    @Inject
    private Refunding refunding;

    @Inject
    private Stock stock;

    @Inject
    private QualityHolds holds;

    @Inject
    private Warehouses warehouses;

    @Inject
    private Organisations organisations;

    @Inject
    private Ledger ledger;

    @Inject
    private Proposals proposals;

    @Inject
    private Files files;

    @Inject
    private Idempotency idempotency;

    @Inject
    private History history;

    @Inject
    private Outbox outbox;

    @Inject
    private Numbering numbering;

    @Inject
    private BusinessClock clock;

    @Inject
    private Transactions transactions;

    /** What a key remembers. */
    private record Written(String code) {
    }

    /** What can still be given back of a consignment. @param left pieces of which nobody has spoken yet */
    public record Left(int line, String sku, String title, int quantity, int left) {
    }

    /**
     * What a member has got back of an order, by returns and for parcels that failed.
     *
     * @param goods   of their price
     * @param freight of the way to the buyer
     * @param more    ways back and compensation of its returns; negative where the member bore more than it got
     */
    public record PaidBack(Money goods, Money freight, Money more) {

        public Money total() {
            return goods.plus(freight).plus(more);
        }
    }

    /** What was asked to be opened under a key. @param photos the hashes of their bytes */
    private record Asked(String consignment, ReturnReason reason, List<Pieces> pieces, String text, List<String> photos) {
    }

    /** What was asked under a key. */
    private record Verb(String code, Object command) {
    }

    /** What of a delivered consignment may still be given back, line by line; nothing of one that was not delivered. @throws Problem NOT_FOUND */
    @Requires(AfterSalesPermission.OPEN)
    public List<Left> left(Actor actor, String consignment) {
        Consignment of = sold(actor, consignment);
        if (of.state() != ConsignmentState.DELIVERED) {
            return List.of();
        }
        Map<Integer, RefundedLine> counted = counted(actor, consignment);
        return of.lines().stream().map(l -> new Left(l.no(), l.sku(), l.title(), l.quantity(), counted.get(l.no()).free())).toList();
    }

    /** What its member has got back of an order so far; empty where nothing was paid back. @throws Problem NOT_FOUND for another's */
    @Requires(AfterSalesPermission.VIEW)
    public Optional<PaidBack> paidBack(Actor actor, String order) {
        List<Consignment> sold = consignments.byOrder(actor, order);
        if (sold.isEmpty()) {
            return Optional.empty();
        }
        if (!actor.sees(sold.get(0).seller())) {
            throw Problem.notFound("order", order);
        }
        Actor system = Actor.system(actor.tenant());
        Money none = Money.zero(sold.get(0).freight().currency());
        List<Effect> effects = list(actor, new ReturnFilter(ReturnState.REFUNDED, order), null, LIST_MAX).stream().map(Return::effect).toList();
        PaidBack back = new PaidBack(
                sold.stream().flatMap(c -> refunds.of(system, c.code()).stream()).map(RefundedLine::refunded).reduce(none, Money::plus),
                sold.stream().map(c -> refunds.freight(system, c)).reduce(none, Money::plus),
                effects.stream().map(e -> e.returnFreight().plus(e.compensation())).reduce(none, Money::plus));
        return effects.isEmpty() && back.goods().isZero() && back.freight().isZero() ? Optional.empty() : Optional.of(back);
    }

    /**
     * A buyer gives pieces back. They are spoken for at once: no other return and no parcel takes them back meanwhile.
     *
     * @throws Problem NOT_DELIVERED, RETURN_PIECES, PIECES_TAKEN_BACK, RETURN_PHOTOS, FIELD_MISSING (reason; text with OTHER), NOT_FOUND
     */
    @Requires(AfterSalesPermission.OPEN)
    public Return open(Actor actor, OpenReturn command) {
        if (command.reason() == null) {
            throw Problem.missing("reason");
        }
        String text = command.reason() == ReturnReason.OTHER ? Text.required("text", command.text(), Text.REMARK_MAX)
                : Text.optional("text", command.text(), Text.REMARK_MAX);
        sold(actor, command.consignment());
        Actor system = Actor.system(actor.tenant());
        shipping.lock(system, List.of(command.consignment()));
        Consignment consignment = consignments.get(system, command.consignment());
        if (consignment.state() != ConsignmentState.DELIVERED) {
            throw new Problem(AfterSalesProblem.NOT_DELIVERED).with("code", consignment.code());
        }
        List<Pieces> pieces = command.pieces().stream().filter(p -> p.quantity() != 0).toList();
        Set<Integer> seen = new HashSet<>();
        if (pieces.isEmpty() || pieces.size() > LINES_MAX || !pieces.stream().allMatch(p -> seen.add(p.line()))) {
            throw new Problem(AfterSalesProblem.RETURN_PIECES).with("max", consignment.pieces());
        }
        ReturnEntity opened = new ReturnEntity(actor.tenant(), numbering.next("RET"));
        opened.reason = command.reason();
        opened.text = text;
        opened.consignment = consignment.code();
        opened.order = consignment.orderCode();
        opened.subShopName = consignment.subShopName();
        opened.sellerId = consignment.seller().value();
        opened.dealerId = consignment.dealer() == null ? null : consignment.dealer().value();
        opened.deliveredAt = consignment.deliveredAt();
        opened.openedAt = clock.now();
        opened.openedBy = actor.name();
        entities.persist(opened);
        entities.flush();
        pieces.forEach(p -> entities.persist(line(system, opened, consignment, p)));
        add(actor, opened, command.photos());
        entities.flush();
        history.record(actor, THING, opened.code, null, opened.state, text);
        return get(actor, opened.code);
    }

    private ReturnLineEntity line(Actor system, ReturnEntity opened, Consignment consignment, Pieces pieces) {
        Consignment.Line of = consignment.lines().stream().filter(l -> l.no() == pieces.line()).findFirst()
                .orElseThrow(() -> new Problem(AfterSalesProblem.RETURN_PIECES).with("max", 0));
        if (pieces.quantity() < 0) {
            throw new Problem(AfterSalesProblem.RETURN_PIECES).with("max", of.quantity());
        }
        ReturnLineEntity line = new ReturnLineEntity();
        line.tenantId = opened.tenantId;
        line.returnId = opened.id;
        line.lineNo = of.no();
        line.sku = of.sku();
        line.title = of.title();
        line.variantId = of.variant().value();
        line.quantity = pieces.quantity();
        line.own = refunds.claim(system, consignment, of.no(), pieces.quantity());
        line.paidMinor = of.supplyTotal().share(BigInteger.valueOf(pieces.quantity()), BigInteger.valueOf(of.quantity())).minor();
        line.currency = of.supplyTotal().currency();
        return line;
    }

    /** Opens once a key. @throws Problem as {@link #open(Actor, OpenReturn)} */
    @Requires(AfterSalesPermission.OPEN)
    public Return open(Actor actor, OpenReturn command, String key) {
        Asked asked = new Asked(command.consignment(), command.reason(), command.pieces(), command.text(),
                command.photos().stream().map(photo -> Tokens.sha256(photo.bytes())).toList());
        return get(actor, idempotency.once(actor, "returns.open", key, asked, Written.class,
                () -> new Written(open(actor, command).code())).code());
    }

    /**
     * Shows more of the goods, for whoever decides.
     *
     * @throws Problem RETURN_PHOTOS, ILLEGAL_TRANSITION once the goods are back or it has ended, NOT_FOUND
     */
    @Requires(AfterSalesPermission.OPEN)
    public Return attach(Actor actor, String code, List<Proof> photos) {
        ReturnEntity it = locked(actor, code);
        if (!actor.sees(new OrganisationId(it.sellerId))) {
            throw Problem.notFound(THING, code);
        }
        if (it.state != ReturnState.OPENED) {
            ReturnState.TRANSITIONS.check(it.state, ReturnState.APPROVED);
        }
        add(actor, it, photos);
        return get(actor, code);
    }

    private void add(Actor actor, ReturnEntity it, List<Proof> photos) {
        if (photos.size() + photosOf(it.tenantId, List.of(it.id)).getOrDefault(it.id, List.of()).size() > PHOTOS_MAX) {
            throw new Problem(AfterSalesProblem.RETURN_PHOTOS).with("max", PHOTOS_MAX);
        }
        for (Proof photo : photos) {
            ReturnPhotoEntity added = new ReturnPhotoEntity();
            added.tenantId = it.tenantId;
            added.returnId = it.id;
            added.file = files.keep(actor, photo.name(), photo.bytes()).code();
            added.type = photo.type();
            added.addedBy = actor.name();
            added.addedAt = clock.now();
            entities.persist(added);
        }
        entities.flush();
    }

    /** A photo, for whoever sees its return. @param code as {@link Return.Photo} says it @throws Problem NOT_FOUND */
    @Requires(AfterSalesPermission.VIEW)
    public Proof photo(Actor actor, String code) {
        ReturnPhotoEntity photo = entities.createQuery("select p from ReturnPhotoEntity p where p.tenantId = :tenant and p.file = :file",
                        ReturnPhotoEntity.class)
                .setParameter("tenant", actor.tenant().value()).setParameter("file", code == null ? "" : code).getResultStream().findFirst()
                .filter(p -> !query(actor, "and r.id = :id").setParameter("id", p.returnId).getResultList().isEmpty())
                .orElseThrow(() -> Problem.notFound("photo", code));
        return new Proof(Proof.called(code, photo.type), photo.type, files.get(Actor.system(actor.tenant()), code).bytes());
    }

    /** The buyer keeps the goods after all. @throws Problem ILLEGAL_TRANSITION once goods are back or money is paid, NOT_FOUND */
    @Requires(AfterSalesPermission.OPEN)
    public Return withdraw(Actor actor, String code, String why) {
        ReturnEntity it = locked(actor, code);
        if (!actor.sees(new OrganisationId(it.sellerId))) {
            throw Problem.notFound(THING, code);
        }
        close(actor, it, ReturnState.WITHDRAWN, Text.optional("reason", why, Text.REMARK_MAX));
        return get(actor, code);
    }

    /** Headquarters does not take it back. @throws Problem ILLEGAL_TRANSITION, FIELD_MISSING without a reason, NOT_FOUND */
    @Requires(AfterSalesPermission.JUDGE)
    public Return reject(Actor actor, String code, String why) {
        ReturnEntity it = locked(actor, code);
        String reason = Text.required("reason", why, Text.REMARK_MAX);
        close(actor, it, ReturnState.REJECTED, reason);
        it.judgedBy = actor.name();
        it.judgedAt = clock.now();
        return get(actor, code);
    }

    private void close(Actor actor, ReturnEntity it, ReturnState state, String why) {
        ReturnState.TRANSITIONS.check(it.state, state);
        Consignment consignment = consignment(it);
        lines(it).forEach(l -> refunds.release(actor, consignment.id(), l.lineNo, l.quantity, l.own));
        proposals.withdrawAll(actor, COMPENSATION, List.of(it.code), why);
        to(actor, it, state, why);
    }

    /** The verdict that the rules propose, for a person to confirm or change. @throws Problem NOT_FOUND */
    @Requires(AfterSalesPermission.VIEW)
    public ReturnJudge.Proposed proposed(Actor actor, String code) {
        ReturnEntity it = seen(actor, code).orElseThrow(() -> Problem.notFound(THING, code));
        int pieces = lines(it).stream().mapToInt(l -> l.quantity).sum();
        return ReturnJudge.propose(new ReturnJudge.Facts(it.reason, it.deliveredAt, it.openedAt, it.dealerId != null,
                pieces == consignment(it).pieces(), transactions.tenant().country().equals("CN") ? LAW_CHINA : LAW_ELSEWHERE));
    }

    /** What of the way to the buyer may still be paid back. @throws Problem NOT_FOUND */
    @Requires(AfterSalesPermission.JUDGE)
    public Money freightLeft(Actor actor, String code) {
        return refunds.freightLeft(actor, consignment(seen(actor, code).orElseThrow(() -> Problem.notFound(THING, code))));
    }

    /** What a verdict would move, before it is passed. @throws Problem as {@link #approve(Actor, String, Judgement)} */
    @Requires(AfterSalesPermission.JUDGE)
    public Effect effect(Actor actor, String code, Judgement judgement) {
        return plan(actor, seen(actor, code).orElseThrow(() -> Problem.notFound(THING, code)), judgement).effect();
    }

    /** What the lines of the consignment would be after it, for whoever earns on them. @throws Problem as {@link #approve(Actor, String, Judgement)} */
    @Requires(AfterSalesPermission.JUDGE)
    public List<RefundedLine> counted(Actor actor, String code, Judgement judgement) {
        return plan(actor, seen(actor, code).orElseThrow(() -> Problem.notFound(THING, code)), judgement).lines();
    }

    /** What paying back would move now, as it was decided. @throws Problem GOODS_NOT_BACK, NOT_FOUND */
    @Requires(AfterSalesPermission.JUDGE)
    public Effect coming(Actor actor, String code) {
        return coming(actor, came(actor, code)).effect();
    }

    /** What the lines of the consignment would be after it, for whoever earns on them. @throws Problem as {@link #coming(Actor, String)} */
    @Requires(AfterSalesPermission.JUDGE)
    public List<RefundedLine> countedThen(Actor actor, String code) {
        return coming(actor, came(actor, code)).lines();
    }

    private ReturnEntity came(Actor actor, String code) {
        ReturnEntity it = seen(actor, code).orElseThrow(() -> Problem.notFound(THING, code));
        if (it.state != ReturnState.GOODS_BACK) {
            throw new Problem(AfterSalesProblem.GOODS_NOT_BACK).with("code", code);
        }
        return it;
    }

    private Refunding.Plan coming(Actor actor, ReturnEntity it) {
        return plan(actor, it, judgement(it));
    }

    /**
     * Decides who bears it. Where no goods have to come back it is paid back at once; else when they are there. A verdict may be corrected until
     * then. To give beyond the refund more than the refund itself takes a second person: it waits, and nothing is decided.
     *
     * @throws Problem ILLEGAL_TRANSITION, MORE_THAN_PAID, RETURN_FREIGHT_ABOVE_REFUND, COMPENSATION_WAITS, FIELD_MISSING (bearer, reason), FIELD_INVALID,
     *                 NOT_FOUND
     */
    @Requires(AfterSalesPermission.JUDGE)
    public Return approve(Actor actor, String code, Judgement judgement) {
        ReturnEntity it = locked(actor, code);
        ReturnState.TRANSITIONS.check(it.state, next(it));
        Text.required("reason", judgement.why(), Text.REMARK_MAX);
        if (waits(actor, code).isPresent()) {
            throw new Problem(AfterSalesProblem.COMPENSATION_WAITS).with("code", code);
        }
        Refunding.Plan plan = plan(actor, it, judgement);
        Effect effect = plan.effect();
        if (effect.compensation().compareTo(effect.goods().plus(effect.freight())) > 0) {
            proposals.propose(actor, COMPENSATION, code, code, judgement, List.of(
                    new Proposal.Effect("return-refund", "", effect.goods().plus(effect.freight()).toString()),
                    new Proposal.Effect("return-compensation", "", effect.compensation().toString())), judgement.why());
        } else {
            pass(actor, it, judgement);
        }
        return get(actor, code);
    }

    private static ReturnState next(ReturnEntity it) {
        return it.state == ReturnState.OPENED ? ReturnState.APPROVED : it.state;
    }

    /** Decides once a key. @throws Problem as {@link #approve(Actor, String, Judgement)} */
    @Requires(AfterSalesPermission.JUDGE)
    public Return approve(Actor actor, String code, Judgement judgement, String key) {
        return get(actor, idempotency.once(actor, "returns.approve", key, new Verb(code, judgement), Written.class,
                () -> new Written(approve(actor, code, judgement).code())).code());
    }

    /** What waits for a second person, with the whole verdict; empty where nothing does. @throws Problem NOT_FOUND */
    @Requires(AfterSalesPermission.JUDGE)
    public Optional<Proposal> waiting(Actor actor, String code) {
        return waits(actor, get(actor, code).code());
    }

    /** The second person agrees: the verdict is passed. @throws Problem NOTHING_WAITS, OWN_PROPOSAL, NOT_FOUND */
    @Requires(AfterSalesPermission.JUDGE)
    public Return approveCompensation(Actor actor, String code) {
        ReturnEntity it = locked(actor, code);
        Proposal waits = waits(actor, code).orElseThrow(() -> new Problem(AfterSalesProblem.NOTHING_WAITS).with("code", code));
        Judgement judgement = proposals.approve(actor, waits.code()).content().as(Judgement.class);
        pass(actor, it, judgement);
        return get(actor, code);
    }

    /** The second person does not agree; the return waits for another verdict. @throws Problem NOTHING_WAITS, OWN_PROPOSAL, REASON_NEEDED, NOT_FOUND */
    @Requires(AfterSalesPermission.JUDGE)
    public Return rejectCompensation(Actor actor, String code, String why) {
        locked(actor, code);
        proposals.reject(actor, waits(actor, code).orElseThrow(() -> new Problem(AfterSalesProblem.NOTHING_WAITS).with("code", code)).code(), why);
        return get(actor, code);
    }

    private Optional<Proposal> waits(Actor actor, String code) {
        return proposals.latest(actor, COMPENSATION, code).filter(p -> p.state() == Proposal.State.PROPOSED);
    }

    private void pass(Actor actor, ReturnEntity it, Judgement judgement) {
        ReturnState state = next(it);
        ReturnState.TRANSITIONS.check(it.state, state);
        it.judgement = Json.of(judgement).text();
        it.bearer = judgement.bearer();
        if (it.cameTo == null) {
            it.backToId = judgement.warehouse() == null ? null : warehouses.byCode(actor, judgement.warehouse()).owner().value();
        }
        it.judgedBy = actor.name();
        it.judgedAt = clock.now();
        to(actor, it, state, judgement.why().strip());
        if (it.cameTo == null && judgement.warehouse() == null) {
            payBack(actor, it);
        }
    }

    /** The member says that the goods are on their way. @throws Problem NOT_EXPECTED, FIELD_INVALID, NOT_FOUND */
    @Requires(AfterSalesPermission.OPEN)
    public Return sent(Actor actor, String code, String carrier, String number) {
        ReturnEntity it = locked(actor, code);
        if (!actor.sees(new OrganisationId(it.sellerId))) {
            throw Problem.notFound(THING, code);
        }
        if (it.state != ReturnState.APPROVED) {
            throw new Problem(AfterSalesProblem.NOT_EXPECTED).with("code", code);
        }
        if (Carriers.byCode(carrier).isEmpty()) {
            throw Problem.invalid("carrier", carrier);
        }
        String written = Text.required("number", number, Text.NAME_MAX);
        if (!Shipping.isNumber(written)) {
            throw Problem.invalid("number", written);
        }
        it.sentCarrier = carrier;
        it.sentNumber = written;
        it.sentAt = it.sentAt == null ? clock.now() : it.sentAt;
        return get(actor, code);
    }

    /**
     * The goods are there: they lie in that warehouse from now on. A dealer's own pieces that come back to the dealer are its own again; elsewhere
     * they become headquarters'. Pieces that did not come stay with the buyer.
     *
     * @throws Problem NOT_EXPECTED, RETURN_PIECES, NOT_FOUND
     */
    @Requires(AfterSalesPermission.RECEIVE)
    public Return receive(Actor actor, String code, Receipt receipt) {
        ReturnEntity it = locked(actor, code);
        if (it.backToId == null || !mayReceive(actor, it)) {
            // who sees it may still not be the one to whom it comes
            throw Problem.notFound(THING, code);
        }
        if (it.state != ReturnState.APPROVED) {
            throw new Problem(AfterSalesProblem.NOT_EXPECTED).with("code", code);
        }
        Warehouse there = warehouses.byCode(actor, receipt.warehouse());
        String text = Text.optional("text", receipt.text(), Text.REMARK_MAX);
        Map<Integer, Integer> came = receipt.pieces().stream().collect(Collectors.toMap(Pieces::line, Pieces::quantity, Integer::sum));
        came.keySet().stream().filter(no -> lines(it).stream().noneMatch(line -> line.lineNo == no)).findFirst().ifPresent(no -> {
            throw Problem.invalid("line", no);
        });
        OrganisationId headquarters = organisations.headquarters(actor).id();
        int all = 0;
        for (ReturnLineEntity line : lines(it)) {
            int pieces = came.isEmpty() ? line.quantity : came.getOrDefault(line.lineNo, 0);
            if (pieces < 0 || pieces > line.quantity) {
                throw new Problem(AfterSalesProblem.RETURN_PIECES).with("max", line.quantity);
            }
            line.came = pieces;
            all += pieces;
            boolean home = it.dealerId != null && there.owner().value() == it.dealerId;
            int theirs = home ? line.ownCame() : 0;
            takeBack(actor, there, line, headquarters, pieces - theirs, it.code, receipt.held());
            takeBack(actor, there, line, there.owner(), theirs, it.code, receipt.held());
        }
        if (all == 0) {
            throw new Problem(AfterSalesProblem.RETURN_PIECES).with("max", lines(it).stream().mapToInt(l -> l.quantity).sum());
        }
        it.cameTo = there.code();
        it.backToId = there.owner().value();
        it.cameHeld = receipt.held();
        it.cameText = text;
        it.cameBy = actor.name();
        it.cameAt = clock.now();
        to(actor, it, ReturnState.GOODS_BACK, there.name() + (text.isEmpty() ? "" : ": " + text));
        return get(actor, code);
    }

    /** Takes in once a key. @throws Problem as {@link #receive(Actor, String, Receipt)} */
    @Requires(AfterSalesPermission.RECEIVE)
    public Return receive(Actor actor, String code, Receipt receipt, String key) {
        return get(actor, idempotency.once(actor, "returns.receive", key, new Verb(code, receipt), Written.class,
                () -> new Written(receive(actor, code, receipt).code())).code());
    }

    private static boolean mayReceive(Actor actor, ReturnEntity it) {
        return actor.headquarters() || actor.organisation() != null && actor.organisation().value() == it.backToId;
    }

    private void takeBack(Actor actor, Warehouse there, ReturnLineEntity line, OrganisationId owner, int quantity, String document, boolean held) {
        if (quantity > 0) {
            stock.takeBack(actor, there.id(), new VariantId(line.variantId), owner, quantity, document);
            if (held) {
                holds.setApart(actor, new Pile(there.code(), line.sku, owner.equals(there.owner()) && !there.central()), quantity, document);
            }
        }
    }

    /** Pays back what was decided, the goods being there. @throws Problem ILLEGAL_TRANSITION, GOODS_NOT_BACK, NOT_FOUND */
    @Requires(AfterSalesPermission.JUDGE)
    public Return refund(Actor actor, String code) {
        ReturnEntity it = locked(actor, code);
        ReturnState.TRANSITIONS.check(it.state, ReturnState.REFUNDED);
        if (it.state != ReturnState.GOODS_BACK) {
            throw new Problem(AfterSalesProblem.GOODS_NOT_BACK).with("code", code);
        }
        if (waits(actor, code).isPresent()) {
            throw new Problem(AfterSalesProblem.COMPENSATION_WAITS).with("code", code);
        }
        payBack(actor, it);
        return get(actor, code);
    }

    /** Pays back once a key. @throws Problem as {@link #refund(Actor, String)} */
    @Requires(AfterSalesPermission.JUDGE)
    public Return refund(Actor actor, String code, String key) {
        return get(actor, idempotency.once(actor, "returns.refund", key, new Verb(code, ""), Written.class,
                () -> new Written(refund(actor, code).code())).code());
    }

    private void payBack(Actor actor, ReturnEntity it) {
        Refunding.Plan plan = coming(actor, it);
        Consignment consignment = plan.consignment();
        Instant now = clock.now();
        ledger.postAll(actor, plan.postings());
        refunds.paidBack(actor, consignment.id(), plan.lines(), plan.effect().freight());
        for (ReturnLineEntity line : lines(it)) {
            line.refundedMinor = plan.refunded().get(line.lineNo).minor();
            line.dealerMinor = plan.borne().get(line.lineNo).minor();
            Refunding.Kept kept = plan.kept().get(line.lineNo);
            if (kept.pieces() > 0) {
                refunds.release(actor, consignment.id(), line.lineNo, kept.pieces(), kept.own());
            }
        }
        it.effect = Json.of(plan.effect()).text();
        it.refundedAt = now;
        to(actor, it, ReturnState.REFUNDED, plan.effect().member().toString());
        outbox.add(actor, new ReturnRefunded(consignment.id(), consignment.code(), consignment.orderCode(), consignment.seller(), it.code,
                plan.effect().goods().plus(plan.effect().freight()), plan.lines().stream().map(ConsignmentRefunded.Line::of).toList(), now));
    }

    private Refunding.Plan plan(Actor actor, ReturnEntity it, Judgement judgement) {
        String house = it.cameTo != null ? it.cameTo : judgement.warehouse();
        return refunding.plan(Actor.system(actor.tenant()), it, lines(it), borne(it), consignment(it), judgement,
                house == null ? null : warehouses.byCode(Actor.system(actor.tenant()), house).owner());
    }

    /** What the dealer bore of price reductions of the consignment's lines before, as far as their pieces are still with the buyer. */
    private Map<Integer, Long> borne(ReturnEntity it) {
        return entities.createQuery("""
                select l.lineNo, sum(l.dealerMinor) from ReturnLineEntity l, ReturnEntity r
                 where r.tenantId = :tenant and r.consignment = :consignment and l.tenantId = r.tenantId and l.returnId = r.id
                   and l.dealerMinor is not null group by l.lineNo""", Object[].class)
                .setParameter("tenant", it.tenantId).setParameter("consignment", it.consignment)
                .getResultStream().collect(Collectors.toMap(row -> (Integer) row[0], row -> (Long) row[1]));
    }

    /** The orders of returns, by the code of the return; those that are not there stay away. */
    @Requires(Requires.SYSTEM)
    public Map<String, String> orders(Actor actor, Collection<String> codes) {
        return codes.isEmpty() ? Map.of() : entities.createQuery("select r.code, r.order from ReturnEntity r where r.tenantId = :tenant and r.code in :codes",
                        Object[].class)
                .setParameter("tenant", actor.tenant().value()).setParameter("codes", codes)
                .getResultStream().collect(Collectors.toMap(row -> (String) row[0], row -> (String) row[1]));
    }

    /** @throws Problem NOT_FOUND, also for another's */
    @Requires(AfterSalesPermission.VIEW)
    public Return get(Actor actor, String code) {
        return seen(actor, code).map(it -> views(actor, List.of(it)).get(0)).orElseThrow(() -> Problem.notFound(THING, code));
    }

    /**
     * The newest first: a member's own, for a dealer those that come back to it or are its fault, for headquarters all.
     *
     * @param after the code of the last one of the page before; null for the first page
     */
    @Requires(AfterSalesPermission.VIEW)
    public List<Return> list(Actor actor, ReturnFilter filter, String after, int limit) {
        long before = after == null || after.isEmpty() ? Long.MAX_VALUE : seen(actor, after).map(it -> it.id).orElse(0L);
        return views(actor, query(actor, """
                and (:any = true or r.state = :state) and (:order = '' or r.order = :order) and r.id < :before order by r.id desc""")
                .setParameter("any", filter.state() == null)
                .setParameter("state", filter.state() == null ? ReturnState.OPENED : filter.state())
                .setParameter("order", filter.order() == null ? "" : filter.order())
                .setParameter("before", before)
                .setMaxResults(Math.max(1, Math.min(limit, LIST_MAX))).getResultList());
    }

    /** How many there are in each state that still asks something of somebody, of those that the actor sees. */
    @Requires(AfterSalesPermission.VIEW)
    public Map<ReturnState, Long> counts(Actor actor) {
        return entities.createQuery("select r.state, count(r) from ReturnEntity r where r.tenantId = :tenant and r.state in :open " + SEEN
                        + " group by r.state", Object[].class)
                .setParameter("tenant", actor.tenant().value()).setParameter("scope", scope(actor))
                .setParameter("dealerFault", Verdict.Bearer.DEALER)
                .setParameter("open", List.of(ReturnState.OPENED, ReturnState.APPROVED, ReturnState.GOODS_BACK))
                .getResultStream().collect(Collectors.toMap(row -> (ReturnState) row[0], row -> (Long) row[1]));
    }

    /** The time line; what the member was paid back stands there for those alone who see the member's money. @throws Problem NOT_FOUND */
    @Requires(AfterSalesPermission.VIEW)
    public List<History.Change> history(Actor actor, String code) {
        Return of = get(actor, code);
        boolean money = actor.sees(of.seller());
        return history.of(actor, THING, of.code()).stream()
                .map(c -> money || !c.to().equals(ReturnState.REFUNDED.name()) ? c : new History.Change(c.from(), c.to(), c.by(), c.at(), "")).toList();
    }

    private Consignment sold(Actor actor, String code) {
        Consignment consignment = consignments.get(actor, code);
        if (!actor.sees(consignment.seller())) {
            throw Problem.notFound("consignment", code);
        }
        return consignment;
    }

    private Map<Integer, RefundedLine> counted(Actor actor, String consignment) {
        return refunds.of(actor, consignment).stream().collect(Collectors.toMap(RefundedLine::no, Function.identity()));
    }

    private Consignment consignment(ReturnEntity it) {
        return consignments.get(Actor.system(new TenantId(it.tenantId)), it.consignment);
    }

    private static Judgement judgement(ReturnEntity it) {
        return new Json(it.judgement).as(Judgement.class);
    }

    private void to(Actor actor, ReturnEntity it, ReturnState state, String why) {
        ReturnState from = it.state;
        ReturnState.TRANSITIONS.check(from, state);
        it.state = state;
        history.record(actor, THING, it.code, from, state, why);
    }

    private static final String SEEN = " and (:scope = 0 or r.sellerId = :scope or r.backToId = :scope or r.dealerId = :scope and r.bearer = :dealerFault) ";

    private TypedQuery<ReturnEntity> query(Actor actor, String rest) {
        return entities.createQuery("select r from ReturnEntity r where r.tenantId = :tenant " + SEEN + rest, ReturnEntity.class)
                .setParameter("tenant", actor.tenant().value()).setParameter("scope", scope(actor))
                .setParameter("dealerFault", Verdict.Bearer.DEALER);
    }

    private static long scope(Actor actor) {
        return actor.scope() == null ? 0 : actor.scope();
    }

    private Optional<ReturnEntity> seen(Actor actor, String code) {
        return query(actor, "and r.code = :code").setParameter("code", code == null ? "" : code).getResultStream().findFirst();
    }

    /** With its consignment: who else takes back its pieces comes before or after. */
    private ReturnEntity locked(Actor actor, String code) {
        ReturnEntity it = query(actor, "and r.code = :code").setParameter("code", code == null ? "" : code)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultStream().findFirst().orElseThrow(() -> Problem.notFound(THING, code));
        shipping.lock(Actor.system(actor.tenant()), List.of(it.consignment));
        return it;
    }

    private List<ReturnLineEntity> lines(ReturnEntity it) {
        return linesOf(it.tenantId, List.of(it.id)).getOrDefault(it.id, List.of());
    }

    private Map<Long, List<ReturnLineEntity>> linesOf(long tenant, List<Long> returns) {
        return returns.isEmpty() ? Map.of() : entities.createQuery("""
                select l from ReturnLineEntity l where l.tenantId = :tenant and l.returnId in :returns order by l.lineNo""", ReturnLineEntity.class)
                .setParameter("tenant", tenant).setParameter("returns", returns)
                .getResultStream().collect(Collectors.groupingBy(l -> l.returnId));
    }

    private Map<Long, List<ReturnPhotoEntity>> photosOf(long tenant, List<Long> returns) {
        return returns.isEmpty() ? Map.of() : entities.createQuery("""
                select p from ReturnPhotoEntity p where p.tenantId = :tenant and p.returnId in :returns order by p.id""", ReturnPhotoEntity.class)
                .setParameter("tenant", tenant).setParameter("returns", returns)
                .getResultStream().collect(Collectors.groupingBy(p -> p.returnId));
    }

    private List<Return> views(Actor actor, List<ReturnEntity> all) {
        Map<Long, List<ReturnLineEntity>> lines = linesOf(actor.tenant().value(), all.stream().map(r -> r.id).toList());
        Map<Long, List<ReturnPhotoEntity>> photos = photosOf(actor.tenant().value(), all.stream().map(r -> r.id).toList());
        Map<String, String> houses = warehouses.list(Actor.system(actor.tenant())).stream()
                .collect(Collectors.toMap(Warehouse::code, Warehouse::name));
        // for those of one page, each of whom one proposal at most waits
        Map<String, String> waits = proposals.page(actor, COMPENSATION, true, all.stream().map(it -> it.code).toList(), null, Proposals.LIST_MAX).stream()
                .collect(Collectors.toMap(Proposal::subject, Proposal::code, (one, other) -> other));
        return all.stream().map(it -> view(actor, it, lines.getOrDefault(it.id, List.of()), photos.getOrDefault(it.id, List.of()), houses, waits)).toList();
    }

    private Return view(Actor actor, ReturnEntity it, List<ReturnLineEntity> lines, List<ReturnPhotoEntity> photos, Map<String, String> houses,
                        Map<String, String> waits) {
        boolean money = actor.sees(new OrganisationId(it.sellerId));
        Judgement judgement = it.judgement == null ? null : judgement(it);
        Map<Integer, Money> reductions = judgement == null ? Map.of()
                : judgement.reductions().stream().collect(Collectors.toMap(Reduction::line, Reduction::amount, Money::plus));
        Effect effect = it.effect == null ? null : new Json(it.effect).as(Effect.class);
        return new Return(it.code, it.state, it.reason, it.text, it.consignment, it.order, it.subShopName, new OrganisationId(it.sellerId),
                it.dealerId == null ? null : new OrganisationId(it.dealerId), it.deliveredAt, it.openedAt, it.openedBy,
                judgement == null ? null : new Return.Passed(it.bearer, judgement.warehouse() != null, judgement.warehouse(),
                        houses.get(Objects.requireNonNullElse(judgement.warehouse(), "")), money ? judgement.freight() : null,
                        money ? judgement.returnFreight() : null, money ? judgement.compensation() : null, judgement.why(), it.judgedBy, it.judgedAt),
                it.sentAt == null ? null : new Return.Sent(it.sentCarrier, it.sentNumber, it.sentAt),
                it.cameAt == null ? null : new Return.Came(it.cameTo, houses.get(it.cameTo), it.cameHeld, it.cameText, it.cameBy, it.cameAt),
                effect == null || money ? effect : effect.dealersOnly(), it.refundedAt,
                money && it.state.open() ? waits.get(it.code) : null,
                lines.stream().map(l -> new Return.Line(l.lineNo, l.sku, l.title, l.quantity, money ? Money.of(l.paidMinor, l.currency) : null,
                        money ? reductions.get(l.lineNo) : null, l.came,
                        money && l.refundedMinor != null ? Money.of(l.refundedMinor, l.currency) : null)).toList(),
                photos.stream().map(p -> new Return.Photo(p.file, p.type)).toList());
    }
}
