package entrepot.payout;

import entrepot.kernel.Problem;
import entrepot.platform.files.Table;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads what banks answer: pain.002 of any version by the names of its elements, Alipay's result table, a bank's own table by the tenant's terms.
 * Pure; hostile files are refused, never followed.
 */
final class ReturnReader {

    static final int ROWS_MAX = 20_000;
    private static final int DEPTH_MAX = 30;
    private static final int TEXT_MAX = 500;
    private static final String[] ALIPAY_CODE = {"商户流水号"};
    private static final String[] ALIPAY_STATUS = {"状态", "处理结果", "付款状态", "结果"};
    private static final String[] ALIPAY_REASON = {"失败原因", "原因", "备注"};
    private static final Set<String> PAID = Set.of("ACSC", "ACCC");
    private static final Set<String> FAILED = Set.of("RJCT", "CANC");

    /** What kind of file it is. */
    enum Kind { PAIN_002, ALIPAY_RESULT, BANK_CSV }

    /**
     * One answer.
     *
     * @param endToEnd our name of the payment; empty where the answer is for all of a file
     * @param message  our name of the file that it is about; empty where it does not say
     * @param answer   null while it is on its way, or where the status is not known
     */
    record Said(String endToEnd, String message, String status, Payouts.Answer answer, String reasonCode, String reason, String reference) {
    }

    record Read(Kind kind, List<Said> said) {
    }

    private ReturnReader() {
    }

    /** @throws Problem RETURN_UNREADABLE, and what {@link Table} refuses */
    static Read read(byte[] file, Terms.Answers answers) {
        String start = new String(file, 0, Math.min(file.length, 200), StandardCharsets.ISO_8859_1).replaceFirst("^\u00ef\u00bb\u00bf", "").stripLeading();
        Read read = start.startsWith("<") ? new Read(Kind.PAIN_002, pain(file)) : table(file, answers);
        if (read.said().isEmpty()) {
            throw unreadable("empty");
        }
        if (read.said().size() > ROWS_MAX) {
            throw unreadable("rows");
        }
        return read;
    }

