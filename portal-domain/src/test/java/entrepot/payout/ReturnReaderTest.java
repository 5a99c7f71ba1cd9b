package entrepot.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.Problem;
import entrepot.network.WorkingTime;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnReaderTest {

    private static List<ReturnReader.Said> read(String text) {
        return ReturnReader.read(text.getBytes(StandardCharsets.UTF_8), Terms.EXAMPLE.answers()).said();
    }

    private static String pain(String inside) {
        return "<?xml version=\"1.0\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.03\"><CstmrPmtStsRpt>" + inside + "</CstmrPmtStsRpt></Document>";
    }

    @Test
    void the_three_levels_of_pain_002_are_read_and_the_deepest_comes_first() {
        List<ReturnReader.Said> said = read(pain("<OrgnlGrpInfAndSts><OrgnlMsgId>BAT-1-1</OrgnlMsgId><GrpSts>ACCP</GrpSts></OrgnlGrpInfAndSts>"
                + "<OrgnlPmtInfAndSts><OrgnlPmtInfId>BAT-1-1-P1</OrgnlPmtInfId><PmtInfSts>PDNG</PmtInfSts>"
                + "<TxInfAndSts><OrgnlEndToEndId>PAY-1</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn>"
                + "<AddtlInf>Account</AddtlInf><AddtlInf>closed</AddtlInf></StsRsnInf></TxInfAndSts>"
                + "<TxInfAndSts><OrgnlEndToEndId>PAY-2</OrgnlEndToEndId><TxSts>ACSC</TxSts><AcctSvcrRef>R7</AcctSvcrRef></TxInfAndSts></OrgnlPmtInfAndSts>"));

        assertThat(said).containsExactly(
                new ReturnReader.Said("PAY-1", "BAT-1-1", "RJCT", Payouts.Answer.FAILED, "AC04", "Account closed", ""),
                new ReturnReader.Said("PAY-2", "BAT-1-1", "ACSC", Payouts.Answer.PAID, "", "", "R7"),
                new ReturnReader.Said("", "BAT-1-1", "PDNG", null, "", "", ""),
                new ReturnReader.Said("", "BAT-1-1", "ACCP", null, "", "", ""));
    }

    @Test
    void a_file_that_would_read_other_files_is_refused() {
        assertThatThrownBy(() -> read("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Document><CstmrPmtStsRpt>&e;</CstmrPmtStsRpt></Document>"))
                .isInstanceOf(Problem.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a>", "<Document/>", "<?xml version=\"1.0\"?><html/>", "nothing"})
    void what_is_no_answer_is_refused(String file) {
        assertThatThrownBy(() -> read(file)).isInstanceOf(Problem.class);
    }

    @Test
    void alipays_results_are_read_behind_their_head_and_a_banks_table_by_the_terms() {
        String alipay = "批次号,付款日期,付款人email,账户名称,总金额（元）,总笔数\r\n1,20261215,a@b.cn,示例,3.00,2\r\n商户流水号,收款人email,收款人姓名,付款金额（元）,状态,失败原因\r\n"
                + "PAY-1,x@y.cn,张三,1.00,成功,\r\nPAY-2,x@y.cn,李四,2.00,失败,收款账户不存在\r\nPAY-3,x@y.cn,王五,2.00,处理中,\r\n";
        ReturnReader.Read read = ReturnReader.read(alipay.getBytes(Charset.forName("GBK")), Terms.EXAMPLE.answers());

        assertThat(read.kind()).isEqualTo(ReturnReader.Kind.ALIPAY_RESULT);
        assertThat(read.said()).extracting(ReturnReader.Said::answer).containsExactly(Payouts.Answer.PAID, Payouts.Answer.FAILED, null);
        assertThat(read.said().get(1).reason()).isEqualTo("收款账户不存在");
        assertThat(read("付款编号,状态,失败原因\nPAY-9,退票,户名不符\n")).containsExactly(
                new ReturnReader.Said("PAY-9", "", "退票", Payouts.Answer.RETURNED, "", "户名不符", ""));
    }

    /** Payment on the 15th and 25th, each on the next working day; the 15th of November 2026 is a Sunday, the 25th of October too. */
    @ParameterizedTest
    @CsvSource({"2026-11-10,2026-11-16", "2026-11-15,2026-11-16", "2026-11-16,2026-11-25", "2026-11-25,2026-12-15", "2026-10-20,2026-10-26", "2026-12-31,2027-01-15"})
    void payouts_leave_on_the_next_payment_day(LocalDate today, LocalDate next) {
        WorkingTime time = new WorkingTime(Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY,
                DayOfWeek.SATURDAY), LocalTime.of(9, 0), LocalTime.of(18, 0), Set.of(), Set.of(), ZoneId.of("Asia/Shanghai"));
        assertThat(PaymentDays.after(today, List.of(15, 25), time)).isEqualTo(next);
    }
}
