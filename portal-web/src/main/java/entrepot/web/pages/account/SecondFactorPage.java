package entrepot.web.pages.account;

import entrepot.identity.SecondFactors;
import entrepot.identity.StepUp;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import io.nayuki.qrcodegen.QrCode;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** The second factor of oneself: set up with a picture that a telephone reads, taken away with a code. */
@Named
@RequestScoped
public class SecondFactorPage {

    private static final String HERE = "/account/second-factor";
    /** Light around the picture, in its squares, that cameras need. */
    private static final int MARGIN = 4;

    @Inject
    private SecondFactors factors;
    @Inject
    private StepUp stepUp;
    @Inject
    private CurrentActor actor;

    private SecondFactors.Status status;
    private SecondFactors.Enrolment enrolment;
    private QrCode picture;
    private List<String> recovery;
    private String code;

    public void load() {
        status = factors.status(actor.get());
    }

    /** A new secret each time: one that nobody confirmed is forgotten. */
    public void begin() {
        enrolment = factors.begin(actor.get());
        picture = QrCode.encodeText(enrolment.uri(), QrCode.Ecc.MEDIUM);
    }

    public void confirm() {
        recovery = stepUp.confirm(actor.get(), code);
        load();
    }

    public String disable() {
        stepUp.disable(actor.get(), code);
        return Done.to(HERE, "second-factor.disabled");
    }

    /** The dark squares as one path. */
    public String getPath() {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < picture.size; y++) {
            for (int x = 0; x < picture.size; x++) {
                if (picture.getModule(x, y)) {
                    path.append('M').append(x + MARGIN).append(',').append(y + MARGIN).append("h1v1h-1z");
                }
            }
        }
        return path.toString();
    }

    public String getBox() {
        int size = picture.size + 2 * MARGIN;
        return "0 0 " + size + " " + size;
    }

    public SecondFactors.Status getStatus() {
        if (status == null) {
            load();
        }
        return status;
    }

    public SecondFactors.Enrolment getEnrolment() {
        return enrolment;
    }

    public List<String> getRecovery() {
        return recovery;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }
}
