package entrepot.web.pages.frame;

import entrepot.web.rest.Paged;
import java.util.List;

/**
 * What every page with a list has: the saved view chosen above it, the key after which it goes on, the rows and the key of the following
 * page. The page's {@code load} reads its rows, with one more than it shows, and hands them to {@link #show}.
 *
 * @param <T> what stands in a row
 */
public abstract class Listing<T> {

    /** Rows on a page. */
    protected static final int ROWS = 50;

    private String view;
    private String after;
    private Paged<T> page = new Paged<>(List.of(), null);

    /** Takes what the page shows. */
    protected void show(Paged<T> rows) {
        page = rows;
    }

    public List<T> getRows() {
        return page.items();
    }

    /** The key of the following page; null on the last one. */
    public String getNext() {
        return page.next();
    }

    public String getView() {
        return view;
    }

    public void setView(String view) {
        this.view = view;
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }
}
