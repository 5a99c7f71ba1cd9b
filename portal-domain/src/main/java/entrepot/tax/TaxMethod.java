package entrepot.tax;

/** How the tax on what a person is paid is found. */
public enum TaxMethod {
    /** Nothing is withheld. */
    NONE,
    /** On all payments of one calendar month together, whichever way they were split. */
    PER_PAYMENT,
    /** On all payments of the calendar year together, less so much for each month since the person began in it. */
    CUMULATIVE
}
