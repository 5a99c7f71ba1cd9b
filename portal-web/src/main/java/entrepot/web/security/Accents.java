package entrepot.web.security;

/** The accent colour of a tenant: one of the palette in portal.css, always the same for the same code. */
public final class Accents {

    private static final String[] PALETTE = {"indigo", "teal", "plum", "brick", "forest", "slate"};

    private Accents() {
    }

    public static String of(String tenantCode) {
        return PALETTE[Math.floorMod(tenantCode.hashCode(), PALETTE.length)];
    }
}
