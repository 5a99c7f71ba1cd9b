package entrepot.platform.outbound;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.IDN;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Asks an address that a user gave. The name is resolved once; each address it has must be public, and that address is what is connected to, so a name
 * that changes its mind leads nowhere. No redirects, no proxy, no cookies; the time counts for the whole exchange, so that one byte a second ends, too.
 *
 * <p>A setting of the operator ({@value #LOOPBACK}) lets tests and demonstrations speak plain http with this machine, and with nothing else.
 *
 * <p>Never call this inside a transaction.
 */
public final class Outbound {

    /** As environment or system property: {@code true} allows http to loopback addresses, a number to that port there. */
    public static final String LOOPBACK = "ENTREPOT_OUTBOUND_LOOPBACK";

    private static final Duration CONNECT_MAX = Duration.ofSeconds(3);
    private static final Duration TOTAL_MAX = Duration.ofSeconds(15);
    private static final int ANSWER_MAX = 10 << 20;
    private static final int HEADERS_MAX = 64 << 10;
    private static final int URL_MAX = 2_000;
    private static final Set<Integer> PORTS = Set.of(443, 8443);
    private static final Set<String> OURS = Set.of("host", "content-length", "connection", "transfer-encoding");

    private Outbound() {
    }

    /**
     * What to send.
     *
     * @param body null for none
     */
    public record Call(String verb, URI to, Map<String, String> headers, byte[] body) {

        public Call {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * What came back: an answer with its status, or why there is none.
     *
     * @param failure null where there is an answer
     * @param status  0 where there is none
     * @param headers with small names
     * @param millis  how long it took
     */
    public record Answer(OutboundFailure failure, int status, Map<String, String> headers, byte[] body, long millis) {

        public boolean good() {
            return status >= 200 && status < 300;
        }

        /** What a log may say of it: {@code 204}, {@code TIMEOUT}. */
        public String outcome() {
            return failure == null ? Integer.toString(status) : failure.name();
        }
    }

    /** Whether that address could be called at all, by its looks; without asking for its name. */
    public static boolean acceptable(String url) {
        try {
            check(URI.create(url));
            return url.length() <= URL_MAX;
        } catch (IllegalArgumentException | Refused malformed) {
            return false;
        }
    }

    /** Sends it and waits for the answer, 15 seconds at most. Throws nothing for what the other side does. */
    public static Answer send(Call call) {
        return send(call, TOTAL_MAX);
    }

    static Answer send(Call call, Duration atMost) {
        long begun = System.nanoTime();
        long deadline = begun + atMost.toNanos();
        try {
            boolean plain = check(call.to());
            String host = IDN.toASCII(call.to().getHost().replaceAll("^\\[|]$", ""));
            int port = call.to().getPort() >= 0 ? call.to().getPort() : plain ? 80 : 443;
            InetAddress address = resolved(host, plain);
            try (Socket socket = connected(address, port, host, plain, deadline)) {
                socket.getOutputStream().write(request(call, host, port, plain));
                socket.getOutputStream().flush();
                return answer(new Timed(socket, deadline), call.verb(), begun);
            }
        } catch (Refused refused) {
            return failed(refused.why, begun);
        } catch (SocketTimeoutException slow) {
            return failed(OutboundFailure.TIMEOUT, begun);
        } catch (SSLException untrusted) {
            return failed(OutboundFailure.TLS, begun);
        } catch (IOException broken) {
            return failed(OutboundFailure.NO_CONNECTION, begun);
        } catch (RuntimeException malformed) {
            return failed(OutboundFailure.NOT_HTTP, begun);
        }
    }

    private static Answer failed(OutboundFailure why, long begun) {
        return new Answer(why, 0, Map.of(), new byte[0], millis(begun));
    }

    private static long millis(long begun) {
        return (System.nanoTime() - begun) / 1_000_000;
    }

    /** @return whether it is plain http, to this machine, and that is allowed */
    private static boolean check(URI to) throws Refused {
        boolean plain = "http".equalsIgnoreCase(to.getScheme()) && loopbackAllowed(to.getPort());
        if (!plain && !"https".equalsIgnoreCase(to.getScheme()) || to.getHost() == null || to.getRawUserInfo() != null || to.getRawFragment() != null
                || !plain && to.getPort() >= 0 && !PORTS.contains(to.getPort())) {
            throw new Refused(OutboundFailure.ADDRESS_REFUSED);
        }
        return plain;
    }

    private static boolean loopbackAllowed(int port) {
        String allowed = System.getProperty(LOOPBACK, System.getenv(LOOPBACK));
        return "true".equals(allowed) || Integer.toString(port).equals(allowed);
    }

    private static InetAddress resolved(String host, boolean plain) throws Refused {
        InetAddress[] all;
        try {
            all = InetAddress.getAllByName(host);
        } catch (UnknownHostException unknown) {
            throw new Refused(OutboundFailure.UNKNOWN_HOST);
        }
        for (InetAddress address : all) {
            // one private address among public ones is a trick, too
            if (plain ? !address.isLoopbackAddress() : !isPublic(address)) {
                throw new Refused(OutboundFailure.PRIVATE_PLACE);
            }
        }
        return all[0];
    }

    /** Whether the address is somewhere in the public internet: none of the ranges that are private, local, shared, reserved or made of another's address. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isSiteLocalAddress() || address.isMulticastAddress()) {
            return false;
        }
        byte[] b = address.getAddress();
        int first = b[0] & 255;
        int second = b[1] & 255;
        int third = b[2] & 255;
        if (b.length == 4) {
            return first != 0 && first != 10 && first != 127 && first < 224
                    && !(first == 100 && second >= 64 && second < 128)
                    && !(first == 169 && second == 254)
                    && !(first == 172 && second >= 16 && second < 32)
                    && !(first == 192 && second == 168)
                    && !(first == 192 && second == 0 && (third == 0 || third == 2))
                    && !(first == 192 && second == 88 && third == 99)
                    && !(first == 198 && (second == 18 || second == 19))
                    && !(first == 198 && second == 51 && third == 100)
                    && !(first == 203 && second == 0 && third == 113);
        }
        // global unicast is 2000::/3; in it Teredo 2001::/32, ORCHID, documentation and 6to4 carry or stand for other addresses. NAT64, ULA, mapped: outside
        boolean global = (first & 0xE0) == 0x20;
        boolean special = first == 0x20 && second == 0x01 && (third < 0x02 || third == 0x0d && (b[3] & 255) == 0xb8) || first == 0x20 && second == 0x02
                || first == 0x3f && second == 0xff;
        return global && !special;
    }

    private static Socket connected(InetAddress address, int port, String host, boolean plain, long deadline) throws IOException {
        Socket socket = new Socket(Proxy.NO_PROXY);
        try {
            socket.connect(new InetSocketAddress(address, port), (int) Math.max(1, Math.min(CONNECT_MAX.toMillis(), left(deadline))));
            socket.setSoTimeout((int) left(deadline));
            if (plain) {
                return socket;
            }
            SSLSocket secure = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(socket, host, port, true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            if (!host.matches("[0-9.]+|.*:.*")) {
                parameters.setServerNames(List.of(new SNIHostName(host)));
            }
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            return secure;
        } catch (IOException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    private static long left(long deadline) throws SocketTimeoutException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException();
        }
        return left;
    }

    private static byte[] request(Call call, String host, int port, boolean plain) {
        String path = call.to().getRawPath() == null || call.to().getRawPath().isEmpty() ? "/" : call.to().getRawPath();
        StringBuilder head = new StringBuilder(call.verb()).append(' ').append(path)
                .append(call.to().getRawQuery() == null ? "" : "?" + call.to().getRawQuery()).append(" HTTP/1.1\r\n")
                .append("Host: ").append(host.contains(":") ? "[" + host + "]" : host).append(port == (plain ? 80 : 443) ? "" : ":" + port).append("\r\n")
                .append("User-Agent: Entrepot\r\nConnection: close\r\n");
        call.headers().forEach((name, value) -> {
            if (OURS.contains(name.toLowerCase(Locale.ROOT)) || !name.matches("[A-Za-z0-9-]+") || value.chars().anyMatch(c -> c < ' ' || c > 126)) {
                throw new IllegalArgumentException("no header: " + name);
            }
            head.append(name).append(": ").append(value).append("\r\n");
        });
        byte[] body = call.body() == null ? new byte[0] : call.body();
        if (call.body() != null) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream all = new ByteArrayOutputStream(start.length + body.length);
        all.writeBytes(start);
        all.writeBytes(body);
        return all.toByteArray();
    }

    private static Answer answer(InputStream raw, String verb, long begun) throws IOException, Refused {
        InputStream in = new BufferedInputStream(raw, 8_192);
        int[] budget = {HEADERS_MAX};
        int status;
        Map<String, String> headers;
        do {
            String[] first = line(in, budget).split(" ", 3);
            if (first.length < 2 || !first[0].matches("HTTP/1\\.[01]") || !first[1].matches("[1-5]\\d\\d")) {
                throw new Refused(OutboundFailure.NOT_HTTP);
            }
            status = Integer.parseInt(first[1]);
            headers = new LinkedHashMap<>();
            for (String line = line(in, budget); !line.isEmpty(); line = line(in, budget)) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    headers.put(line.substring(0, colon).strip().toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
                }
            }
        } while (status < 200);
        byte[] body = new byte[0];
        if (status != 204 && status != 304 && !verb.equals("HEAD")) {
            body = "chunked".equalsIgnoreCase(headers.get("transfer-encoding")) ? chunks(in, budget) : body(in, headers.get("content-length"));
        }
        return new Answer(null, status, Map.copyOf(headers), body, millis(begun));
    }

    private static byte[] body(InputStream in, String length) throws IOException, Refused {
        long announced = length == null || !length.matches("\\d{1,18}") ? -1 : Long.parseLong(length);
        if (announced > ANSWER_MAX) {
            throw new Refused(OutboundFailure.TOO_LARGE);
        }
        byte[] body = in.readNBytes(announced < 0 ? ANSWER_MAX + 1 : (int) announced);
        if (body.length > ANSWER_MAX) {
            throw new Refused(OutboundFailure.TOO_LARGE);
        }
        return body;
    }

    private static byte[] chunks(InputStream in, int[] budget) throws IOException, Refused {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            // the lines between chunks may be as many as there are chunks
            budget[0] = HEADERS_MAX;
            String size = line(in, budget).split(";", 2)[0].strip();
            if (!size.matches("[0-9A-Fa-f]{1,8}")) {
                throw new Refused(OutboundFailure.NOT_HTTP);
            }
            long length = Long.parseLong(size, 16);
            if (length == 0) {
                return all.toByteArray();
            }
            if (all.size() + length > ANSWER_MAX) {
                throw new Refused(OutboundFailure.TOO_LARGE);
            }
            all.writeBytes(in.readNBytes((int) length));
            line(in, budget);
        }
    }

    private static String line(InputStream in, int[] budget) throws IOException, Refused {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new Refused(OutboundFailure.NOT_HTTP);
            }
            if (--budget[0] < 0) {
                throw new Refused(OutboundFailure.TOO_LARGE);
            }
            line.append((char) c);
        }
        return line.length() > 0 && line.charAt(line.length() - 1) == '\r' ? line.substring(0, line.length() - 1) : line.toString();
    }

    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final OutboundFailure why;

        Refused(OutboundFailure why) {
            super(why.name(), null, false, false);
            this.why = why;
        }
    }

    /** Gives each read what is left of the whole time. */
    private static final class Timed extends InputStream {

        private final Socket socket;
        private final InputStream in;
        private final long deadline;

        Timed(Socket socket, long deadline) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            this.deadline = deadline;
        }

        @Override
        public int read() throws IOException {
            socket.setSoTimeout((int) left(deadline));
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            socket.setSoTimeout((int) left(deadline));
            return in.read(bytes, from, length);
        }
    }
}
