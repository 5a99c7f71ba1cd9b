package entrepot.platform.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The permission that a use case needs. Stands on every public method of a {@link UseCases} class;
 * tests read it to try each endpoint with each role. On a REST method that reads a body it names the
 * permission of the use case that is called, so that it is asked for before the body is looked at.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Requires {

    /** For what a visitor may do: apply, sign in, open an invitation. */
    String ANYBODY = "*";

    /** For what only the program does: consuming facts, running jobs. No role ever has it. */
    String SYSTEM = "system";

    /** A constant of the capability's permission class, such as {@code OrderPermission.PLACE}. */
    String value();
}
