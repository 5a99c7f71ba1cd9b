package entrepot.identity;

import entrepot.kernel.OrganisationId;

/** Asks a person into an organisation; the letter is written in that language ({@code en}, {@code zh-CN}, {@code es}). */
public record InviteUser(OrganisationId organisation, String name, String email, Role role, String language) {

    /** The letter is in English. */
    public InviteUser(OrganisationId organisation, String name, String email, Role role) {
        this(organisation, name, email, role, "en");
    }
}
