package entrepot.web.start;

import entrepot.web.security.Stamp;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What has to be known before the first request. */
@WebListener
public class Startup implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        try {
            Stamp.of(context.getResourceAsStream("/style/portal.css"), context.getResourceAsStream("/style/portal.js"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
