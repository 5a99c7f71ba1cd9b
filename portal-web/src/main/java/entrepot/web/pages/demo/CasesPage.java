package entrepot.web.pages.demo;

import entrepot.demo.Demonstrations;
import entrepot.demo.ReadyCase;
import entrepot.demo.ReadyCases;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** What is ready to be tried, and by whom. */
@Named
@RequestScoped
public class CasesPage {

    @Inject
    private ReadyCases cases;
    @Inject
    private Demonstrations demonstrations;
    @Inject
    private CurrentActor actor;

    private List<ReadyCase> rows;

    public void load() {
        rows = cases.list(actor.get());
    }

    /** Whether more is still to come. */
    public boolean isBeingMade() {
        return demonstrations.isBeingMade();
    }

    /** Whether the case is for the person who looks; others sign in first. */
    public boolean mine(ReadyCase ready) {
        return ready.login().equals(actor.visit().login());
    }

    public List<ReadyCase> getRows() {
        return rows;
    }
}
