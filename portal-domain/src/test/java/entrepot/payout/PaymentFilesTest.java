package entrepot.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import entrepot.kernel.Money;
import entrepot.testing.Shared;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.xml.sax.SAXException;

/** What is handed to the bank, held to the schemas in {@code ../shared/data/payout/xsd}; without that folder these tests fail and say so. */
class PaymentFilesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 12, 15);
    private static final LocalDateTime NOW = LocalDateTime.of(2026, 12, 14, 10, 30, 15, 999_000);
    private static final Terms TERMS = terms();

    private static Terms terms() {
        Terms e = Terms.EXAMPLE;
        return new Terms("Acme Trading (HQ)", "DE44500105175407324931", "", "hq@example.com", "示例总部", e.iban(), e.chineseBank(), e.paymentDays(),
                e.payoutMin(), e.payoutMax(), e.withdrawalMin(), e.withdrawalMax(), e.columns(), e.answers(), true);
    }

    private static PayoutFormat.Payment toIban(int no, String amount, String currency, String holder) {
        return new PayoutFormat.Payment("PAY-261214-ABC%03d-2".formatted(no), Money.parse(new BigDecimal(amount), currency), PayeeAccount.Kind.IBAN,
                "FR1420041010050500013M02606", holder, "", no % 2 == 0 ? "BNPAFRPP" : "", "Statement STM-261203-" + no);
    }

    private static PayoutFormat.Order order(List<PayoutFormat.Payment> payments) {
        return new PayoutFormat.Order("BAT-261214-7K3F9Q", DAY, NOW, TERMS, List.of(41L, 42L), payments);
    }

    private static void isValid(Format format, byte[] file) {
        String schema = format == Format.PAIN_001_03 ? "pain.001.001.03.xsd" : "pain.001.001.09.xsd";
        byte[] xsd = Shared.bytes("payout/xsd/" + schema);
        assertThatCode(() -> validate(xsd, file)).as(new String(file, StandardCharsets.UTF_8)).doesNotThrowAnyException();
    }

    private static void validate(byte[] xsd, byte[] file) throws SAXException, IOException {
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(new StreamSource(new ByteArrayInputStream(xsd))).newValidator()
                .validate(new StreamSource(new ByteArrayInputStream(file)));
    }

    @ParameterizedTest
    @EnumSource(value = Format.class, names = {"PAIN_001_03", "PAIN_001_09"})
    void a_pain_file_is_valid_whatever_people_are_called(Format format) {
        List<String> names = List.of("<script>alert(1)</script>", "Agent & Söhne GmbH \"Groß\"", "]]> O'Brien &amp;", "Åse Ødegård", "- - /// =HYPERLINK",
                "a".repeat(70), "Łukasz | ^ Żółć");
        List<PayoutFormat.Payment> payments = new ArrayList<>();
        names.forEach(name -> payments.add(toIban(payments.size(), "0.01", "EUR", Letters.LATIN.proposal(name))));

        PayoutFormat.Made made = PayoutFormat.of(format).write(order(payments), 1);

        isValid(format, made.bytes());
        String xml = new String(made.bytes(), StandardCharsets.UTF_8);
        assertThat(xml).contains("<NbOfTxs>7</NbOfTxs><CtrlSum>0.07</CtrlSum>", "Agent + Sohne GmbH 'Gross'", "Ase Odegard", "<CreDtTm>2026-12-14T10:30:15<",
                "<SvcLvl><Cd>SEPA</Cd></SvcLvl>", "<ChrgBr>SLEV</ChrgBr>", "<MsgId>BAT-261214-7K3F9Q-1</MsgId>")
                .contains(format == Format.PAIN_001_09 ? "<ReqdExctnDt><Dt>2026-12-15</Dt></ReqdExctnDt>" : "<ReqdExctnDt>2026-12-15</ReqdExctnDt>")
                .contains(format == Format.PAIN_001_09 ? "<BICFI>BNPAFRPP</BICFI>" : "<BIC>BNPAFRPP</BIC>");
        assertThat(PayoutFormat.of(format).write(order(payments), 1).bytes()).isEqualTo(made.bytes());
    }

    @ParameterizedTest
    @CsvSource({"JPY,1000,<InstdAmt Ccy=\"JPY\">1000</InstdAmt>,2000", "KWD,1.005,<InstdAmt Ccy=\"KWD\">1.005</InstdAmt>,2.010",
        "CNY,9999999999999.99,<InstdAmt Ccy=\"CNY\">9999999999999.99</InstdAmt>,19999999999999.98"})
    void amounts_have_the_decimals_of_their_currency(String currency, String amount, String said, String sum) {
        for (Format format : List.of(Format.PAIN_001_03, Format.PAIN_001_09)) {
            PayoutFormat.Made made = PayoutFormat.of(format).write(order(List.of(toIban(1, amount, currency, "A"), toIban(2, amount, currency, "B"))), 1);
            isValid(format, made.bytes());
            assertThat(new String(made.bytes(), StandardCharsets.UTF_8)).contains(said, "<CtrlSum>" + sum + "</CtrlSum>", "<ChrgBr>SHAR</ChrgBr>")
                    .doesNotContain("SEPA");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Format.class, names = {"PAIN_001_03", "PAIN_001_09"})
    void a_chinese_account_stands_with_the_number_of_its_bank(Format format) {
        PayoutFormat.Payment payment = new PayoutFormat.Payment("PAY-261214-ABC123", Money.of(12_345, "CNY"), PayeeAccount.Kind.CN_BANK, "6222021234567890128",
                "Zhang San", "ICBC Hangzhou", "102331002013", "Statement STM-1");

        byte[] file = PayoutFormat.of(format).write(order(List.of(payment)), 1).bytes();

        isValid(format, file);
        assertThat(new String(file, StandardCharsets.UTF_8)).contains("<ClrSysMmbId><ClrSysId><Cd>CNAPS</Cd></ClrSysId><MmbId>102331002013</MmbId></ClrSysMmbId>",
                "<CdtrAcct><Id><Othr><Id>6222021234567890128</Id></Othr></Id></CdtrAcct>");
    }

    @Test
    void an_alipay_file_has_exactly_the_heads_of_the_layout_and_sums_that_match() {
        List<PayoutFormat.Payment> payments = IntStream.range(0, 3).mapToObj(i -> new PayoutFormat.Payment("PAY-261214-ABC00" + i, Money.of(5_000_001 + i, "CNY"),
                PayeeAccount.Kind.ALIPAY, "agent" + i + "@example.com", "张三", "", "", "结算款 STM-1, \"A\"")).toList();

        PayoutFormat.Made made = PayoutFormat.of(Format.ALIPAY).write(order(payments), 2);

        String[] lines = new String(made.bytes(), Charset.forName("GBK")).split("\r\n");
        String[] sample = new String(Shared.bytes("payout/samples/OWN_alipay_batch_ok_gbk.csv"), Charset.forName("GBK")).split("\r?\n");
        assertThat(lines[0]).isEqualTo(sample[0]);
        assertThat(lines[2]).isEqualTo(sample[2]);
        assertThat(lines[1]).isEqualTo("2026121500000042,20261215,hq@example.com,示例总部,150000.06,3");
        assertThat(made.messageId()).matches("[0-9]{11,32}");
        assertThat(lines[3]).isEqualTo("PAY-261214-ABC000,agent0@example.com,张三,50000.01,\"结算款 STM-1, \"\"A\"\"\"");
        assertThat(lines).hasSize(6);
        assertThat(PayoutFormat.of(Format.ALIPAY).rowsMax()).isEqualTo(3_000);
    }

    @Test
    void a_banks_own_table_has_the_columns_that_the_terms_name() {
        PayoutFormat.Payment payment = new PayoutFormat.Payment("PAY-1", Money.of(1_000, "JPY"), PayeeAccount.Kind.CN_BANK, "0012345678", "李四", "工行杭州分行",
                "102331002013", "提现 WDR-1");

        String[] lines = new String(PayoutFormat.of(Format.BANK_CSV).write(order(List.of(payment)), 1).bytes(), Charset.forName("GBK")).split("\r\n");

        assertThat(lines).containsExactly("序号,付款编号,收款人名称,收款账号,开户行,联行号,金额,用途", "1,PAY-1,李四,0012345678,工行杭州分行,102331002013,1000,提现 WDR-1");
    }
}
