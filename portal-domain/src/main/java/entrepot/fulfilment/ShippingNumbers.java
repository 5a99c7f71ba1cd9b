package entrepot.fulfilment;

import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.files.Table;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tracking numbers by file: read and checked here, then shipped consignment by consignment by whoever asked, so that a row
 * that is wrong holds up no other.
 */
@ApplicationScoped
@UseCases
public class ShippingNumbers {

    private static final int ROWS_MAX = 2_000;
    private static final Pattern IN_GRAMS = Pattern.compile("[0-9]{0,9}(\\.[0-9]{0,9})?");
    private static final Pattern IN_KILOGRAMS = Pattern.compile("[0-9]{0,6}(\\.[0-9]{0,9})?");
    private static final Pattern WITH_UNIT = Pattern.compile("(?i)([0-9.]{1,20})\\s{0,3}(g|gr|克|kgs?|公斤|千克)");
    private static final String[] CODE = {"consignment", "order", "order code", "发货单号", "订单编号", "订单号", "单据编号", "consignación", "envío", "pedido"};
    private static final String[] CARRIER = {"carrier", "courier", "快递公司", "物流公司", "快递", "transportista"};
    private static final String[] NUMBER = {"tracking number", "number", "运单号", "快递单号", "物流单号", "número de seguimiento", "número"};
    private static final String[] GRAMS = {"grams", "weight (g)", "重量(克)", "克", "gramos"};
    private static final String[] KILOGRAMS = {"weight", "kg", "weight (kg)", "重量", "重量(kg)", "重量（千克）", "peso"};

    @Inject
    private Consignments consignments;

    @Inject
    private Transactions transactions;

    /**
     * One consignment with its parcels, from one row or several.
     *
     * @param lines    the rows of the file that name it
     * @param asked    the code as the file has it
     * @param written  what the file says of each parcel, right or wrong
     * @param refusals everything for which it cannot be shipped; none where it can
     */
    public record Row(List<Long> lines, String asked, Consignment consignment, List<Written> written,
                      List<Consignment.Parcel> parcels, List<Problem> refusals) {

        public Row {
            lines = List.copyOf(lines);
            written = List.copyOf(written);
            parcels = List.copyOf(parcels);
            refusals = List.copyOf(refusals);
        }

        public boolean good() {
            return refusals.isEmpty();
        }
    }

    /**
     * A parcel as the file has it.
     *
     * @param carrier its code; null where nobody knows it
     * @param named   the carrier in the file's words
     * @param grams   null where there is none, or none that can be read
     */
    public record Written(String carrier, String named, String number, Integer grams) {
    }

    /**
     * Reads a CSV or XLSX file of codes (consignment or order), carriers, numbers and weights, and says what each row would do.
     * A carrier that is not named is guessed by its number's looks.
     *
     * @throws Problem as {@link Table#read(byte[])}; CSV_COLUMN_MISSING without a column of codes or numbers
     */
    @Requires(FulfilmentPermission.FULFIL)
    public List<Row> check(Actor actor, byte[] file) {
        Table table = Table.read(file);
        table.require(CODE);
        table.require(NUMBER);
        if (table.lines().size() > ROWS_MAX) {
            throw Problem.invalid("rows", table.lines().size());
        }
        String country = transactions.tenant().country();
        Map<String, List<Table.Line>> byCode = new LinkedHashMap<>();
        for (Table.Line line : table.lines()) {
            String code = text(table.cell(line, CODE)).toUpperCase(Locale.ROOT);
            if (!code.isEmpty() || !text(table.cell(line, NUMBER)).isEmpty()) {
                byCode.computeIfAbsent(code, first -> new ArrayList<>()).add(line);
            }
        }
        List<Row> rows = new ArrayList<>();
        byCode.forEach((code, lines) -> rows.add(row(actor, table, code, lines, country)));
        return rows;
    }

