package entrepot.web.start;

import entrepot.demo.Demonstrations;
import entrepot.web.rest.PortalApplication;
import entrepot.web.security.Clients;
import entrepot.web.security.Stamp;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.WebListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What has to be known and done before the first request: the demonstration on an empty database, then the workers. */
@WebListener
public class Startup implements ServletContextListener {

    private static final Logger LOG = Logger.getLogger(Startup.class.getName());

    @Inject
    private Readiness readiness;

    @Inject
    private Workers workers;

    @Inject
    private Demonstrations demonstrations;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        try {
            Stamp.of(context.getResourceAsStream("/style/portal.css"), context.getResourceAsStream("/style/portal.js"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (Clients.isBehindProxy()) {
            // people come by TLS: the cookie never travels without it, and no other host can set it
            context.getSessionCookieConfig().setSecure(true);
            context.getSessionCookieConfig().setName("__Host-entrepot");
        }
        restWhenAsked(context);
        readiness.working("starting");
        workers.run(this::prepare);
    }

    /**
     * Jersey asks to be set up with the portal, which would hold up the first page by about an eighth of the
     * deployment; the first request of REST does it as well.
     */
    private static void restWhenAsked(ServletContext context) {
        ServletRegistration registration = context.getServletRegistration(PortalApplication.class.getName());
        if (registration instanceof ServletRegistration.Dynamic rest) {
            rest.setLoadOnStartup(-1);
        } else {
            LOG.warning("REST is not registered as it was: it is set up with the portal");
        }
    }

    private void prepare() {
        try {
            if (demonstrations.areWanted()) {
                demonstrations.make(readiness::working);
            }
            workers.start();
            readiness.ready();
        } catch (RuntimeException failure) {
            LOG.log(Level.SEVERE, "The portal could not be prepared", failure);
            readiness.failed(failure.getMessage());
        }
    }
}
