package entrepot.web.pages.fulfilment;

import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Decline;
import entrepot.fulfilment.DeclineReason;
import entrepot.fulfilment.FulfilmentPermission;
import entrepot.fulfilment.Offers;
import entrepot.fulfilment.Pieces;
import entrepot.platform.access.Actor;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Paths;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What a warehouse answers to one offer, wholly or in part, and what it says when goods ran out after all. */
@Named
@ViewScoped
public class OfferAnswerPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Consignments consignments;
    @Inject
    private Offers offers;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String code;
    private ArrayList<Row> rows;
    private DeclineReason reason;
    private String note;

    /** A line with the pieces that are taken of it, or missing. */
    public static class Row implements Serializable {

        private static final long serialVersionUID = 1L;

        private final int no;
        private final String title;
        private final String sku;
        private final int quantity;
        private int chosen;

        Row(Consignment.Line line, int chosen) {
            this.no = line.no();
            this.title = line.title();
            this.sku = line.sku();
            this.quantity = line.quantity();
            this.chosen = chosen;
        }

        public int getNo() {
            return no;
        }

        public String getTitle() {
            return title;
        }

        public String getSku() {
            return sku;
        }

        public int getQuantity() {
            return quantity;
        }

        public int getChosen() {
            return chosen;
        }

        public void setChosen(int chosen) {
            this.chosen = chosen;
        }
    }

    /** Its lines: all pieces are there, for an offer; none is missing, of what was accepted. */
    public List<Row> rows(Consignment consignment) {
        if (rows == null || !consignment.code().equals(code)) {
            code = consignment.code();
            rows = new ArrayList<>();
            boolean offered = consignment.state() == ConsignmentState.OFFERED;
            consignment.lines().forEach(line -> rows.add(new Row(line, offered ? line.quantity() : 0)));
        }
        return rows;
    }

    public String acceptPart() {
        String answered = code;
        offers.acceptPart(actor.get(), answered, chosen(), new Decline(reason, note));
        return Done.to(area() + "/shipments/detail?code=" + answered, "fulfilment.accepted-part", "code", answered);
    }

    public String decline() {
        String answered = code;
        offers.decline(actor.get(), answered, new Decline(reason, note));
        // a dealer does not see it any more, headquarters does
        return area().equals("/hq") ? Done.to("/hq/shipments/detail?code=" + answered, "fulfilment.declined", "code", answered)
                : Done.to("/dealer/offers/list", "fulfilment.declined", "code", answered);
    }

    public String ranOut() {
        String answered = code;
        boolean all = rows.stream().allMatch(row -> row.getChosen() == row.getQuantity());
        offers.ranOut(actor.get(), answered, chosen(), note);
        return Done.to(area() + "/shipments/" + (all && !area().equals("/hq") ? "list" : "detail?code=" + answered), "fulfilment.ran-out-said", "code", answered);
    }

    private List<Pieces> chosen() {
        return rows.stream().map(row -> new Pieces(row.getNo(), row.getChosen())).toList();
    }

    private String area() {
        return Paths.area(request);
    }

    /** Whether the actor may say of it that goods ran out. */
    public boolean mayRunOut(Consignment consignment) {
        Actor who = actor.get();
        boolean mine = who.headquarters() || consignment.dealer() != null && consignment.dealer().equals(who.organisation());
        return mine && who.may(FulfilmentPermission.FULFIL) && consignment.state() == ConsignmentState.ACCEPTED;
    }

    /** The consignments that parts of an order went into, of those that the actor may see. */
    public List<Consignment> splits(Consignment of) {
        return consignments.byOrder(actor.get(), of.orderCode()).stream().filter(c -> of.code().equals(c.splitFrom())).toList();
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
}
