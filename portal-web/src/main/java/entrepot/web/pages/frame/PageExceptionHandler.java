package entrepot.web.pages.frame;

import entrepot.kernel.Problem;
import entrepot.web.text.Language;
import entrepot.web.text.Texts;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.faces.FacesException;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.component.UIViewRoot;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ExceptionQueuedEvent;
import jakarta.faces.event.PhaseId;
import jakarta.servlet.RequestDispatcher;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.primefaces.csp.CspException;

/**
 * The one place where what goes wrong in a page becomes an answer, so that beans need no try and catch.
 * <ul>
 * <li>A {@link Problem} from a button: its text as a message, and the page stays with what was typed.
 * <li>A {@link Problem} while a page is loaded (its {@code load()} runs as view action): the kind page with its status.
 * <li>A view that expired: the same page anew, with a word that nothing was sent.
 * <li>Anything else: logged with a trace id, and the kind page for 500, or for an AJAX action a message that names the id.
 * </ul>
 */
class PageExceptionHandler extends ExceptionHandlerWrapper {

    /** Request attributes for the error page: what the refusal says in the person's language; the id under which the failure was logged. */
    public static final String REFUSAL = "entrepot.refusal";
    public static final String TRACE = "entrepot.trace";

    private static final Logger LOG = Logger.getLogger(PageExceptionHandler.class.getName());

    PageExceptionHandler(ExceptionHandler wrapped) {
        super(wrapped);
    }

    @Override
    public void handle() {
        FacesContext faces = FacesContext.getCurrentInstance();
        for (Iterator<ExceptionQueuedEvent> events = getUnhandledExceptionQueuedEvents().iterator(); events.hasNext();) {
            ExceptionQueuedEvent event = events.next();
            Throwable cause = root(event.getContext().getException());
            events.remove();
            if (faces.getResponseComplete()) {
                continue;
            }
            try {
                answer(faces, cause);
            } catch (IOException e) {
                throw new FacesException(e);
            }
        }
        getWrapped().handle();
    }

    private static void answer(FacesContext faces, Throwable cause) throws IOException {
        if (cause instanceof ViewExpiredException expired) {
            startAnew(faces, expired.getViewId());
        } else if (cause instanceof Problem problem) {
            refuse(faces, problem);
        } else if (cause instanceof CspException) {
            // a form that was not sent by a page of ours: what it should carry beside its fields is missing
            sendError(faces, 400);
        } else {
            fail(faces, cause);
        }
    }

    private static void refuse(FacesContext faces, Problem problem) throws IOException {
        String text = CDI.current().select(Refusals.class).get().text(problem, language());
        if (faces.isPostback() && faces.getCurrentPhaseId() != PhaseId.RENDER_RESPONSE) {
            faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, text, null));
            faces.validationFailed();
            return;
        }
        ExternalContext external = faces.getExternalContext();
        external.getRequestMap().put(REFUSAL, text);
        sendError(faces, Statuses.of(problem.kind()));
    }

    /** The page is loaded afresh by a redirect: what the server knew of the old view is gone, and a reload does no harm. */
    private static void startAnew(FacesContext faces, String viewId) throws IOException {
        ExternalContext external = faces.getExternalContext();
        Said.keep(faces, Said.Kind.WARN, CDI.current().select(Texts.class).get().text(language(), "error.expired.message"));
        String path = viewId == null ? "/desk" : viewId.replaceFirst("\\.xhtml$", "");
        if (faces.getViewRoot() == null) {
            UIViewRoot empty = new UIViewRoot();
            empty.setViewId(viewId == null ? "/desk.xhtml" : viewId);
            faces.setViewRoot(empty);
        }
        external.redirect(external.getRequestContextPath() + path);
        faces.responseComplete();
    }

    private static void fail(FacesContext faces, Throwable cause) throws IOException {
        String trace = Traces.next();
        LOG.log(Level.SEVERE, "Page failed, trace " + trace, cause);
        ExternalContext external = faces.getExternalContext();
        external.getRequestMap().put(TRACE, trace);
        if (faces.getPartialViewContext().isAjaxRequest() && faces.getCurrentPhaseId() != PhaseId.RENDER_RESPONSE) {
            String text = CDI.current().select(Texts.class).get().text(language(), "error.500.message", java.util.Map.of("trace", trace));
            faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, text, null));
            return;
        }
        sendError(faces, 500);
    }

    private static void sendError(FacesContext faces, int status) throws IOException {
        ExternalContext external = faces.getExternalContext();
        if (external.isResponseCommitted()) {
            faces.responseComplete();
            return;
        }
        external.responseReset();
        external.getRequestMap().remove(RequestDispatcher.ERROR_EXCEPTION);
        external.responseSendError(status, null);
        faces.responseComplete();
    }

    private static Locale language() {
        return CDI.current().select(Language.class).get().locale();
    }

    /** The refusal inside, however deep; else the innermost cause. */
    private static Throwable root(Throwable thrown) {
        Throwable inner = thrown;
        for (int depth = 0; depth < 30; depth++) {
            if (inner instanceof Problem || inner instanceof ViewExpiredException || inner.getCause() == null || inner.getCause() == inner) {
                break;
            }
            inner = inner.getCause();
        }
        return inner;
    }
}
