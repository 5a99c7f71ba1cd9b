package entrepot.web.pages.finance.vouchers;

import entrepot.ledger.VoucherExport;
import entrepot.ledger.Vouchers;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** A file of vouchers once more, the same bytes as the first time. */
@Named
@RequestScoped
public class VoucherFilePage {

    @Inject
    private Vouchers vouchers;
    @Inject
    private CurrentActor actor;

    private String code;

    public void send() {
        VoucherExport made = vouchers.get(actor.get(), code);
        Downloads.bytes(made.fileName(), made.form() == VoucherExport.Form.CSV ? "text/csv"
                : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", vouchers.file(actor.get(), code));
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }
}
