package entrepot.web.pages.fulfilment;

import entrepot.fulfilment.DeclineReason;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** Why dealers declined, in the reader's language: histories keep the reason of the list by its name, and words as they were written. */
@Named
@RequestScoped
public class Reasons {

    @Inject
    private PageTexts msg;

    public String text(String why) {
        if (why == null) {
            return "";
        }
        for (DeclineReason reason : DeclineReason.values()) {
            if (why.equals(reason.name())) {
                return msg.get("fulfilment.reason." + reason);
            }
            if (why.startsWith(reason.name() + ": ")) {
                return msg.get("fulfilment.reason." + reason) + msg.get("shell.colon") + why.substring(reason.name().length() + 2);
            }
        }
        return why;
    }

    public List<DeclineReason> getAll() {
        return List.of(DeclineReason.values());
    }
}
