package entrepot.web.pages.frame;

import entrepot.web.rest.Paged;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.PhaseId;
import java.util.List;

/**
 * What every page with a list has: the saved view chosen above it, the key after which it goes on, the rows and the key of the following
 * page. The page's {@code load} reads its rows, with one more than it shows, and hands them to {@link #show}.
 *
 * <p>A page with buttons in its rows lives as long as its view ({@code ViewScoped}): the button is then one of a row that was shown. In a page of one request
 * its rows are not there yet when the button's name is read, and nothing happens.
 *
 * @param <T> what stands in a row
 */
public abstract class Listing<T> {

    /** Rows on a page. */
    protected static final int ROWS = 50;

    private String view;
    private String after;
    private Paged<T> page;

    /** Reads the rows and hands them to {@link #show}. */
    public abstract void load();

    /** Takes what the page shows. */
    protected void show(Paged<T> rows) {
        page = rows;
    }

    public List<T> getRows() {
        // a form that was refused comes back without the action that loads the page
        if (page == null && FacesContext.getCurrentInstance().getCurrentPhaseId() == PhaseId.RENDER_RESPONSE) {
            load();
        }
        return page == null ? List.of() : page.items();
    }

    /** The key of the following page; null on the last one. */
    public String getNext() {
        return page == null ? null : page.next();
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
