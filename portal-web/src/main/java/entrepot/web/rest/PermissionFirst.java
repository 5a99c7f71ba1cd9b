package entrepot.web.rest;

import entrepot.platform.access.Requires;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/**
 * Refuses who may not, before anything is looked up or read: by the permission that a resource's method names, which is that of its use case. The
 * use case asks again; this is only about what is said first.
 */
@Provider
@ApplicationScoped
public class PermissionFirst implements ContainerRequestFilter {

    @Context
    private ResourceInfo resource;
    @Inject
    private CurrentActor actor;

    @Override
    public void filter(ContainerRequestContext request) {
        Requires requires = resource.getResourceMethod().getAnnotation(Requires.class);
        if (requires != null) {
            actor.get().require(requires.value());
        }
    }
}
