package entrepot.aftersales;

/** Why goods are given back. */
public enum ReturnReason {
    DEFECT, WRONG_ITEM, WRONG_SIZE, DISLIKE, NOT_AS_DESCRIBED, DAMAGED, OTHER;

    /** Whether the buyer alone wants it so: nothing was wrong. */
    public boolean buyers() {
        return this == WRONG_SIZE || this == DISLIKE || this == OTHER;
    }
}
