package entrepot.lists;

import entrepot.platform.files.Table;
import java.time.Instant;
import java.util.List;

/**
 * What a sub-shop calls a thing, and what it is here.
 *
 * @param item  the title there; empty where the code says it alone
 * @param spec  the form there, such as {@code 红色,大号}; may be empty
 * @param itemCode the code there; may be empty
 * @param parts our variants and how many of each make one of it, gifts too
 */
public record Alias(String code, String item, String spec, String itemCode, List<Part> parts, String by, Instant at) {

    /** More than any set has. */
    public static final int PARTS_MAX = 20;

    /**
     * @param quantity for one of the thing, 1 to 999
     * @param gift     goes with it and is not what was sold
     */
    public record Part(String sku, int quantity, boolean gift) {
    }

    public Alias {
        parts = List.copyOf(parts);
    }

    /** Under what it is found: case, signs and blanks do not count. */
    static String key(String item, String spec, String itemCode) {
        return Table.normal(item) + '|' + Table.normal(spec) + '|' + Table.normal(itemCode);
    }

    /** The keys under which a line may be known, the narrowest first. */
    static List<String> keys(String item, String spec, String itemCode) {
        return itemCode.isBlank()
                ? List.of(key(item, spec, ""), key(item, "", ""))
                : List.of(key(item, spec, itemCode), key("", spec, itemCode), key("", "", itemCode), key(item, spec, ""), key(item, "", ""));
    }
}
