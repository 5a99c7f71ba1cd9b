package entrepot.web.rest.hq;

import entrepot.network.Ability;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;

/** The members of the network, by {@link Organisations}. */
@Path("hq/v1/organisations")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class OrganisationsResource {

    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;

    /** A member as the API shows it; abilities are SELLS, HOLDS_STOCK, FRANCHISED. */
    public record Member(String code, String name, List<String> abilities, String tier, String state, String province, String city, Instant since) {

        static Member of(Organisation organisation) {
            return new Member(organisation.code(), organisation.name(), organisation.abilities().stream().map(Ability::name).sorted().toList(), organisation.tier(),
                    organisation.state(), organisation.province(), organisation.city(), organisation.since());
        }
    }

    /** Members by code, {@code ?after=} the last one of the page before. */
    @GET
    public Paged<Member> list(@QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        int rows = Math.min(Paged.limit(limit), Paged.LIMIT_MAX - 1);
        return Paged.of(organisations.list(actor.get(), after, rows + 1), rows, Organisation::code).map(Member::of);
    }

    /** One member. */
    @GET
    @Path("{code}")
    public Member get(@PathParam("code") String code) {
        return Member.of(organisations.byCode(actor.get(), code));
    }
}
