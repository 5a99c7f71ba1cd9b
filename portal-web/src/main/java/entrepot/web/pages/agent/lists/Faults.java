package entrepot.web.pages.agent.lists;

import entrepot.lists.Fault;
import entrepot.lists.Rows;
import entrepot.web.text.Texts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Faults of a file in the person's words: what is wrong and what to do. */
@ApplicationScoped
public class Faults {

    @Inject
    private Texts texts;

    /** One sentence; with the row where the fault belongs to one. */
    public String text(Fault fault, Locale language, boolean withRow) {
        Map<String, Object> details = new LinkedHashMap<>(fault.details());
        details.putIfAbsent("value", fault.value());
        details.putIfAbsent("column", fault.column());
        String key = "list.fault." + fault.code();
        String text = texts.text(language, texts.has(language, key) ? key : "problem." + fault.code(), details);
        if (fault.code().equals(Fault.Kind.DIFFERS.name())) {
            return texts.text(language, "lists.differs." + details.get("what"), details);
        }
        if (details.containsKey("proposal")) {
            text += " " + texts.text(language, "list.fault.proposal", details);
        }
        if (!withRow || fault.row() == 0) {
            return text;
        }
        int file = Rows.file(fault.row());
        return texts.text(language, file == 1 ? "list.fault.row" : "list.fault.row-of-file",
                Map.of("file", file, "row", Rows.inFile(fault.row()), "text", text));
    }

    /** All of them, one after the other; the same sentence once. */
    public String text(List<Fault> faults, Locale language, boolean withRow) {
        return faults.stream().map(fault -> text(fault, language, withRow)).distinct().collect(Collectors.joining(" "));
    }
}
