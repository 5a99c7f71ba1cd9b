package entrepot.web.pages.frame;

import entrepot.platform.access.Actor;
import java.util.Optional;

/** What the search box asks of each capability: which page shows this code to this actor. */
public interface CodeFinder {

    /** The page from the root, or empty when the code is none of this capability's or not this actor's to see. Must not throw NOT_FOUND. */
    Optional<String> find(Actor actor, String code);
}
