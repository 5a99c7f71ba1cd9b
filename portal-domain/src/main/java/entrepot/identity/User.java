package entrepot.identity;

import java.time.Instant;
import java.util.List;

/** A person's account as lists show it. State: INVITED (no password yet), ACTIVE, DISABLED. */
public record User(String code, String name, String login, List<Role> roles, State state, Instant lastSignIn) {

    /** Where an account stands. */
    public enum State { INVITED, ACTIVE, DISABLED }
}
