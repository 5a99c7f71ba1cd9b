package entrepot.demo;

import entrepot.kernel.Money;
import entrepot.ledger.AccountKind;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.settlement.Adjustments;
import entrepot.settlement.Settlements;
import entrepot.settlement.Statement;
import entrepot.settlement.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.math.BigDecimal;

/** Members who were settled before the end of the month: on their statements stands each kind of line that there is. One more has an amount to be settled. */
@Dependent
class EarlyStatements {

    @Inject
    private Adjustments adjustments;

    @Inject
    private Organisations organisations;

    @Inject
    private Settlements settlements;

    @Inject
    private Statements statements;

    /** Two persons add something by hand, and all that is due until now is settled; the member confirms. @return the statement's code */
    String of(Stage stage, String login, AccountKind account, String added, String why) {
        Actor finance = stage.as("finance");
        Actor checker = stage.as("checker");
        Actor member = stage.as(login);
        String code = add(stage, login, account, added, why);
        String run = settlements.startOffCycle(finance, code, false, why).code();
        stage.story().daily();
        Statement preview = statements.list(member, run, null, 1).get(0);
        statements.confirm(member, preview.code(), statements.previewHash(member, preview.code()));
        settlements.submit(finance, run);
        settlements.approve(checker, run, settlements.get(checker, run).totalsHash());
        stage.story().daily();
        return preview.code();
    }

    /** Two persons add something by hand, which the next run takes. @return the member's code */
    String add(Stage stage, String login, AccountKind account, String added, String why) {
        String code = organisations.get(stage.system(), stage.as(login).organisation()).code();
        adjustments.approve(stage.as("checker"), adjustments.propose(stage.as("finance"), new Adjustments.Wanted(code, account,
                Money.parse(new BigDecimal(added), stage.tenant().currency()), why), "demo-early-" + login).code());
        return code;
    }
}
