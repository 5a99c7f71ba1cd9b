package entrepot.kernel;

/** A typed inner id. Types keep an order's id from being passed where a warehouse's is meant. */
public interface Id {

    /** The number that the database knows. */
    long value();
}
