package entrepot.ordering;

import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentChanges;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Shipping;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.geo.Address;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.outbox.Outbox;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.wallet.Wallets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/**
 * Once a parcel is packed a member asks: stop it, send it elsewhere, something else. Its warehouse or headquarters answers.
 * A parcel that has left is intercepted by the carrier, at a fee that the member pays and gets back where the carrier was too late.
 */
@UseCases
@ApplicationScoped
public class OrderRequests {

    /** What a carrier takes for bringing a parcel back or round, in major units, where headquarters says nothing else. */
    public static final BigDecimal FEE = new BigDecimal("10.00");
    public static final int LIST_MAX = 201;

    private static final String THING = "order-request";
    private static final int TEXT_MAX = 500;
    private static final BigDecimal FEE_MAX = new BigDecimal("1000");

    private static final String SELECT = """
            select r.code, o.code as order_code, r.consignment, r.kind, r.text, r.address::text as address, r.state, r.fee_minor,
                   r.currency, r.asked_by, r.asked_at, r.answer, r.answered_by, r.answered_at, r.intercept
              from order_request r
              join sales_order o on o.tenant_id = r.tenant_id and o.id = r.order_id
             where r.tenant_id = ?""";
    private static final String SHIPS = """
            exists (select from published_consignment c
                     where c.tenant_id = r.tenant_id and c.code = r.consignment and c.dealer_id = ?)""";

    @Inject
    private Sql sql;

    @Inject
    private OrderRows rows;

    @Inject
    private Orders orders;

    @Inject
    private Consignments consignments;

    @Inject
    private ConsignmentChanges changes;

    @Inject
    private Shipping shipping;

    @Inject
    private Wallets wallets;

    @Inject
    private Numbering numbering;

    @Inject
    private BusinessClock clock;

    @Inject
    private History history;

    @Inject
    private Outbox outbox;

    /**
     * Asks.
     *
     * @param address where it is to go; for ADDRESS only
     * @throws Problem NOT_YET_PACKED (change or cancel it instead), REQUEST_KIND_UNSUITABLE (it has arrived), REQUEST_OPEN,
     *                 RECEIVER_HIDDEN (no other address for what goes by a platform's label), FIELD_MISSING, NOT_FOUND
     */
    @Requires(OrderPermission.CHANGE)
    public OrderRequest ask(Actor actor, String orderCode, String consignment, OrderRequest.Kind kind, String text,
                            Address address) {
        Order order = rows.lock(actor, orderCode).orElseThrow(() -> Problem.notFound(Orders.THING, orderCode));
        Consignment part = consignments.byOrder(actor, orderCode).stream().filter(c -> c.code().equals(consignment)).findFirst()
                .orElseThrow(() -> Problem.notFound("consignment", consignment));
        if (part.state().living() && part.state() != ConsignmentState.PACKED && part.state() != ConsignmentState.SHIPPED
                && part.state() != ConsignmentState.DELIVERED) {
            throw new Problem(OrderProblem.NOT_YET_PACKED).with("consignment", consignment);
        }
        if (part.state() != ConsignmentState.PACKED && part.state() != ConsignmentState.SHIPPED) {
            throw new Problem(OrderProblem.REQUEST_KIND_UNSUITABLE).with("consignment", consignment).with("state", part.state());
        }
        Address to = kind == OrderRequest.Kind.ADDRESS ? OrderRules.tidy(address) : null;
        if (kind == OrderRequest.Kind.ADDRESS) {
            if (orders.hidden(actor, orderCode).isPresent()) {
                throw new Problem(OrderProblem.RECEIVER_HIDDEN).with("order", orderCode);
            }
            OrderRules.check(to);
        }
        String words = text(text);
        if (words.isEmpty()) {
            throw Problem.missing("text");
        }
        Money fee = part.state() == ConsignmentState.SHIPPED && kind != OrderRequest.Kind.OTHER
                ? Money.parse(FEE, order.total().currency()) : Money.zero(order.total().currency());
        String code = numbering.next("REQ");
        int written = sql.update("""
                insert into order_request (tenant_id, id, code, order_id, consignment, kind, text, address, state, fee_minor,
                                           currency, asked_by, asked_at)
                values (?, nextval('order_request_seq'), ?, ?, ?, ?, ?, ?::jsonb, 'ASKED', ?, ?, ?, ?)
                on conflict (tenant_id, consignment, kind) where state = 'ASKED' do nothing""",
                actor.tenant(), code, order.id(), consignment, kind, words, to == null ? null : Json.of(to), fee.minor(),
                fee.currency(), actor.name(), clock.now());
        if (written == 0) {
            throw new Problem(OrderProblem.REQUEST_OPEN).with("consignment", consignment);
        }
        history.record(actor, THING, code, null, OrderRequest.State.ASKED, words);
        return get(actor, code);
    }

