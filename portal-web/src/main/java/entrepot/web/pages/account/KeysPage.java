package entrepot.web.pages.account;

import entrepot.identity.ApiKeys;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.PageTexts;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** API keys of one's organisation: made, shown once, revoked. */
@Named
@ViewScoped
public class KeysPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private PageTexts msg;
    @Inject
    private ApiKeys keys;
    @Inject
    private CurrentActor actor;

    private List<ApiKeys.ApiKey> rows;
    private String name;
    private List<String> chosen;
    private ApiKeys.NewKey made;

    public void create() {
        made = null;
        made = keys.create(actor.get(), name, chosen == null ? Set.of() : new TreeSet<>(chosen));
        name = null;
        rows = null;
    }

    public String revoke(ApiKeys.ApiKey key) {
        keys.revoke(actor.get(), key.code());
        return Done.to("/account/keys", "keys.revoked", "name", key.name());
    }

    public Set<String> getOffered() {
        return ApiKeys.scopesOf(actor.get());
    }

    /** What a permission is called; by its own name where it is none of those that keys are offered. */
    public String scope(String permission) {
        String key = "keys.scope." + permission.replace(':', '.');
        return msg.containsKey(key) ? msg.get(key) : permission;
    }

    /** The scopes of a key in one line. */
    public String scopes(ApiKeys.ApiKey key) {
        return key.scopes().stream().map(this::scope).collect(Collectors.joining(msg.get("keys.scope.and")));
    }

    /** The key just made, to be copied now; null otherwise. */
    public ApiKeys.NewKey getMade() {
        return made;
    }

    /** Read when first asked for, because a button in a row is found only when its row is there. */
    public List<ApiKeys.ApiKey> getRows() {
        if (rows == null) {
            rows = keys.list(actor.get());
        }
        return rows;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public List<String> getChosen() {
        return chosen;
    }

    public void setChosen(List<String> chosen) {
        this.chosen = chosen;
    }
}
