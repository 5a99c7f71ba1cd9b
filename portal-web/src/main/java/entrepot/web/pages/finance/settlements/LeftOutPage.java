package entrepot.web.pages.finance.settlements;

import entrepot.settlement.LeftOut;
import entrepot.settlement.LeftOuts;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.pages.frame.Listing;
import entrepot.web.pages.settlement.OrganisationNames;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Whom a run left out, reason by reason, and all of them as a file. */
@Named
@RequestScoped
public class LeftOutPage extends Listing<LeftOut> {

    @Inject
    private LeftOuts leftOuts;
    @Inject
    private OrganisationNames names;
    @Inject
    private PageTexts texts;
    @Inject
    private CurrentActor actor;

    private String code;
    private String form;
    private List<LeftOut.Count> counts = List.of();

    public void load() {
        if ("csv".equals(form)) {
            send();
            return;
        }
        counts = leftOuts.counts(actor.get(), code);
        LeftOut.Why why = Arrays.stream(LeftOut.Why.values()).filter(each -> each.name().equals(getView())).findFirst()
                .orElse(counts.isEmpty() ? LeftOut.Why.LATER : counts.get(0).why());
        setView(why.name());
        show(Paged.of(leftOuts.list(actor.get(), code, why, getAfter(), ROWS + 1), ROWS, row -> names.code(row.organisation())));
    }

    private void send() {
        // a code that is none is told as such, and not as an empty file
        leftOuts.counts(actor.get(), code);
        Downloads.csv("left-out-" + code.toLowerCase(Locale.ROOT) + ".csv", csv -> {
            csv.row(texts.text("settlement.member"), texts.text("settlement.member-code"), texts.text("settlement.left-out"),
                    texts.text("settlement.amount"), texts.text("settlement.currency"), texts.text("settlement.entries"),
                    texts.text("settlement.statement"), texts.text("settlement.run"));
            leftOuts.each(actor.get(), code, row -> csv.row(names.of(row.organisation()), names.code(row.organisation()),
                    texts.text("settlement.reason." + row.why()), row.amount().major(), row.amount().currency(), row.entries(), row.statement(), row.other()));
        });
    }

    public List<LeftOut.Count> getCounts() {
        return counts;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getForm() {
        return form;
    }

    public void setForm(String form) {
        this.form = form;
    }
}
