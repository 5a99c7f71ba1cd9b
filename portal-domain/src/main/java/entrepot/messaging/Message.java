package entrepot.messaging;

import java.time.Instant;
import java.util.Map;

/** A letter as the outbox shows it. {@code sentAt} is null while no mail server has taken it. */
public record Message(long number, String to, String language, String text, Map<String, String> details, String link, Instant createdAt, Instant sentAt) {
}