    /**
     * Agrees: a packed parcel is unpacked or labelled anew; for one that has left the member pays the fee, and the carrier tries.
     *
     * @param fee what headquarters asks instead of the usual fee; null for the usual one
     * @throws Problem REQUEST_ANSWERED, INSUFFICIENT_FUNDS (the fee), NOT_FOUND
     */
    @Requires(OrderPermission.ANSWER)
    public OrderRequest agree(Actor actor, String code, String answer, BigDecimal fee) {
        OrderRequest request = open(actor, code, Consignment::dealer);
        Actor system = Actor.system(actor.tenant());
        Order order = rows.lock(system, request.orderCode()).orElseThrow();
        Consignment part = consignments.get(actor, request.consignment());
        Money charged = request.fee();
        if (fee != null && actor.headquarters()) {
            if (fee.signum() < 0 || fee.compareTo(FEE_MAX) > 0) {
                throw Problem.invalid("fee", fee);
            }
            charged = Money.parse(fee, request.fee().currency());
        }
        boolean left = part.state() == ConsignmentState.SHIPPED;
        if (!left && part.state() != ConsignmentState.PACKED) {
            throw new Problem(OrderProblem.REQUEST_KIND_UNSUITABLE).with("consignment", part.code()).with("state", part.state());
        }
        if (request.kind() == OrderRequest.Kind.ADDRESS && !left) {
            changes.readdressOne(actor, order.code(), part.code(), request.address());
        }
        if (request.kind() == OrderRequest.Kind.STOP && !left) {
            changes.unpack(system, order.code(), part.code(), request.text())
                    .ifPresent(cancelled -> orders.partGone(actor, order, cancelled, request.text()));
        }
        boolean intercept = left && request.kind() != OrderRequest.Kind.OTHER;
        if (intercept) {
            wallets.charge(actor, order.seller(), order.code(), code, charged);
            outbox.add(actor, new InterceptAgreed(code, order.code(), part.code(), order.seller(), request.kind().name(),
                    clock.now()));
        }
        return answered(actor, request, OrderRequest.State.AGREED, text(answer), left ? charged : request.fee(), intercept);
    }

    /** @throws Problem REQUEST_ANSWERED, FIELD_MISSING (the answer), NOT_FOUND */
    @Requires(OrderPermission.ANSWER)
    public OrderRequest refuse(Actor actor, String code, String answer) {
        String words = text(answer);
        if (words.isEmpty()) {
            throw Problem.missing("answer");
        }
        OrderRequest request = open(actor, code, Consignment::dealer);
        return answered(actor, request, OrderRequest.State.REFUSED, words, request.fee(), false);
    }

    /** The member does not want it any more. @throws Problem REQUEST_ANSWERED, NOT_FOUND */
    @Requires(OrderPermission.CHANGE)
    public OrderRequest withdraw(Actor actor, String code) {
        OrderRequest request = open(actor, code, Consignment::seller);
        return answered(actor, request, OrderRequest.State.WITHDRAWN, "", request.fee(), false);
    }

