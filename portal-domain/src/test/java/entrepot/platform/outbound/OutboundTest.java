package entrepot.platform.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundTest {

    private final String before = System.getProperty(Outbound.LOOPBACK);

    @BeforeEach
    void loopback() {
        System.setProperty(Outbound.LOOPBACK, "true");
    }

    @AfterEach
    void back() {
        if (before == null) {
            System.clearProperty(Outbound.LOOPBACK);
        } else {
            System.setProperty(Outbound.LOOPBACK, before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "0.1.2.3", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.9.9.9", "169.254.169.254", "172.16.0.1", "172.31.255.255",
        "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "fc00::1", "fd12::1", "fe80::1", "ff02::1", "2001::1", "2001:db8::1",
        "2002:7f00:1::", "100::1", "fec0::1"})
    void private_and_special_places_are_not_public(String address) throws IOException {
        assertThat(Outbound.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "93.184.216.34", "100.63.0.1", "100.128.0.1", "172.15.0.1", "172.32.0.1", "198.20.0.1", "2606:4700::1111", "2a00:1450::1"})
    void public_places_are(String address) throws IOException {
        assertThat(Outbound.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.com/", "file:///etc/passwd", "https://user:pass@example.com/", "https://example.com:22/", "https://example.com/#x",
        "https:///nothing", "javascript:alert(1)", "no address"})
    void addresses_that_are_none_are_refused_before_anything_is_asked(String address) {
        assertThat(Outbound.acceptable(address)).isFalse();
    }

    @Test
    void https_never_leads_to_this_machine_whatever_is_allowed_to_http() {
        assertThat(to("https://127.0.0.1/").failure()).isEqualTo(OutboundFailure.PRIVATE_PLACE);
        assertThat(to("https://localhost/").failure()).isEqualTo(OutboundFailure.PRIVATE_PLACE);
        assertThat(to("https://[::1]/").failure()).isEqualTo(OutboundFailure.PRIVATE_PLACE);
        assertThat(to("https://[::ffff:192.168.0.1]/").failure()).isEqualTo(OutboundFailure.PRIVATE_PLACE);
        assertThat(to("https://2130706433/").failure()).isNotNull();
        assertThat(to("http://10.0.0.1/").failure()).isEqualTo(OutboundFailure.PRIVATE_PLACE);
    }

    @Test
    void without_the_setting_http_is_refused() {
        System.clearProperty(Outbound.LOOPBACK);
        assertThat(to("http://127.0.0.1:9/").failure()).isEqualTo(OutboundFailure.ADDRESS_REFUSED);
    }

    @Test
    void an_answer_comes_back_with_its_status_headers_and_body_however_it_is_sent() throws Exception {
        try (Said server = new Said("HTTP/1.1 201 Created\r\nContent-Length: 4\r\nX-One: 1\r\n\r\nbodyrest")) {
            Outbound.Answer answer = to(server.url());
            assertThat(answer.good()).isTrue();
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.headers()).containsEntry("x-one", "1");
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("body");
            assertThat(server.heard).startsWith("POST /hook?a=b HTTP/1.1\r\nHost: 127.0.0.1:").contains("\r\nX-Sent: yes\r\n").endsWith("\r\n\r\nhello");
        }
        try (Said server = new Said("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n")) {
            assertThat(new String(to(server.url()).body(), StandardCharsets.UTF_8)).isEqualTo("abcde");
        }
        try (Said server = new Said("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n")) {
            assertThat(to(server.url()).outcome()).as("a redirect is an answer and is not followed").isEqualTo("302");
        }
    }

    @Test
    void what_is_no_http_too_long_or_too_slow_is_a_failure() throws Exception {
        try (Said server = new Said("SSH-2.0-nothing for you\r\n")) {
            assertThat(to(server.url()).failure()).isEqualTo(OutboundFailure.NOT_HTTP);
        }
        try (Said server = new Said("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n")) {
            assertThat(to(server.url()).failure()).isEqualTo(OutboundFailure.TOO_LARGE);
        }
        try (Said server = new Said("HTTP/1.1 200 OK\r\nX: " + "x".repeat(70_000) + "\r\n\r\n")) {
            assertThat(to(server.url()).failure()).isEqualTo(OutboundFailure.TOO_LARGE);
        }
        try (Said server = new Said("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", true)) {
            // a byte now and then keeps every single read alive; the whole is over all the same
            Outbound.Answer answer = Outbound.send(call(server.url()), Duration.ofMillis(400));
            assertThat(answer.failure()).isEqualTo(OutboundFailure.TIMEOUT);
            assertThat(answer.millis()).isLessThan(2_000);
        }
        assertThat(to("http://127.0.0.1:1/").failure()).isEqualTo(OutboundFailure.NO_CONNECTION);
        assertThat(to("https://nobody.invalid/").failure()).isEqualTo(OutboundFailure.UNKNOWN_HOST);
    }

    private static Outbound.Answer to(String url) {
        return Outbound.send(call(url));
    }

    private static Outbound.Call call(String url) {
        return new Outbound.Call("POST", URI.create(url), Map.of("X-Sent", "yes"), "hello".getBytes(StandardCharsets.UTF_8));
    }

    /** A server that says one thing once. */
    private static final class Said implements AutoCloseable {

        private final ServerSocket server;
        private final Thread thread;
        private volatile String heard = "";

        Said(String answer) throws IOException {
            this(answer, false);
        }

        Said(String answer, boolean drip) throws IOException {
            server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            thread = new Thread(() -> {
                try (Socket socket = server.accept()) {
                    StringBuilder all = new StringBuilder();
                    while (!all.toString().endsWith("hello")) {
                        all.append((char) socket.getInputStream().read());
                    }
                    heard = all.toString();
                    OutputStream out = socket.getOutputStream();
                    out.write(answer.getBytes(StandardCharsets.US_ASCII));
                    for (int i = 0; drip && i < 100; i++) {
                        out.write('x');
                        out.flush();
                        Thread.sleep(20);
                    }
                } catch (IOException | InterruptedException over) {
                    // the client has gone
                }
            });
            thread.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getLocalPort() + "/hook?a=b";
        }

        @Override
        public void close() throws IOException {
            server.close();
            thread.interrupt();
        }
    }
}
