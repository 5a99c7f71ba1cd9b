package entrepot.freight;

/** What roles may do with freight tables. */
public final class FreightPermission {

    /** Ask what freight costs. */
    public static final String QUOTE = "freight:quote";

    private FreightPermission() {
    }
}
