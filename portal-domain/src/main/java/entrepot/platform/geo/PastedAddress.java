package entrepot.platform.geo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes an address apart that was copied from a chat, a letter or one cell of an export: name, phone, region, street
 * and postcode in any order, with or without labels. What it is not sure of stays in the street, so nothing that was
 * pasted is lost; {@link AddressDoubt} says what to look at. Pure.
 */
public final class PastedAddress {

    /** More than any address has. */
    public static final int TEXT_MAX = 1_000;

    private static final Pattern CN_PHONE = Pattern.compile("(?<!\\d)(?:\\(?(?:\\+|00)?86\\)?[- ]*)?"
            + "(1[3-9]\\d[- ]?\\d{4}[- ]?\\d{4}|0\\d{2,3}-?\\d{7,8})(?:\\s*(?:-|转|#|\\[)\\s*(\\d{1,6})\\]?)?(?!\\d)");
    /** More digits than a house, a room or a postcode has, also where some are hidden: a phone, and not a whole one. */
    private static final Pattern CN_NEARLY_PHONE = Pattern.compile("(?<![\\dA-Za-z])(?:\\(?(?:\\+|00)?86\\)?[- ]*)?"
            + "(\\+?(?:1[3-9]\\d[- ]\\d{3,5}[- ]\\d{3,5}|\\d[\\d*]{6,}))()(?!\\d)");
    private static final Pattern CN_POSTCODE = Pattern.compile("(?<![\\d-])\\d{6}(?!\\d)");
    private static final Pattern CN_LABEL = Pattern.compile("(收货人|收件人|联系人|姓名)\\s*[:：]?\\s*");
    private static final Pattern CN_OTHER_LABEL = Pattern.compile("(手机号码|手机号|手机|联系电话|电话号码|电话|收货地址|收件地址|详细地址"
            + "|所在地区|所在地|地址|邮政编码|邮编|收货信息)\\s*[:：]?\\s*");
    private static final Pattern CN_NAME = Pattern.compile("[\\p{IsHan}·•]{2,10}(先生|女士|小姐|老师)?|[A-Za-z][A-Za-z .'·-]{1,40}");
    private static final Pattern CN_NOT_A_NAME =
            Pattern.compile(".*(路|街|道|号|楼|室|栋|幢|单元|村|镇|乡|弄|巷|苑|园|区|城|大厦|广场|小区|公寓|中心|学校|大学|医院|公司|店|县|省|州)$");
    private static final Pattern PHONE = Pattern.compile("(?<![\\dA-Za-z])\\+?\\(?\\d[\\d ()./-]{7,18}\\d(?!\\d)");
    private static final Pattern WEST_LABEL = Pattern.compile("(?im)^\\s*(name|full name|recipient|ship to|to|address|phone|"
            + "tel|telephone|mobile|postcode|zip|city|town|country)\\s*[:.]\\s*");
    private static final Pattern GB_POSTCODE = Pattern.compile("(?i)\\b" + AddressDoubt.GB_POSTCODE.pattern() + "\\b");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Pattern CHINA = Pattern.compile("(?i)(p\\.? ?r\\.? ?)?china");
    private static final Pattern FIVE_DIGITS = Pattern.compile("(?<!\\d)\\d{5}(?!\\d)");
    private static final Pattern GB_COUNTRY =
            Pattern.compile("(?i)(united kingdom|great britain|england|scotland|wales|northern ireland|u\\.?k\\.?|g\\.?b\\.?)");

    /** What zones and forms hold as parts of Britain and China. */
    private static final Set<String> PARTS = Set.of("JE", "GG", "IM", "HK", "MO", "TW");
    /** What countries are called on the last line of an address, in small letters. */
    private static final Map<String, String> COUNTRIES = countries();

    private PastedAddress() {
    }

    /**
     * @param country ISO 3166 alpha-2: where it goes and whose form it has, unless its last line names another country
     * @param text    at most {@value #TEXT_MAX} characters; what is beyond is not read
     * @return what could be told apart; empty fields where it could not
     */
    public static Address read(String country, String text) {
        String plain = halfWidth(text == null ? "" : text.substring(0, Math.min(text.length(), TEXT_MAX)));
        if ("CN".equals(country) && (plain.isBlank() || HAN.matcher(plain).find())) {
            return chinese(plain);
        }
        // in letters only: set down as in the west, also where the parcel goes to China
        return western(named(plain).orElse(country), plain);
    }

