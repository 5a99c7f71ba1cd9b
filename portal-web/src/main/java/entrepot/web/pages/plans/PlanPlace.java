package entrepot.web.pages.plans;

import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Where these pages stand for who looks: finance's or headquarters' part of the portal. */
@Named
@RequestScoped
public class PlanPlace {

    @Inject
    private CurrentActor actor;

    /** @param page such as {@code list} */
    public String at(String page) {
        return (actor.may("area:finance") ? "/finance" : "/hq") + "/plans/" + page;
    }
}
