package entrepot.demo;

/** What people may do in a demonstration. */
public final class DemoPermission {

    /** Move the business clock forward; everybody may, where it can be moved at all. */
    public static final String MOVE_CLOCK = "clock:move";

    /** See what is ready to be tried; everybody may. */
    public static final String TRY_CASES = "cases:try";

    private DemoPermission() {
    }
}
