package entrepot.web.rest.hq;

import entrepot.web.rest.ReturnPhotoVerbs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;

/** What buyers show of goods that they give back. */
@Path("hq/v1/return-photos")
@RequestScoped
public class ReturnPhotosResource extends ReturnPhotoVerbs {
}
