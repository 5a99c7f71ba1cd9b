package entrepot.payout;

import entrepot.kernel.Money;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * ISO 20022's credit transfer, pain.001.001.03 or .09: one group, one payment information. Names were checked to be in the
 * restricted character set. Accounts without IBAN stand in {@code Othr/Id}, their bank in {@code ClrSysMmbId} (CNAPS).
 */
final class PainFile implements PayoutFormat {

    private static final int ROWS_MAX = 10_000;
    private static final int NAME_MAX = 70;
    private static final String CNAPS = "[0-9]{12}";
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");
    private static final String IBAN = "[A-Z]{2}.*";

    private final boolean nine;

    PainFile(boolean nine) {
        this.nine = nine;
    }

    @Override
    public int rowsMax() {
        return ROWS_MAX;
    }

    @Override
    public Made write(Order order, int no) {
        String version = nine ? "09" : "03";
        String message = order.code() + "-" + no;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeStartElement("Document");
            xml.writeDefaultNamespace("urn:iso:std:iso:20022:tech:xsd:pain.001.001." + version);
            xml.writeStartElement("CstmrCdtTrfInitn");
            xml.writeStartElement("GrpHdr");
            element(xml, "MsgId", message);
            element(xml, "CreDtTm", SECONDS.format(order.madeAt()));
            sums(xml, order);
            xml.writeStartElement("InitgPty");
            element(xml, "Nm", cut(order.terms().payerName()));
            xml.writeEndElement();
            xml.writeEndElement();
            paymentInformation(xml, order, message);
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
        return new Made(message + ".pain.001.001." + version + ".xml", message, bytes.toByteArray(), order.payments().size(), order.total());
    }

    private void paymentInformation(XMLStreamWriter xml, Order order, String message) throws XMLStreamException {
        // what stays within SEPA says so; everything else shares the charges
        boolean sepa = order.total().currency().equals("EUR") && order.payments().stream().allMatch(payment -> payment.kind() == PayeeAccount.Kind.IBAN);
        xml.writeStartElement("PmtInf");
        element(xml, "PmtInfId", message + "-P1");
        element(xml, "PmtMtd", "TRF");
        sums(xml, order);
        if (sepa) {
            xml.writeStartElement("PmtTpInf");
            xml.writeStartElement("SvcLvl");
            element(xml, "Cd", "SEPA");
            xml.writeEndElement();
            xml.writeEndElement();
        }
        if (nine) {
            xml.writeStartElement("ReqdExctnDt");
            element(xml, "Dt", order.payOn().toString());
            xml.writeEndElement();
        } else {
            element(xml, "ReqdExctnDt", order.payOn().toString());
        }
        xml.writeStartElement("Dbtr");
        element(xml, "Nm", cut(order.terms().payerName()));
        xml.writeEndElement();
        account(xml, "DbtrAcct", order.terms().payerAccount());
        agent(xml, "DbtrAgt", order.terms().payerBank(), "");
        element(xml, "ChrgBr", sepa ? "SLEV" : "SHAR");
        for (Payment payment : order.payments()) {
            payment(xml, payment);
        }
        xml.writeEndElement();
    }

    private void payment(XMLStreamWriter xml, Payment payment) throws XMLStreamException {
        xml.writeStartElement("CdtTrfTxInf");
        xml.writeStartElement("PmtId");
        element(xml, "EndToEndId", payment.endToEnd());
        xml.writeEndElement();
        xml.writeStartElement("Amt");
        xml.writeStartElement("InstdAmt");
        xml.writeAttribute("Ccy", payment.amount().currency());
        xml.writeCharacters(payment.amount().major().toPlainString());
        xml.writeEndElement();
        xml.writeEndElement();
        if (!payment.bankCode().isEmpty()) {
            agent(xml, "CdtrAgt", payment.bankCode(), payment.bank());
        }
        xml.writeStartElement("Cdtr");
        element(xml, "Nm", cut(payment.holder()));
        xml.writeEndElement();
        account(xml, "CdtrAcct", payment.number());
        xml.writeStartElement("RmtInf");
        element(xml, "Ustrd", payment.purpose());
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void sums(XMLStreamWriter xml, Order order) throws XMLStreamException {
        Money total = order.total();
        element(xml, "NbOfTxs", Integer.toString(order.payments().size()));
        element(xml, "CtrlSum", total.major().toPlainString());
    }

    private static void account(XMLStreamWriter xml, String name, String number) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeStartElement("Id");
        if (number.matches(IBAN)) {
            element(xml, "IBAN", number);
        } else {
            xml.writeStartElement("Othr");
            element(xml, "Id", number);
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void agent(XMLStreamWriter xml, String name, String code, String bank) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeStartElement("FinInstnId");
        if (code.isEmpty()) {
            xml.writeStartElement("Othr");
            element(xml, "Id", "NOTPROVIDED");
            xml.writeEndElement();
        } else if (code.matches(CNAPS)) {
            xml.writeStartElement("ClrSysMmbId");
            xml.writeStartElement("ClrSysId");
            element(xml, "Cd", "CNAPS");
            xml.writeEndElement();
            element(xml, "MmbId", code);
            xml.writeEndElement();
            if (!bank.isEmpty()) {
                element(xml, "Nm", cut(bank));
            }
        } else {
            element(xml, nine ? "BICFI" : "BIC", code);
        }
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private static String cut(String name) {
        return name.substring(0, Math.min(NAME_MAX, name.length()));
    }
}
