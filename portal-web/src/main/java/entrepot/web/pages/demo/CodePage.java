package entrepot.web.pages.demo;

import entrepot.identity.SecondFactors;
import entrepot.kernel.Problem;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** The code that the person's authenticator would show; in a demonstration only, where nobody has that telephone. */
@Named
@RequestScoped
public class CodePage {

    @Inject
    private SecondFactors factors;
    @Inject
    private CurrentActor actor;

    private SecondFactors.Shown shown;

    public void load() {
        try {
            shown = factors.shown(actor.get());
        } catch (Problem none) {
            shown = null;
        }
    }

    /** Null without a second factor, or outside a demonstration. */
    public SecondFactors.Shown getShown() {
        return shown;
    }
}
