package entrepot.webhook;

import java.util.List;

/**
 * How a webhook shall be.
 *
 * @param url      https, in public
 * @param events   types such as {@code order.placed}; null or empty for all
 * @param contact  e-mail for a letter when it is switched off; null or empty for the organisation's
 * @param language of that letter; null for English
 */
public record SetUpWebhook(String url, String remark, List<String> events, String contact, String language) {
}
