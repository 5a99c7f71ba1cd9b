package entrepot.fulfilment;

/** So often was declined for a reason, and so many pieces. */
public record DeclineCount(DeclineReason reason, long times, long pieces) {
}
