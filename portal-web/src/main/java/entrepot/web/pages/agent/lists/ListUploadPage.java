package entrepot.web.pages.agent.lists;

import entrepot.kernel.Problem;
import entrepot.lists.ShippingList;
import entrepot.lists.ShippingLists;
import entrepot.lists.ShippingLists.Upload;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.platform.files.FileProblem;
import entrepot.platform.files.Files;
import entrepot.platform.files.Table;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Takes files of orders, or rows that were pasted, and has them checked. */
@Named
@RequestScoped
public class ListUploadPage {

    private static final int NUMBERS_SAID = 10;

    @Inject
    private ShippingLists lists;
    @Inject
    private SubShops subShops;
    @Inject
    private CurrentActor actor;

    private String shop;
    private List<Part> files;
    private String pasted;
    private String encoding;
    private List<SubShop> shops;

    public String check() {
        List<Upload> uploads = new ArrayList<>(uploads(files, encoding));
        if (pasted != null && !pasted.isBlank()) {
            uploads.add(new Upload("pasted.txt", pasted.getBytes(StandardCharsets.UTF_8), "UTF-8"));
        }
        if (uploads.isEmpty()) {
            Done.say("lists.upload.nothing");
            return null;
        }
        List<String> before = lists.list(actor.get(), null, 1).stream().map(ShippingList::code).toList();
        ShippingLists.Received received = lists.receive(actor.get(), shop, uploads);
        ShippingList list = received.list();
        if (list.state() == ShippingList.State.MAPPING) {
            return Done.to("/agent/lists/mapping?code=" + list.code());
        }
        if (!received.joined().isEmpty()) {
            List<String> unmatched = received.unmatched();
            return Done.to("/agent/lists/detail?code=" + list.code() + "&view=all",
                    unmatched.isEmpty() ? "lists.upload.addresses" : "lists.upload.addresses.some", "n", received.found(),
                    "lists", String.join(", ", received.joined()), "m", unmatched.size(),
                    "numbers", String.join(", ", unmatched.subList(0, Math.min(NUMBERS_SAID, unmatched.size()))));
        }
        return before.contains(list.code()) ? Done.to("/agent/lists/detail?code=" + list.code(), "lists.upload.joined", "code", list.code())
                : Done.to("/agent/lists/detail?code=" + list.code());
    }

    /** The bytes of what was chosen; a field without a file gives none. */
    static List<Upload> uploads(List<Part> parts, String encoding) {
        List<Upload> uploads = new ArrayList<>();
        for (Part part : parts == null ? List.<Part>of() : parts) {
            if (part == null || part.getSize() == 0) {
                if (part != null && part.getSubmittedFileName() != null && !part.getSubmittedFileName().isBlank()) {
                    throw new Problem(FileProblem.FILE_EMPTY).with("name", part.getSubmittedFileName());
                }
                continue;
            }
            if (part.getSize() > Files.BYTES_MAX) {
                throw new Problem(FileProblem.FILE_TOO_LARGE).with("max", Files.BYTES_MAX / 1024 / 1024);
            }
            try (InputStream bytes = part.getInputStream()) {
                uploads.add(new Upload(part.getSubmittedFileName(), bytes.readAllBytes(), encoding == null ? "" : encoding));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return uploads;
    }

    /** Our template: the header alone, as the import reads it. */
    public void template() {
        Downloads.csv("order-template.csv", csv -> csv.row("Order number", "SKU", "Item", "Spec", "Quantity", "Price", "Name", "Phone",
                "Country", "Province", "City", "District", "Street", "Postcode", "Remark", "Gift", "Paid at", "Ship by", "Status"));
    }

    /** Read when first asked for: what was chosen is checked against it before anything else happens. */
    public List<SubShop> getShops() {
        if (shops == null) {
            shops = subShops.list(actor.get()).stream().filter(SubShop::isOpen).toList();
        }
        return shops;
    }

    public List<String> getEncodings() {
        return Table.encodings();
    }

    public String getShop() {
        return shop;
    }

    public void setShop(String shop) {
        this.shop = shop;
    }

    public List<Part> getFiles() {
        return files;
    }

    public void setFiles(List<Part> files) {
        this.files = files;
    }

    public String getPasted() {
        return pasted;
    }

    public void setPasted(String pasted) {
        this.pasted = pasted;
    }

    public String getEncoding() {
        return encoding;
    }

    public void setEncoding(String encoding) {
        this.encoding = encoding;
    }
}
