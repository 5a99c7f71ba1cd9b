package entrepot.web.pages.finance.bank;

import entrepot.bank.BankStatements;
import entrepot.platform.files.Files;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** What became of a file: taken, left out and why. */
@Named
@RequestScoped
public class BankImportPage {

    @Inject
    private BankStatements statements;
    @Inject
    private CurrentActor actor;

    private String code;
    private BankStatements.Imported imported;

    public void load() {
        imported = statements.imported(actor.get(), code);
    }

    /** The bank's file, as it came. */
    public void send() {
        Files.StoredFile file = statements.file(actor.get(), code);
        Downloads.bytes(file.name().replaceAll("[^0-9A-Za-z._-]", "-"), "application/octet-stream", file.bytes());
    }

    public BankStatements.Imported getImported() {
        return imported;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }
}
