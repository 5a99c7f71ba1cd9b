package entrepot.commission;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.commission.Simulation.Part;
import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationLineTest {

    @Test
    void what_gives_nothing_before_and_after_is_left_out_of_a_line_that_changed() {
        Simulation.Line line = new Simulation.Line("CSG-1", 1, "ORD-1", "A-1", 1, new OrganisationId(1),
                List.of(part("nothing", 0), part("begins", 0), part("ends", 200)), List.of(part("nothing", 0), part("begins", 100), part("ends", 0)));
        assertThat(line.tellingBefore()).extracting(Part::rule).containsExactly("begins", "ends");
        assertThat(line.tellingAfter()).extracting(Part::rule).containsExactly("begins", "ends");
    }

    private static Part part(String rule, long minor) {
        return new Part(rule, new OrganisationId(1), Money.of(minor, "CNY"));
    }
}
