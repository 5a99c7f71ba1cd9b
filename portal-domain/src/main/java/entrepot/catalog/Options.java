package entrepot.catalog;

import java.util.List;
import java.util.stream.Collectors;

/** The up to three options of a variant. */
final class Options {

    /** What Shopify writes for the one variant of a product without options. */
    static final String ONLY = "Default Title";

    /** How many a variant can have. */
    static final int MAX = 3;

    private Options() {
    }

    static String text(List<String> options) {
        return options.stream().filter(option -> !option.isEmpty() && !option.equals(ONLY))
                .collect(Collectors.joining(" / "));
    }

    static String at(List<String> options, int index) {
        return index < options.size() && options.get(index) != null ? options.get(index) : "";
    }
}
