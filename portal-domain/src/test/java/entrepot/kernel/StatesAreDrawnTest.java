package entrepot.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.testing.StateMachines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/states.md} what the code says. {@code -Ddraw.states} writes it anew. */
class StatesAreDrawnTest {

    private static final Path PAGE = Path.of("..", "docs", "states.md");

    @Test
    void the_states_in_the_documentation_are_those_of_the_code() throws IOException {
        String drawn = drawn();
        if (System.getProperty("draw.states") != null) {
            Files.writeString(PAGE, drawn);
        }
        assertThat(Files.readString(PAGE)).as("docs/states.md; -Ddraw.states writes it anew").isEqualTo(drawn);
    }

    private static String drawn() {
        StringBuilder page = new StringBuilder("""
                # The states of things

                Drawn from the tables of transitions in the code; a test holds this page to them. An arrow from the dot marks a state that
                no other leads to, an arrow to the ring one that leads nowhere. Each change leaves a line in the thing's history, and no
                history of the demonstration has an arrow that is not here.
                """);
        StateMachines.all().values().forEach(machine -> draw(page, machine));
        return page.toString();
    }

    private static void draw(StringBuilder page, StateMachines.Machine machine) {
        page.append("\n## ").append(machine.thing()).append("\n\n`").append(machine.type().getName().replace('$', '.'))
                .append("`\n\n```mermaid\nstateDiagram-v2\n");
        Set<Enum<?>> reached = new HashSet<>();
        machine.states().forEach(state -> reached.addAll(machine.next(state).stream().filter(to -> to != state).toList()));
        for (Enum<?> state : machine.states()) {
            if (!reached.contains(state)) {
                page.append("    [*] --> ").append(state.name()).append('\n');
            }
            machine.next(state).forEach(to -> page.append("    ").append(state.name()).append(" --> ").append(to.name()).append('\n'));
            if (machine.next(state).isEmpty()) {
                page.append("    ").append(state.name()).append(" --> [*]\n");
            }
        }
        page.append("```\n");
    }
}
