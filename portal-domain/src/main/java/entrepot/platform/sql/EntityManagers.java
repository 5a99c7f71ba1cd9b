package entrepot.platform.sql;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.Map;

/** JPA on the transaction's own connection. */
@ApplicationScoped
public class EntityManagers {

    private volatile EntityManagerFactory factory;

    EntityManager open(Transactions transactions) {
        if (factory == null) {
            synchronized (this) {
                if (factory == null) {
                    factory = Persistence.createEntityManagerFactory("entrepot",
                            Map.of("jakarta.persistence.nonJtaDataSource", new BoundDataSource(transactions)));
                }
            }
        }
        return factory.createEntityManager();
    }

    @PreDestroy
    void close() {
        if (factory != null) {
            factory.close();
        }
    }
}
