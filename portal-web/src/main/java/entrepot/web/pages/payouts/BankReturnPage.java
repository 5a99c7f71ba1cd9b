package entrepot.web.pages.payouts;

import entrepot.payout.ReturnFile;
import entrepot.payout.ReturnFiles;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** One answer of a bank, row by row. */
@Named
@RequestScoped
public class BankReturnPage {

    @Inject
    private ReturnFiles returns;
    @Inject
    private CurrentActor actor;

    private String code;
    private ReturnFile file;

    public void load() {
        file = returns.get(actor.get(), code);
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public ReturnFile getFile() {
        return file;
    }
}
