package entrepot.tracking;

/** Who tells of parcels. */
public enum TrackingSource {
    KUAIDI100, SEVENTEEN_TRACK,
    /** Moves parcels on by the clock, for tests and demonstrations. */
    SIMULATOR
}