    /**
     * The carrier caught it: a stopped parcel is on its way back from now on, another one on its way to its new address.
     *
     * @param words for the member; empty for what was answered before
     * @throws Problem REQUEST_ANSWERED unless it is pursued, NOT_FOUND
     */
    @Requires(OrderPermission.ANSWER)
    public OrderRequest caught(Actor actor, String code, String words) {
        OrderRequest request = pursued(actor, code);
        if (request.kind() == OrderRequest.Kind.ADDRESS) {
            changes.readdressOne(actor, request.orderCode(), request.consignment(), request.address());
        } else {
            shipping.intercepted(actor, request.consignment(), request.text());
        }
        return ended(actor, request, OrderRequest.State.CAUGHT, text(words));
    }

    /**
     * It goes to its buyer all the same: the member gets the fee back.
     *
     * @param words for the member; empty for what was answered before
     * @throws Problem REQUEST_ANSWERED unless it is pursued, NOT_FOUND
     */
    @Requires(OrderPermission.ANSWER)
    public OrderRequest tooLate(Actor actor, String code, String words) {
        return missed(actor, pursued(actor, code), text(words));
    }

    /**
     * A consignment has come to its end: whoever still pursues it knows now. One that was to be stopped and came back was caught; whatever else became of
     * it, at its buyer or lost, nobody caught it. What nobody answered until then is too late, at no fee; words about it may still be answered. Told again,
     * it does nothing.
     */
    @Requires(Requires.SYSTEM)
    public void ended(Actor system, String consignment, ConsignmentState end) {
        for (OrderRequest request : sql.list(SELECT + " and r.consignment = ? and (r.state = 'AGREED' and r.intercept or r.state = 'ASKED' and r.kind <> 'OTHER') for update of r",
                OrderRequests::request, system.tenant(), consignment)) {
            if (request.isOpen()) {
                answered(system, request, OrderRequest.State.TOO_LATE, "", Money.zero(request.fee().currency()), false);
            } else if (end == ConsignmentState.RETURNED && request.kind() == OrderRequest.Kind.STOP) {
                ended(system, request, OrderRequest.State.CAUGHT, "");
            } else {
                missed(system, request, "");
            }
        }
    }

    private OrderRequest missed(Actor actor, OrderRequest request, String words) {
        OrganisationId seller = orders.get(Actor.system(actor.tenant()), request.orderCode()).seller();
        wallets.giveBack(actor, seller, request.orderCode(), request.code(), request.fee());
        return ended(actor, request, OrderRequest.State.TOO_LATE, words);
    }

    private OrderRequest ended(Actor actor, OrderRequest request, OrderRequest.State to, String words) {
        OrderRequest.State.TRANSITIONS.check(request.state(), to);
        Money none = Money.zero(request.fee().currency());
        return answered(actor, request, to, words.isEmpty() ? request.answer() : words,
                to == OrderRequest.State.TOO_LATE ? none : request.fee(), true);
    }

    private OrderRequest pursued(Actor actor, String code) {
        OrderRequest request = locked(actor, code, Consignment::dealer);
        if (!request.isPursued()) {
            throw new Problem(OrderProblem.REQUEST_ANSWERED).with("request", code).with("state", request.state());
        }
        return request;
    }

    /** What carriers are to catch and nobody knows yet whether they did, oldest first: of a dealer's parcels, or all. */
    @Requires(OrderPermission.ANSWER)
    public List<OrderRequest> pursued(Actor actor, int limit) {
        return sql.list(SELECT + " and r.state = 'AGREED' and r.intercept and (?::bigint is null or " + SHIPS + ") order by r.id limit ?",
                OrderRequests::request, actor.tenant(), actor.scope(), actor.scope(), Math.max(1, Math.min(limit, LIST_MAX)));
    }

    /** What was agreed about parcels on their way with these consignments in them, the latest first. */
    @Requires(OrderPermission.ANSWER)
    public List<OrderRequest> intercepts(Actor actor, List<String> consignments) {
        return sql.list(SELECT + " and r.consignment = any (?) and r.intercept" + seen() + " order by r.id desc limit 200",
                OrderRequests::request, actor.tenant(), consignments.toArray(String[]::new), actor.scope(), actor.scope(), actor.scope());
    }

