package entrepot.web.pages.fulfilment;

import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentFilter;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Decline;
import entrepot.fulfilment.DeclineReason;
import entrepot.fulfilment.Offers;
import entrepot.fulfilment.Shipping;
import entrepot.kernel.Problem;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A dealer's offers: the next deadline on top, with large buttons; many answered alike below. */
@Named
@ViewScoped
public class OfferQueuePage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String HERE = "/dealer/offers/list";
    private static final int ROWS = 50;

    @Inject
    private Consignments consignments;
    @Inject
    private Offers offers;
    @Inject
    private Shipping shipping;
    @Inject
    private CurrentActor actor;

    private String after;
    private String next;
    private String firstCode;
    private transient List<Consignment> rows;
    private transient Shipping.WouldEarn earns;
    private Map<String, Boolean> selected = new HashMap<>();
    private DeclineReason reason;
    private String note;
    private DeclineReason manyReason;
    private String manyNote;

    public void load() {
        List<Consignment> page = consignments.list(actor.get(), ConsignmentFilter.due(null, ConsignmentState.OFFERED), after, ROWS + 1);
        next = page.size() > ROWS ? page.get(ROWS - 1).code() : null;
        rows = page.stream().limit(ROWS).toList();
        firstCode = rows.isEmpty() ? null : rows.get(0).code();
        earns = null;
    }

    /** What the offer on top would earn; null where there is none. */
    public Shipping.WouldEarn getEarns() {
        if (earns == null && getFirst() != null) {
            earns = shipping.wouldEarn(actor.get(), getFirst().code());
        }
        return earns;
    }

    /** Accepts the offer on top, as it was shown. */
    public String acceptFirst() {
        offers.accept(actor.get(), firstCode);
        return Done.to(HERE, "fulfilment.accepted", "code", firstCode);
    }

    public String declineFirst() {
        offers.decline(actor.get(), firstCode, new Decline(reason, note));
        return Done.to(HERE, "fulfilment.declined", "code", firstCode);
    }

    public String acceptMany() {
        return each("fulfilment.many-accepted", code -> offers.accept(actor.get(), code));
    }

    public String declineMany() {
        Decline why = new Decline(manyReason, manyNote);
        return each("fulfilment.many-declined", code -> offers.decline(actor.get(), code, why));
    }

    /** Each for itself: what is refused hinders no other; the last refusal is shown where none went. */
    private String each(String said, Consumer<String> answer) {
        List<String> codes = selected.entrySet().stream().filter(e -> Boolean.TRUE.equals(e.getValue())).map(Map.Entry::getKey).sorted().toList();
        if (codes.isEmpty()) {
            throw Problem.missing("codes");
        }
        int done = 0;
        Problem last = null;
        for (String code : codes) {
            try {
                answer.accept(code);
                done++;
            } catch (Problem refused) {
                last = refused;
            }
        }
        if (done == 0) {
            throw last;
        }
        return Done.to(HERE, said, "n", done, "left", codes.size() - done);
    }

    public List<Consignment> getRows() {
        if (rows == null) {
            load();
        }
        return rows;
    }

    /** The offer on top of the queue; null when there is none. */
    public Consignment getFirst() {
        return getRows().isEmpty() ? null : getRows().get(0);
    }

    public String getNext() {
        return next;
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }

    public Map<String, Boolean> getSelected() {
        return selected;
    }

    public DeclineReason getReason() {
        return reason;
    }

    public void setReason(DeclineReason reason) {
        this.reason = reason;
    }

    public String getNote() {
        return note;
    }

    public void setNote(String note) {
        this.note = note;
    }

    public DeclineReason getManyReason() {
        return manyReason;
    }

    public void setManyReason(DeclineReason manyReason) {
        this.manyReason = manyReason;
    }

    public String getManyNote() {
        return manyNote;
    }

    public void setManyNote(String manyNote) {
        this.manyNote = manyNote;
    }
}
