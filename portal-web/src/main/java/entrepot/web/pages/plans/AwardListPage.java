package entrepot.web.pages.plans;

import entrepot.commission.Award;
import entrepot.commission.Awards;
import entrepot.kernel.OrganisationId;
import entrepot.network.Organisations;
import entrepot.web.pages.frame.Listing;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What the closing of months earned: bonuses, and corrections of steps on the whole. */
@Named
@RequestScoped
public class AwardListPage extends Listing<Award> {

    private static final int LINES = 25;

    @Inject
    private Awards awards;
    @Inject
    private Organisations organisations;
    @Inject
    private CurrentActor actor;

    private final Map<OrganisationId, String> names = new HashMap<>();

    public void load() {
        Award.Kind kind = Arrays.stream(Award.Kind.values()).filter(each -> each.name().equals(getView())).findFirst().orElse(null);
        setView(kind == null ? "all" : kind.name());
        show(Paged.of(awards.list(actor.get(), kind, getAfter(), LINES + 1), LINES, Award::code));
    }

    public String nameOf(OrganisationId id) {
        return names.computeIfAbsent(id, each -> organisations.get(actor.get(), each).name());
    }

    public YearMonth monthOf(LocalDate first) {
        return YearMonth.from(first);
    }
}
