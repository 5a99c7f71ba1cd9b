package entrepot.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignaturesTest {

    private static final Path VECTORS = Path.of("../../shared/data/conformance/standard_webhooks_vectors.json");

    @Test
    void every_vector_of_the_standard_comes_out_as_it_says() throws Exception {
        assertThat(VECTORS).as("the standard's vectors").exists();
        JsonNode all = new ObjectMapper().readTree(VECTORS.toFile());
        assertThat(all).hasSizeGreaterThan(3);
        for (JsonNode vector : all) {
            boolean valid = Signatures.verify(vector.get("secret").asText(), vector.get("id").asText(), vector.get("timestamp").asLong(),
                    vector.get("body").asText(), vector.get("header").asText());
            assertThat(valid).as(vector.get("name").asText()).isEqualTo(vector.get("expect").asText().equals("valid"));
            if (!vector.has("signedBody")) {
                assertThat(List.of(vector.get("header").asText().split(" "))).as(vector.get("name").asText())
                        .contains(Signatures.sign(vector.get("secret").asText(), vector.get("id").asText(), vector.get("timestamp").asLong(),
                                vector.get("body").asText()));
            }
        }
    }

    @Test
    void a_new_secret_is_of_the_standards_form_and_another_each_time() {
        assertThat(Signatures.newSecret()).matches("whsec_[A-Za-z0-9+/]{43}=").isNotEqualTo(Signatures.newSecret());
    }

    @Test
    void ten_tries_over_three_days_and_then_no_more() {
        Duration all = IntStream.rangeClosed(1, 9).mapToObj(tries -> RetrySchedule.after(tries, 0).orElseThrow()).reduce(Duration.ZERO, Duration::plus);
        assertThat(all).isEqualTo(Duration.ofSeconds(5).plusMinutes(35).plusHours(75));
        assertThat(RetrySchedule.after(10, 0)).isEmpty();
        assertThat(RetrySchedule.after(2, 99).orElseThrow()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
    }

    @Test
    void a_receiver_that_asks_for_time_gets_it_within_bounds() {
        assertThat(RetrySchedule.slowed("120")).isEqualTo(Duration.ofMinutes(2));
        assertThat(RetrySchedule.slowed(null)).isEqualTo(Duration.ofMinutes(1));
        assertThat(RetrySchedule.slowed("999999")).isEqualTo(Duration.ofHours(1));
        assertThat(RetrySchedule.slowed("Wed, 21 Oct")).isEqualTo(Duration.ofMinutes(1));
        assertThat(RetrySchedule.rest(1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(RetrySchedule.rest(50)).isEqualTo(Duration.ofMinutes(10));
    }
}
