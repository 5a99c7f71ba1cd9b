package entrepot.tracking;

/** Which parcels a list shows. */
public record ParcelFilter(View view) {

    /** The saved views of parcels. */
    public enum View { EXCEPTIONS, STALLED, UNDER_WAY, CLAIMS, DONE, BILLED }
}
