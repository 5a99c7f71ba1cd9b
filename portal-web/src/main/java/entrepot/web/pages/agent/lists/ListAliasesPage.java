package entrepot.web.pages.agent.lists;

import entrepot.lists.Alias;
import entrepot.lists.Aliases;
import entrepot.lists.ShippingLists.Upload;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.Serializable;
import java.util.List;

/** What a sub-shop calls things: searched, changed, forgotten, taken out as a file and in again. */
@Named
@ViewScoped
public class ListAliasesPage extends Listing<Alias> implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Aliases aliases;
    @Inject
    private CurrentActor actor;
    @Inject
    private ChosenShop shop;
    @Inject
    private HttpServletRequest request;

    private String search;
    private transient Part file;
    private boolean loaded;

    public void load() {
        if (!loaded && shop.getCode() != null) {
            loaded = true;
            setAfter(request.getParameter("after"));
            search = search == null ? request.getParameter("words") : search;
            show(Paged.of(aliases.list(actor.get(), shop.getCode(), search, getAfter(), ROWS + 1), ROWS, Alias::code));
        }
    }

    @Override
    public List<Alias> getRows() {
        load();
        return super.getRows();
    }

    public String find() {
        return Done.to("/agent/lists/aliases?shop=" + shop.getCode() + "&words="
                + java.net.URLEncoder.encode(search == null ? "" : search, java.nio.charset.StandardCharsets.UTF_8));
    }

    public String forget(String code) {
        aliases.forget(actor.get(), shop.getCode(), code);
        return Done.to("/agent/lists/aliases?shop=" + shop.getCode(), "lists.aliases.forgotten");
    }

    /** All of the sub-shop, a row each variant, as the import reads it. */
    public void export() {
        List<Alias> all = aliases.list(actor.get(), shop.getCode(), "", null, Aliases.ALIASES_MAX);
        Downloads.csv("aliases-" + shop.getCode() + ".csv", csv -> {
            csv.row("Item", "Spec", "Code", "SKU", "Quantity", "Gift");
            all.forEach(alias -> alias.parts().forEach(part ->
                    csv.row(alias.item(), alias.spec(), alias.itemCode(), part.sku(), part.quantity(), part.gift() ? "yes" : "")));
        });
    }

    public String take() {
        List<Upload> uploads = ListUploadPage.uploads(file == null ? List.of() : List.of(file), "");
        if (uploads.isEmpty()) {
            Done.say("lists.upload.nothing");
            return null;
        }
        int taken = aliases.take(actor.get(), shop.getCode(), uploads.get(0).bytes());
        return Done.to("/agent/lists/aliases?shop=" + shop.getCode(), "lists.aliases.taken", "n", taken);
    }

    public String getSearch() {
        return search;
    }

    public void setSearch(String search) {
        this.search = search;
    }

    public Part getFile() {
        return file;
    }

    public void setFile(Part file) {
        this.file = file;
    }
}
