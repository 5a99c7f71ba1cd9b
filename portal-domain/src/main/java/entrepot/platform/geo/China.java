package entrepot.platform.geo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Provinces, prefecture cities and districts. Names are found with and without what they end in (浙江省, 浙江). */
final class China {

    private static final Pattern PEOPLES = Pattern.compile("(?<=..)(壮族|回族|维吾尔|藏族|羌族|彝族|白族|傣族|景颇族|傈僳族"
            + "|哈尼族|苗族|侗族|布依族|土家族|朝鲜族|蒙古族?|哈萨克|柯尔克孜)+(?=自治)");
    private static final Pattern ENDING =
            Pattern.compile("(?<=..)(特别行政区|自治区|自治州|自治县|地区|林区|新区|省|市|盟|区|县|州)$");

    /** A street with a name of its own: 西湖文三路 is the district and its street, 西湖大道 and 朝阳北路 are only streets. */
    private static final Pattern STREET = Pattern.compile("(?![东南西北中前后上下内外新老]?[一二三四五六七八九十\\d]*大?(路|街|道|巷|弄|里|桥|村|镇|乡|城))"
            + "\\p{IsHan}{2,6}?(路|街|大道|街道|巷|弄|镇|乡|村)");

    /** What exports write for the city of a municipality, or where a county stands under its province. */
    private static final List<String> NO_CITY = List.of("市辖区", "省直辖县级行政区划", "自治区直辖县级行政区划", "县");

    /** Read at first use; stands after what reading needs. */
    static final China TREE = new China();

    private final List<Place> provinces = new ArrayList<>();
    private final List<Region> regions;

    /** A node of the tree. */
    private static final class Place {
        final String code;
        final String name;
        final String brief;
        final Point point;
        final Place within;
        final List<Place> parts = new ArrayList<>();
        final Map<String, Place> byName = new HashMap<>();

        Place(String code, String name, Point point, Place within) {
            this.code = code;
            this.name = name;
            this.brief = brief(name);
            this.point = point;
            this.within = within;
        }

        void add(Place part) {
            parts.add(part);
            byName.put(part.name, part);
            byName.putIfAbsent(part.brief, part);
        }

        Place part(String name) {
            Place exact = byName.get(name);
            return exact != null ? exact : byName.get(brief(name));
        }

        boolean isMunicipality() {
            return parts.size() == 1 && parts.get(0).name.equals(name);
        }

        Region region() {
            return new Region(code, name, parts.stream().map(Place::region).toList());
        }
    }

    private China() {
        Place province = null;
        Place city = null;
        for (String[] line : Extract.of("china.tsv")) {
            Point point = Extract.point(line[3], line[4]);
            switch (line[0]) {
                case "P" -> provinces.add(province = new Place(line[1], line[2], point, null));
                case "C" -> province.add(city = new Place(line[1], line[2], point, province));
                default -> city.add(new Place(line[1], line[2], point, city));
            }
        }
        regions = provinces.stream().map(Place::region).toList();
    }

    List<Region> regions() {
        return regions;
    }

    List<Located> landmarks() {
        return provinces.stream().map(p -> new Located(p.point, Precision.PROVINCE, p.brief, p.name, "")).toList();
    }

    Optional<Located> locate(Address address) {
        Place province = province(address);
        if (province == null) {
            return Optional.empty();
        }
        Place city = city(province, address);
        if (city == null) {
            return Optional.of(new Located(province.point, Precision.PROVINCE, province.name, province.name, ""));
        }
        String label = province.isMunicipality() ? province.name : province.name + ' ' + city.name;
        Place district = city.part(address.district());
        if (district != null && district.point != null) {
            return Optional.of(new Located(district.point, Precision.DISTRICT, label + ' ' + district.name,
                    province.name, city.name));
        }
        if (city.point == null) {
            return Optional.of(new Located(province.point, Precision.PROVINCE, label, province.name, city.name));
        }
        return Optional.of(new Located(city.point, Precision.CITY, label, province.name, city.name));
    }

    boolean districtFits(Address address) {
        Place province = province(address);
        Place city = province == null ? null : city(province, address);
        return city == null || address.district().isEmpty() || city.parts.isEmpty() || city == province.part(address.district())
                || city.part(address.district()) != null;
    }

    /** False where the province is known and has no city, county or district of that name; exports write some words for none. */
    boolean knowsCity(Address address) {
        Place province = province(address);
        return province == null || province.isMunicipality() || province.parts.isEmpty() || address.city().isEmpty()
                || NO_CITY.contains(address.city()) || province.name.equals(address.city()) || province.brief.equals(address.city())
                || province.part(address.city()) != null
                || province.parts.stream().anyMatch(city -> city.part(address.city()) != null);
    }

