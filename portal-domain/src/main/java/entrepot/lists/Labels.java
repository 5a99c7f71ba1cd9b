package entrepot.lists;

import entrepot.kernel.Problem;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.ordering.OrderPermission;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.files.FileProblem;
import entrepot.platform.files.Files;
import entrepot.platform.geo.Address;
import entrepot.platform.geo.PastedAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The platforms' labels for parcels whose receiver they hide: brought by the member, printed by the warehouse (entrepot.ordering.ParcelLabels). */
@UseCases
@ApplicationScoped
public class Labels {

    /** Files in one go. */
    public static final int FILES_MAX = 100;
    private static final int WAITING_MAX = 10_000;

    @Inject
    private LabelRows rows;

    @Inject
    private Doctor doctor;

    @Inject
    private SubShops subShops;

    @Inject
    private Files files;

    @Inject
    private BusinessClock clock;

    /** A file of labels as it comes in: one page a parcel, or one file each. */
    public record Upload(String name, byte[] pdf) {
    }

    /**
     * What became of the pages.
     *
     * @param taken     labels that found their order
     * @param unmatched pages on which no order's number stands, nor in the file's name: file and page
     */
    public record Result(List<Label> taken, List<String> unmatched) {
        public Result {
            taken = List.copyOf(taken);
            unmatched = List.copyOf(unmatched);
        }
    }

    /** For how many labels each sub-shop, by its code, waits; those without any are not in it. */
    @Requires(OrderPermission.PLACE)
    public Map<String, Long> waiting(Actor actor) {
        return rows.waiting(actor);
    }

    /** Numbers of the sub-shop's orders that wait for a label. */
    @Requires(OrderPermission.PLACE)
    public List<String> waiting(Actor actor, String subShop, int limit) {
        return rows.waiting(actor, subShops.byCode(actor, subShop).id(), Math.max(1, Math.min(limit, WAITING_MAX)));
    }

    /**
     * Finds for each page the order whose number stands on it, or in the file's name where it has one page; keeps the page,
     * reads the parcel's number, and checks the lists that wait again. The same order's label a second time takes the first one's place.
     *
     * @throws Problem LABEL_UNREADABLE, LABEL_PAGES_TOO_MANY, LIST_FILES_TOO_MANY, FILE_TOO_LARGE; then nothing is kept
     */
    @Requires(OrderPermission.PLACE)
    public Result take(Actor actor, String subShop, List<Upload> uploads) {
        SubShop shop = subShops.byCode(actor, subShop);
        if (uploads.isEmpty() || uploads.size() > FILES_MAX) {
            throw new Problem(ListProblem.LIST_FILES_TOO_MANY).with("max", FILES_MAX);
        }
        Set<String> waiting = new HashSet<>(rows.waiting(actor, shop.id(), WAITING_MAX));
        List<Label> taken = new ArrayList<>();
        List<String> unmatched = new ArrayList<>();
        for (Upload upload : uploads) {
            if (upload.pdf().length > Files.BYTES_MAX) {
                throw new Problem(FileProblem.FILE_TOO_LARGE).with("name", upload.name()).with("max", Files.BYTES_MAX / 1024 / 1024);
            }
            List<LabelPages.Page> pages = LabelPages.of(upload.name(), upload.pdf());
            for (int i = 0; i < pages.size(); i++) {
                LabelPages.Page page = pages.get(i);
                Optional<String> number = numberOf(page, pages.size() == 1 ? upload.name() : "", waiting);
                if (number.isEmpty()) {
                    unmatched.add(pages.size() == 1 ? upload.name() : upload.name() + ", " + (i + 1));
                } else {
                    waiting.remove(number.get());
                    taken.add(kept(actor, shop, number.get(), page, upload.name()));
                }
            }
        }
        if (!taken.isEmpty()) {
            doctor.examineWaiting(actor, shop);
        }
        return new Result(taken, unmatched);
    }

    /** The longest number wins: a short one may stand within another text. */
    private static Optional<String> numberOf(LabelPages.Page page, String fileName, Set<String> waiting) {
        return waiting.stream().filter(number -> page.names(number) || LabelPages.holds(fileName, number))
                .max((a, b) -> Integer.compare(a.length(), b.length()));
    }

    private Label kept(Actor actor, SubShop shop, String number, LabelPages.Page page, String fileName) {
        Address region = PastedAddress.read("CN", page.text());
        String name = "label-" + number.replaceAll("[^A-Za-z0-9-]", "_") + ".pdf";
        Label label = new Label(number, files.keep(actor, name, page.pdf()).code(), cut(fileName), page.tracking(number).orElse(""),
                region.province(), region.city(), region.district(), actor.name(), clock.now());
        rows.save(actor, shop, label);
        return label;
    }

    private static String cut(String name) {
        String plain = name == null ? "" : name.replaceAll("[\\p{Cntrl}/\\\\]", "_").strip();
        return plain.isEmpty() ? "label.pdf" : plain.length() > 120 ? plain.substring(plain.length() - 120) : plain;
    }
}
