package entrepot.ledger;

import entrepot.kernel.Problem;

/** What makes a posting unique in its tenant, and names it outside: there are no other codes for postings. */
public record PostingKey(String event, String causeType, String causeCode) {

    /** As one text, for addresses and for paging. */
    public String text() {
        return event + "~" + causeType + "~" + causeCode;
    }

    /** @throws Problem NOT_FOUND if it cannot be the text of a key */
    public static PostingKey parse(String text) {
        String[] parts = text.split("~", 3);
        if (parts.length != 3) {
            throw Problem.notFound("posting", text);
        }
        return new PostingKey(parts[0], parts[1], parts[2]);
    }
}
