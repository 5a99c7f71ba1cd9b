package entrepot.lists;

import entrepot.lists.Fault.Kind;
import java.util.EnumSet;
import java.util.Set;

/** What can be wrong with where an order goes, so that a second file with addresses can mend it. */
final class AddressFaults {

    static final Set<Kind> KINDS = EnumSet.of(Kind.NAME_MISSING, Kind.PHONE_MISSING, Kind.PHONE_WRECKED, Kind.PHONE_INVALID,
            Kind.POSTCODE_WRECKED, Kind.COUNTRY_INVALID, Kind.CITY_MISSING, Kind.STREET_MISSING);

    private AddressFaults() {
    }
}
