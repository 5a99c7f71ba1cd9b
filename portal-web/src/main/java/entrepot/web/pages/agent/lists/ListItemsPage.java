package entrepot.web.pages.agent.lists;

import entrepot.catalog.Variant;
import entrepot.catalog.Variants;
import entrepot.lists.Alias;
import entrepot.lists.Aliases;
import entrepot.lists.UnmappedItem;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a sub-shop's lists call things that nothing explains: explained here once. An alias can be changed here as well. */
@Named
@ViewScoped
public class ListItemsPage implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int ITEMS = 8;
    private static final int PARTS = 3;
    private static final int SUGGESTIONS = 12;

    @Inject
    private Aliases aliases;
    @Inject
    private Variants variants;
    @Inject
    private CurrentActor actor;
    @Inject
    private ChosenShop shop;
    @Inject
    private HttpServletRequest request;

    private List<Thing> rows;
    private int all;
    private Map<String, Long> waits;

    /** A variant and how many, as they are typed. */
    public static final class Typed {

        private String sku;
        private Integer quantity;
        private boolean gift;

        Typed(String sku, Integer quantity, boolean gift) {
            this.sku = sku;
            this.quantity = quantity;
            this.gift = gift;
        }

        public String getSku() {
            return sku;
        }

        public void setSku(String sku) {
            this.sku = sku;
        }

        public Integer getQuantity() {
            return quantity;
        }

        public void setQuantity(Integer quantity) {
            this.quantity = quantity;
        }

        public boolean isGift() {
            return gift;
        }

        public void setGift(boolean gift) {
            this.gift = gift;
        }
    }

    /** A thing with what may be meant and what is typed. */
    public record Thing(UnmappedItem item, List<Variant> suggested, List<Typed> parts) {
        public Thing {
            suggested = List.copyOf(suggested);
            parts = List.copyOf(parts);
        }
    }

    /** How many things wait in each sub-shop, by its code. */
    public Map<String, Long> getWaits() {
        if (waits == null) {
            waits = aliases.waiting(actor.get());
        }
        return waits;
    }

    /** The sub-shop's code; null for a member without any. */
    public String getShop() {
        return alias() == null ? shop.code(getWaits()) : aliases.get(actor.get(), alias()).subShop().code();
    }

    public List<Thing> getRows() {
        if (rows == null) {
            rows = new ArrayList<>();
            if (getShop() != null) {
                if (alias() != null) {
                    rows.add(known(aliases.get(actor.get(), alias()).alias()));
                } else {
                    List<UnmappedItem> waiting = aliases.waiting(actor.get(), getShop());
                    all = waiting.size();
                    waiting.stream().skip(getAfter()).limit(ITEMS).forEach(item -> rows.add(asked(item)));
                }
            }
        }
        return rows;
    }

    /** How many wait in this sub-shop, as far as they are listed; 0 while an alias is changed. */
    public int getAll() {
        getRows();
        return all;
    }

    /** How many are passed over. */
    public int getAfter() {
        String after = request.getParameter("after");
        return after != null && after.matches("\\d{1,4}") ? Integer.parseInt(after) : 0;
    }

    /** Where the next page begins; null on the last. */
    public Integer getNext() {
        return getAll() > getAfter() + ITEMS ? Integer.valueOf(getAfter() + ITEMS) : null;
    }

    private String alias() {
        return request.getParameter("alias");
    }

    private Thing asked(UnmappedItem item) {
        List<Variant> suggested = aliases.suggest(actor.get(), item);
        List<Typed> parts = new ArrayList<>();
        for (int i = 0; i < PARTS; i++) {
            parts.add(new Typed("", i == 0 ? 1 : null, false));
        }
        return new Thing(item, suggested, parts);
    }

    private Thing known(Alias alias) {
        List<Typed> parts = new ArrayList<>();
        alias.parts().forEach(part -> parts.add(new Typed(part.sku(), part.quantity(), part.gift())));
        while (parts.size() < PARTS + 1) {
            parts.add(new Typed("", null, false));
        }
        return new Thing(new UnmappedItem(alias.code(), alias.item(), alias.spec(), alias.itemCode(), 0, 0, alias.at()), List.of(), parts);
    }

    /** SKUs that have the typed text in them or in their title. */
    public List<String> suggest(String text) {
        return variants.search(actor.get(), text, null, SUGGESTIONS).stream().map(Variant::sku).toList();
    }

    public String save(Thing thing) {
        List<Alias.Part> parts = thing.parts().stream().filter(typed -> typed.getSku() != null && !typed.getSku().isBlank())
                .map(typed -> new Alias.Part(typed.getSku().strip(), typed.getQuantity() == null ? 1 : typed.getQuantity(), typed.isGift())).toList();
        return learn(thing, parts);
    }

    /** One piece of what was suggested. */
    public String take(Thing thing, Variant variant) {
        return learn(thing, List.of(new Alias.Part(variant.sku(), 1, false)));
    }

    private String learn(Thing thing, List<Alias.Part> parts) {
        String of = getShop();
        int checked = aliases.learn(actor.get(), of, List.of(new Aliases.NewAlias(thing.item().item(), thing.item().spec(),
                thing.item().itemCode(), parts)));
        // where nothing is left the next sub-shop's things follow
        String same = aliases.waiting(actor.get()).containsKey(of) ? "?shop=" + of : "";
        return Done.to("/agent/lists/items" + same, "lists.items.learned", "n", checked);
    }
}
