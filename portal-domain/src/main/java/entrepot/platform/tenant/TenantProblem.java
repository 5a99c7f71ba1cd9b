package entrepot.platform.tenant;

import entrepot.kernel.ProblemCode;
import entrepot.kernel.ProblemKind;

/** Refusals about tenants. */
public enum TenantProblem implements ProblemCode {
    TENANT_CODE_INVALID(ProblemKind.INVALID),
    TENANT_EXISTS(ProblemKind.CONFLICT);

    private final ProblemKind kind;

    TenantProblem(ProblemKind kind) {
        this.kind = kind;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