    private static List<Said> pain(byte[] file) {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(file));
            return new PainAnswers().of(xml);
        } catch (XMLStreamException wrong) {
            throw unreadable("xml");
        }
    }

    /** Three levels: the group, a payment information, a transaction; the deeper one counts. */
    private static final class PainAnswers {

        private final List<Said> said = new ArrayList<>();
        private final Deque<String> path = new ArrayDeque<>();
        private final Level group = new Level();
        private final Level payment = new Level();
        private final Level transaction = new Level();
        private boolean report;

        private static final class Level {
            private String id = "";
            private String status = "";
            private String code = "";
            private String reason = "";
            private String reference = "";

            private void clear() {
                id = "";
                status = "";
                code = "";
                reason = "";
                reference = "";
            }
        }

        private List<Said> of(XMLStreamReader xml) throws XMLStreamException {
            StringBuilder text = new StringBuilder();
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                    throw unreadable("dtd");
                }
                if (event == XMLStreamConstants.START_ELEMENT) {
                    path.push(xml.getLocalName());
                    report |= path.peek().equals("CstmrPmtStsRpt") || path.peek().startsWith("pain.002");
                    if (path.size() > DEPTH_MAX || said.size() > ROWS_MAX) {
                        throw unreadable("rows");
                    }
                    text.setLength(0);
                } else if (event == XMLStreamConstants.CHARACTERS) {
                    text.append(xml.getText(), 0, Math.min(TEXT_MAX, xml.getText().length()));
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    end(path.pop(), text.toString().strip());
                    text.setLength(0);
                }
            }
            if (!report) {
                throw unreadable("pain.002");
            }
            // a group's answer is for all that no transaction spoke of, so it comes last
            if (!group.id.isEmpty() && !group.status.isEmpty()) {
                said.add(said("", group.id, group));
            }
            return said;
        }

        private void end(String name, String text) {
            Level level = path.contains("TxInfAndSts") || name.equals("TxInfAndSts") ? transaction
                    : path.contains("OrgnlPmtInfAndSts") || name.equals("OrgnlPmtInfAndSts") ? payment : group;
            switch (name) {
                case "OrgnlMsgId" -> group.id = text;
                case "OrgnlPmtInfId" -> payment.id = text;
                case "OrgnlEndToEndId" -> transaction.id = text;
                case "GrpSts" -> group.status = text;
                case "PmtInfSts" -> payment.status = text;
                case "TxSts" -> transaction.status = text;
                case "AcctSvcrRef" -> level.reference = text;
                case "Cd", "Prtry" -> {
                    if (path.contains("StsRsnInf") && "Rsn".equals(path.peek())) {
                        level.code = text;
                    }
                }
                case "AddtlInf" -> level.reason = level.reason.isEmpty() ? text : level.reason + " " + text;
                case "TxInfAndSts" -> {
                    if (!transaction.id.isEmpty() && !transaction.status.isEmpty()) {
                        said.add(said(transaction.id, group.id, transaction));
                    }
                    transaction.clear();
                }
                case "OrgnlPmtInfAndSts" -> {
                    // our files have one payment information each, named after the message
                    if (!payment.status.isEmpty() && payment.id.endsWith("-P1")) {
                        said.add(said("", payment.id.substring(0, payment.id.length() - 3), payment));
                    }
                    payment.clear();
                }
                default -> {
                }
            }
        }

        private static Said said(String endToEnd, String message, Level level) {
            String status = level.status.toUpperCase(Locale.ROOT);
            Payouts.Answer answer = PAID.contains(status) ? Payouts.Answer.PAID : FAILED.contains(status) ? Payouts.Answer.FAILED : null;
            return new Said(endToEnd, message, status, answer, level.code, level.reason, level.reference);
        }
    }

    private static Read table(byte[] file, Terms.Answers answers) {
        String text = text(file);
        if (text != null && text.startsWith("批次号")) {
            // Alipay's head of two lines stands before the table
            int second = text.indexOf('\n', text.indexOf('\n') + 1);
            return new Read(Kind.ALIPAY_RESULT, rows(Table.pasted(second < 0 ? "" : text.substring(second + 1)), ALIPAY_CODE, ALIPAY_STATUS, ALIPAY_REASON,
                    Terms.EXAMPLE.answers()));
        }
        Table table = Table.read(file);
        if (table.has(ALIPAY_CODE)) {
            return new Read(Kind.ALIPAY_RESULT, rows(table, ALIPAY_CODE, ALIPAY_STATUS, ALIPAY_REASON, Terms.EXAMPLE.answers()));
        }
        return new Read(Kind.BANK_CSV, rows(table, new String[] {answers.code()}, new String[] {answers.status()}, new String[] {answers.reason()}, answers));
    }

    private static String text(byte[] file) {
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("GBK"))) {
            try {
                String text = charset.newDecoder().decode(ByteBuffer.wrap(file)).toString();
                return text.startsWith("\uFEFF") ? text.substring(1) : text;
            } catch (CharacterCodingException other) {
                continue;
            }
        }
        return null;
    }

    private static List<Said> rows(Table table, String[] code, String[] status, String[] reason, Terms.Answers answers) {
        table.require(code);
        table.require(status);
        List<Said> said = new ArrayList<>();
        for (Table.Line line : table.lines()) {
            String endToEnd = cut(table.cell(line, code)).replaceFirst("^['`]", "");
            String word = cut(table.cell(line, status));
            if (endToEnd.isEmpty() && word.isEmpty()) {
                continue;
            }
            Payouts.Answer answer = is(word, answers.paid()) ? Payouts.Answer.PAID : is(word, answers.failed()) ? Payouts.Answer.FAILED
                    : is(word, answers.returned()) ? Payouts.Answer.RETURNED : null;
            said.add(new Said(endToEnd, "", word, answer, "", cut(table.cell(line, reason)), ""));
        }
        return said;
    }

    private static boolean is(String word, List<String> words) {
        return words != null && words.stream().anyMatch(word::equalsIgnoreCase);
    }

    private static String cut(String cell) {
        return cell.substring(0, Math.min(TEXT_MAX, cell.length())).strip();
    }

    private static Problem unreadable(String what) {
        return new Problem(PayoutProblem.RETURN_UNREADABLE).with("what", what);
    }
}
