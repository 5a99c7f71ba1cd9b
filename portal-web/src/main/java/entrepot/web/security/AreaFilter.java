package entrepot.web.security;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Opens a folder of pages to the roles of that area. Who is signed in without that role is told so: 403. */
class AreaFilter extends SignedInFilter {

    AreaFilter(LiveSignIn live) {
        super(live);
    }

    @Override
    protected boolean isAccessAllowed(ServletRequest request, ServletResponse response, Object mapped) {
        if (!super.isAccessAllowed(request, response, mapped)) {
            return false;
        }
        for (String area : (String[]) mapped) {
            if (CurrentActor.of((HttpServletRequest) request).may("area:" + area)) {
                return true;
            }
        }
        return false;
    }

    @Override
    protected boolean onAccessDenied(ServletRequest request, ServletResponse response) throws IOException {
        if (CurrentActor.of((HttpServletRequest) request) == null) {
            return super.onAccessDenied(request, response);
        }
        ((HttpServletResponse) response).sendError(HttpServletResponse.SC_FORBIDDEN);
        return false;
    }
}
