package entrepot.ordering;

import entrepot.inventory.Promise;
import entrepot.kernel.Problem;
import entrepot.platform.geo.Address;
import entrepot.platform.geo.Phones;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What can be said of an order without looking anything up. Pure. */
public final class OrderRules {

    public static final int LINES_MAX = 500;
    public static final int QUANTITY_MAX = 9_999;
    /** More than any lorry takes, and less than freight is reckoned with. */
    public static final int GRAMS_MAX = 100_000_000;
    public static final int FIELD_MAX = 200;
    static final int REMARK_MAX = 500;
    static final int CIPHERTEXT_MAX = 4_000;
    /** How long after the buyer's payment goods have to be on their way (DEFAULTS). */
    static final Duration SHIP_WITHIN = Duration.ofHours(48);
    /** How long prices of the moment of payment are honoured (DEFAULTS). */
    static final Duration PRICES_HONOURED = Duration.ofHours(72);

    /** No shop of today was paid before; what is earlier is a mistake, and some of it no database can keep. */
    private static final Instant PAID_FROM = Instant.parse("2000-01-01T00:00:00Z");

    /** What is later is a mistake too. */
    private static final Instant SHIP_BY_UNTIL = Instant.parse("2100-01-01T00:00:00Z");

    private OrderRules() {
    }

    /** By any of what a buyer is known again: the phone, where it is one, and the place with the name. */
    public static List<String> buyerKeys(Address to) {
        String phone = OrderChecks.digits(to);
        return phone.length() >= OrderChecks.PHONE_LEAST ? List.of(phone, OrderChecks.place(to)) : List.of(OrderChecks.place(to));
    }

    /** @throws Problem FIELD_MISSING, FIELD_INVALID, LINES_MISSING, LINES_TOO_MANY, LINE_QUANTITY_INVALID */
    public static void check(PlaceOrder command) {
        checkPriced(command);
        if (command.hidden() == null) {
            check(command.shipTo());
        } else {
            check(command.hidden(), command.shipTo());
        }
    }

    /** What a price depends on: everything but the person and the street. @throws Problem as {@link #check(PlaceOrder)} */
    static void checkPriced(PlaceOrder command) {
        text("subShop", command.subShopCode(), FIELD_MAX, true);
        text("outsideNumber", command.outsideNumber(), FIELD_MAX, false);
        text("remark", command.remark(), REMARK_MAX, false);
        text("gift", command.gift(), REMARK_MAX, false);
        if (command.shipTo() == null) {
            throw Problem.missing("shipTo");
        }
        text("country", command.shipTo().country(), 2, true);
        text("city", command.shipTo().city(), FIELD_MAX, true);
        if (command.paidAt() != null && command.paidAt().isBefore(PAID_FROM)) {
            throw Problem.invalid("paidAt", command.paidAt());
        }
        Instant shipBy = command.terms().shipBy();
        if (shipBy != null && (shipBy.isBefore(PAID_FROM) || shipBy.isAfter(SHIP_BY_UNTIL))) {
            throw Problem.invalid("shipBy", shipBy);
        }
        if (command.terms().paid() != null && command.terms().paid().signum() < 0) {
            throw Problem.invalid("paid", command.terms().paid());
        }
        if (command.terms().quote() != null) {
            text("quote", command.terms().quote(), FIELD_MAX, true);
        }
        if (command.lines().isEmpty()) {
            throw new Problem(OrderProblem.LINES_MISSING);
        }
        if (command.lines().size() > LINES_MAX) {
            throw new Problem(OrderProblem.LINES_TOO_MANY).with("max", LINES_MAX);
        }
        boolean wholesale = command.terms().kind() == OrderKind.WHOLESALE;
        for (PlaceOrder.Line line : command.lines()) {
            if (wholesale && line.askedPrice() != null) {
                throw new Problem(OrderProblem.WHOLESALE_HAS_NO_BUYER_PRICE).with("sku", line.sku());
            }
            text("sku", line.sku(), FIELD_MAX, true);
            if (line.askedPrice() != null && line.askedPrice().signum() < 0) {
                throw Problem.invalid("askedPrice", line.askedPrice());
            }
            if (line.quantity() < 1 || line.quantity() > QUANTITY_MAX) {
                throw new Problem(OrderProblem.LINE_QUANTITY_INVALID).with("sku", line.sku())
                        .with("quantity", line.quantity()).with("max", QUANTITY_MAX);
            }
        }
    }

