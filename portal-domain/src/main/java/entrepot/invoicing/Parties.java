package entrepot.invoicing;

import entrepot.kernel.KernelProblem;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Invoice data of organisations: each keeps its own, headquarters its own too, and sees all. */
@ApplicationScoped
@UseCases
public class Parties {

    private static final int TEXT_MAX = 200;

    @Inject
    private Sql sql;

    @Inject
    private BusinessClock clock;

    @Inject
    private Transactions transactions;

    @Inject
    private Organisations organisations;

    /** @throws Problem NOT_FOUND for an organisation that the actor does not see */
    @Requires(InvoicingPermission.READ)
    public Optional<Party> of(Actor actor, OrganisationId organisation) {
        if (!actor.sees(organisation)) {
            throw Problem.notFound("organisation", "");
        }
        return find(actor, organisation);
    }

    /** Headquarters' data, to whom members write their invoices: for all of them. */
    @Requires(InvoicingPermission.READ)
    public Optional<Party> headquarters(Actor actor) {
        return find(actor, organisations.headquarters(Actor.system(actor.tenant())).id());
    }

    /** Keeps the data of the actor's own organisation. @throws Problem TAX_NUMBER, FIELD_MISSING, FIELD_INVALID */
    @Requires(InvoicingPermission.REQUEST)
    public Party keep(Actor actor, Party party) {
        return keepOwn(actor, party);
    }

    /** Keeps headquarters' own data, with which members' invoices are compared. */
    @Requires(InvoicingPermission.ISSUE)
    public Party keepOurs(Actor actor, Party party) {
        return keepOwn(actor, party);
    }

    private Party keepOwn(Actor actor, Party party) {
        Party tidy = new Party(text("title", party.title(), true), TaxNumber.checked(party.taxNumber(), transactions.tenant().country()),
                text("address", party.address(), false), text("phone", party.phone(), false), text("bank", party.bank(), false),
                text("bankAccount", party.bankAccount(), false), text("email", party.email(), false));
        if (!tidy.email().isEmpty() && !tidy.email().matches("[^@\\s]+@[^@\\s]+")) {
            throw Problem.invalid("email", tidy.email());
        }
        sql.update("""
                insert into invoicing_party (tenant_id, organisation_id, title, tax_number, address, phone, bank, bank_account, email, changed_by, changed_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (tenant_id, organisation_id) do update set title = excluded.title, tax_number = excluded.tax_number,
                       address = excluded.address, phone = excluded.phone, bank = excluded.bank, bank_account = excluded.bank_account,
                       email = excluded.email, changed_by = excluded.changed_by, changed_at = excluded.changed_at""",
                actor.tenant(), actor.organisation(), tidy.title(), tidy.taxNumber(), tidy.address(), tidy.phone(), tidy.bank(), tidy.bankAccount(),
                tidy.email(), actor.name(), clock.now());
        return tidy;
    }

    Optional<Party> find(Actor actor, OrganisationId organisation) {
        return sql.first("""
                select title, tax_number, address, phone, bank, bank_account, email from invoicing_party
                 where tenant_id = ? and organisation_id = ?""",
                row -> new Party(row.text("title"), row.text("tax_number"), row.text("address"), row.text("phone"), row.text("bank"),
                        row.text("bank_account"), row.text("email")), actor.tenant(), organisation);
    }

    static String text(String field, String text, boolean needed) {
        String stripped = text == null ? "" : text.strip();
        if (needed && stripped.isEmpty()) {
            throw Problem.missing(field);
        }
        if (stripped.length() > TEXT_MAX || stripped.indexOf('\0') >= 0) {
            throw new Problem(KernelProblem.FIELD_INVALID).with("field", field).with("max", TEXT_MAX);
        }
        return stripped;
    }
}
