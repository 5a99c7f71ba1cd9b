package entrepot.web.rest.agent;

import entrepot.platform.access.Actor;
import entrepot.web.rest.Versions;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Who a key stands for: the first call of a new client. */
@Path("agent/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class MeResource {

    @Inject
    private CurrentActor actor;

    /** The key's own name and what it may do. */
    public record Me(String tenant, String key, List<String> scopes) {
    }

    /** Who the key stands for, and what it may do: the first call of a new client. */
    @GET
    public Response me(@Context Request request) {
        Actor who = actor.get();
        return Versions.answer(request, new Me(actor.tenant().code(), who.name(), who.permissions().stream().filter(p -> !p.startsWith("area:")).sorted().toList()));
    }
}
