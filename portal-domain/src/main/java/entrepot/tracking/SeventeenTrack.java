package entrepot.tracking;

import com.fasterxml.jackson.annotation.JsonProperty;
import entrepot.kernel.Problem;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.sql.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** 17TRACK's words and signatures (version 2): register, its web hook, query. Pure. */
final class SeventeenTrack {

    private static final URI REGISTER = URI.create("https://api.17track.net/track/v2/register");
    private static final URI QUERY = URI.create("https://api.17track.net/track/v2/gettrackinfo");

    private record Hook(String event, Data data) {
    }

    private record Data(String number, @JsonProperty("track_info") Info info) {
    }

    private record Info(@JsonProperty("latest_status") Status status, @JsonProperty("latest_event") Event event,
                        Tracking tracking) {
    }

    private record Status(String status, @JsonProperty("sub_status") String sub) {
    }

    private record Event(@JsonProperty("time_iso") String iso, @JsonProperty("time_utc") String utc, String description,
                         String location, String stage, @JsonProperty("sub_status") String sub) {
    }

    private record Tracking(List<Provider> providers) {
    }

    private record Provider(List<Event> events) {
    }

    private record Answer(Batch data) {
    }

    private record Batch(List<Data> accepted) {
    }

    private SeventeenTrack() {
    }

    /** Whether its call is signed: SHA-256 of its body, a stroke and our key; over the bytes as they came. */
    static boolean signed(String body, String sign, String key) {
        return sign != null && MessageDigest.isEqual(Tokens.sha256(body + "/" + key).getBytes(StandardCharsets.US_ASCII),
                sign.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
    }

    /** What its call tells; nothing when it stops to follow. @throws Problem MESSAGE_UNREADABLE */
    static List<Report> push(String body) {
        Hook hook = Report.read(body, Hook.class);
        if (hook.event() == null || hook.data() == null || hook.data().number() == null) {
            throw new Problem(TrackingProblem.MESSAGE_UNREADABLE);
        }
        return hook.event().equals("TRACKING_UPDATED") ? List.of(report(hook.data())) : List.of();
    }

    /** What it answered to a query. @throws Problem MESSAGE_UNREADABLE */
    static List<Report> answer(String body) {
        Answer answer = Report.read(body, Answer.class);
        return answer.data() == null || answer.data().accepted() == null ? List.of()
                : answer.data().accepted().stream().filter(d -> d.number() != null).map(SeventeenTrack::report).toList();
    }

    /** Asks it to call us for these parcels; it finds out the carriers by itself. */
    static Ask register(SourceSetting setting, List<Parcel> parcels) {
        return ask(REGISTER, false, setting, parcels);
    }

    static Ask query(SourceSetting setting, List<Parcel> parcels) {
        return ask(QUERY, true, setting, parcels);
    }

    private static Ask ask(URI to, boolean query, SourceSetting setting, List<Parcel> parcels) {
        return new Ask(TrackingSource.SEVENTEEN_TRACK, query, parcels.stream().map(Parcel::code).toList(), to,
                Map.of("17token", setting.secret(), "Content-Type", "application/json"),
                Json.of(parcels.stream().map(p -> Map.of("number", p.number())).toList()).text());
    }

    private static Report report(Data data) {
        List<Scan> scans = new ArrayList<>();
        Info info = data.info();
        if (info != null && info.event() != null) {
            String sub = info.event().sub() != null ? info.event().sub() : info.status() == null ? null : info.status().sub();
            String stage = info.event().stage() != null ? info.event().stage() : info.status() == null ? null : info.status().status();
            scans.add(scan(info.event(), stage, sub));
        }
        if (info != null && info.tracking() != null && info.tracking().providers() != null) {
            info.tracking().providers().stream().filter(p -> p.events() != null).flatMap(p -> p.events().stream())
                    .map(e -> scan(e, e.stage(), e.sub())).filter(s -> scans.stream().noneMatch(
                            known -> known.at().equals(s.at()) && known.text().equals(s.text()))).forEach(scans::add);
        }
        return new Report(null, data.number(), scans);
    }

    private static Scan scan(Event event, String stage, String sub) {
        return new Scan(time(event), state(stage == null ? "" : stage, sub == null ? "" : sub),
                event.description() == null ? "" : event.description(), event.location() == null ? "" : event.location());
    }

    private static ParcelState state(String stage, String sub) {
        ParcelState exact = switch (sub) {
            case "InTransit_PickedUp" -> ParcelState.COLLECTED;
            case "Exception_Returning", "Exception_Returned" -> ParcelState.RETURNING;
            case "Exception_Rejected", "DeliveryFailure_Rejected" -> ParcelState.REFUSED;
            default -> null;
        };
        if (exact != null) {
            return exact;
        }
        return switch (stage) {
            case "NotFound", "InfoReceived" -> ParcelState.ANNOUNCED;
            case "PickedUp" -> ParcelState.COLLECTED;
            case "AvailableForPickup", "OutForDelivery" -> ParcelState.DELIVERING;
            case "Delivered" -> ParcelState.DELIVERED;
            case "Returning", "Returned" -> ParcelState.RETURNING;
            case "DeliveryFailure", "Exception", "Expired" -> ParcelState.PROBLEM;
            default -> ParcelState.IN_TRANSIT;
        };
    }

    private static Instant time(Event event) {
        try {
            return OffsetDateTime.parse(event.utc() != null ? event.utc() : event.iso()).toInstant();
        } catch (DateTimeException | NullPointerException malformed) {
            throw new Problem(TrackingProblem.MESSAGE_UNREADABLE);
        }
    }
}
