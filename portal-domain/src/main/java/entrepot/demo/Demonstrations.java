package entrepot.demo;

import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Transactions;
import entrepot.platform.tenant.Tenant;
import entrepot.platform.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes the two demonstration tenants on an empty database, when the portal was started as a demonstration. */
@ApplicationScoped
public class Demonstrations {

    @Inject
    private BusinessClock clock;

    @Inject
    private Tenants tenants;

    @Inject
    private Transactions transactions;

    @Inject
    private ReadyCases cases;

    @Inject
    private Instance<Stage> stages;

    @Inject
    private Instance<Plot> plots;

    private volatile boolean beingMade;

    /** Whether there is a demonstration to be made: asked for, and nothing there yet. */
    public boolean areWanted() {
        return clock.isDemonstration() && tenants.all().isEmpty();
    }

    /** Plays both stories. @param progress is told in words what is happening */
    public void make(Consumer<String> progress) {
        beingMade = true;
        try {
            play(Script.ACME, progress);
            play(Script.GLOBEX, progress);
        } finally {
            beingMade = false;
        }
    }

    /** Whether the stories are being played now: not all that they tell of is there yet. */
    public boolean isBeingMade() {
        return beingMade;
    }

    /** The sign-ins to try first, for whoever starts the demonstration; empty when there is none. */
    public List<String> signIns() {
        if (!clock.isDemonstration() || tenants.byCode("acme").isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of("an agent with twelve sub-shops: lin@acme.example",
                "a dealer in Hangzhou: wu@acme.example",
                "headquarters, proposes: editor@acme.example",
                "headquarters, approves: manager@acme.example, deputy@acme.example",
                "headquarters, keeps people and reads the letters: admin@acme.example",
                "finance, prepares: finance@acme.example",
                "finance, approves: checker@acme.example",
                "an agent in Great Britain: emma@globex.example",
                "everybody's password: " + Stage.PASSWORD,
                "what to try: the desk leads to it (/demo/cases)"));
        if (!isWhole()) {
            // what was done in it stays in the books, so it is not made again beside them
            lines.add("this demonstration is only half made, since its first start was interrupted: stop, delete the data"
                    + " folder and start again");
        }
        return lines;
    }

    /** Whether the last story was told to its end. */
    private boolean isWhole() {
        Optional<Tenant> last = tenants.byCode(Script.GLOBEX.code());
        return last.isPresent() && transactions.in(last.get().id(), () -> cases.toldToTheEnd(last.get().id()));
    }

    private void play(Script script, Consumer<String> progress) {
        ZoneId zone = ZoneId.of(script.zone());
        Tenant tenant = tenants.found(script.code(), script.name(), zone, script.currency(), script.country());
        Stage stage = stages.get();
        stage.open(tenant);
        transactions.inBulk(() -> plots.get().play(stage, script, LocalDate.ofInstant(clock.real(), zone),
                line -> progress.accept(script.code() + ": " + line)));
        // its commits wait for the disk, and with them all before
        stage.story().daily();
    }
}
