package entrepot.web.rest.agent;

import entrepot.web.rest.ReturnPhotoVerbs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;

/** What the member's buyers show of goods that they give back. */
@Path("agent/v1/return-photos")
@RequestScoped
public class ReturnPhotosResource extends ReturnPhotoVerbs {
}
