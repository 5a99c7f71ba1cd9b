package entrepot.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import entrepot.fulfilment.Carriers;
import entrepot.kernel.Problem;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.geo.Address;
import entrepot.testing.Shared;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What sources of tracking say, in their own words. */
class SourcesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T04:00:00Z");

    private static JsonNode samples() throws IOException {
        return new ObjectMapper().readTree(Shared.bytes("courier/OWN_kuaidi100_payloads.json"));
    }

    private static Report push(String name) throws IOException {
        return Kuaidi100.push(samples().get(name).toString(), NOW).get(0);
    }

    @Test
    void kuaidi100_tells_states_times_in_china_and_places() throws IOException {
        Report polling = push("push_polling");
        assertThat(polling.number()).isEqualTo("4620000000000004");
        assertThat(Track.state(polling.scans())).isEqualTo(ParcelState.DELIVERING);
        assertThat(polling.scans().get(0).at()).isEqualTo(Instant.parse("2026-11-20T10:30:05Z"));
        assertThat(polling.scans().get(0).place()).isEqualTo("浙江,杭州市");
        assertThat(Track.state(push("push_shutdown").scans())).isEqualTo(ParcelState.DELIVERED);
        assertThat(polling.carrier()).as("another carrier may have it").isNull();
    }

    @Test
    void kuaidi100_giving_up_is_a_problem() throws IOException {
        Report abort = push("push_abort");
        assertThat(abort.scans()).extracting(Scan::state, Scan::text)
                .containsExactly(tuple(ParcelState.PROBLEM, "3天查询无记录"));
    }

    @Test
    void answers_to_queries_are_read_and_refusals_say_nothing() throws IOException {
        JsonNode all = samples();
        assertThat(Track.state(Kuaidi100.answer(all.get("query_signed").toString()).get(0).scans())).isEqualTo(ParcelState.DELIVERED);
        assertThat(Track.state(Kuaidi100.answer(all.get("query_in_transit").toString()).get(0).scans())).isEqualTo(ParcelState.IN_TRANSIT);
        assertThat(Track.state(Kuaidi100.answer(all.get("query_collected").toString()).get(0).scans())).isEqualTo(ParcelState.COLLECTED);
        for (String refusal : List.of("query_not_found", "query_bad_sign", "query_bad_param")) {
            assertThat(Kuaidi100.answer(all.get(refusal).toString())).as(refusal).isEmpty();
        }
    }

    @Test
    void a_sign_holds_for_what_it_was_made_of_alone() {
        String param = "{\"status\":\"polling\"}";
        String sign = Kuaidi100.md5(param + "salt");
        assertThat(Kuaidi100.signed(param, sign, "salt")).isTrue();
        assertThat(Kuaidi100.signed(param, sign.toLowerCase(Locale.ROOT), "salt")).isTrue();
        assertThat(Kuaidi100.signed(param + " ", sign, "salt")).isFalse();
        assertThat(Kuaidi100.signed(param, sign, "pepper")).isFalse();
        assertThat(Kuaidi100.signed(param, null, "salt")).isFalse();
        assertThat(SeventeenTrack.signed("{}", Tokens.sha256("{}/key"), "key")).isTrue();
        assertThat(SeventeenTrack.signed("{}", Tokens.sha256("{}/other"), "key")).isFalse();
    }

    @Test
    void what_is_no_message_is_refused() {
        for (String nonsense : List.of("", "null", "[]", "{}", "{\"status\":1}", "<xml/>", "{\"lastResult\":{\"nu\":\"1\"}}",
                "{\"status\":\"polling\",\"lastResult\":{\"nu\":\"1\",\"data\":[{\"time\":\"yesterday\"}]}}")) {
            assertThatThrownBy(() -> Kuaidi100.push(nonsense, NOW)).as(nonsense).isInstanceOf(Problem.class);
            assertThatThrownBy(() -> SeventeenTrack.push(nonsense)).as(nonsense).isInstanceOf(Problem.class);
        }
    }

    @Test
    void seventeen_track_tells_sub_states_too() {
        String hook = """
                {"event":"TRACKING_UPDATED","data":{"number":"RR123456789GB","carrier":11031,"param":null,"tag":"",
                 "track_info":{"latest_status":{"status":"Exception","sub_status":"Exception_Returning","sub_status_descr":null},
                  "latest_event":{"time_iso":"2026-11-21T09:00:00+00:00","time_utc":"2026-11-21T09:00:00Z",
                   "description":"Returning to sender","location":"London","stage":null,"sub_status":"Exception_Returning"},
                  "tracking":{"providers":[{"events":[
                   {"time_iso":"2026-11-21T09:00:00+00:00","time_utc":"2026-11-21T09:00:00Z","description":"Returning to sender",
                    "location":"London","stage":null,"sub_status":"Exception_Returning"},
                   {"time_iso":"2026-11-20T09:00:00+00:00","time_utc":"2026-11-20T09:00:00Z","description":"Collected",
                    "location":"Leeds","stage":"PickedUp","sub_status":"InTransit_PickedUp"}]}]}}}}""";
        Report report = SeventeenTrack.push(hook).get(0);
        assertThat(report.scans()).extracting(Scan::state).containsExactly(ParcelState.RETURNING, ParcelState.COLLECTED);
        assertThat(SeventeenTrack.push("{\"event\":\"TRACKING_STOPPED\",\"data\":{\"number\":\"1\"}}")).isEmpty();
    }

    @Test
    void the_simulator_moves_parcels_on_by_the_clock_and_some_badly() {
        Address to = new Address("王芳", "13800000000", "CN", "浙江省", "杭州市", "西湖区", "文三路 1 号", "");
        assertThat(state("SF1000000000", to, 1)).isEqualTo(ParcelState.ANNOUNCED);
        assertThat(state("SF1000000000", to, 13)).isEqualTo(ParcelState.IN_TRANSIT);
        assertThat(state("SF1000000000", to, 60)).isEqualTo(ParcelState.DELIVERED);
        assertThat(state("SF1000000077", to, 60)).isEqualTo(ParcelState.PROBLEM);
        assertThat(state("SF1000000088", to, 60)).isEqualTo(ParcelState.RETURNING);
        assertThat(state("SF1000000099", to, 600)).isEqualTo(ParcelState.COLLECTED);
        Scan refused = new Scan(NOW.plus(Duration.ofHours(37)), ParcelState.REFUSED, "no longer wanted", "");
        for (int hours : List.of(38, 60, 600)) {
            List<Scan> scans = new ArrayList<>(Simulator.scans("SF1000000000", NOW, "苏州市", to, refused.at(), NOW.plus(Duration.ofHours(hours))));
            scans.add(refused);
            assertThat(Track.state(scans)).as("refused, " + hours).isEqualTo(hours < 51 ? ParcelState.REFUSED : ParcelState.RETURNING);
        }
    }

    private static ParcelState state(String number, Address to, int hours) {
        return Track.state(Simulator.scans(number, NOW, "苏州市", to, null, NOW.plus(Duration.ofHours(hours))));
    }

    @Test
    void a_carrier_is_guessed_from_a_number_that_only_one_could_have_given() {
        assertThat(Carriers.guess("CN", " sf1234567890123 ")).map(Carriers.Carrier::code).contains("shunfeng");
        assertThat(Carriers.guess("CN", "YT0000000000001")).map(Carriers.Carrier::code).contains("yuantong");
        assertThat(Carriers.guess("CN", "73550000000002")).map(Carriers.Carrier::code).contains("zhongtong");
        assertThat(Carriers.guess("CN", "773000000000005")).map(Carriers.Carrier::code).contains("shentong");
        assertThat(Carriers.guess("CN", "4620000000000004")).map(Carriers.Carrier::code).contains("yunda");
        assertThat(Carriers.guess("GB", "AB123456789GB")).map(Carriers.Carrier::code).contains("royalmail");
        assertThat(Carriers.guess("CN", "hello")).isEmpty();
        assertThat(Carriers.guess("CN", null)).isEmpty();
    }

    @Test
    void a_carrier_is_known_by_any_of_its_names() {
        for (String name : List.of("shunfeng", "顺丰速运", "顺丰", "SF Express", "sf express")) {
            assertThat(Carriers.byName("CN", name)).as(name).map(Carriers.Carrier::code).contains("shunfeng");
        }
        assertThat(Carriers.byName("GB", "Royal Mail Tracked 24")).map(Carriers.Carrier::code).contains("royalmail");
        assertThat(Carriers.byName("CN", "")).isEmpty();
        assertThat(Carriers.byName("CN", "pigeon")).isEmpty();
    }
}
