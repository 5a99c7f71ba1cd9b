package entrepot.web.pages.parcels;

import entrepot.fulfilment.CarrierSettings;
import entrepot.fulfilment.Carriers;
import entrepot.kernel.Problem;
import entrepot.platform.files.FileProblem;
import entrepot.platform.files.Files;
import entrepot.tracking.CourierBill;
import entrepot.tracking.CourierBills;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Carriers' bills, and where a new one is handed in. */
@Named
@RequestScoped
public class CourierBillsPage {

    private static final int ROWS = 50;

    @Inject
    private CourierBills bills;
    @Inject
    private CarrierSettings carriers;
    @Inject
    private CurrentActor actor;
    @Inject
    private Language language;

    private String after;
    private String next;
    private List<CourierBill> rows;
    private String carrier;
    private String number;
    private Part file;

    public void load() {
        List<CourierBill> page = bills.list(actor.get(), after, ROWS + 1);
        next = page.size() > ROWS ? page.get(ROWS - 1).code() : null;
        rows = page.stream().limit(ROWS).toList();
    }

    public String take() {
        if (file == null) {
            throw Problem.missing("file");
        }
        if (file.getSize() > Files.BYTES_MAX) {
            throw new Problem(FileProblem.FILE_TOO_LARGE).with("max", Files.BYTES_MAX / 1024 / 1024);
        }
        try (InputStream bytes = file.getInputStream()) {
            CourierBill bill = bills.take(actor.get(), carrier, number, file.getSubmittedFileName(), bytes.readAllBytes());
            return Done.to("/finance/couriers/detail?code=" + bill.code());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String carrierName(String code) {
        return Carriers.name(code, language.locale());
    }

    public List<Carriers.Carrier> getCarriers() {
        return carriers.active(actor.get());
    }

    /** Read also where nothing but the page's own form was sent, and was refused. */
    public List<CourierBill> getRows() {
        if (rows == null) {
            load();
        }
        return rows;
    }

    public String getNext() {
        getRows();
        return next;
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }

    public String getCarrier() {
        return carrier;
    }

    public void setCarrier(String carrier) {
        this.carrier = carrier;
    }

    public String getNumber() {
        return number;
    }

    public void setNumber(String number) {
        this.number = number;
    }

    public Part getFile() {
        return file;
    }

    public void setFile(Part file) {
        this.file = file;
    }
}
