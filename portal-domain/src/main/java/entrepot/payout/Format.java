package entrepot.payout;

/** In which files payouts leave, and which letters these carry. */
public enum Format {
    PAIN_001_03(Letters.LATIN), PAIN_001_09(Letters.LATIN), ALIPAY(Letters.GBK), BANK_CSV(Letters.GBK),
    /** No file: into the member's own wallet. */
    WALLET(null);

    private final Letters letters;

    Format(Letters letters) {
        this.letters = letters;
    }

    /** Null where there is no file. */
    public Letters letters() {
        return letters;
    }

    public boolean isPain() {
        return this == PAIN_001_03 || this == PAIN_001_09;
    }
}
