package entrepot.payout;

/**
 * A member's wish where its money shall go.
 *
 * @param number        IBAN, card or account number, Alipay logon or phone; empty for the wallet
 * @param holder        the holder's name, as the bank knows it
 * @param holderWritten the same in letters that a payout file carries; empty where the name itself can be
 * @param bankName      of a Chinese bank, with its branch; empty otherwise
 * @param bankWritten   as {@code holderWritten}
 * @param bankCode      CNAPS' twelve digits of a Chinese bank; a BIC may be given with an IBAN
 */
public record EnterAccount(PayeeAccount.Kind kind, String number, String holder, String holderWritten, String bankName, String bankWritten,
                           String bankCode) {

    @Override
    public String toString() {
        return "EnterAccount[" + kind + "]";
    }
}
