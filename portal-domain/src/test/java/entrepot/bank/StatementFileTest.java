package entrepot.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementFileTest {

    static final String MT940 = """
            {1:F01BANKDEFFAXXX0000000000}{2:I940BANKDEFFXXXXN}{4:
            :20:STARTUMS
            :25:50010517/1234567
            :28C:00012/001
            :60F:C261031EUR1000,00
            :61:2611021102C250,50NTRFNONREF//B-4711
            :86:166?00GUTSCHRIFT?20EREF+TOP-9?21SVWZ+Order 77 ?22WP7K3F9Q2?31DE89370400440532013000?32Hangzhou?33 Trading
            :61:2611031103D10,25NMSCFEE//B-4712
            :86:Account charges October
            :61:2612310101RC40,NRTIPAY-261101-7K3F9Q//B-4713
            :86:/RTRN/account closed
            :62F:C261103EUR1200,25
            -}
            """;

    static String camt(String version, String entries, String closing) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.%s"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>S-1</Id>
                <Acct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id><Ccy>GBP</Ccy></Acct>
                <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="GBP">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-02</Dt></Dt></Bal>
                <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="GBP">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-03</Dt></Dt></Bal>
                %s</Stmt></BkToCstmrStmt></Document>""".formatted(version, closing, entries);
    }

    static String entry(String amount, String direction, String state, String details) {
        return "<Ntry><Amt Ccy=\"GBP\">" + amount + "</Amt><CdtDbtInd>" + direction + "</CdtDbtInd>" + state
                + "<BookgDt><Dt>2026-11-03</Dt></BookgDt><AcctSvcrRef>R" + amount + "</AcctSvcrRef><NtryDtls>" + details + "</NtryDtls></Ntry>";
    }

    private static List<StatementContent> read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return StatementFile.read(StatementFile.format(bytes), bytes);
    }

    @Test
    void mt940_is_read_with_signs_years_names_and_references() {
        StatementContent statement = read(MT940).get(0);

        assertThat(statement.number()).isEqualTo("2026/00012/001");
        assertThat(statement.lines()).extracting(line -> line.amount().major().toPlainString()).containsExactly("250.50", "-10.25", "-40.00");
        assertThat(statement.lines().get(0).name()).isEqualTo("Hangzhou Trading");
        assertThat(statement.lines().get(0).account()).isEqualTo("DE89370400440532013000");
        assertThat(statement.lines().get(0).endToEnd()).isEqualTo("TOP-9SVWZ");
        assertThat(statement.lines().get(0).servicer()).isEqualTo("B-4711");
        assertThat(statement.lines().get(2).bookedOn()).isEqualTo(LocalDate.of(2027, 1, 1));
        assertThat(statement.lines().get(2).returned()).isTrue();
        assertThat(statement.opening().plus(statement.sum())).isEqualTo(statement.closing());
    }

    @Test
    void camt_053_of_every_version_is_read_and_what_is_only_announced_is_left_out() {
        String two = "<TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs><%1$s><RltdPties><Dbtr>%2$s</Dbtr></RltdPties><RmtInf><Ustrd>WP1</Ustrd></RmtInf></TxDtls>";
        for (String version : List.of("02", "03", "04", "05", "06", "07", "08")) {
            boolean old = version.compareTo("08") < 0;
            String name = old ? "<Nm>Emma Ltd</Nm>" : "<Pty><Nm>Emma Ltd</Nm></Pty>";
            String booked = old ? "<Sts>BOOK</Sts>" : "<Sts><Cd>BOOK</Cd></Sts>";
            String amount = "AmtDtls><TxAmt><Amt Ccy=\"GBP\">%s</Amt></TxAmt></AmtDtls";
            String batch = two.formatted(amount.formatted("20.00"), name) + two.formatted(amount.formatted("5.00"), name);
            StatementContent statement = read(camt(version, entry("25.00", "CRDT", booked, batch) + entry("7.00", "DBIT", booked, "")
                    + entry("9.00", "CRDT", booked.replace("BOOK", "PDNG"), ""), "118.00")).get(0);

            assertThat(statement.lines()).as(version).extracting(line -> line.amount().major().toPlainString()).containsExactly("20.00", "5.00", "-7.00");
            assertThat(statement.lines().get(0).name()).as(version).isEqualTo("Emma Ltd");
            assertThat(statement.pending()).as(version).singleElement().extracting(StatementContent.LeftOut::why).isEqualTo("PENDING");
            assertThat(statement.opening().plus(statement.sum())).isEqualTo(statement.closing());
        }
    }

    @Test
    void hostile_files_are_refused_cleanly() {
        String bomb = "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>" + camt("02", "", "100.00").substring(39);
        assertThatThrownBy(() -> read(bomb)).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isIn(BankProblem.STATEMENT_HOSTILE, BankProblem.STATEMENT_UNREADABLE));
        assertThatThrownBy(() -> read(camt("02", "<Ntry>" + "<a>".repeat(500) + "</a>".repeat(500) + "</Ntry>", "100.00"))).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(BankProblem.STATEMENT_HOSTILE));
        for (String broken : List.of("<x/>", camt("09", "", "100.00"), camt("02", "", "100.00").substring(0, 400), camt("02", entry("1e999", "CRDT", "", ""), "100.00"),
                MT940.replace("C250,50", "C99999999999999999999,"), MT940.replace("261102", "261345"), MT940.replace(":62F:", ":99X:"), camt("02", entry("1.001", "CRDT", "", ""), "1"))) {
            assertThatThrownBy(() -> read(broken)).as(broken).isInstanceOf(Problem.class);
        }
    }

    @Test
    void a_table_is_read_by_its_columns_with_one_amount_or_two_and_rows_above_its_header() {
        String chinese = """
                账号：6222 0000 1111,,,,,
                交易日期,收入金额,支出金额,账户余额,对方户名,摘要
                20261103,"1,200.00",,"2,200.00",林小姐,货款 WP7K3F9Q2X
                20261104,,200.50,1999.50,中国邮政,快递费
                合计,,,,,
                """;
        TableStatement table = StatementFile.table(chinese.getBytes(StandardCharsets.UTF_8));
        Mapping guess = Mapping.guess(table.header(), table.sample(10));
        assertThat(guess.dateForm()).isEqualTo("yyyyMMdd");
        StatementContent read = table.read(guess, "CNY", null, null);
        assertThat(read.lines()).extracting(line -> line.amount().minor()).containsExactly(120000L, -20050L);
        assertThat(read.opening()).isEqualTo(Money.of(100000, "CNY"));
        assertThat(read.closing()).isEqualTo(Money.of(199950, "CNY"));
        assertThat(read.pending()).singleElement().extracting(StatementContent.LeftOut::why).isEqualTo("NO_MOVEMENT");

        String german = "Buchungstag;Betrag;Verwendungszweck\n03.11.2026;-1.234,56;Miete\n02.11.2026;10,00;Rest\n";
        TableStatement other = StatementFile.table(german.getBytes(StandardCharsets.UTF_8));
        StatementContent second = other.read(Mapping.guess(other.header(), other.sample(10)), "EUR", Money.of(500000, "EUR"), null);
        assertThat(second.lines()).extracting(line -> line.amount().minor()).containsExactly(1000L, -123456L);
        assertThat(second.closing()).isNull();
        assertThatThrownBy(() -> StatementFile.table("Date,Amount\n2026-11-03,12..5\n".getBytes(StandardCharsets.UTF_8))
                .read(new Mapping("Date", "", "yyyy-MM-dd", "Amount", "", "", "", ".", "", "", "", "", "", ""), "EUR", null, null))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code()).isEqualTo(BankProblem.STATEMENT_CELL));
    }
}
