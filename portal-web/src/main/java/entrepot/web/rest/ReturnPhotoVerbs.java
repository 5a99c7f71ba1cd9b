package entrepot.web.rest;

import entrepot.aftersales.Returns;
import entrepot.platform.files.Proof;
import entrepot.web.security.CurrentActor;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Photos of returns, to be saved by whoever sees the return. */
public abstract class ReturnPhotoVerbs {

    @Inject
    private Returns returns;
    @Inject
    private CurrentActor actor;

    /** The file, as its return names it. */
    @GET
    @Path("{code}")
    @Produces({"image/jpeg", "image/png", "application/pdf"})
    public Response get(@PathParam("code") String code) {
        Proof photo = returns.photo(actor.get(), code);
        return Response.ok(photo.bytes(), photo.type()).header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + photo.name() + "\"").build();
    }
}
