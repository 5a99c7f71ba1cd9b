package entrepot.web.pages.frame;

import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Forms post to the address that the page was opened with, parameters included. So {@code f:viewParam} has its value at every post, also after
 * an AJAX action or a field that was wrong; Faces itself loses it then.
 */
public class PageAddresses extends ViewHandlerWrapper {

    public PageAddresses(ViewHandler wrapped) {
        super(wrapped);
    }

    @Override
    public String getActionURL(FacesContext faces, String viewId) {
        String url = super.getActionURL(faces, viewId);
        boolean thisPage = faces.getViewRoot() != null && viewId.equals(faces.getViewRoot().getViewId());
        String query = ((HttpServletRequest) faces.getExternalContext().getRequest()).getQueryString();
        return thisPage && query != null && !url.contains("?") ? url + "?" + query : url;
    }
}