    private Row row(Actor actor, Table table, String code, List<Table.Line> lines, String country) {
        List<Long> numbers = lines.stream().map(Table.Line::number).toList();
        List<Written> written = new ArrayList<>();
        List<Consignment.Parcel> parcels = new ArrayList<>();
        List<Problem> refusals = new ArrayList<>();
        for (Table.Line line : lines) {
            Written one = written(table, line, country, refusals);
            written.add(one);
            if (refusals.isEmpty()) {
                parcels.add(new Consignment.Parcel(one.carrier(), one.number(), one.grams() == null ? 0 : one.grams()));
            }
        }
        if (refusals.isEmpty()) {
            refused(refusals, () -> Shipping.plausible(parcels));
        }
        Consignment consignment = null;
        try {
            consignment = found(actor, code);
            ConsignmentState.TRANSITIONS.check(consignment.state(), ConsignmentState.SHIPPED);
        } catch (Problem refusal) {
            refusals.add(refusal);
        }
        return new Row(numbers, code, consignment, written, parcels, refusals);
    }

    private static void refused(List<Problem> refusals, Runnable check) {
        try {
            check.run();
        } catch (Problem refusal) {
            refusals.add(refusal);
        }
    }

    /** What the line says; what is wrong with it joins the refusals. */
    private static Written written(Table table, Table.Line line, String country, List<Problem> refusals) {
        String number = text(table.cell(line, NUMBER)).replaceAll("\\s", "");
        boolean isNumber = !number.isEmpty() && Shipping.isNumber(number);
        if (!isNumber) {
            refusals.add(new Problem(FulfilmentProblem.TRACKING_NUMBER_INVALID).with("number", number));
        }
        String named = text(table.cell(line, CARRIER));
        String carrier = (named.isEmpty() ? isNumber ? Carriers.guess(country, number) : Optional.<Carriers.Carrier>empty()
                : Carriers.byName(country, named)).map(Carriers.Carrier::code).orElse(null);
        // what carrier it is can be guessed only from a number that is one
        if (carrier == null && (isNumber || !named.isEmpty())) {
            refusals.add(new Problem(FulfilmentProblem.CARRIER_UNKNOWN).with("carrier", named.isEmpty() ? "?" : named));
        }
        String grams = text(table.cell(line, GRAMS));
        String kilograms = text(table.cell(line, KILOGRAMS));
        Integer weight = null;
        try {
            weight = grams(grams, kilograms);
        } catch (NumberFormatException malformed) {
            refusals.add(Problem.invalid("weight", grams.isEmpty() ? kilograms : grams));
        }
        return new Written(carrier, named, number, weight);
    }

    /**
     * A weight as files have it, in plain digits: an exponent could stand for more of them than memory holds. A unit that is
     * written beside it counts before that of its column.
     *
     * @return the grams, rounded; null where neither is given
     * @throws NumberFormatException for what is no weight
     */
    public static Integer grams(String grams, String kilograms) {
        if (grams.isEmpty() && kilograms.isEmpty()) {
            return null;
        }
        boolean fine = !grams.isEmpty();
        String weight = fine ? grams : kilograms;
        Matcher unit = WITH_UNIT.matcher(weight);
        if (unit.matches()) {
            fine = unit.group(2).matches("(?i)g|gr|克");
            weight = unit.group(1);
        }
        if (!(fine ? IN_GRAMS : IN_KILOGRAMS).matcher(weight).matches()) {
            throw new NumberFormatException(weight);
        }
        return new BigDecimal(weight).movePointRight(fine ? 0 : 3).setScale(0, RoundingMode.HALF_UP).intValueExact();
    }

    /** The consignment with that code, or the one of that order that the actor has still to ship. */
    private Consignment found(Actor actor, String code) {
        if (code.startsWith("CON-")) {
            Consignment one = consignments.get(actor, code);
            if (!ships(actor, one)) {
                throw Problem.notFound(Consignments.THING, code);
            }
            return one;
        }
        List<Consignment> mine = consignments.byOrder(actor, code).stream().filter(one -> ships(actor, one)).toList();
        List<Consignment> open = mine.stream().filter(one -> Set.of(ConsignmentState.ACCEPTED, ConsignmentState.PACKED)
                .contains(one.state())).toList();
        if (open.size() > 1) {
            throw new Problem(FulfilmentProblem.ORDER_HAS_SEVERAL).with("code", code).with("count", open.size());
        }
        return open.isEmpty() ? mine.stream().findFirst().orElseThrow(() -> Problem.notFound("order", code)) : open.get(0);
    }

    private static boolean ships(Actor actor, Consignment one) {
        return actor.headquarters() || one.dealer() != null && one.dealer().equals(actor.organisation());
    }

    private static String text(String cell) {
        return cell == null ? "" : cell.strip();
    }
}
