package entrepot.platform.geo;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a careful clerk would ask about an address before a parcel goes there. A doubt refuses nothing: the person
 * who typed it decides, or whoever releases what is on hold.
 */
public enum AddressDoubt {
    NAME_MISSING, PHONE_MISSING,
    /** Neither a mobile nor a fixed number of the country. */
    PHONE_ODD,
    STREET_MISSING,
    /** A street without any number, where the country has house numbers. */
    STREET_WITHOUT_NUMBER,
    /** A sign that stands for a letter some program could not write. */
    CHARACTER_LOST,
    /** Only a province of a country whose cities we know. */
    CITY_MISSING,
    /** The region or town is not known to us: check how it is written. */
    REGION_UNKNOWN,
    /** The district is not one of this city's. */
    DISTRICT_ELSEWHERE,
    /** Not a postcode of the country. */
    POSTCODE_ODD,
    /** A postcode of another province or nation. */
    POSTCODE_ELSEWHERE;

    private static final Pattern CN_PHONE = Pattern.compile("((\\+|00)?86)?(1[3-9]\\d{9}|0\\d{9,11})(转?\\d{1,6})?");
    /** An extension is set apart: a digit too many is none. */
    private static final Pattern CN_PHONE_TOO_LONG = Pattern.compile("(?<!\\d)(86)?1[3-9]\\d{10,}");
    private static final Pattern GB_PHONE = Pattern.compile("(\\+?44|0)[1-9]\\d{8,9}");
    private static final Pattern CN_POSTCODE = Pattern.compile("\\d{6}");
    static final Pattern GB_POSTCODE =
            Pattern.compile("([A-Z]{1,2})\\d[A-Z\\d]? ?\\d[ABD-HJLNP-UW-Z]{2}", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOST = Pattern.compile("[?\uFF1F\uFFFD]");
    /** What exports write where there is none. */
    private static final Set<String> NO_POSTCODE = Set.of("", "000000");

    /** What there is to ask, in the order of the form; empty where nothing is. */
    public static List<AddressDoubt> of(Address address) {
        Set<AddressDoubt> doubts = EnumSet.noneOf(AddressDoubt.class);
        if (address.name().isEmpty()) {
            doubts.add(NAME_MISSING);
        }
        String phone = address.phone().replaceAll("[\\s()/.-]", "");
        if (phone.isEmpty()) {
            doubts.add(PHONE_MISSING);
        } else if (phoneOf(address.country()) != null && (!phoneOf(address.country()).matcher(phone).matches()
                || "CN".equals(address.country()) && CN_PHONE_TOO_LONG.matcher(address.phone()).find())) {
            doubts.add(PHONE_ODD);
        }
        if (address.street().isEmpty()) {
            doubts.add(STREET_MISSING);
        } else if (address.street().chars().noneMatch(Character::isDigit) && !hasNumeral(address.street())) {
            doubts.add(STREET_WITHOUT_NUMBER);
        }
        if (isCharacterLost(address)) {
            doubts.add(CHARACTER_LOST);
        }
        place(address, doubts);
        return new ArrayList<>(doubts);
    }

    /** Whether name or street hold a question mark, or the sign for what could not be read: 周三?, ?田. */
    private static boolean isCharacterLost(Address address) {
        return LOST.matcher(address.name() + ' ' + address.street()).find();
    }

    private static Pattern phoneOf(String country) {
        return switch (country) {
            case "CN" -> CN_PHONE;
            case "GB" -> GB_PHONE;
            default -> null;
        };
    }

    private static void place(Address address, Set<AddressDoubt> doubts) {
        boolean known = !Places.regionsOf(address.country()).isEmpty();
        Located located = Places.locate(address).orElse(null);
        if (known && (located == null || !Places.knowsCity(address) || located.prefecture().isEmpty() && located.precision() == Precision.PROVINCE
                && !address.city().isEmpty() && "CN".equals(address.country()) && Places.hasCities(located.province()))) {
            doubts.add(REGION_UNKNOWN);
        } else if (located != null && address.city().isEmpty() && located.prefecture().isEmpty() && Places.hasCities(located.province())) {
            doubts.add(CITY_MISSING);
        } else if ("CN".equals(address.country()) && !Places.districtFits(address)) {
            doubts.add(DISTRICT_ELSEWHERE);
        }
        if (NO_POSTCODE.contains(address.postcode())) {
            return;
        }
        Pattern postcode = switch (address.country()) {
            case "CN" -> CN_POSTCODE;
            case "GB" -> GB_POSTCODE;
            default -> null;
        };
        if (postcode == null) {
            return;
        }
        if (!postcode.matcher(address.postcode()).matches()) {
            doubts.add(POSTCODE_ODD);
        } else if (located != null && !located.province().isEmpty()
                && !Postcodes.within(address.country(), address.postcode(), located.province())) {
            doubts.add(POSTCODE_ELSEWHERE);
        }
    }

    /** 三号楼 is a number as well. */
    private static boolean hasNumeral(String street) {
        return street.matches(".*[一二三四五六七八九十百]+[号弄栋幢楼层室组队村].*");
    }
}