    private static Map<String, String> countries() {
        Map<String, String> codes = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            if (PARTS.contains(code)) {
                continue;
            }
            Locale country = new Locale.Builder().setRegion(code).build();
            for (Locale language : List.of(Locale.ENGLISH, Locale.forLanguageTag("es"))) {
                codes.put(country.getDisplayCountry(language).toLowerCase(Locale.ROOT), code);
            }
        }
        for (String name : List.of("usa", "u.s.a", "united states of america")) {
            codes.put(name, "US");
        }
        return codes;
    }

    /** The country on the last line; empty where it names none, or is the only one. */
    private static Optional<String> named(String text) {
        String[] lines = PHONE.matcher(WEST_LABEL.matcher(text).replaceAll("\n")).replaceAll("\n").strip().split("[\\n\\r,;|]+");
        if (lines.length < 2) {
            return Optional.empty();
        }
        String last = lines[lines.length - 1].replaceAll("\\s+", " ").strip().replaceAll("\\.$", "");
        return GB_COUNTRY.matcher(last).matches() ? Optional.of("GB") : CHINA.matcher(last).matches() ? Optional.of("CN")
                : Optional.ofNullable(COUNTRIES.get(last.toLowerCase(Locale.ROOT)));
    }

    private static Address chinese(String text) {
        Cut phone = cut(text, CN_PHONE, CN_NEARLY_PHONE);
        String number = phone.found == null ? "" : number(phone.found.group(1), phone.found.group(2));
        Cut postcode = cut(phone.rest, CN_POSTCODE);
        String rest = CN_OTHER_LABEL.matcher(postcode.rest).replaceAll(" ");
        String name = "";
        Matcher label = CN_LABEL.matcher(rest);
        if (label.find()) {
            String after = rest.substring(label.end()).split("[\\s,，;；|、。]", 2)[0];
            if (!after.isEmpty() && China.TREE.find(after) == null) {
                name = after;
                rest = rest.substring(0, label.start()) + ' ' + rest.substring(label.end() + after.length());
            }
        }
        String plain = CN_LABEL.matcher(rest).replaceAll(" ").replaceAll("[\\s,，;；|、。()（）]+", " ").strip();
        China.Found region = China.TREE.find(plain);
        String before = region == null ? plain : plain.substring(0, region.start()).strip();
        String after = region == null ? "" : plain.substring(region.end()).strip();
        List<String> words = new ArrayList<>(Arrays.asList((region == null ? before : after).split(" ")));
        if (name.isEmpty() && region != null && !before.isEmpty()) {
            name = before.split(" ")[0];
            before = before.substring(name.length()).strip();
        }
        if (name.isEmpty()) {
            name = takeName(words);
        }
        String street = String.join(" ", words).strip();
        if (region != null && !before.isEmpty()) {
            street = street.isEmpty() ? before : street + ' ' + before;
        }
        return new Address(name, number, "CN", region == null ? "" : region.province(), region == null ? "" : region.city(),
                region == null ? "" : region.district(), street,
                postcode.found == null || "000000".equals(postcode.found.group()) ? "" : postcode.found.group());
    }

    /** Mobile numbers without gaps; a fixed line keeps the hyphen after its area. */
    private static String number(String number, String extension) {
        return (number.startsWith("0") ? number : number.replaceAll("[- ]", ""))
                + (extension == null || extension.isEmpty() ? "" : "-" + extension);
    }

    /** The last word that could be a person's name, taken out; a word alone is a street. */
    private static String takeName(List<String> words) {
        for (int i = words.size() - 1; i >= 0 && words.size() > 1; i--) {
            String word = words.get(i);
            if (CN_NAME.matcher(word).matches() && word.length() <= 12 && !CN_NOT_A_NAME.matcher(word).matches()) {
                words.remove(i);
                return word;
            }
        }
        return "";
    }

    private static Address western(String country, String text) {
        String unlabelled = WEST_LABEL.matcher(text).replaceAll("\n");
        boolean british = "GB".equals(country);
        boolean chinese = "CN".equals(country);
        Cut phone = chinese ? cut(unlabelled, CN_PHONE, CN_NEARLY_PHONE, PHONE) : cut(unlabelled, PHONE);
        Cut postcode = cut(phone.rest, british ? GB_POSTCODE : chinese ? CN_POSTCODE : FIVE_DIGITS);
        List<String> lines = new ArrayList<>();
        for (String line : postcode.rest.split("[\\n\\r,;|]+")) {
            String plain = line.replaceAll("\\s+", " ").strip();
            if (!plain.isEmpty() && !(lines.size() > 0 && (british && GB_COUNTRY.matcher(plain).matches()
                    || chinese && CHINA.matcher(plain).matches() || country.equals(COUNTRIES.get(plain.toLowerCase(Locale.ROOT)))))) {
                lines.add(plain);
            }
        }
        String name = lines.isEmpty() || lines.get(0).chars().anyMatch(Character::isDigit) ? "" : lines.remove(0);
        String city = "";
        String province = "";
        for (int i = lines.size() - 1; i >= 0 && city.isEmpty(); i--) {
            Located town = Places.locate(new Address("", "", country, "", lines.get(i), "", "", "")).orElse(null);
            if (town != null && lines.size() > 1) {
                city = lines.remove(i);
                province = town.province();
            }
        }
        if (chinese && city.isEmpty()) {
            ChinaInLetters.Place place = ChinaInLetters.take(lines);
            province = place.province();
            city = place.city();
        }
        // a place of China that is not known in letters stays in the street rather than be guessed
        if (city.isEmpty() && lines.size() > 1 && !chinese) {
            city = lines.remove(lines.size() - 1);
        }
        return new Address(name, phone.found == null ? "" : phone.found.group().strip(), country, province, city, "",
                String.join(", ", lines), postcode.found == null ? "" : spaced(postcode.found.group(), british));
    }

    /** SW1A1AA is written SW1A 1AA. */
    private static String spaced(String postcode, boolean british) {
        String compact = postcode.replace(" ", "").toUpperCase(Locale.ROOT);
        return british ? compact.substring(0, compact.length() - 3) + ' ' + compact.substring(compact.length() - 3) : compact;
    }

    /** The first match taken out, and a separator left where it stood. */
    private record Cut(Matcher found, String rest) {
    }

    /** By the first of the patterns that is there at all. */
    private static Cut cut(String text, Pattern... patterns) {
        for (Pattern what : patterns) {
            Matcher matcher = what.matcher(text);
            if (matcher.find()) {
                return new Cut(matcher, text.substring(0, matcher.start()) + '\n' + text.substring(matcher.end()));
            }
        }
        return new Cut(null, text);
    }

    /** Full-width digits, letters and signs as the keyboard has them; the ideographic space is a space. */
    private static String halfWidth(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.chars().forEach(c -> plain.append((char) (c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c == 0x3000 || c == 0xA0 ? ' ' : c)));
        return plain.toString();
    }
}