    /** @throws Problem NOT_FOUND for another's */
    @Requires(OrderPermission.VIEW)
    public OrderRequest get(Actor actor, String code) {
        return sql.first(SELECT + " and r.code = ?" + seen(), OrderRequests::request, actor.tenant(), code, actor.scope(),
                actor.scope(), actor.scope()).orElseThrow(() -> Problem.notFound(THING, code));
    }

    /** One of those that this actor answers: about a dealer's parcels, or any. @throws Problem NOT_FOUND */
    @Requires(OrderPermission.ANSWER)
    public OrderRequest answerable(Actor actor, String code) {
        return of(actor, code, Consignment::dealer);
    }

    /** Those of one order, the latest first. */
    @Requires(OrderPermission.VIEW)
    public List<OrderRequest> ofOrder(Actor actor, String orderCode) {
        return sql.list(SELECT + " and o.code = ?" + seen() + " order by r.id desc limit 50", OrderRequests::request,
                actor.tenant(), orderCode, actor.scope(), actor.scope(), actor.scope());
    }

    /** What waits for an answer of this actor, oldest first: about a dealer's parcels, or all. */
    @Requires(OrderPermission.ANSWER)
    public List<OrderRequest> waiting(Actor actor, int limit) {
        return sql.list(SELECT + " and r.state = 'ASKED' and (?::bigint is null or " + SHIPS + ") order by r.id limit ?",
                OrderRequests::request, actor.tenant(), actor.scope(), actor.scope(), Math.max(1, Math.min(limit, LIST_MAX)));
    }

    /** A member's orders, and parcels of the dealer that ships them. */
    private static String seen() {
        return """

                 and (?::bigint is null or o.organisation_id = ? or\s""" + SHIPS + ")";
    }

    /** @param whose who may: one who sells and holds stock sees both ends of a request, and answers none of its own to another's warehouse */
    private OrderRequest open(Actor actor, String code, Function<Consignment, OrganisationId> whose) {
        OrderRequest request = locked(actor, code, whose);
        if (!request.isOpen()) {
            throw new Problem(OrderProblem.REQUEST_ANSWERED).with("request", code).with("state", request.state());
        }
        return request;
    }

    private OrderRequest locked(Actor actor, String code, Function<Consignment, OrganisationId> whose) {
        of(actor, code, whose);
        sql.list("select 1 as one from order_request where tenant_id = ? and code = ? for update", row -> 1, actor.tenant(), code);
        return get(actor, code);
    }

    private OrderRequest of(Actor actor, String code, Function<Consignment, OrganisationId> whose) {
        OrderRequest request = get(actor, code);
        if (!actor.sees(whose.apply(consignments.get(Actor.system(actor.tenant()), request.consignment())))) {
            throw Problem.notFound(THING, code);
        }
        return request;
    }

    private OrderRequest answered(Actor actor, OrderRequest request, OrderRequest.State to, String answer, Money fee,
                                  boolean intercept) {
        sql.update("""
                update order_request set state = ?, answer = ?, answered_by = ?, answered_at = ?, fee_minor = ?,
                       intercept = ?
                 where tenant_id = ? and code = ?""",
                to, answer, actor.name(), clock.now(), fee.minor(), intercept, actor.tenant(), request.code());
        history.record(actor, THING, request.code(), request.state(), to, answer);
        return get(actor, request.code());
    }

    private static String text(String text) {
        String stripped = text == null ? "" : text.strip();
        if (stripped.length() > TEXT_MAX || stripped.indexOf('\0') >= 0) {
            throw Problem.invalid("text", stripped.substring(0, Math.min(40, stripped.length())));
        }
        return stripped;
    }

    private static OrderRequest request(Row row) {
        return new OrderRequest(row.text("code"), row.text("order_code"), row.text("consignment"),
                row.oneOf(OrderRequest.Kind.class, "kind"), row.text("text"),
                row.json("address") == null ? null : row.json("address").as(Address.class),
                row.oneOf(OrderRequest.State.class, "state"), row.money("fee"), row.text("asked_by"), row.instant("asked_at"),
                row.text("answer"), row.text("answered_by") == null ? "" : row.text("answered_by"),
                row.instant("answered_at"), row.flag("intercept"));
    }
}
