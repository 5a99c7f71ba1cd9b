package entrepot.web.text;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The texts in the language of this request, for pages: {@code #{msg['orders.list.title']}}, {@code #{msg.text('desk.oldest', 'age', age)}}. */
@Named("msg")
@RequestScoped
public class PageTexts extends AbstractMap<String, String> {

    @Inject
    private Texts texts;
    @Inject
    private Language language;

    @Override
    public String get(Object key) {
        return texts.text(language.locale(), String.valueOf(key));
    }

    @Override
    public boolean containsKey(Object key) {
        return texts.has(language.locale(), String.valueOf(key));
    }

    public String text(String key) {
        return get(key);
    }

    public String text(String key, String name, Object value) {
        return texts.text(language.locale(), key, details(name, value));
    }

    public String text(String key, String name1, Object value1, String name2, Object value2) {
        return texts.text(language.locale(), key, details(name1, value1, name2, value2));
    }

    public String text(String key, String name1, Object value1, String name2, Object value2, String name3, Object value3) {
        return texts.text(language.locale(), key, details(name1, value1, name2, value2, name3, value3));
    }

    public String text(String key, Map<String, ?> details) {
        return texts.text(language.locale(), key, details);
    }

    private static Map<String, Object> details(Object... pairs) {
        Map<String, Object> details = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            details.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return details;
    }

    /** Only single keys are read; there is nothing to list. */
    @Override
    public Set<Entry<String, String>> entrySet() {
        return Set.of();
    }
}
