package entrepot.web.rest.dealer;

import entrepot.web.rest.ReturnPhotoVerbs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;

/** What buyers show of goods that the dealer sent, where it bears it or takes them in. */
@Path("dealer/v1/return-photos")
@RequestScoped
public class ReturnPhotosResource extends ReturnPhotoVerbs {
}
