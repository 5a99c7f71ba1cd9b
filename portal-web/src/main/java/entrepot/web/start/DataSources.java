package entrepot.web.start;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import javax.sql.DataSource;

/** The container's pool (web.xml), handed to the domain, which knows no container. */
@ApplicationScoped
public class DataSources {

    @Resource(lookup = "java:app/jdbc/portal")
    private DataSource pool;

    @Produces
    DataSource pool() {
        return pool;
    }
}
