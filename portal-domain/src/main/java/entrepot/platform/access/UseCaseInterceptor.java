package entrepot.platform.access;

import entrepot.platform.sql.Transactions;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** The one interceptor around all use cases: permission, transaction, tenant. */
@UseCases
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class UseCaseInterceptor {

    @Inject
    private Transactions transactions;

    @AroundInvoke
    Object aroundUseCase(InvocationContext invocation) throws Exception {
        Requires requires = invocation.getMethod().getAnnotation(Requires.class);
        if (requires == null) {
            // not a use case of its own: what is one declares its permission (a test holds them to it)
            return invocation.proceed();
        }
        Actor actor = (Actor) invocation.getParameters()[0];
        if (!transactions.isOpen()) {
            // a use case called by another is part of that one, whose permission was checked
            actor.require(requires.value());
        }
        return actor.kind() == Actor.Kind.SYSTEM ? transactions.in(actor.tenant(), invocation::proceed)
                : transactions.waitedFor(actor.tenant(), invocation::proceed);
    }
}
