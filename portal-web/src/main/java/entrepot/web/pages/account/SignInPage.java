package entrepot.web.pages.account;

import entrepot.web.pages.frame.Paths;
import entrepot.web.security.CurrentActor;
import entrepot.web.security.Gate;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** Signing in at the host of a tenant. */
@Named
@RequestScoped
public class SignInPage {

    @Inject
    private Gate gate;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String login;
    private String password;
    private String back;

    /** Who is signed in already goes on. */
    public void load() throws IOException {
        if (actor.isSignedIn()) {
            goOn();
        }
    }

    public void signIn() throws IOException {
        gate.signIn(request, actor.get(), login, password);
        goOn();
    }

    private void goOn() throws IOException {
        FacesContext.getCurrentInstance().getExternalContext().redirect(request.getContextPath() + (Paths.isLocal(back) && !back.startsWith("/sign-") ? back : "/desk"));
    }

    public String getLogin() {
        return login;
    }

    public void setLogin(String login) {
        this.login = login;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public String getBack() {
        return back;
    }

    public void setBack(String back) {
        this.back = back;
    }
}
