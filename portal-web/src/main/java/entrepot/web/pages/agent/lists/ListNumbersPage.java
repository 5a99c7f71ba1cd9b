package entrepot.web.pages.agent.lists;

import entrepot.lists.HandBack;
import entrepot.lists.NumbersBack;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Tracking numbers for the shops: a file in each platform's layout, and what was handed back before. */
@Named
@ViewScoped
public class ListNumbersPage implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int HANDED = 50;

    @Inject
    private NumbersBack numbers;
    @Inject
    private CurrentActor actor;

    private List<Open> open;
    private List<NumbersBack.Handed> handed;

    /** A sub-shop with the layout that its platform takes, which can be changed. */
    public static final class Open {

        private final NumbersBack.Open of;
        private HandBack layout;

        Open(NumbersBack.Open of) {
            this.of = of;
            this.layout = HandBack.of(of.channel());
        }

        public NumbersBack.Open getOf() {
            return of;
        }

        public HandBack getLayout() {
            return layout;
        }

        public void setLayout(HandBack layout) {
            this.layout = layout;
        }
    }

    public List<Open> getOpen() {
        if (open == null) {
            open = new ArrayList<>();
            numbers.open(actor.get()).forEach(each -> open.add(new Open(each)));
        }
        return open;
    }

    public List<NumbersBack.Handed> getHanded() {
        if (handed == null) {
            handed = numbers.handed(actor.get(), null, HANDED);
        }
        return handed;
    }

    public HandBack[] getLayouts() {
        return HandBack.values();
    }

    public String handBack(Open of) {
        NumbersBack.Handed done = numbers.handBack(actor.get(), of.getOf().subShop(), of.getLayout());
        // the page answers with what is left to hand back, and fetches the file by itself
        return Done.to("/agent/lists/numbers?file=" + done.code(), "lists.numbers.done", "n", done.numbers(), "code", done.code());
    }

    public void download(String code) {
        Downloads.bytes(code + ".csv", "text/csv", numbers.file(actor.get(), code));
    }
}
