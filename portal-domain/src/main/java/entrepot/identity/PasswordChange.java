package entrepot.identity;

import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.crypto.Passwords;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Changing one's own password: the old one is checked and the new one hashed while no transaction is open. */
@ApplicationScoped
public class PasswordChange {

    @Inject
    private Users users;

    /**
     * @param signIn the sign-in that stays; all others of the person end
     * @throws Problem PASSWORD_WRONG, and what {@link NewPassword#of} refuses
     */
    public void change(Actor actor, String old, String chosen, long signIn) {
        if (!Passwords.matches(old == null ? "" : old, users.ownHash(actor))) {
            throw new Problem(IdentityProblem.PASSWORD_WRONG);
        }
        users.changePassword(actor, NewPassword.of(chosen), signIn);
    }
}
