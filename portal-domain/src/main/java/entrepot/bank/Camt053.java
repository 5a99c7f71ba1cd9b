package entrepot.bank;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * ISO 20022 CAMT.053, versions 02 to 08: read entry by entry, without document types or entities (SAFETY R11). An entry that says what it is made of
 * becomes a line for each part where these have amounts that add up to it; what is only announced (pending) is left out. Pure.
 */
final class Camt053 {

    private static final Pattern NAMESPACE = Pattern.compile("urn:iso:std:iso:20022:tech:xsd:camt\\.053\\.001\\.0[2-8]");
    private static final int DEPTH_MAX = 40;
    private static final int NODES_MAX = 20_000;
    private static final int TEXT_MAX = 10_000;

    private Camt053() {
    }

    /** An element with what stands in it. */
    private record Node(String name, String text, String currency, List<Node> children) {

        List<Node> all(String path) {
            Stream<Node> found = Stream.of(this);
            for (String step : path.split("/")) {
                found = found.flatMap(node -> node.children().stream().filter(child -> child.name().equals(step)));
            }
            return found.toList();
        }

        /** The text at the first of these paths that is there; empty for none. */
        String at(String... paths) {
            for (String path : paths) {
                for (Node node : all(path)) {
                    if (!node.text().isBlank()) {
                        return node.text().strip();
                    }
                }
            }
            return "";
        }
    }

