package entrepot.web.rest.agent;

import entrepot.fulfilment.Consignments;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.ordering.ChangeOrder;
import entrepot.ordering.Order;
import entrepot.ordering.OrderChanges;
import entrepot.ordering.OrderBatches;
import entrepot.ordering.OrderFilter;
import entrepot.ordering.OrderQuote;
import entrepot.ordering.OrderReceipt;
import entrepot.ordering.OrderState;
import entrepot.ordering.OrderPermission;
import entrepot.ordering.OrderHolds;
import entrepot.ordering.OrderKind;
import entrepot.ordering.OrderQuotes;
import entrepot.ordering.OrderRequest;
import entrepot.ordering.OrderRequests;
import entrepot.ordering.Orders;
import entrepot.ordering.PlaceOrder;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.geo.Address;
import entrepot.routing.Routing;
import entrepot.tracking.ParcelTrack;
import entrepot.tracking.Tracking;
import entrepot.tracking.TrackingPermission;
import entrepot.web.rest.Body;
import entrepot.web.rest.IdempotencyKey;
import entrepot.web.rest.Paged;
import entrepot.web.rest.Reason;
import entrepot.web.rest.RequestAnswer;
import entrepot.web.rest.ProblemBody;
import entrepot.web.rest.Problems;
import entrepot.web.rest.Thing;
import entrepot.web.rest.Versions;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Orders of a member. */
@Path("agent/v1/orders")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class OrderResource {

    @Inject
    private Orders orders;
    @Inject
    private SubShops subShops;
    @Inject
    private Consignments consignments;
    @Inject
    private Tracking tracking;
    @Inject
    private Routing routing;
    @Inject
    private OrderHolds holds;
    @Inject
    private OrderChanges changes;
    @Inject
    private OrderRequests requests;
    @Inject
    private OrderQuotes quotes;
    @Inject
    private OrderBatches batches;
    @Inject
    private Problems problems;
    @Inject
    private CurrentActor actor;

    /**
     * What a client sends.
     *
     * @param paidAt       now where it is absent; {@code askedPrice} may be absent
     * @param shipBy       by when the platform wants it on its way; 48 hours after the payment where it is absent
     * @param waitForFunds whether it waits for a top-up where the wallet cannot pay it
     * @param quote        the code of a kept quote
     * @param paid         what the buyer paid for all of it
     * @param kind         SINGLE, or WHOLESALE for goods in bulk to the member itself
     */
    public record NewOrder(String subShop, String outsideNumber, Address shipTo, List<NewLine> lines, String remark,
                           String gift, Instant paidAt, Instant shipBy, Boolean waitForFunds, String quote, BigDecimal paid,
                           OrderKind kind) {

        public record NewLine(String sku, int quantity, BigDecimal askedPrice) {

            PlaceOrder.Line line() {
                return new PlaceOrder.Line(sku, quantity, askedPrice);
            }
        }

        PlaceOrder command() {
            return new PlaceOrder(subShop, outsideNumber, shipTo, Body.each("lines", lines).stream().map(NewLine::line).toList(),
                    remark, gift, paidAt).on(new PlaceOrder.Terms(shipBy, Boolean.TRUE.equals(waitForFunds), quote, null, null,
                    kind, paid));
        }
    }

    /** @param validUntil until when an order that names the quote's code is placed at its prices */
    public record KeptQuote(String code, Instant validUntil, Money goods, Money freight, Money total) {
    }

    /**
     * What is to be different; what is absent stays.
     *
     * @param lines all lines as they are to be
     * @param total what it was shown to cost then; it is refused where it costs another amount
     */
    public record Change(Address shipTo, List<NewOrder.NewLine> lines, String remark, String gift, String why, BigDecimal total) {

        ChangeOrder command() {
            return new ChangeOrder(shipTo, lines == null ? null : Body.each("lines", lines).stream()
                    .map(NewOrder.NewLine::line).toList(), remark, gift, why,
                    total);
        }
    }

    /** @param address where it is to go; for ADDRESS only */
    public record NewRequest(String consignment, OrderRequest.Kind kind, String text, Address address) {
    }

    /** Up to 1,000 orders, each with an outside number. */
    public record NewOrders(List<NewOrder> orders) {
    }

    /**
     * What became of a call with many orders.
     *
     * @param placed  how many stand placed now, those that were there before included
     * @param refused how many were refused; the others are not touched by that
     * @param results one for each order, in the order of the call
     */
    public record BatchAnswer(int placed, int refused, List<BatchResult> results) {
    }

    /**
     * What became of one order of many.
     *
     * @param index   its place in the call, from 0
     * @param status  as the order alone would have been answered: 201, or that of the problem
     * @param receipt present where it is placed
     * @param problem present where it is refused
     */
    public record BatchResult(int index, String outsideNumber, int status, OrderReceipt receipt, ProblemBody problem) {
    }

    /** One order of many as it is asked for, or why it is none: one of the two is null. */
    private record Asked(String number, PlaceOrder command, Problem refusal) {

        static Asked of(NewOrder order, int index) {
            if (order == null) {
                return new Asked(null, null, Problem.missing("orders[" + index + "]"));
            }
            try {
                PlaceOrder command = order.command();
                // without one it could not be told from the same order sent again
                return command.outsideNumber().isEmpty()
                        ? new Asked(null, null, Problem.missing("orders[" + index + "].outsideNumber"))
                        : new Asked(order.outsideNumber(), command, null);
            } catch (Problem nothing) {
                return new Asked(order.outsideNumber(), null, nothing);
            }
        }
    }

    /** What an order would cost, and from where it would ship. */
    public record Quote(Money goods, Money freight, Money total, Instant shipBy, List<QuoteLine> lines,
                        List<Presold> presale, OrderAnswer.FreightWhy freightWhy, OrderAnswer.Route routing) {
    }

    /** A variant that is sold before it is there: it ships from that day. */
    public record Presold(String sku, LocalDate shipsFrom) {
    }

    public record QuoteLine(String sku, String title, int quantity, Money retail, Money supply, Money supplyTotal,
                            String rule, Map<String, String> numbers, Money lowest, Money highest) {
    }

    /** @param consignment the part of the order to cancel; absent for the whole order */
    public record Cancel(String reason, String consignment) {
    }

    /** Places an order: 201 with its address in {@code Location}; the same key and body answer the same. */
    @POST
    @Requires(OrderPermission.PLACE)
    public Response place(@HeaderParam(IdempotencyKey.HEADER) String key, Body<NewOrder> order) {
        OrderReceipt receipt = orders.place(actor.get(), Body.required(order, "order").command(), key);
        return Response.created(URI.create("agent/v1/orders/" + receipt.code())).entity(receipt).build();
    }

    /**
     * Places up to 1,000 orders in one call, each whole or not at all. Each needs an outside number: one that stands under its sub-shop and number already is
     * answered with its receipt and not placed again, so a call that broke off can be sent again whole. A number that stands twice in the call
     * is looked at in its order: the second is the same order, or is refused as another one under a number that is taken.
     */
    @POST
    @Path("batch")
    @Requires(OrderPermission.PLACE)
    public BatchAnswer placeMany(@HeaderParam(IdempotencyKey.HEADER) String key, Body<NewOrders> body) {
        List<NewOrder> asked = Body.required(body, "orders").orders();
        if (asked == null || asked.isEmpty()) {
            throw Problem.missing("orders");
        }
        List<Asked> all = IntStream.range(0, asked.size()).mapToObj(i -> Asked.of(asked.get(i), i)).toList();
        batches.begin(actor.get(), all.stream().map(Asked::command).toList(), key);
        List<BatchResult> results = new ArrayList<>();
        for (int from = 0; from < all.size(); from += Orders.TOGETHER_MAX) {
            List<Asked> some = all.subList(from, Math.min(from + Orders.TOGETHER_MAX, all.size()));
            Iterator<Orders.Outcome> placed = placed(some.stream().map(Asked::command).filter(Objects::nonNull).toList()).iterator();
            for (Asked each : some) {
                results.add(result(results.size(), each.number(), each.command() == null ? new Orders.Outcome(null, each.refusal()) : placed.next()));
            }
        }
        int placed = (int) results.stream().filter(result -> result.receipt() != null).count();
        return new BatchAnswer(placed, results.size() - placed, List.copyOf(results));
    }

    /** A piece that is refused as a whole (too many at once, a lock) is said of each of its orders; those before it are placed. */
    private List<Orders.Outcome> placed(List<PlaceOrder> some) {
        try {
            return some.isEmpty() ? List.of() : orders.placeAll(actor.get(), some);
        } catch (Problem whole) {
            return some.stream().map(each -> new Orders.Outcome(null, whole)).toList();
        }
    }

    private BatchResult result(int index, String outsideNumber, Orders.Outcome outcome) {
        if (outcome.refusal() == null) {
            return new BatchResult(index, outsideNumber, Response.Status.CREATED.getStatusCode(), outcome.receipt(), null);
        }
        ProblemBody problem = problems.body(outcome.refusal());
        return new BatchResult(index, outsideNumber, problem.status(), null, problem);
    }

    /** What an order would cost now and from where it would ship; nothing is placed. */
    @POST
    @Path("quote")
    @Requires(OrderPermission.PLACE)
    public Quote quote(Body<NewOrder> order) {
        OrderQuote quote = orders.quote(actor.get(), Body.required(order, "order").command());
        return new Quote(quote.goods(), quote.freight().amount(), quote.total(), quote.shipBy(),
                quote.lines().stream().map(OrderResource::line).toList(),
                quote.presale().stream().map(p -> new Presold(p.sku(), p.shipsFrom())).toList(),
                new OrderAnswer.FreightWhy(quote.freight().zone(), quote.freight().rule(), quote.freight().numbers(),
                        quote.grams()),
                OrderAnswer.route(quote.decision()));
    }

    /**
     * The member's orders, newest first, without lines and consignments.
     *
     * @param state   one state or several with commas
     * @param shop    the code of a sub-shop
     * @param since   placed then or later
     * @param dueBy   to be shipped before that
     * @param outside the outside number, whole
     */
    @GET
    public Paged<OrderAnswer> list(@QueryParam("after") String after, @QueryParam("limit") Integer limit,
                                   @QueryParam("state") String state, @QueryParam("shop") String shop, @QueryParam("since") String since,
                                   @QueryParam("dueBy") String dueBy, @QueryParam("outside") String outside) {
        int rows = Paged.limit(limit);
        Actor who = actor.get();
        Map<Long, SubShop> shops = subShops.list(who).stream()
                .collect(Collectors.toMap(each -> each.id().value(), Function.identity()));
        return Paged.of(orders.list(who, new OrderFilter(states(state), null, outside, shop, instant("since", since), instant("dueBy", dueBy)), after, rows + 1), rows, Order::code)
                .map(order -> OrderAnswer.brief(order, shops));
    }

    /** One order with its lines and what they cost and why, its consignments with their parcels, and where it ships from and why. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, whole(orders.get(actor.get(), code)));
    }

    /** Quotes and keeps the prices for two hours: an order that names the code is placed at them. */
    @POST
    @Path("quote/keep")
    @Requires(OrderPermission.PLACE)
    public KeptQuote keep(Body<NewOrder> order) {
        OrderQuotes.KeptQuote kept = quotes.keep(actor.get(), Body.required(order, "order").command());
        return new KeptQuote(kept.code(), kept.validUntil(), kept.quote().goods(), kept.quote().freight().amount(),
                kept.quote().total());
    }

    /** Says that an order on hold which looks like another one is meant. */
    @POST
    @Path("{code}/ship-it")
    @Requires(OrderPermission.PLACE)
    public OrderAnswer shipIt(@PathParam("code") String code, Body<Reason> body) {
        return Thing.first(() -> orders.get(actor.get(), code), () -> whole(holds.shipIt(actor.get(), code, Reason.of(body))));
    }

    /** Changes address, lines or wishes of an order that is not packed. */
    @POST
    @Path("{code}/change")
    @Requires(OrderPermission.CHANGE)
    public OrderAnswer change(@PathParam("code") String code, Body<Change> body) {
        return Thing.first(() -> orders.get(actor.get(), code),
                () -> whole(changes.change(actor.get(), code, Body.required(body, "change").command())));
    }

    /** Asks the warehouse about a parcel that is packed or on its way. */
    @POST
    @Path("{code}/requests")
    @Requires(OrderPermission.CHANGE)
    public RequestAnswer ask(@PathParam("code") String code, Body<NewRequest> body) {
        return Thing.first(() -> orders.get(actor.get(), code), () -> {
            NewRequest asked = Body.required(body, "request");
            if (asked.kind() == null) {
                throw Problem.missing("kind");
            }
            return RequestAnswer.of(requests.ask(actor.get(), code, asked.consignment() == null ? "" : asked.consignment(),
                    asked.kind(), asked.text(), asked.address()));
        });
    }

    /** Cancels the order, or one of its consignments; what is cancelled already answers the same, so it needs no key. */
    @POST
    @Path("{code}/cancel")
    @Requires(OrderPermission.CANCEL)
    public OrderAnswer cancel(@PathParam("code") String code, Body<Cancel> body) {
        return Thing.first(() -> orders.get(actor.get(), code), () -> {
            Cancel asked = Body.read(body);
            String reason = asked == null ? null : asked.reason();
            return whole(asked == null || asked.consignment() == null ? orders.cancel(actor.get(), code, reason)
                    : orders.cancelPart(actor.get(), code, asked.consignment(), reason));
        });
    }

    private OrderAnswer whole(Order order) {
        Actor who = actor.get();
        return OrderAnswer.whole(order, subShops.get(who, order.subShop()), orders.explanation(who, order.code()),
                consignments.byOrder(who, order.code()), routing.all(who, order.code()).stream().findFirst().orElse(null), tracks(who, order.code()));
    }

    /** Keys of before parcels were followed may not see them; they get the numbers all the same. */
    private List<ParcelTrack> tracks(Actor who, String code) {
        return who.may(TrackingPermission.VIEW) ? tracking.ofOrder(who, code) : List.of();
    }

    private static QuoteLine line(OrderQuote.Line quoted) {
        return new QuoteLine(quoted.line().sku(), quoted.line().title(), quoted.line().quantity(),
                quoted.line().retail(), quoted.line().supply(), quoted.line().supplyTotal(), quoted.rule(),
                quoted.numbers(), quoted.band().lowest(), quoted.band().highest());
    }

    private static Instant instant(String name, String asked) {
        try {
            return asked == null || asked.isBlank() ? null : Instant.parse(asked);
        } catch (DateTimeParseException malformed) {
            throw Problem.invalid(name, asked);
        }
    }

    /** One state or several with commas. */
    public static Set<OrderState> states(String asked) {
        if (asked == null || asked.isBlank()) {
            return Set.of();
        }
        return Arrays.stream(asked.split(",")).map(name -> {
            try {
                return OrderState.valueOf(name.strip());
            } catch (IllegalArgumentException unknown) {
                throw Problem.invalid("state", name);
            }
        }).collect(Collectors.toSet());
    }
}
