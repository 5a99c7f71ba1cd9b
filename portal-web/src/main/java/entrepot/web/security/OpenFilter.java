package entrepot.web.security;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.shiro.web.filter.AccessControlFilter;

/** Lets everybody in, and knows the person where one is signed in. */
class OpenFilter extends AccessControlFilter {

    private final LiveSignIn live;

    OpenFilter(LiveSignIn live) {
        this.live = live;
    }

    @Override
    protected boolean isAccessAllowed(ServletRequest request, ServletResponse response, Object mapped) {
        live.enter((HttpServletRequest) request);
        return true;
    }

    @Override
    protected boolean onAccessDenied(ServletRequest request, ServletResponse response) {
        return false;
    }
}
