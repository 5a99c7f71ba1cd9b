package entrepot.web.pages.frame;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.Optional;

/** The search box: a code leads straight to its page; what nobody knows is said. */
@Named
@RequestScoped
public class SearchPage {

    private static final int CODE_MAX = 80;

    @Inject
    private CodeLinks codes;

    private String code;

    public void load() throws IOException {
        String asked = code == null ? "" : code.strip();
        if (asked.isEmpty() || asked.length() > CODE_MAX) {
            return;
        }
        Optional<String> page = codes.find(asked);
        if (page.isPresent()) {
            FacesContext.getCurrentInstance().getExternalContext().redirect(FacesContext.getCurrentInstance().getExternalContext().getRequestContextPath() + page.get());
        }
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }
}
