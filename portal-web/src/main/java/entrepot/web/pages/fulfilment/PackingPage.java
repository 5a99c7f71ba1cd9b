package entrepot.web.pages.fulfilment;

import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.fulfilment.CarrierSettings;
import entrepot.fulfilment.Carriers;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.FulfilmentPermission;
import entrepot.fulfilment.FulfilmentProblem;
import entrepot.fulfilment.Shipping;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.platform.access.Actor;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Paths;
import entrepot.web.pages.frame.Refusals;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import entrepot.web.text.PageTexts;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The packing table: one field takes whatever is scanned or typed. A consignment's code opens it, its goods are counted off,
 * and when all are there the carrier's number ships it and the next code is waited for.
 */
@Named
@ViewScoped
public class PackingPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int GRAMS_MAX = 1_000_000;
    private static final int FOUND_MAX = 20;
    private static final Pattern BARCODE = Pattern.compile("[0-9]{8,14}");

    @Inject
    private Consignments consignments;
    @Inject
    private Shipping shipping;
    @Inject
    private CarrierSettings carriers;
    @Inject
    private Variants variants;
    @Inject
    private CurrentActor actor;
    @Inject
    private Refusals refusals;
    @Inject
    private Language language;
    @Inject
    private PageTexts msg;
    @Inject
    private HttpServletRequest request;

    private String scan;
    private String code;
    private String carrier;
    private Integer grams;
    private boolean several;
    /** Pieces counted off, by consignment and line. */
    private Map<String, Integer> counted = new LinkedHashMap<>();
    private List<String> numbers = new ArrayList<>();
    private List<String> together = new ArrayList<>();
    private String said;
    private boolean bad;
    private transient Consignment open;
    private transient List<Consignment> companions;

    /** A line of one of the consignments on the table. */
    private record Piece(Consignment of, Consignment.Line line) {

        String key() {
            return PackingPage.key(of, line);
        }
    }

    /** Whatever was scanned: a consignment, a piece of its goods, or the carrier's number. */
    public void read() {
        String text = scan == null ? "" : scan.strip();
        scan = null;
        if (text.isEmpty()) {
            return;
        }
        try {
            if (text.toUpperCase(Locale.ROOT).startsWith("CON-")) {
                begin(text.toUpperCase(Locale.ROOT));
            } else if (code == null) {
                say(true, msg.text("packing.first-consignment", "text", text));
            } else if (!count(text)) {
                number(text);
            }
        } catch (Problem refusal) {
            say(true, refusals.text(refusal, language.locale()));
        }
    }

    private void begin(String wanted) {
        Actor who = actor.get();
        Consignment found = consignments.get(who, wanted);
        boolean mine = who.headquarters() || found.dealer() != null && found.dealer().equals(who.organisation());
        if (!mine) {
            throw Problem.notFound("consignment", wanted);
        }
        if (together.contains(wanted)) {
            say(false, msg.text("packing.added", "code", wanted));
            return;
        }
        if (code != null && !code.equals(wanted) && getCompanions().stream().anyMatch(c -> c.code().equals(wanted))) {
            // the next of the same buyer: into the same parcel
            together.add(wanted);
            say(false, msg.text("packing.added", "code", wanted));
            return;
        }
        ConsignmentState.TRANSITIONS.check(found.state(), ConsignmentState.SHIPPED);
        clear();
        code = wanted;
        open = found;
        say(false, msg.text("packing.opened", "code", wanted, "count", found.pieces()));
    }

    private void clear() {
        code = null;
        open = null;
        companions = null;
        counted = new LinkedHashMap<>();
        numbers = new ArrayList<>();
        together = new ArrayList<>();
        several = false;
        grams = null;
    }

    /** A SKU or a barcode of one of its goods. @return whether it was one */
    private boolean count(String text) {
        Set<VariantId> barcoded = !BARCODE.matcher(text).matches() ? Set.of() : variants.search(actor.get(), text, null, FOUND_MAX).stream()
                .map(Variant::id).collect(Collectors.toSet());
        List<Piece> fitting = pieces().filter(piece -> piece.line().sku().equalsIgnoreCase(text)
                || barcoded.contains(piece.line().variant())).toList();
        if (fitting.isEmpty()) {
            return false;
        }
        Optional<Piece> missing = fitting.stream().filter(piece -> left(piece) > 0).findFirst();
        String sku = fitting.get(0).line().sku();
        if (missing.isEmpty()) {
            say(true, msg.text("packing.too-many", "sku", sku, "count", fitting.stream().mapToInt(piece -> piece.line().quantity()).sum()));
            return true;
        }
        counted.merge(missing.get().key(), 1, Integer::sum);
        if (isComplete()) {
            packed();
        } else {
            say(false, msg.text("packing.counted", "sku", sku, "count", fitting.stream().mapToInt(this::left).sum()));
        }
        return true;
    }

    /** Counted by eye: everything is there. */
    public void complete() {
        pieces().forEach(piece -> counted.put(piece.key(), piece.line().quantity()));
        packedOrSaid();
    }

    private void packedOrSaid() {
        try {
            packed();
        } catch (Problem refusal) {
            say(true, refusals.text(refusal, language.locale()));
        }
    }

    private void packed() {
        Actor who = actor.get();
        for (Consignment one : getTable()) {
            if (one.state() == ConsignmentState.ACCEPTED) {
                shipping.pack(who, one.code());
            }
        }
        open = null;
        companions = null;
        say(false, msg.get("packing.complete"));
    }

    private void number(String text) {
        if (!isComplete()) {
            say(true, msg.text("packing.not-complete", "text", text, "missing", missing()));
            return;
        }
        String number = text.replaceAll("\\s", "");
        if (numbers.contains(number)) {
            throw new Problem(FulfilmentProblem.TRACKING_NUMBER_TWICE).with("number", number);
        }
        numbers.add(number);
        if (several) {
            say(false, msg.text("packing.another-number", "count", numbers.size()));
        } else {
            ship();
        }
    }

    /** Hands it over with the numbers that were scanned. */
    public void ship() {
        try {
            String country = getConsignment().shipTo().country();
            int each = numbers.isEmpty() || grams == null ? 0 : Math.max(0, Math.min(GRAMS_MAX, grams)) / numbers.size();
            List<Consignment.Parcel> parcels = numbers.stream().map(number -> new Consignment.Parcel(
                    Carriers.guess(country, number).map(Carriers.Carrier::code).orElse(carrier), number, each)).toList();
            if (together.isEmpty()) {
                shipping.ship(actor.get(), code, parcels);
            } else {
                List<String> all = new ArrayList<>(together);
                all.add(code);
                shipping.shipTogether(actor.get(), all, parcels);
            }
            String gone = getTable().stream().map(Consignment::code).collect(Collectors.joining(", "));
            clear();
            say(false, msg.text("packing.shipped", "code", gone, "carrier", parcels.isEmpty() ? "" : carrierName(parcels.get(0).carrier())));
        } catch (Problem refusal) {
            numbers = new ArrayList<>();
            say(true, refusals.text(refusal, language.locale()));
        }
    }

    /** A number that was scanned by mistake. */
    public void remove(String number) {
        numbers.remove(number);
        say(false, msg.text("packing.another-number", "count", numbers.size()));
    }

    /** Puts it aside: nothing but the packing mark is kept. */
    public void leave() {
        clear();
        said = null;
    }

    private void say(boolean wrong, String text) {
        bad = wrong;
        said = text;
    }

    private String missing() {
        return pieces().filter(piece -> left(piece) > 0).map(piece -> left(piece) + " × " + piece.line().sku())
                .collect(Collectors.joining(", "));
    }

    private Stream<Piece> pieces() {
        return getTable().stream().flatMap(one -> one.lines().stream().map(line -> new Piece(one, line)));
    }

    private static String key(Consignment of, Consignment.Line line) {
        return of.code() + ' ' + line.no();
    }

    private int left(Piece piece) {
        return left(piece.of(), piece.line());
    }

    public int left(Consignment of, Consignment.Line line) {
        return line.quantity() - counted.getOrDefault(key(of, line), 0);
    }

    public boolean isComplete() {
        return code != null && pieces().allMatch(piece -> left(piece) == 0);
    }

    /** What goes into one parcel: the consignment that was scanned first, and those that were put to it. */
    public List<Consignment> getTable() {
        if (code == null) {
            return List.of();
        }
        List<Consignment> table = new ArrayList<>(List.of(getConsignment()));
        for (String other : together) {
            table.add(companions().stream().filter(c -> c.code().equals(other)).findFirst().orElseGet(() -> consignments.get(actor.get(), other)));
        }
        return table;
    }

    /** Out of the parcel again: its goods lie aside, and are scanned when it is its turn. */
    public void takeOut(String other) {
        together.remove(other);
        counted.keySet().removeIf(key -> key.startsWith(other + ' '));
        say(false, msg.text("packing.taken-out", "code", other));
        if (isComplete()) {
            packedOrSaid();
        }
    }

    public Consignment getConsignment() {
        if (open == null && code != null) {
            open = consignments.get(actor.get(), code);
        }
        return open;
    }

    /** What could go in the same parcel. */
    public List<Consignment> getCompanions() {
        return companions().stream().filter(c -> !together.contains(c.code())).toList();
    }

    private List<Consignment> companions() {
        if (companions == null && code != null) {
            companions = shipping.companions(actor.get(), code);
        }
        return companions == null ? List.of() : companions;
    }

    public List<Carriers.Carrier> getCarriers() {
        return carriers.active(actor.get());
    }

    public String carrierName(String wanted) {
        return Carriers.name(wanted, language.locale());
    }

    /** Into the same parcel as the one on the table. */
    public void add(String other) {
        begin(other);
    }

    /** A button of another page brings the first consignment along. */
    public void load() {
        actor.get().require(FulfilmentPermission.FULFIL);
        if (code != null && open == null) {
            String wanted = code;
            code = null;
            try {
                begin(wanted);
            } catch (Problem refusal) {
                say(true, refusals.text(refusal, language.locale()));
            }
        }
    }

    public String getArea() {
        return Paths.area(request);
    }

    public String getScan() {
        return scan;
    }

    public void setScan(String scan) {
        this.scan = scan;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code == null || code.isBlank() ? null : code;
    }

    public String getCarrier() {
        return carrier;
    }

    public void setCarrier(String carrier) {
        this.carrier = carrier;
    }

    public Integer getGrams() {
        return grams;
    }

    public void setGrams(Integer grams) {
        this.grams = grams;
    }

    public boolean isSeveral() {
        return several;
    }

    public void setSeveral(boolean several) {
        this.several = several;
    }

    public List<String> getNumbers() {
        return numbers;
    }

    public List<String> getTogether() {
        return together;
    }

    public String getSaid() {
        return said;
    }

    public boolean isBad() {
        return bad;
    }
}
