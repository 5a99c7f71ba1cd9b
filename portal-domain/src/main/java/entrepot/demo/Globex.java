package entrepot.demo;

import entrepot.identity.Role;
import entrepot.network.FoundHeadquarters;
import entrepot.network.Headquarters;
import entrepot.network.Organisation;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.function.Consumer;

/** A wholesaler of gifts in Great Britain, whose catalogue real order files match. */
@Dependent
class Globex {

    @Inject
    private Headquarters headquarters;

    void play(Stage stage, Consumer<String> progress) {
        progress.accept("headquarters and its people");
        Organisation home = headquarters.found(stage.system(), new FoundHeadquarters("Globex Gifts Ltd", "England",
                "Birmingham", "Office", "office@globex.example", "01210000000"));
        stage.hire(home.id(), "manager", "Margaret Hill", Role.HQ_MANAGER, "en");
    }
}
