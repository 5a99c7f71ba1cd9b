package entrepot.web.start;

import entrepot.demo.Demonstrations;
import entrepot.platform.tenant.Tenants;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** 200 when the portal can be used, 503 with a line of what it is doing until then. Asks the database. */
@WebServlet("/health/ready")
public class ReadyServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(ReadyServlet.class.getName());

    @Inject
    private transient Readiness readiness;
    @Inject
    private transient Tenants tenants;
    @Inject
    private transient Demonstrations demonstrations;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        String database = database();
        boolean ready = readiness.isReady() && database.equals("database: up");
        response.setStatus(ready ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.getWriter().println(readiness.line());
        response.getWriter().println(database);
        if (ready) {
            // for whoever started the demonstration; its passwords are no secret
            for (String signIn : demonstrations.signIns()) {
                response.getWriter().println("signin: " + signIn);
            }
        }
    }

    private String database() {
        try {
            tenants.all();
            return "database: up";
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, "The database does not answer", failure);
            return "database: down";
        }
    }
}