    /** Enough to find a warehouse by; the label says the rest, so it has to be there. */
    private static void check(HiddenReceiver hidden, Address address) {
        if (address == null) {
            throw Problem.missing("shipTo");
        }
        text("platform", hidden.platform(), FIELD_MAX, true);
        text("number", hidden.number(), FIELD_MAX, true);
        text("ciphertext", hidden.ciphertext(), CIPHERTEXT_MAX, false);
        text("label", hidden.labelFile(), FIELD_MAX, true);
        text("tracking", hidden.tracking(), FIELD_MAX, false);
        text("name", address.name(), FIELD_MAX, false);
        text("phone", address.phone(), FIELD_MAX, false);
        text("country", address.country(), 2, true);
        text("province", address.province(), FIELD_MAX, false);
        text("city", address.city(), FIELD_MAX, true);
        text("district", address.district(), FIELD_MAX, false);
        text("street", address.street(), FIELD_MAX, false);
        text("postcode", address.postcode(), FIELD_MAX, false);
    }

    /** A parcel needs a name, a phone, a city and a street; which regions exist is for routing and freight to say. */
    static void check(Address address) {
        if (address == null) {
            throw Problem.missing("shipTo");
        }
        text("name", address.name(), FIELD_MAX, true);
        text("phone", address.phone(), FIELD_MAX, true);
        text("country", address.country(), 2, true);
        text("province", address.province(), FIELD_MAX, false);
        text("city", address.city(), FIELD_MAX, true);
        text("district", address.district(), FIELD_MAX, false);
        text("street", address.street(), FIELD_MAX, true);
        text("postcode", address.postcode(), FIELD_MAX, false);
        if (!Phones.possible(address.country(), address.phone())) {
            throw Problem.invalid("phone", address.phone());
        }
    }

    /** The same with null as empty and outer blanks gone. */
    public static Address tidy(Address address) {
        return address == null ? null : new Address(tidy(address.name()), tidy(address.phone()),
                tidy(address.country()).toUpperCase(java.util.Locale.ROOT), tidy(address.province()),
                tidy(address.city()), tidy(address.district()), tidy(address.street()), tidy(address.postcode()));
    }

    private static String tidy(String text) {
        return text == null ? "" : text.strip();
    }

    /** When the goods have to be on their way: 48 h after the payment, or after now where that is past already. */
    static Instant shipBy(Instant paidAt, Instant now) {
        Instant promised = paidAt.plus(SHIP_WITHIN);
        return promised.isAfter(now) ? promised : now.plus(SHIP_WITHIN);
    }

    /** What is sold before it is there goes no earlier than promised: the rule counts from the last promised day. */
    static Instant shipBy(Instant otherwise, List<Promise> presold) {
        return presold.stream().map(promise -> shipByOf(promise.from())).reduce(otherwise, (a, b) -> a.isAfter(b) ? a : b);
    }

    /** When goods that come on that day have to be on their way. */
    static Instant shipByOf(Instant promised) {
        return promised.plus(SHIP_WITHIN);
    }

    /** When the goods have to be on their way: the platform's word where there is one, else the rule. */
    static Instant shipBy(PlaceOrder command, Instant paidAt, Instant now) {
        Instant said = command.terms().shipBy();
        return said == null ? shipBy(paidAt, now) : said;
    }

    /** The moment whose prices count: that of the payment if the order follows soon enough. */
    static Instant pricedAt(Instant paidAt, Instant now) {
        return paidAt.plus(PRICES_HONOURED).isBefore(now) ? now : paidAt;
    }

    private static void text(String field, String value, int max, boolean needed) {
        if (value == null || value.isBlank()) {
            if (needed) {
                throw Problem.missing(field);
            }
            return;
        }
        // newlines may stand in remarks; other control characters are a broken or a hostile file
        if (value.length() > max || value.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t')
                || value.chars().anyMatch(c -> Character.isSurrogate((char) c)) && !isWellFormed(value)) {
            throw Problem.invalid(field, value.length() > max ? value.substring(0, 40) + "…" : printable(value));
        }
    }

    private static boolean isWellFormed(String value) {
        return value.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static String printable(String value) {
        return value.codePoints().map(c -> c < ' ' || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
