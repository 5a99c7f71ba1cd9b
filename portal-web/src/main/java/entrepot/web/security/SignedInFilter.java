package entrepot.web.security;

import entrepot.web.pages.frame.Links;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.shiro.web.filter.AccessControlFilter;

/** Asks for a live sign-in. A page leads to the sign-in page and comes back afterwards; an AJAX action is told to go there. */
class SignedInFilter extends AccessControlFilter {

    private final LiveSignIn live;

    SignedInFilter(LiveSignIn live) {
        this.live = live;
    }

    @Override
    protected boolean isAccessAllowed(ServletRequest request, ServletResponse response, Object mapped) {
        return live.enter((HttpServletRequest) request);
    }

    @Override
    protected boolean onAccessDenied(ServletRequest servletRequest, ServletResponse servletResponse) throws IOException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        String path = request.getRequestURI().substring(request.getContextPath().length());
        String query = request.getQueryString();
        boolean reading = "GET".equals(request.getMethod());
        String back = path + (reading && query != null ? "?" + query : "");
        String target = request.getContextPath() + "/sign-in?back=" + Links.encode(back);
        if ("partial/ajax".equals(request.getHeader("Faces-Request"))) {
            response.setContentType("text/xml;charset=UTF-8");
            response.getWriter().write("<?xml version='1.0' encoding='UTF-8'?><partial-response><redirect url=\"" + target + "\"></redirect></partial-response>");
        } else {
            response.sendRedirect(target);
        }
        return false;
    }
}
