package entrepot.webhook;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody's program that takes webhooks, and answers as it is told. */
final class Receiver implements AutoCloseable {

    record Heard(String id, long timestamp, String signature, String body) {
    }

    private final HttpServer server;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    final AtomicInteger answers = new AtomicInteger(204);

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            heard.add(new Heard(headers.getFirst("webhook-id"), Long.parseLong(headers.getFirst("webhook-timestamp")),
                    headers.getFirst("webhook-signature"), new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
            exchange.sendResponseHeaders(answers.get(), -1);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** What came since it was asked last. */
    List<Heard> heard() {
        List<Heard> all = List.copyOf(heard);
        heard.clear();
        return all;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
