package entrepot.web.pages.agent.orders;

import entrepot.commission.Accrual;
import entrepot.commission.Accruals;
import entrepot.commission.CommissionPermission;
import entrepot.commission.Forecast;
import entrepot.commission.Forecasts;
import entrepot.ordering.Order;
import entrepot.ordering.OrderState;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** What an order has earned its member, and before it is delivered what it would. */
@Named
@RequestScoped
public class OrderEarnings {

    @Inject
    private Accruals accruals;
    @Inject
    private Forecasts forecasts;
    @Inject
    private CurrentActor actor;

    private List<Accrual> earned;
    private List<Forecast.OfOrder> expected;

    /** Whether there is anything to say to who looks. */
    public boolean known(Order order) {
        return actor.may(CommissionPermission.READ) && order.state() != OrderState.CANCELLED && order.state() != OrderState.PRACTICE;
    }

    /** Whether something of it is still to be delivered. */
    public boolean open(Order order) {
        return order.state() != OrderState.DELIVERED && order.state() != OrderState.COMPLETED;
    }

    public List<Accrual> earned(Order order) {
        if (earned == null) {
            earned = accruals.ofOrder(actor.get(), order.code());
        }
        return earned;
    }

    public List<Forecast.OfOrder> expected(Order order) {
        if (expected == null) {
            expected = forecasts.ofOrder(actor.get(), order.code());
        }
        return expected;
    }
}
