package entrepot.web.pages.hq.members;

import entrepot.network.Tier;
import entrepot.network.Tiers;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The name of a tier: in the person's language for those that every tenant starts with, else as headquarters calls it. */
@Named("tiers")
@RequestScoped
public class TierNames {

    @Inject
    private Tiers tiers;
    @Inject
    private CurrentActor actor;
    @Inject
    private PageTexts msg;

    private Map<String, Tier> known;

    public String name(String code) {
        if (code == null) {
            return "";
        }
        if (msg.containsKey("network.tier." + code)) {
            return msg.get("network.tier." + code);
        }
        if (known == null) {
            known = tiers.all(actor.get()).stream().collect(Collectors.toMap(Tier::code, Function.identity()));
        }
        return known.containsKey(code) ? known.get(code).name() : code;
    }
}
