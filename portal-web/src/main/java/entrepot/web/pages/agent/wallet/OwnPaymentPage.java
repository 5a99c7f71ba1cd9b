package entrepot.web.pages.agent.wallet;

import entrepot.gateway.Paying;
import entrepot.gateway.Payment;
import entrepot.gateway.Payments;
import entrepot.web.security.CurrentActor;
import io.nayuki.qrcodegen.QrCode;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Where a payment stands, after the provider sent the payer back: the page waits for the callback. */
@Named
@RequestScoped
public class OwnPaymentPage {

    private static final int BORDER = 4;

    @Inject
    private Payments payments;
    @Inject
    private Paying paying;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String code;
    private Payment payment;

    public void load() {
        if (payment == null) {
            code = request.getParameter("code");
            payment = payments.get(actor.get(), code);
        }
    }

    /** Looks again, and asks the provider where it has not told. */
    public void again() {
        load();
        payment = paying.look(actor.get(), payment.code());
    }

    public Payment getPayment() {
        load();
        return payment;
    }

    /** Whether a telephone scans a code, instead of a page being opened. */
    public boolean isScan() {
        return getPayment().payAt().startsWith("weixin://");
    }

    /** The code that a telephone scans, as a path of squares of one unit. */
    public String getDrawing() {
        QrCode scanned = scanned();
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < scanned.size; y++) {
            for (int x = 0; x < scanned.size; x++) {
                if (scanned.getModule(x, y)) {
                    path.append("M").append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
        }
        return path.toString();
    }

    /** With the white border that scanners need. */
    public String getBox() {
        int size = scanned().size + 2 * BORDER;
        return -BORDER + " " + -BORDER + " " + size + " " + size;
    }

    private QrCode scanned() {
        return QrCode.encodeText(getPayment().payAt(), QrCode.Ecc.MEDIUM);
    }

    /** Where the payer goes: our own page for the simulator. */
    public String getPayAt() {
        String payAt = getPayment().payAt();
        return payAt.startsWith("/") ? request.getContextPath() + payAt : payAt;
    }

    /** On to the provider. */
    static String away(String address) {
        FacesContext faces = FacesContext.getCurrentInstance();
        try {
            faces.getExternalContext().redirect(address);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        faces.responseComplete();
        return null;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }
}
