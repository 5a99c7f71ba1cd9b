package entrepot.fulfilment;

import entrepot.inventory.Presales;
import entrepot.inventory.ShelfPlaces;
import entrepot.kernel.ConsignmentId;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.kernel.WarehouseId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a packer prints: what to fetch, what lies in the parcel, where it goes. Nothing of headquarters stands on it and no
 * price: the sender is the sub-shop.
 */
@ApplicationScoped
@UseCases
public class Papers {

    /** Consignments that are printed at once at most. */
    public static final int AT_ONCE = 200;

    @Inject
    private Consignments consignments;

    @Inject
    private ConsignmentRows rows;

    @Inject
    private Presales presales;

    @Inject
    private ShelfPlaces places;

    @Inject
    private Transactions transactions;

    /** How large a label is. */
    public enum LabelSize {
        /** A sheet of labels for a label printer, 100 × 150 mm each. */
        MM_100_150,
        /** Four on a sheet of paper. */
        A4
    }

    /** In which language papers speak that travel with it: that of its buyer's country, as far as we speak it, else English. */
    public static Locale language(Consignment one) {
        return switch (one.shipTo().country()) {
            case "CN" -> Locale.SIMPLIFIED_CHINESE;
            case "ES" -> Locale.forLanguageTag("es");
            default -> Locale.ENGLISH;
        };
    }

    /** One of which a slip may be printed now. @throws Problem NOT_FOUND where its goods or its buyer are not the actor's business, or not any more */
    @Requires(FulfilmentPermission.FULFIL)
    public Consignment slip(Actor actor, String code) {
        List<Consignment> one = printed(actor, Collections.singletonList(code));
        upToDate(actor, one, true, false);
        return one.get(0);
    }

    /** What to fetch from the shelves for these consignments: each SKU with its pieces, shelf by shelf, then consignment by consignment. */
    @Requires(FulfilmentPermission.FULFIL)
    public byte[] pickList(Actor actor, Collection<String> codes, Locale language) {
        List<Consignment> all = printed(actor, codes);
        Map<WarehouseId, Map<VariantId, String>> shelves = new HashMap<>();
        all.stream().collect(Collectors.groupingBy(Consignment::warehouse)).forEach((there, theirs) -> shelves.put(there,
                places.of(actor, there, theirs.stream().flatMap(c -> c.lines().stream()).map(Consignment.Line::variant).distinct().toList())));
        return PaperPdf.pickList(all, shelves, transactions.tenant().zone(), language);
    }

    /** A slip for each parcel: who sends, to whom, what, with all wishes and the gift's text, and the promised day where goods come later. */
    @Requires(FulfilmentPermission.FULFIL)
    public byte[] slips(Actor actor, Collection<String> codes) {
        List<Consignment> all = printed(actor, codes);
        upToDate(actor, all, true, false);
        return PaperPdf.slips(all, presales.waiting(Actor.system(actor.tenant()), all.stream().map(Consignment::code).toList()));
    }

    /**
     * A label for each.
     *
     * @param own labels that members supplied, PDF, by the consignment's code: printed as they are, since the platform
     *            keeps the address to itself; an empty one is said to go with another part
     * @param language of the packer, for what is said to them alone
     */
    @Requires(FulfilmentPermission.FULFIL)
    public byte[] labels(Actor actor, Collection<String> codes, LabelSize size, Map<String, byte[]> own, Locale language) {
        List<Consignment> all = printed(actor, codes);
        upToDate(actor, all, false, true);
        return PaperPdf.labels(all, size, own, language);
    }

    /** Who ships them has papers with the address of today now; headquarters' look at a dealer's changes nothing there. */
    private void upToDate(Actor actor, List<Consignment> printed, boolean slip, boolean label) {
        List<ConsignmentId> mine = printed.stream().filter(one -> one.stale()
                && (one.dealer() == null ? actor.headquarters() : one.dealer().equals(actor.organisation()))).map(Consignment::id).toList();
        if (!mine.isEmpty()) {
            rows.printed(actor, mine, slip, label);
        }
    }

    /** Those that the actor ships, what is due first on top. @throws Problem NOT_FOUND for another's or one that is not accepted, or no longer counts */
    private List<Consignment> printed(Actor actor, Collection<String> codes) {
        List<String> asked = codes.stream().distinct().toList();
        if (asked.isEmpty() || asked.size() > AT_ONCE) {
            throw Problem.invalid("consignments", asked.size());
        }
        List<Consignment> all = asked.stream().map(code -> consignments.get(actor, code)).toList();
        for (Consignment one : all) {
            boolean mine = actor.headquarters() || one.dealer() != null && one.dealer().equals(actor.organisation());
            if (!mine || one.warehouse() == null || !one.state().living()
                    || one.state() == ConsignmentState.OFFERED || one.state() == ConsignmentState.HELD) {
                throw Problem.notFound(Consignments.THING, one.code());
            }
        }
        return all.stream().sorted(Comparator.comparing(Consignment::shipBy, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(Consignment::code)).toList();
    }
}
