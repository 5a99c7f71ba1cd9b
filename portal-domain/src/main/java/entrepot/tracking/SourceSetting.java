package entrepot.tracking;

/**
 * How a tenant is known to a source.
 *
 * @param customer Kuaidi100's customer number; empty for the others
 * @param secret   the key that requests are signed with, and 17TRACK's messages
 * @param salt     what Kuaidi100's messages are signed with; made by us, part of the address that it calls
 */
record SourceSetting(TrackingSource source, boolean active, String customer, String secret, String salt) {
}
