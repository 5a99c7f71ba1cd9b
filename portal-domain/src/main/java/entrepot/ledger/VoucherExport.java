package entrepot.ledger;

import entrepot.kernel.Money;
import java.time.Instant;
import java.time.YearMonth;

/**
 * A file of vouchers that was exported.
 *
 * @param form   CSV or XLSX
 * @param lines  of vouchers
 * @param debit  in all, which is the credit too
 * @param sha256 of its bytes, in hexadecimal
 */
public record VoucherExport(String code, YearMonth month, VoucherProgram program, Form form, Voucher.Grouping grouping, int firstNo, int lastNo,
                            long postings, long lines, Money debit, String fileName, String sha256, String by, Instant at) {

    /** In which form a file is written. */
    public enum Form { CSV, XLSX }
}
