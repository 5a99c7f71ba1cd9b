package entrepot.web.rest.hq;

import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.web.rest.Paged;
import entrepot.web.rest.Versions;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** The warehouses of the tenant. */
@Path("hq/v1/warehouses")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class WarehouseResource {

    @Inject
    private Warehouses warehouses;
    @Inject
    private CurrentActor actor;

    /** @param precision how exactly latitude and longitude are known */
    public record WarehouseAnswer(String code, String name, boolean central, String country, String province, String city,
                                  BigDecimal latitude, BigDecimal longitude, String precision, boolean active,
                                  int dailyLimit, LocalDate closedUntil, List<String> serves) {

        static WarehouseAnswer of(Warehouse w) {
            return new WarehouseAnswer(w.code(), w.name(), w.central(), w.country(), w.province(), w.city(),
                    BigDecimal.valueOf(w.point().latMicro(), 6), BigDecimal.valueOf(w.point().lngMicro(), 6),
                    w.precision().name(), w.active(), w.dailyLimit(), w.closedUntil(), w.serves());
        }
    }

    /** All of them, central first: a tenant has 500 at most. */
    @GET
    public Paged<WarehouseAnswer> list() {
        return new Paged<>(warehouses.list(actor.get()).stream().map(WarehouseAnswer::of).toList(), null);
    }

    /** One warehouse. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, WarehouseAnswer.of(warehouses.byCode(actor.get(), code)));
    }
}