    /** @throws Problem STATEMENT_UNREADABLE, STATEMENT_HOSTILE, STATEMENT_TOO_LONG */
    static List<StatementContent> read(byte[] bytes) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        XMLStreamReader xml = null;
        try {
            xml = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
            List<StatementContent> statements = new ArrayList<>();
            boolean known = false;
            while (xml.hasNext()) {
                int event = next(xml);
                if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("Document")) {
                    known = NAMESPACE.matcher(String.valueOf(xml.getNamespaceURI())).matches();
                    if (!known) {
                        throw unreadable(xml).with("found", String.valueOf(xml.getNamespaceURI()));
                    }
                } else if (event == XMLStreamConstants.START_ELEMENT && known && xml.getLocalName().equals("Stmt")) {
                    statements.add(statement(xml));
                }
            }
            if (statements.isEmpty()) {
                throw unreadable(xml);
            }
            return statements;
        } catch (XMLStreamException | DateTimeException | ArithmeticException | NumberFormatException broken) {
            throw unreadable(xml);
        }
    }

    private static StatementContent statement(XMLStreamReader xml) throws XMLStreamException {
        String account = "";
        String number = "";
        String currency = "";
        LocalDate from = null;
        LocalDate to = null;
        Money opening = null;
        Money closing = null;
        List<StatementContent.Line> lines = new ArrayList<>();
        List<StatementContent.LeftOut> pending = new ArrayList<>();
        int at = 0;
        while (next(xml) != XMLStreamConstants.END_ELEMENT) {
            if (xml.getEventType() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            int[] budget = {NODES_MAX};
            Node node = node(xml, 0, budget);
            switch (node.name()) {
                case "Id" -> number = node.text().strip();
                case "FrToDt" -> {
                    from = date(node.at("FrDtTm", "FrDt"));
                    to = date(node.at("ToDtTm", "ToDt"));
                }
                case "Acct" -> {
                    account = node.at("Id/IBAN", "Id/Othr/Id");
                    currency = node.at("Ccy");
                }
                case "Bal" -> {
                    String kind = node.at("Tp/CdOrPrtry/Cd");
                    Money balance = amount(node.all("Amt"), node.at("CdtDbtInd"), false);
                    if (kind.equals("OPBD") || kind.equals("PRCD") && opening == null) {
                        opening = balance;
                        from = from == null ? date(node.at("Dt/Dt", "Dt/DtTm")) : from;
                    } else if (kind.equals("CLBD")) {
                        closing = balance;
                        to = to == null ? date(node.at("Dt/Dt", "Dt/DtTm")) : to;
                    }
                }
                case "Ntry" -> {
                    at++;
                    entry(node, at, to, lines, pending);
                    StatementFile.checkLines(lines.size());
                }
                default -> {
                    // the rest is of no use to us
                }
            }
        }
        if (opening == null || closing == null) {
            throw unreadable(xml);
        }
        LocalDate first = lines.stream().map(StatementContent.Line::bookedOn).min(LocalDate::compareTo).orElse(to);
        LocalDate last = lines.stream().map(StatementContent.Line::bookedOn).max(LocalDate::compareTo).orElse(from);
        LocalDate begin = from == null ? first : from;
        LocalDate end = to == null ? last : to;
        if (begin == null || end == null) {
            throw unreadable(xml);
        }
        return new StatementContent(account, number, begin.isAfter(end) ? end : begin, end, currency.isEmpty() ? closing.currency() : currency, opening, closing,
                lines, pending);
    }

    private static void entry(Node entry, int at, LocalDate statementEnd, List<StatementContent.Line> lines, List<StatementContent.LeftOut> pending) {
        boolean reversal = entry.at("RvslInd").equals("true") || entry.at("RvslInd").equals("1");
        String direction = entry.at("CdtDbtInd");
        Money amount = amount(entry.all("Amt"), direction, false);
        String state = entry.at("Sts/Cd", "Sts");
        if (!state.isEmpty() && !state.equals("BOOK")) {
            pending.add(new StatementContent.LeftOut(at, amount.toString(), "PENDING"));
            return;
        }
        LocalDate booked = date(entry.at("BookgDt/Dt", "BookgDt/DtTm"));
        LocalDate value = date(entry.at("ValDt/Dt", "ValDt/DtTm"));
        LocalDate on = booked != null ? booked : value != null ? value : statementEnd;
        if (on == null) {
            throw new Problem(BankProblem.STATEMENT_UNREADABLE).with("line", at);
        }
        String code = Stream.of(entry.at("BkTxCd/Domn/Cd"), entry.at("BkTxCd/Domn/Fmly/Cd"), entry.at("BkTxCd/Domn/Fmly/SubFmlyCd"), entry.at("BkTxCd/Prtry/Cd"))
                .filter(part -> !part.isEmpty()).reduce((one, other) -> one + "-" + other).orElse("");
        List<Node> parts = entry.all("NtryDtls/TxDtls");
        List<Money> amounts = parts.stream().map(part -> part(part, direction)).toList();
        boolean split = parts.size() > 1 && amounts.stream().allMatch(each -> each != null && each.currency().equals(amount.currency()))
                && amounts.stream().reduce(Money.zero(amount.currency()), Money::plus).equals(amount);
        if (split) {
            for (int i = 0; i < parts.size(); i++) {
                lines.add(line(entry, parts.get(i), at, on, value, amounts.get(i), code, reversal));
            }
        } else {
            lines.add(line(entry, parts.isEmpty() ? entry : parts.get(0), at, on, value, amount, code, reversal));
        }
    }

    private static Money part(Node part, String direction) {
        List<Node> amounts = part.all("Amt").isEmpty() ? part.all("AmtDtls/TxAmt/Amt") : part.all("Amt");
        String own = part.at("CdtDbtInd");
        return amounts.isEmpty() ? null : amount(amounts, own.isEmpty() ? direction : own, true);
    }

    private static StatementContent.Line line(Node entry, Node part, int at, LocalDate on, LocalDate value, Money amount, String code, boolean reversal) {
        String other = amount.isPositive() ? "Dbtr" : "Cdtr";
        String name = part.at("RltdPties/" + other + "/Nm", "RltdPties/" + other + "/Pty/Nm", "RltdPties/Ultmt" + other + "/Nm");
        String account = part.at("RltdPties/" + other + "Acct/Id/IBAN", "RltdPties/" + other + "Acct/Id/Othr/Id");
        StringBuilder text = new StringBuilder();
        part.all("RmtInf/Ustrd").forEach(each -> text.append(each.text()).append(' '));
        part.all("RmtInf/Strd/CdtrRefInf/Ref").forEach(each -> text.append(each.text()).append(' '));
        text.append(entry.at("AddtlNtryInf")).append(' ').append(part == entry ? "" : part.at("AddtlTxInf"));
        boolean returned = reversal || !part.all("RtrInf").isEmpty();
        return new StatementContent.Line(at, on, value == null ? on : value, amount, name, account, text.toString(), part.at("Refs/EndToEndId"),
                first(part == entry ? "" : part.at("Refs/AcctSvcrRef"), entry.at("AcctSvcrRef")), code, returned);
    }

    private static String first(String one, String other) {
        return one.isEmpty() ? other : one;
    }

    private static Money amount(List<Node> amounts, String direction, boolean lenient) {
        if (amounts.isEmpty() || amounts.get(0).currency() == null || !(direction.equals("CRDT") || direction.equals("DBIT"))) {
            if (lenient) {
                return null;
            }
            throw new Problem(BankProblem.STATEMENT_UNREADABLE);
        }
        Money amount = StatementFile.money(new BigDecimal(StatementFile.digits(amounts.get(0).text().strip())), amounts.get(0).currency());
        return direction.equals("CRDT") ? amount : amount.negated();
    }

    private static LocalDate date(String text) {
        return text.length() < 10 ? null : LocalDate.parse(text.substring(0, 10));
    }

    private static Node node(XMLStreamReader xml, int depth, int[] budget) throws XMLStreamException {
        if (depth > DEPTH_MAX || --budget[0] < 0) {
            throw new Problem(BankProblem.STATEMENT_HOSTILE);
        }
        String name = xml.getLocalName();
        String currency = xml.getAttributeValue(null, "Ccy");
        StringBuilder text = new StringBuilder();
        List<Node> children = new ArrayList<>();
        while (next(xml) != XMLStreamConstants.END_ELEMENT) {
            if (xml.getEventType() == XMLStreamConstants.START_ELEMENT) {
                children.add(node(xml, depth + 1, budget));
            } else if (xml.isCharacters() && text.length() < TEXT_MAX) {
                text.append(xml.getText());
            }
        }
        return new Node(name, text.toString(), currency, children);
    }

    private static int next(XMLStreamReader xml) throws XMLStreamException {
        int event = xml.next();
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw new Problem(BankProblem.STATEMENT_HOSTILE);
        }
        return event;
    }

    private static Problem unreadable(XMLStreamReader xml) {
        Problem problem = new Problem(BankProblem.STATEMENT_UNREADABLE);
        return xml == null || xml.getLocation() == null ? problem.with("line", 1) : problem.with("line", xml.getLocation().getLineNumber());
    }
}
