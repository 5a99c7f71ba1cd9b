package entrepot.identity;

import entrepot.platform.access.Actor;

/** A live sign-in: the actor, and the names that the shell shows. */
public record Visit(Actor actor, String user, String login, String organisationCode) {
}
