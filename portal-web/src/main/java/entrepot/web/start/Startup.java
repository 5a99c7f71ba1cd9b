package entrepot.web.start;

import entrepot.demo.Demonstrations;
import entrepot.web.security.Clients;
import entrepot.web.security.Stamp;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
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
        readiness.working("starting");
        workers.run(this::prepare);
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
