package entrepot.network;

/** Give a new tenant its headquarters, tiers, default rules and work calendar. */
public record FoundHeadquarters(String name, String province, String city, String contactName, String email,
                                String phone) {
}
