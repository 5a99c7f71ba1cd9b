package entrepot.feed;

import java.io.IOException;

/** Writes one feed, line by line; really implemented once a format. */
interface FeedWriter extends AutoCloseable {

    void line(FeedLine line) throws IOException;

    @Override
    void close() throws IOException;
}
