package entrepot.demo;

import entrepot.kernel.Money;
import entrepot.platform.files.Proof;
import entrepot.settlement.Dispute;
import entrepot.settlement.Disputes;
import entrepot.settlement.RaiseDispute;
import entrepot.settlement.Statement;
import entrepot.settlement.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What a member says about single lines of its last statement: one waits for an answer, one for a second person, one was answered. */
@Dependent
class Disagreements {

    private static final int FEW = 3;
    /** A page without anything on it: enough of a paper for a demonstration. */
    private static final byte[] PAPER = """
            %PDF-1.4
            1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
            2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
            3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj
            trailer<</Root 1 0 R>>
            %%EOF
            """.getBytes(StandardCharsets.US_ASCII);

    private static final List<String> MISTAKEN_CHINESE = List.of("这一单好像少算了一件", "操作费应按两个包裹计算", "这笔像是上个月已经结过", "件数与我们的出库单不一致", "该单是加急，费用是否按平日计算");
    private static final List<String> MISTAKEN_ENGLISH = List.of("One piece seems to be missing", "Were there not two parcels?", "I think this was on the last statement", "Our packing list has another number");

    @Inject
    private Statements statements;

    @Inject
    private Disputes disputes;

    /** @return the code of the one that waits for an answer; empty where the member earned nothing to speak of */
    Optional<String> about(Stage stage, String login) {
        boolean chinese = stage.tenant().country().equals("CN");
        Optional<Statement> last = statements.list(stage.as(login), null, null, 1).stream().filter(each -> each.hash() != null).findFirst();
        List<Statement.Line> lines = last.map(statement -> statements.content(stage.as(login), statement.code()).groups().stream()
                .filter(group -> group.key().startsWith("commission.") && group.subtotal().isPositive()).findFirst()
                .map(group -> statements.lines(stage.as(login), statement.code(), group.key(), null, FEW)).orElse(List.of())).orElse(List.of());
        if (lines.size() < FEW) {
            return Optional.empty();
        }
        String statement = last.orElseThrow().code();
        Dispute answered = raise(stage, login, statement, lines.get(0), null, chinese ? "这一单是活动价，佣金好像少了" : "This order was in the campaign");
        disputes.reject(stage.as("finance"), answered.code(), chinese ? "佣金按供货价计算，与活动价无关，金额无误" : "Commission goes by the supply price; the line is right");
        Dispute proposed = raise(stage, login, statement, lines.get(1), lines.get(1).amount().times(2), chinese ? "买家收了两件，只算了一件" : "Two were delivered, one is counted");
        disputes.accept(stage.as("finance"), proposed.code(), lines.get(1).amount().times(2), chinese ? "签收单确认为两件，补一件" : "The receipt says two: one more");
        return Optional.of(raise(stage, login, statement, lines.get(2), null, chinese ? "这一单不是我推荐的客户吗？附合同" : "Is this not the customer that I brought? The contract is attached")
                .code());
    }

    /** A dealer disputed a line and saw that it was right after all. @param nth of those who do, so that they do not all say the same */
    void takenBack(Stage stage, String login, int nth) {
        statements.list(stage.as(login), null, null, 1).stream().filter(each -> each.hash() != null).findFirst().ifPresent(statement ->
                statements.content(stage.as(login), statement.code()).groups().stream().findFirst().ifPresent(group -> {
                    Statement.Line line = statements.lines(stage.as(login), statement.code(), group.key(), null, 1).get(0);
                    boolean chinese = stage.tenant().country().equals("CN");
                    List<String> said = chinese ? MISTAKEN_CHINESE : MISTAKEN_ENGLISH;
                    disputes.withdraw(stage.as(login), raise(stage, login, statement.code(), line, null, said.get(nth % said.size())).code());
                }));
    }

    private Dispute raise(Stage stage, String login, String statement, Statement.Line line, Money claimed, String reason) {
        return disputes.raise(stage.as(login), new RaiseDispute(statement, line.key(), claimed, reason, Proof.of("contract.pdf", PAPER)));
    }
}
