package entrepot.payout;

import entrepot.kernel.Money;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/** Writes payouts as a bank takes them. Pure: the same order gives the same bytes. */
interface PayoutFormat {

    /**
     * What is to be paid.
     *
     * @param code     the batch's
     * @param payOn    when the bank shall do it
     * @param madeAt   in the tenant's zone, to the second
     * @param numbers  as many as there are files, never used before
     * @param payments not empty, all in one currency
     */
    record Order(String code, LocalDate payOn, LocalDateTime madeAt, Terms terms, List<Long> numbers, List<Payment> payments) {

        Money total() {
            return payments.stream().map(Payment::amount).reduce(Money::plus).orElseThrow();
        }

        Order of(List<Payment> some) {
            return new Order(code, payOn, madeAt, terms, numbers, some);
        }
    }

    /**
     * One payment.
     *
     * @param endToEnd what we call it, at most 22 characters
     * @param number   IBAN, account number, or Alipay logon
     * @param holder   in letters that the file carries, as {@code bank} and {@code purpose}
     */
    record Payment(String endToEnd, Money amount, PayeeAccount.Kind kind, String number, String holder, String bank, String bankCode, String purpose) {
    }

    /** @param messageId what the file calls itself */
    record Made(String name, String messageId, byte[] bytes, int rows, Money total) {
    }

    /** How many payments a file takes at most. */
    int rowsMax();

    /** One file; {@code no} counts from 1. */
    Made write(Order order, int no);

    static PayoutFormat of(Format format) {
        return switch (format) {
            case PAIN_001_03 -> new PainFile(false);
            case PAIN_001_09 -> new PainFile(true);
            case ALIPAY -> new AlipayFile();
            case BANK_CSV -> new BankCsvFile();
            case WALLET -> throw new IllegalArgumentException("what goes into a wallet needs no file");
        };
    }
}
