package entrepot.identity;

import entrepot.platform.access.Actor;

/** A live sign-in: the actor, with the code and login of the account. */
public record Visit(Actor actor, String user, String login) {
}
