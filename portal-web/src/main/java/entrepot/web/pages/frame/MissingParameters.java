package entrepot.web.pages.frame;

import jakarta.faces.FacesException;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.PhaseEvent;
import jakarta.faces.event.PhaseId;
import jakarta.faces.event.PhaseListener;
import java.io.IOException;

/**
 * Answers 404 to the address of a page whose required parameter is missing or malformed. Faces would skip the page's
 * {@code load()} and render it with nothing in it.
 */
public class MissingParameters implements PhaseListener {

    private static final long serialVersionUID = 1L;
    private static final int NOT_FOUND = 404;

    @Override
    public PhaseId getPhaseId() {
        return PhaseId.ANY_PHASE;
    }

    @Override
    public void beforePhase(PhaseEvent event) {
        // only the end of a phase is of interest
    }

    @Override
    public void afterPhase(PhaseEvent event) {
        FacesContext faces = event.getFacesContext();
        if (faces.isValidationFailed() && !faces.isPostback() && !faces.getResponseComplete()) {
            try {
                faces.getExternalContext().responseSendError(NOT_FOUND, null);
                faces.responseComplete();
            } catch (IOException e) {
                throw new FacesException(e);
            }
        }
    }
}
