package entrepot.web.pages.returns;

import entrepot.aftersales.Returns;
import entrepot.platform.files.Proof;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Sends one photo of a return. */
@Named
@RequestScoped
public class ReturnPhotoPage {

    @Inject
    private Returns returns;
    @Inject
    private CurrentActor actor;

    private String code;

    public void send() {
        Proof photo = returns.photo(actor.get(), code);
        Downloads.bytes(photo.name(), photo.type(), photo.bytes());
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }
}
