package entrepot.ledger;

import entrepot.kernel.Money;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The accounting programs for which vouchers are written, each with its columns (docs/decisions/vouchers.md says what they rest on). */
public enum VoucherProgram {
    /** Kingdee KIS: a table with a heading. */
    KINGDEE("凭证日期", "凭证字", "凭证号", "附单据数", "摘要", "科目代码", "科目名称", "借方金额", "贷方金额", "币别", "汇率", "制单人",
            "核算项目类别", "核算项目代码", "核算项目名称") {
        @Override
        Object[] line(Voucher voucher, Voucher.Line line, Words words) {
            boolean named = line.organisation() != null;
            return new Object[] {voucher.on().toString(), WORD, voucher.no(), 0, words.summary(), words.subjectCode(), words.subjectName(),
                    amount(line.debit()), amount(line.credit()), line.debit().currency(), BigDecimal.ONE, words.preparer(),
                    named ? "客户" : "", named ? words.memberCode() : "", named ? words.memberName() : ""};
        }
    },
    /** Yonyou T3 and U8: lines under a mark that names what follows. */
    YONYOU("填制凭证", "V800") {
        @Override
        Object[] line(Voucher voucher, Voucher.Line line, Words words) {
            Object[] cells = new Object[YONYOU_COLUMNS];
            Arrays.fill(cells, "");
            List<Object> known = new ArrayList<>(List.of(voucher.on().toString(), WORD, voucher.no(), 0, words.summary(), words.subjectCode(),
                    amount(line.debit()), amount(line.credit()), "", "", "", words.preparer()));
            for (int i = 0; i < known.size(); i++) {
                cells[i] = known.get(i);
            }
            cells[YONYOU_DAY] = voucher.on().toString();
            cells[YONYOU_CUSTOMER] = line.organisation() == null ? "" : words.memberCode();
            return cells;
        }
    };

    private static final String WORD = "记";
    private static final int YONYOU_COLUMNS = 18;
    private static final int YONYOU_DAY = 14;
    private static final int YONYOU_CUSTOMER = 17;

    private final String[] heading;

    VoucherProgram(String... heading) {
        this.heading = heading;
    }

    /** What a line says in words. */
    record Words(String summary, String subjectCode, String subjectName, String memberCode, String memberName, String preparer) {
    }

    Object[] heading() {
        return heading.clone();
    }

    /** In which letters its CSV is written: Yonyou knows its mark in Chinese letters only, without a byte order mark. */
    Charset charset() {
        return this == YONYOU ? Charset.forName("GB18030") : StandardCharsets.UTF_8;
    }

    abstract Object[] line(Voucher voucher, Voucher.Line line, Words words);

    private static BigDecimal amount(Money money) {
        return money.major();
    }
}
