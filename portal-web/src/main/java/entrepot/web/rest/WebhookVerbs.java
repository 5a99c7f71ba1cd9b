package entrepot.web.rest;

import entrepot.platform.access.Requires;
import entrepot.web.security.CurrentActor;
import entrepot.webhook.NewWebhook;
import entrepot.webhook.Webhook;
import entrepot.webhook.WebhookDelivery;
import entrepot.webhook.WebhookPermission;
import entrepot.webhook.Webhooks;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;

/**
 * What can be done with webhooks, the same for each audience: an organisation sees its own, and is told what concerns it. Each audience has a
 * resource of its own, so that a path says who may come.
 */
public abstract class WebhookVerbs {

    @Inject
    private Webhooks webhooks;
    @Inject
    private CurrentActor actor;

    /** All of the organisation's webhooks; one page holds them. */
    @GET
    public Paged<Webhook> list() {
        return new Paged<>(webhooks.list(actor.get()), null);
    }

    /** Begins to tell an address what happens from now on. The answer holds the secret that messages are signed with, this once. */
    @POST
    @Requires(WebhookPermission.MANAGE)
    public Response add(Body<WebhookBodies.WantedWebhook> body, @Context UriInfo uri) {
        NewWebhook made = webhooks.add(actor.get(), Body.required(body, "url").command());
        return Response.created(URI.create(uri.getPath() + "/" + made.webhook().code())).entity(made).build();
    }

    /** One webhook. */
    @GET
    @Path("{code}")
    public Response get(@PathParam("code") String code, @Context Request request) {
        return Versions.answer(request, webhooks.get(actor.get(), code));
    }

    /** Changes address, events, remark and contact; what is left out is set back. */
    @POST
    @Path("{code}/change")
    @Requires(WebhookPermission.MANAGE)
    public Webhook change(@PathParam("code") String code, Body<WebhookBodies.WantedWebhook> body) {
        return Thing.first(() -> webhooks.get(actor.get(), code), () -> webhooks.change(actor.get(), code, Body.required(body, "url").command()));
    }

    /** Gives it a new secret, in the answer this once; for 24 hours messages carry a signature of the old one, too. */
    @POST
    @Path("{code}/rotate")
    public NewWebhook rotate(@PathParam("code") String code) {
        return webhooks.rotate(actor.get(), code);
    }

    /** Stops telling it; what waits goes on waiting. */
    @POST
    @Path("{code}/disable")
    public Webhook disable(@PathParam("code") String code) {
        return webhooks.disable(actor.get(), code);
    }

    /** Tells it again, what still waits first. */
    @POST
    @Path("{code}/enable")
    public Webhook enable(@PathParam("code") String code) {
        return webhooks.enable(actor.get(), code);
    }

    /** Ends it for good. */
    @POST
    @Path("{code}/remove")
    public void remove(@PathParam("code") String code) {
        webhooks.remove(actor.get(), code);
    }

    /** Sends it a message of type webhook.test. */
    @POST
    @Path("{code}/test")
    public WebhookBodies.Sent test(@PathParam("code") String code) {
        return new WebhookBodies.Sent(webhooks.test(actor.get(), code));
    }

    /** What was told it, newest first. With {@code message} that one alone, with its body and all tries. */
    @GET
    @Path("{code}/deliveries")
    public Paged<WebhookDelivery> deliveries(@PathParam("code") String code, @QueryParam("message") String message, @QueryParam("state") String state,
                                             @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        if (message != null) {
            return new Paged<>(List.of(webhooks.delivery(actor.get(), code, message)), null);
        }
        int rows = Paged.limit(limit);
        return Paged.of(webhooks.deliveries(actor.get(), code, state, after, rows + 1), rows, WebhookDelivery::message);
    }

    /** Tells one message again at once, or all since a time that did not arrive. */
    @POST
    @Path("{code}/replay")
    @Requires(WebhookPermission.MANAGE)
    public WebhookBodies.Replayed replay(@PathParam("code") String code, Body<WebhookBodies.Replay> body) {
        return Thing.first(() -> webhooks.get(actor.get(), code), () -> {
            WebhookBodies.Replay asked = Body.required(body, "message");
            if (asked.message() == null) {
                return new WebhookBodies.Replayed(webhooks.replaySince(actor.get(), code, asked.since()));
            }
            webhooks.replay(actor.get(), code, asked.message());
            return new WebhookBodies.Replayed(1);
        });
    }
}
