package entrepot.kernel;

/** A refusal that users can meet, implemented by one enum a capability. Its name is its stable code. */
public interface ProblemCode {

    /** The code as REST answers and message bundles know it ({@code problem.<CODE>}); unique in the program. */
    String name();

    ProblemKind kind();
}
