package entrepot.aftersales;

/** Which returns. @param state null for all @param order an order's code; null for all */
public record ReturnFilter(ReturnState state, String order) {

    public static final ReturnFilter ALL = new ReturnFilter(null, null);
}
