package entrepot.web.rest;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Jersey has a mapper of its own for broken constraints, which answers with a page; this one is nearer and hands them to {@link Problems}. */
@Provider
@ApplicationScoped
@Priority(100)
public class ConstraintProblems implements ExceptionMapper<ConstraintViolationException> {

    @Inject
    private Problems problems;

    @Override
    public Response toResponse(ConstraintViolationException violations) {
        return problems.toResponse(violations);
    }
}
