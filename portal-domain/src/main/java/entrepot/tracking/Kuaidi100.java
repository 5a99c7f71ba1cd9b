package entrepot.tracking;

import entrepot.fulfilment.Carriers;
import entrepot.kernel.Problem;
import entrepot.platform.sql.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Kuaidi100's words and signatures: subscribe, its call back, query. Pure. */
final class Kuaidi100 {

    /** What it expects as our answer to its call. */
    static final String THANKS = "{\"result\":true,\"returnCode\":\"200\",\"message\":\"成功\"}";

    private static final URI SUBSCRIBE = URI.create("https://poll.kuaidi100.com/poll");
    private static final URI QUERY = URI.create("https://poll.kuaidi100.com/poll/query.do");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final int NUMBER_MAX = 32;

    private record Push(String status, String message, Result lastResult) {
    }

    private record Result(String result, String message, String nu, String com, String state, List<Line> data) {
    }

    private record Line(String context, String time, String ftime, String status, String statusCode, String areaName) {
    }

    private Kuaidi100() {
    }

    /** Whether its call is signed: MD5 of what it says and our salt. */
    static boolean signed(String param, String sign, String salt) {
        return sign != null && MessageDigest.isEqual(md5(param + salt).getBytes(StandardCharsets.US_ASCII),
                sign.strip().toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * What its call tells.
     *
     * @param param the JSON of the form's field
     * @throws Problem MESSAGE_UNREADABLE
     */
    static List<Report> push(String param, Instant now) {
        Push push = Report.read(param, Push.class);
        if (push.lastResult() == null || push.lastResult().nu() == null || push.status() == null) {
            throw new Problem(TrackingProblem.MESSAGE_UNREADABLE);
        }
        List<Scan> scans = scans(push.lastResult());
        if (push.status().equals("abort")) {
            // it gives up: three days without a record, or sixty without a change
            scans.add(new Scan(now, ParcelState.PROBLEM, text(push.message()), ""));
        }
        return List.of(report(push.lastResult(), scans));
    }

    /** What it answered to a query; nothing where it knows nothing. @throws Problem MESSAGE_UNREADABLE */
    static List<Report> answer(String body) {
        Result result = Report.read(body, Result.class);
        return "false".equals(result.result()) || result.nu() == null ? List.of() : List.of(report(result, scans(result)));
    }

    /** Asks it to call us whenever something happens to the parcel. */
    static Ask subscribe(SourceSetting setting, Parcel parcel, String phoneTail, String callback) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("callbackurl", callback);
        parameters.put("salt", setting.salt());
        parameters.put("resultv2", "4");
        parameters.put("autoCom", "1");
        parameters.put("phone", phoneTail);
        Map<String, Object> param = new LinkedHashMap<>();
        param.put("company", carrier(parcel));
        param.put("number", parcel.number());
        param.put("key", setting.secret());
        param.put("parameters", parameters);
        return form(SUBSCRIBE, false, parcel, Map.of("schema", "json", "param", Json.of(param).text()));
    }

    /** Asks it what it knows of the parcel. */
    static Ask query(SourceSetting setting, Parcel parcel, String phoneTail) {
        String param = Json.of(Map.of("com", carrier(parcel), "num", parcel.number(), "phone", phoneTail, "resultv2", "4")).text();
        return form(QUERY, true, parcel, Map.of("customer", setting.customer(), "param", param,
                "sign", md5(param + setting.secret() + setting.customer())));
    }

    /** Whether it can follow that parcel. */
    static boolean knows(Parcel parcel) {
        return !carrier(parcel).isEmpty() && parcel.number().length() <= NUMBER_MAX;
    }

    private static String carrier(Parcel parcel) {
        return Carriers.byCode(parcel.carrier()).map(Carriers.Carrier::kuaidi100).orElse("");
    }

    private static Ask form(URI to, boolean query, Parcel parcel, Map<String, String> fields) {
        List<String> body = new ArrayList<>();
        fields.forEach((name, value) -> body.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return new Ask(TrackingSource.KUAIDI100, query, List.of(parcel.code()), to,
                Map.of("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"), String.join("&", body));
    }

    private static Report report(Result result, List<Scan> scans) {
        // it may have found out that another carrier has the parcel: the number counts
        return new Report(null, result.nu(), scans);
    }

    private static List<Scan> scans(Result result) {
        List<Scan> scans = new ArrayList<>();
        List<Line> lines = result.data() == null ? List.of() : result.data();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            // the newest stands on top, and the state of the whole is its
            String code = line.statusCode() != null ? line.statusCode() : i == 0 ? result.state() : null;
            scans.add(new Scan(time(line.ftime() != null ? line.ftime() : line.time()), state(code, line.status()),
                    text(line.context()), text(line.areaName())));
        }
        return scans;
    }

    /** Its numbers; sub-states are a hundred times the state and more. */
    private static ParcelState state(String code, String word) {
        String main = code == null ? "" : code.length() > 2 ? code.substring(0, code.length() - 2) : code;
        return switch (main) {
            case "1" -> ParcelState.COLLECTED;
            case "2" -> ParcelState.PROBLEM;
            case "3" -> ParcelState.DELIVERED;
            // signed for by its sender, on its way back
            case "4", "6" -> ParcelState.RETURNING;
            case "5" -> ParcelState.DELIVERING;
            case "14" -> ParcelState.REFUSED;
            default -> code == null ? byWord(word) : ParcelState.IN_TRANSIT;
        };
    }

    private static ParcelState byWord(String word) {
        return switch (text(word)) {
            case "揽收" -> ParcelState.COLLECTED;
            case "疑难" -> ParcelState.PROBLEM;
            case "签收" -> ParcelState.DELIVERED;
            case "退签", "退回" -> ParcelState.RETURNING;
            case "派件" -> ParcelState.DELIVERING;
            case "拒签" -> ParcelState.REFUSED;
            default -> ParcelState.IN_TRANSIT;
        };
    }

    private static Instant time(String time) {
        try {
            return LocalDateTime.parse(text(time), TIME).atZone(ZONE).toInstant();
        } catch (DateTimeParseException malformed) {
            throw new Problem(TrackingProblem.MESSAGE_UNREADABLE);
        }
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }

    static String md5(String text) {
        try {
            // their protocol's choice
            return HexFormat.of().withUpperCase().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
