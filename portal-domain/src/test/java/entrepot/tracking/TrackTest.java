package entrepot.tracking;

import static entrepot.tracking.ParcelState.ANNOUNCED;
import static entrepot.tracking.ParcelState.COLLECTED;
import static entrepot.tracking.ParcelState.DELIVERED;
import static entrepot.tracking.ParcelState.DELIVERING;
import static entrepot.tracking.ParcelState.IN_TRANSIT;
import static entrepot.tracking.ParcelState.PROBLEM;
import static entrepot.tracking.ParcelState.REFUSED;
import static entrepot.tracking.ParcelState.RETURNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What scans say together. */
class TrackTest {

    private static final Instant BEGIN = Instant.parse("2026-11-20T01:00:00Z");

    private static List<Scan> scans(ParcelState... states) {
        List<Scan> scans = new ArrayList<>();
        for (ParcelState state : states) {
            scans.add(new Scan(BEGIN.plusSeconds(3600L * scans.size()), state, state.name(), ""));
        }
        return scans;
    }

    @Test
    void the_last_scan_counts() {
        assertThat(Track.state(List.of())).isEqualTo(ANNOUNCED);
        assertThat(Track.state(scans(COLLECTED, IN_TRANSIT, DELIVERING))).isEqualTo(DELIVERING);
        assertThat(Track.state(scans(COLLECTED, PROBLEM, DELIVERING, DELIVERED))).isEqualTo(DELIVERED);
    }

    @Test
    void a_refused_parcel_that_moves_on_goes_home_and_is_not_delivered_when_its_sender_signs() {
        assertThat(Track.state(scans(DELIVERING, REFUSED, IN_TRANSIT))).isEqualTo(RETURNING);
        assertThat(Track.state(scans(DELIVERING, REFUSED, IN_TRANSIT, DELIVERING, DELIVERED))).isEqualTo(RETURNING);
    }

    @Test
    void a_refused_parcel_that_is_carried_out_again_may_still_arrive() {
        assertThat(Track.state(scans(REFUSED, DELIVERING, DELIVERED))).isEqualTo(DELIVERED);
    }

    @Test
    void what_a_pick_up_point_scans_after_delivery_changes_nothing_but_a_refusal_does() {
        assertThat(Track.state(scans(DELIVERED, IN_TRANSIT, DELIVERING))).isEqualTo(DELIVERED);
        assertThat(Track.state(scans(DELIVERED, REFUSED))).isEqualTo(REFUSED);
    }

    @Test
    void whatever_order_scans_are_told_in_the_end_is_the_same_and_no_step_to_it_is_illegal() {
        Random random = new Random(8);
        ParcelState[] reported = Arrays.stream(ParcelState.values()).filter(ParcelState::reported).toArray(ParcelState[]::new);
        for (int round = 0; round < 5_000; round++) {
            List<Scan> scans = new ArrayList<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                scans.add(new Scan(BEGIN.plusSeconds(random.nextInt(5)), reported[random.nextInt(reported.length)], "t" + i, ""));
            }
            ParcelState end = Track.state(scans);
            Collections.shuffle(scans, random);
            ParcelState state = ANNOUNCED;
            for (int told = 1; told <= scans.size(); told++) {
                ParcelState next = Track.state(scans.subList(0, told));
                assertThat(next == state || ParcelState.TRANSITIONS.allows(state, next)).as("%s → %s", state, next).isTrue();
                state = next;
            }
            assertThat(state).isEqualTo(end);
        }
    }
}
