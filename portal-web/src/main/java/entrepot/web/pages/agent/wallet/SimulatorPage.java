package entrepot.web.pages.agent.wallet;

import entrepot.gateway.Payment;
import entrepot.gateway.Payments;
import entrepot.gateway.Simulation;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** The simulator's page: the payer pays, and says how the callbacks shall come. */
@Named
@ViewScoped
public class SimulatorPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Payments payments;
    @Inject
    private Simulation simulation;
    @Inject
    private CurrentActor actor;

    private String payment;
    private Simulation.Way way = Simulation.Way.PAY;

    private transient Payment shown;

    public void load() {
        shown = payments.get(actor.get(), payment);
    }

    public String decide() {
        simulation.decide(actor.get(), payment, way);
        return Done.to("/agent/wallet/payment?code=" + payment);
    }

    public Payment getShown() {
        if (shown == null) {
            load();
        }
        return shown;
    }

    public List<Simulation.Way> getWays() {
        return List.of(Simulation.Way.values());
    }

    public String getPayment() {
        return payment;
    }

    public void setPayment(String payment) {
        this.payment = payment;
    }

    public Simulation.Way getWay() {
        return way;
    }

    public void setWay(Simulation.Way way) {
        this.way = way;
    }
}
