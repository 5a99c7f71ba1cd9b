package entrepot.kernel;

/** The inner id of a sub-shop: One selling outlet of a member. Never leaves the program; outside there is a code. */
public record SubShopId(long value) implements Id {
}
