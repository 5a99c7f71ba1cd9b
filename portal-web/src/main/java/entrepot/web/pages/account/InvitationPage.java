package entrepot.web.pages.account;

import entrepot.identity.NewPassword;
import entrepot.identity.Profile;
import entrepot.identity.Users;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import entrepot.web.security.Gate;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;

/** Accepting an invitation: choose a password, and be signed in. */
@Named
@RequestScoped
public class InvitationPage {

    @Inject
    private Users users;
    @Inject
    private Gate gate;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String token;
    private String password;
    private Profile invited;

    public void load() {
        invited = users.invitation(actor.get(), token);
    }

    public String accept() {
        String login = users.acceptInvitation(actor.get(), token, NewPassword.of(password));
        gate.signIn(request, actor.get(), login, password);
        return Done.to("/desk", "invitation.welcome");
    }

    public String getName() {
        return invited == null ? "" : invited.name();
    }

    public String getLogin() {
        return invited == null ? "" : invited.login();
    }

    public int getPasswordMin() {
        return NewPassword.LENGTH_MIN;
    }

    public String getToken() {
        return token;
    }

    public void setToken(String token) {
        this.token = token;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }
}
