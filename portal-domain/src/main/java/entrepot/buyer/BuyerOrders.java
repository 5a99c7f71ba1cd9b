package entrepot.buyer;

import entrepot.kernel.OrderId;
import entrepot.kernel.Problem;
import entrepot.network.SubShops;
import entrepot.ordering.Instead;
import entrepot.ordering.Order;
import entrepot.ordering.OrderPermission;
import entrepot.ordering.Orders;
import entrepot.ordering.StockOuts;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.sql.Sql;
import entrepot.tracking.Tracking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What buyers ask, who have no account: where is my parcel? They prove that the order is theirs by the last digits of its
 * phone, or by a link that the member gave them. Whoever asks has to limit how often: four digits are soon tried.
 */
@UseCases
@ApplicationScoped
public class BuyerOrders {

    private static final Pattern FOUR_DIGITS = Pattern.compile("\\d{4}");
    private static final int NUMBER_MAX = 200;
    /** As often as a member may want to send it again, by as many ways. */
    static final int LINKS_MAX = 20;

    @Inject
    private Sql sql;

    @Inject
    private Orders orders;

    @Inject
    private SubShops subShops;

    @Inject
    private Tracking tracking;

    @Inject
    private StockOuts stockOuts;

    /**
     * @param number   where it was bought, or our code
     * @param lastFour the last four digits of the receiver's phone, without an extension
     * @throws Problem NO_SUCH_ORDER_FOR_BUYER, the same for an unknown number and for wrong digits
     */
    @Requires(Requires.ANYBODY)
    public BuyerOrder find(Actor actor, String number, String lastFour) {
        String asked = number == null ? "" : number.strip();
        String digits = lastFour == null ? "" : lastFour.strip();
        if (asked.isEmpty() || asked.length() > NUMBER_MAX || !FOUR_DIGITS.matcher(digits).matches()) {
            throw new Problem(BuyerProblem.NO_SUCH_ORDER_FOR_BUYER);
        }
        // by the sub-shops, whose index knows outside numbers; the newest where several sold under the same number
        return of(actor, sql.first("""
                select o.code from (
                    select o.code, o.id, o.phone from sales_order o where o.tenant_id = ? and o.code = upper(?)
                    union
                    select o.code, o.id, o.phone from sub_shop s
                      join sales_order o on o.tenant_id = s.tenant_id and o.sub_shop_id = s.id and o.outside_number = ?
                     where s.tenant_id = ?) o
                 where right(regexp_replace(regexp_replace(o.phone, '(-|转|#|\\[)[0-9]{1,6}\\]?$', ''), '[^0-9]', '', 'g'), 4) = ?
                 order by o.id desc limit 1""",
                row -> row.text("code"), actor.tenant(), asked, asked, actor.tenant(), digits));
    }

    /** @param token from a link. @throws Problem NO_SUCH_ORDER_FOR_BUYER */
    @Requires(Requires.ANYBODY)
    public BuyerOrder byToken(Actor actor, String token) {
        return of(actor, token == null || token.isEmpty() ? Optional.empty() : sql.first("""
                select o.code from order_link l join sales_order o on o.tenant_id = l.tenant_id and o.id = l.order_id
                 where l.tenant_id = ? and l.token_hash = ?""",
                row -> row.text("code"), actor.tenant(), Tokens.sha256(token)));
    }

    /**
     * A new link for the buyer of an order of the actor's; the latest {@value #LINKS_MAX} go on working.
     *
     * @return its token
     * @throws Problem NOT_FOUND
     */
    @Requires(OrderPermission.PLACE)
    public String link(Actor actor, String code) {
        OrderId order = orders.get(actor, code).id();
        String token = Tokens.random();
        sql.update("insert into order_link (tenant_id, token_hash, order_id) values (?, ?, ?)",
                actor.tenant(), Tokens.sha256(token), order);
        sql.update("""
                delete from order_link where tenant_id = ? and order_id = ? and token_hash not in (
                    select token_hash from order_link where tenant_id = ? and order_id = ? order by recorded_at desc, token_hash limit ?)""",
                actor.tenant(), order, actor.tenant(), order, LINKS_MAX);
        return token;
    }

    private BuyerOrder of(Actor visitor, Optional<String> code) {
        // what the visitor may know is decided: from here on the portal looks it up itself
        Actor actor = Actor.system(visitor.tenant());
        Order order = orders.get(actor, code.orElseThrow(() -> new Problem(BuyerProblem.NO_SUCH_ORDER_FOR_BUYER)));
        List<Instead> instead = stockOuts.instead(actor, order.code());
        return new BuyerOrder(order.code(), order.outsideNumber().isEmpty() ? order.code() : order.outsideNumber(),
                subShops.get(actor, order.subShop()).name(), hidden(order.shipTo().name()), order.shipTo().city(),
                order.paidAt(), order.placedAt(), order.shipBy(), order.state(),
                order.lines().stream().map(line -> new BuyerOrder.Line(line.title(), line.quantity(),
                        instead.stream().filter(other -> other.line() == line.no()).toList())).toList(),
                tracking.ofOrder(actor, order.code()));
    }

    private static String hidden(String name) {
        return name.isEmpty() ? "" : new StringBuilder().appendCodePoint(name.codePointAt(0)).append("**").toString();
    }
}
