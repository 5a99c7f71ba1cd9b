package entrepot.web.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** REST under /api. Resources and providers are found by their annotations. */
@ApplicationPath("/api")
public class PortalApplication extends Application {

    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                // our own Jackson provider reads and writes JSON, not the server's JSON-B
                "jersey.config.disableJsonBinding", true,
                "jersey.config.server.disableMoxyJson", true,
                "jersey.config.jsonFeature", "entrepot",
                // a refusal's body is ours, not the container's page
                "jersey.config.server.response.setStatusOverSendError", true,
                "jersey.config.server.wadl.disableWadl", true);
    }
}
