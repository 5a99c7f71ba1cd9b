package entrepot.web.pages.account;

import entrepot.identity.InviteUser;
import entrepot.identity.Invited;
import entrepot.identity.Role;
import entrepot.identity.User;
import entrepot.identity.Users;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import entrepot.web.text.PageTexts;
import jakarta.faces.model.SelectItem;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/** The people of one's organisation: invite, shut and open their accounts. */
@Named
@ViewScoped
public class PeoplePage implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String HERE = "/account/people";

    @Inject
    private Users users;
    @Inject
    private CurrentActor actor;
    @Inject
    private PageTexts msg;
    @Inject
    private Language language;

    private List<User> rows;
    private String name;
    private String email;
    private Role role;

    public String invite() {
        Invited invited = users.invite(actor.get(), new InviteUser(actor.get().organisation(), name, email, role, language.locale().toLanguageTag()));
        return Done.to(HERE, invited.link() == null ? "people.role-added" : "people.invited", "email", email);
    }

    public String inviteAgain(User user) {
        users.inviteAgain(actor.get(), user.code());
        return Done.to(HERE, "people.invited", "email", user.login());
    }

    public String disable(User user) {
        users.disable(actor.get(), user.code());
        return Done.to(HERE, "people.disabled", "name", user.name());
    }

    public String enable(User user) {
        users.enable(actor.get(), user.code());
        return Done.to(HERE, "people.enabled", "name", user.name());
    }

    /** Nobody shuts the own account. */
    public boolean isMe(User user) {
        return user.code().equals(actor.visit().user());
    }

    /** The roles of a person, in words. */
    public String roles(User user) {
        return user.roles().stream().map(r -> msg.text("identity.role." + r)).collect(Collectors.joining(", "));
    }

    /** The roles that can be given here. */
    public List<SelectItem> getOffered() {
        Role.Side side = actor.get().headquarters() ? Role.Side.HEADQUARTERS : Role.Side.MEMBER;
        return Role.of(side).stream().filter(r -> side == Role.Side.HEADQUARTERS || actor.get().permissions().containsAll(r.permissions()) || r == Role.SHOP_STAFF && actor.may("area:agent"))
                .map(r -> new SelectItem(r, msg.text("identity.role." + r))).toList();
    }

    /** Read when first asked for, because a button in a row is found only when its row is there. */
    public List<User> getRows() {
        if (rows == null) {
            rows = users.list(actor.get());
        }
        return rows;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getEmail() {
        return email;
    }

    public void setEmail(String email) {
        this.email = email;
    }

    public Role getRole() {
        return role;
    }

    public void setRole(Role role) {
        this.role = role;
    }
}
