package entrepot.web.rest.finance;

import entrepot.invoicing.InvoicingPermission;
import entrepot.invoicing.MemberInvoices;
import entrepot.invoicing.Parties;
import entrepot.invoicing.Party;
import entrepot.kernel.Problem;
import entrepot.network.TaxProfile;
import entrepot.platform.access.Requires;
import entrepot.web.rest.Body;
import entrepot.web.rest.Versions;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Headquarters' own invoice data, and what holds for members' invoices, by {@link Parties} and {@link MemberInvoices}. */
@Path("finance/v1/invoice-settings")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RequestScoped
public class InvoiceSettingsResource {

    @Inject
    private Parties parties;
    @Inject
    private MemberInvoices invoices;
    @Inject
    private CurrentActor actor;

    /** What holds for members of a tax profile: whether nothing is paid before their invoice, and whether its tax is deducted. */
    public record Rule(String profile, Boolean required, Boolean deducts) {
    }

    /** To whom members write their invoices: empty until it is kept. */
    @GET
    @Path("data")
    public Response data(@Context Request request) {
        return Versions.answer(request, parties.of(actor.get(), actor.get().organisation()).orElse(new Party("", "", "", "", "", "", "")));
    }

    /** Keeps to whom members write their invoices. */
    @PUT
    @Path("data")
    @Requires(InvoicingPermission.ISSUE)
    public Party keep(Body<Party> body) {
        return parties.keepOurs(actor.get(), Body.required(body, "title"));
    }

    /** The rule of each tax profile that writes invoices. */
    @GET
    @Path("rules")
    public List<Rule> rules() {
        Set<TaxProfile> required = invoices.required(actor.get());
        Set<TaxProfile> deducted = invoices.deducted(actor.get());
        return Stream.of(TaxProfile.COMPANY, TaxProfile.SOLE_TRADER)
                .map(profile -> new Rule(profile.name(), required.contains(profile), deducted.contains(profile))).toList();
    }

    /** Changes the rule of a profile; what is left out stays. */
    @PUT
    @Path("rules")
    @Requires(InvoicingPermission.ISSUE)
    public List<Rule> rule(Body<Rule> body) {
        Rule rule = Body.required(body, "profile");
        TaxProfile profile = Arrays.stream(TaxProfile.values()).filter(each -> each.name().equals(rule.profile())).findFirst()
                .orElseThrow(() -> Problem.invalid("profile", rule.profile()));
        if (rule.required() != null) {
            invoices.require(actor.get(), profile, rule.required());
        }
        if (rule.deducts() != null) {
            invoices.deduct(actor.get(), profile, rule.deducts());
        }
        return rules();
    }
}
