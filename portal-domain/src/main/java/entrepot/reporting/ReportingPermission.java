package entrepot.reporting;

/** Whose desk one may see: that of the part of the portal that one works in. Figures of money need the right to read them as well. */
public final class ReportingPermission {

    public static final String AGENT = "area:agent";
    public static final String DEALER = "area:dealer";
    public static final String HEADQUARTERS = "area:hq";
    public static final String FINANCE = "area:finance";

    private ReportingPermission() {
    }
}
