package entrepot.demo;

/** What people may do in a demonstration. */
public final class DemoPermission {

    /** Move the business clock forward; everybody may, where it can be moved at all. */
    public static final String MOVE_CLOCK = "clock:move";

    private DemoPermission() {
    }
}
