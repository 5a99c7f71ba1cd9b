package entrepot.web.rest;

import entrepot.kernel.Problem;
import entrepot.platform.access.Requires;
import entrepot.settlement.SettlementPermission;
import entrepot.settlement.Statements;
import entrepot.web.security.CurrentActor;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** A member's own statements, and its word that one is right. */
public abstract class MemberStatementVerbs extends StatementVerbs {

    @Inject
    private Statements statements;
    @Inject
    private CurrentActor actor;

    /** The hash of what was looked at, as the statement tells it. */
    public record Confirm(String previewHash) {
    }

    /** Says that a previewed statement is right; one that is confirmed already answers the same, so it needs no key. */
    @POST
    @Path("{code: [A-Za-z0-9-]+}/confirm")
    @Requires(SettlementPermission.DISPUTE)
    public Brief confirm(@PathParam("code") String code, Body<Confirm> body) {
        return Thing.first(() -> statements.get(actor.get(), code), () -> {
            Confirm confirm = Body.required(body, "previewHash");
            if (confirm.previewHash() == null) {
                throw Problem.missing("previewHash");
            }
            return Brief.of(statements.confirm(actor.get(), code, confirm.previewHash()));
        });
    }
}
