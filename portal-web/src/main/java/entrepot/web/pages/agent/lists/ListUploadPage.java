package entrepot.web.pages.agent.lists;

import entrepot.kernel.Problem;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.lists.ShippingList;
import entrepot.lists.ShippingLists;
import entrepot.platform.files.FileProblem;
import entrepot.platform.files.Files;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Takes a file of orders and has it checked. */
@Named
@RequestScoped
public class ListUploadPage {

    @Inject
    private ShippingLists lists;
    @Inject
    private SubShops subShops;
    @Inject
    private CurrentActor actor;

    private String shop;
    private Part file;
    private List<SubShop> shops;

    public String check() {
        if (file == null) {
            throw Problem.missing("file");
        }
        if (file.getSize() > Files.BYTES_MAX) {
            throw new Problem(FileProblem.FILE_TOO_LARGE).with("max", Files.BYTES_MAX / 1024 / 1024);
        }
        try (InputStream bytes = file.getInputStream()) {
            ShippingList list = lists.upload(actor.get(), shop, file.getSubmittedFileName(), bytes.readAllBytes());
            return Done.to("/agent/lists/detail?code=" + list.code());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Our template: the header alone, as the import reads it. */
    public void template() {
        Downloads.csv("order-template.csv", csv -> csv.row("Order number", "SKU", "Quantity", "Price", "Name", "Phone",
                "Country", "Province", "City", "District", "Street", "Postcode", "Remark", "Gift", "Paid at"));
    }

    /** Read when first asked for: what was chosen is checked against it before anything else happens. */
    public List<SubShop> getShops() {
        if (shops == null) {
            shops = subShops.list(actor.get()).stream().filter(SubShop::isOpen).toList();
        }
        return shops;
    }

    public String getShop() {
        return shop;
    }

    public void setShop(String shop) {
        this.shop = shop;
    }

    public Part getFile() {
        return file;
    }

    public void setFile(Part file) {
        this.file = file;
    }
}
