package entrepot.web.pages.account;

import entrepot.identity.NewPassword;
import entrepot.identity.PasswordChange;
import entrepot.identity.Profile;
import entrepot.identity.SignIns;
import entrepot.identity.Users;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.stream.Collectors;

/** Oneself: password, sign-ins. */
@Named
@RequestScoped
public class ProfilePage {

    private static final String HERE = "/account/profile";

    @Inject
    private Users users;
    @Inject
    private SignIns signIns;
    @Inject
    private PasswordChange passwords;
    @Inject
    private CurrentActor actor;
    @Inject
    private PageTexts msg;

    private Profile profile;
    private List<SignIns.Session> sessions;
    private String old;
    private String chosen;

    public void load() {
        profile = users.me(actor.get());
        sessions = signIns.mine(actor.get(), actor.signIn());
    }

    public String changePassword() {
        passwords.change(actor.get(), old, chosen, actor.signIn());
        return Done.to(HERE, "profile.password-changed");
    }

    public String signOutElsewhere() {
        int ended = signIns.signOutElsewhere(actor.get(), actor.signIn());
        return Done.to(HERE, "profile.signed-out-elsewhere", "n", ended);
    }

    public String getRoles() {
        return profile.roles().stream().map(r -> msg.text("identity.role." + r)).collect(Collectors.joining(", "));
    }

    public Profile getProfile() {
        return profile;
    }

    public List<SignIns.Session> getSessions() {
        return sessions;
    }

    public int getPasswordMin() {
        return NewPassword.LENGTH_MIN;
    }

    public String getOld() {
        return old;
    }

    public void setOld(String old) {
        this.old = old;
    }

    public String getChosen() {
        return chosen;
    }

    public void setChosen(String chosen) {
        this.chosen = chosen;
    }
}
