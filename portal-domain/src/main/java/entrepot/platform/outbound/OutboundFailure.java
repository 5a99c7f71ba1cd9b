package entrepot.platform.outbound;

/** Why nothing came back from there; a class of failure, never what the other side said. */
public enum OutboundFailure {
    /** No https address, or one with a name, password or port that is not allowed. */
    ADDRESS_REFUSED,
    /** The name is unknown. */
    UNKNOWN_HOST,
    /** The name leads to this machine or into a private network. */
    PRIVATE_PLACE,
    /** Nobody listens there. */
    NO_CONNECTION,
    /** No good certificate. */
    TLS,
    /** It took too long. */
    TIMEOUT,
    /** What came back was too long. */
    TOO_LARGE,
    /** What came back was no HTTP. */
    NOT_HTTP
}
