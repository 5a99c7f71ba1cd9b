package entrepot.web.pages.hq.messaging;

import entrepot.messaging.Message;
import entrepot.messaging.Messages;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Languages;
import entrepot.web.text.Texts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Letters that the portal has written, newest first. */
@Named
@RequestScoped
public class OutboxPage {

    private static final int ROWS = 50;

    @Inject
    private Messages messages;
    @Inject
    private CurrentActor actor;
    @Inject
    private Texts texts;

    private Long after;
    private Long next;
    private List<Letter> rows;

    /** A letter in its reader's language. */
    public record Letter(String to, String subject, String body, String link, Instant createdAt, String state) {
    }

    public void load() {
        List<Message> page = messages.list(actor.get(), after, ROWS + 1);
        next = page.size() > ROWS ? Long.valueOf(page.get(ROWS - 1).number()) : null;
        rows = page.stream().limit(ROWS).map(this::letter).toList();
    }

    private Letter letter(Message message) {
        Locale language = Languages.of(message.language()).orElse(Languages.ENGLISH);
        return new Letter(message.to(), texts.text(language, message.text() + ".subject", message.details()), texts.text(language, message.text() + ".body", message.details()),
                message.link(), message.createdAt(), message.sentAt() == null ? "WAITING" : "SENT");
    }

    public Long getAfter() {
        return after;
    }

    public void setAfter(Long after) {
        this.after = after;
    }

    public Long getNext() {
        return next;
    }

    public List<Letter> getRows() {
        return rows;
    }
}
