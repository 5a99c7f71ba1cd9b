package entrepot.web.pages.returns;

import entrepot.aftersales.OpenReturn;
import entrepot.aftersales.ReturnReason;
import entrepot.aftersales.Returns;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Pieces;
import entrepot.platform.crypto.Tokens;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Paths;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A buyer gives back what arrived of an order. */
@Named
@ViewScoped
public class NewReturnPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Returns returns;
    @Inject
    private Consignments consignmentsOf;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String order;
    private String key;
    private String consignment;
    private List<String> consignments = new ArrayList<>();
    private Map<Integer, Integer> pieces = new HashMap<>();
    private String reason = ReturnReason.DEFECT.name();
    private String text;
    private transient List<Returns.Left> left;
    private transient List<Part> photos;

    public void load() {
        key = Tokens.random();
        consignments = new ArrayList<>(consignmentsOf.byOrder(actor.get(), order).stream().filter(c -> c.state() == ConsignmentState.DELIVERED)
                .map(Consignment::code).filter(c -> returns.left(actor.get(), c).stream().anyMatch(l -> l.left() > 0)).toList());
        consignment = consignments.isEmpty() ? null : consignments.get(0);
    }

    public void chosen() {
        left = null;
        pieces = new HashMap<>();
    }

    public String open() {
        List<Pieces> chosen = pieces.entrySet().stream().filter(e -> e.getValue() != null && e.getValue() != 0)
                .map(e -> new Pieces(e.getKey(), e.getValue())).toList();
        String code = returns.open(actor.get(), new OpenReturn(consignment, ReturnReason.valueOf(reason), chosen, text, Photos.of(photos)), key).code();
        return Done.to(getArea() + "/returns/detail?code=" + code, "returns.is-open", "code", code);
    }

    /** Of the member, or of headquarters that opens it for it. */
    public String getArea() {
        return Paths.area(request);
    }

    /** Of the chosen consignment, line by line. */
    public List<Returns.Left> getLeft() {
        if (left == null) {
            left = consignment == null ? List.of() : returns.left(actor.get(), consignment);
        }
        return left;
    }

    public List<String> getReasons() {
        return List.of(ReturnReason.values()).stream().map(ReturnReason::name).toList();
    }

    public List<String> getConsignments() {
        return consignments;
    }

    public Map<Integer, Integer> getPieces() {
        return pieces;
    }

    public int getPhotosMax() {
        return Returns.PHOTOS_MAX;
    }

    public List<Part> getPhotos() {
        return photos;
    }

    public void setPhotos(List<Part> photos) {
        this.photos = photos;
    }

    public String getOrder() {
        return order;
    }

    public void setOrder(String order) {
        this.order = order;
    }

    public String getConsignment() {
        return consignment;
    }

    public void setConsignment(String consignment) {
        this.consignment = consignment;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }
}
