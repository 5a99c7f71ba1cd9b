package entrepot.kernel;

/** What sort of refusal a problem is; the edges turn it into a status or a page. */
public enum ProblemKind {
    /** The request itself is wrong: a missing field, a malformed number. */
    INVALID,
    /** Nobody is signed in, or the key is unknown. */
    UNAUTHENTICATED,
    /** The actor may not do this. */
    FORBIDDEN,
    /** Nothing is there, or it belongs to somebody else: the two look the same. */
    NOT_FOUND,
    /** The state of things does not allow it now. */
    CONFLICT,
    /** Well-formed, but a rule of the business refuses it. */
    REFUSED,
    /** Too many or too large: the same again will be refused again. */
    LIMIT,
    /** Too often: later it will do. */
    TOO_OFTEN,
    /** Try again shortly. */
    BUSY
}
