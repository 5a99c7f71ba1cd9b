package entrepot.feed;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A feed's content, written out.
 *
 * @param etag         a quoted hash of the content
 * @param lastModified when the content last became another, in real time
 */
public record FeedFile(Path path, FeedFormat format, String etag, Instant lastModified, long bytes) {
}
