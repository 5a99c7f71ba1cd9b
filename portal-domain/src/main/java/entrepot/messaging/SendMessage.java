package entrepot.messaging;

import java.util.Map;

/**
 * A letter to be sent.
 *
 * @param to the address, as the person gave it
 * @param language {@code en}, {@code zh-CN} or {@code es}: the language where it is not known in which the person reads
 * @param text key of the words in the bundles: {@code <text>.subject} and {@code <text>.body}, with {@code {named}} details
 * @param details the details, already readable
 * @param link path within the portal ({@code /invitation?token=…}) or null
 */
public record SendMessage(String to, String language, String text, Map<String, String> details, String link) {

    public SendMessage {
        details = Map.copyOf(details);
    }
}
