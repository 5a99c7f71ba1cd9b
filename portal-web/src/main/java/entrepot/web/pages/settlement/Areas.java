package entrepot.web.pages.settlement;

import entrepot.platform.access.Actor;

/** The folder in which a person finds the pages about money. */
final class Areas {

    private Areas() {
    }

    static String of(Actor actor) {
        return actor.may("area:agent") ? "/agent" : actor.may("area:dealer") ? "/dealer" : "/finance";
    }
}
