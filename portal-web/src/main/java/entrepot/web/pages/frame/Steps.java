package entrepot.web.pages.frame;

import entrepot.platform.audit.History;
import entrepot.web.text.Figures;
import entrepot.web.text.Language;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** A history in the person's words, newest first. */
@RequestScoped
public class Steps {

    // who did it without being a person; the step itself says enough
    private static final Set<String> NOBODY = Set.of("visitor", "system");

    @Inject
    private PageTexts msg;
    @Inject
    private Language language;

    /** @param words the key before the state's name, as for {@code po:status}; {@code same} there says what happened without another state */
    public List<TimelineStep> of(List<History.Change> changes, String words) {
        List<TimelineStep> steps = new ArrayList<>();
        changes.forEach(change -> steps.add(new TimelineStep(change.at(), msg.get(words + "." + what(change, words)), NOBODY.contains(change.by()) ? null : change.by(),
                Figures.said(change.why(), language.locale()))));
        Collections.reverse(steps);
        return steps;
    }

    private String what(History.Change change, String words) {
        return change.to().equals(change.from()) && msg.containsKey(words + ".same") ? "same" : change.to();
    }
}
