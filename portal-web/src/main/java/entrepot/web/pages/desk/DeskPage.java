package entrepot.web.pages.desk;

import entrepot.platform.access.Actor;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The first page of every role: the cards of all capabilities, work before calm. */
@Named
@RequestScoped
public class DeskPage {

    @Inject
    @Any
    private Instance<DeskCards> capabilities;
    @Inject
    private CurrentActor actor;

    private List<DeskCard> cards;

    public void load() {
        Actor who = actor.get();
        cards = new ArrayList<>();
        capabilities.forEach(capability -> cards.addAll(capability.cards(who)));
        cards.sort(Comparator.comparing((DeskCard card) -> card.count() == 0).thenComparing(card -> !card.late()));
    }

    public List<DeskCard> getCards() {
        return cards;
    }

    public String getName() {
        return actor.get().name();
    }
}
