package entrepot.ordering;

/**
 * A buyer whose address the platform does not give: Pinduoduo, and Taobao's encrypted orders. What is known stands in
 * the order's address (province, city, a masked name); what the parcel needs is the platform's label, which the member supplies.
 *
 * @param platform   a list's format by name, such as {@code PINDUODUO}
 * @param number     the order's number there
 * @param ciphertext what stands in place of the receiver, as the platform gave it; empty where there is none
 * @param labelFile  the code of the kept label (PDF, one page); empty where an address came instead
 * @param tracking   the parcel's number on the label; empty where it could not be read
 */
public record HiddenReceiver(String platform, String number, String ciphertext, String labelFile, String tracking) {

    public HiddenReceiver {
        ciphertext = ciphertext == null ? "" : ciphertext;
        labelFile = labelFile == null ? "" : labelFile;
        tracking = tracking == null ? "" : tracking;
    }
}