    /** A region at the beginning or within a text, as people write it: 浙江省杭州市西湖区, 浙江 杭州, 上海浦东新区. */
    record Found(int start, int end, String province, String city, String district) {
    }

    /** Where in the text a region stands; null if there is none. The first that can be read. */
    Found find(String text) {
        Found best = null;
        for (Place province : provinces) {
            for (String name : List.of(province.name, province.brief)) {
                int at = text.indexOf(name);
                if (at >= 0 && (best == null || at < best.start())) {
                    best = from(province, text, at, at + name.length());
                }
            }
        }
        if (best != null) {
            return best;
        }
        for (Place province : provinces) {
            for (Place city : province.parts) {
                int at = text.indexOf(city.name);
                if (at >= 0 && (best == null || at < best.start())) {
                    best = within(province, city, text, at, at + city.name.length());
                }
            }
        }
        return best;
    }

    private Found from(Place province, String text, int start, int end) {
        int at = gap(text, end);
        for (String filler : NO_CITY) {
            if (text.startsWith(filler, at)) {
                at = gap(text, at + filler.length());
            }
        }
        if (province.isMunicipality()) {
            String twice = province.name;
            if (text.startsWith(twice, at)) {
                at = gap(text, at + twice.length());
            }
            return within(province, province.parts.get(0), text, start, at);
        }
        for (Place city : province.parts) {
            if (text.startsWith(city.name, at)) {
                return within(province, city, text, start, at + city.name.length());
            }
        }
        for (Place city : province.parts) {
            if (text.startsWith(city.brief, at)) {
                return within(province, city, text, start, at + city.brief.length());
            }
        }
        for (Place city : province.parts) {
            for (Place district : city.parts) {
                if (text.startsWith(district.name, at)) {
                    return new Found(start, at + district.name.length(), province.name, city.name, district.name);
                }
            }
        }
        return new Found(start, at, province.name, "", "");
    }

    private static Found within(Place province, Place city, String text, int start, int end) {
        int at = gap(text, end);
        if (text.startsWith("市辖区", at)) {
            at = gap(text, at + 3);
        }
        Place longest = null;
        for (Place district : city.parts) {
            if (text.startsWith(district.name, at) && (longest == null || district.name.length() > longest.name.length())) {
                longest = district;
            }
        }
        if (longest != null) {
            return new Found(start, at + longest.name.length(), province.name, city.name, longest.name);
        }
        for (Place district : city.parts) {
            int after = at + district.brief.length();
            if (text.startsWith(district.brief, at) && (after == text.length() || text.charAt(after) == ' '
                    || district.brief.length() > 1 && STREET.matcher(text).region(after, text.length()).lookingAt())) {
                return new Found(start, after, province.name, city.name, district.name);
            }
        }
        return new Found(start, at, province.name, city.name, "");
    }

    private static int gap(String text, int at) {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    /** By its own name; where the form has none, by the city, whose name may be a municipality's. */
    private Place province(Address address) {
        String asked = brief(address.province());
        String city = brief(address.city());
        for (Place province : provinces) {
            if (province.brief.equals(asked) || province.isMunicipality() && province.brief.equals(city)) {
                return province;
            }
        }
        if (!address.province().isEmpty()) {
            return null;
        }
        List<Place> withCity = provinces.stream().filter(p -> p.part(address.city()) != null).toList();
        return withCity.size() == 1 ? withCity.get(0) : null;
    }

    /** By the city; some write a county under a province, or a district, where the city belongs. */
    private static Place city(Place province, Address address) {
        if (province.isMunicipality()) {
            return province.parts.get(0);
        }
        Place city = province.part(address.city());
        if (city == null) {
            city = province.part(address.district());
        }
        if (city != null) {
            return city;
        }
        List<Place> withDistrict = province.parts.stream()
                .filter(c -> c.part(address.district()) != null || c.part(address.city()) != null).toList();
        return withDistrict.size() == 1 ? withDistrict.get(0) : null;
    }

    /** 浙江省 → 浙江, 恩施土家族苗族自治州 → 恩施, 新疆维吾尔自治区 → 新疆. Two characters always stay. */
    private static String brief(String name) {
        return ENDING.matcher(PEOPLES.matcher(name).replaceFirst("")).replaceFirst("");
    }
}
