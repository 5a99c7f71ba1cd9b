package entrepot.tax;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.Text;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.network.TaxProfile;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Vault;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who is paid: a person's name and identity number, or a company's. Sealed; two memberships of one person are found by a mark of the number. */
@ApplicationScoped
@UseCases
public class Payees {

    static final String NAME = "tax_payee.name";
    static final String NUMBER = "tax_payee.number";
    private static final int NUMBER_MAX = 40;

    private static final String THING = "tax-payee";

    /** What was said of a person: who it is, or that it is another one. */
    private enum Identity { NAMED, CHANGED }

    @Inject
    private Sql sql;

    @Inject
    private History history;

    @Inject
    private Organisations organisations;

    @Inject
    private BusinessClock clock;

    @Inject
    private Transactions transactions;

    /** Who is paid behind an organisation, as far as it is known. @param code the organisation's @throws Problem NOT_FOUND */
    @Requires(TaxPermission.OWN)
    public Payee get(Actor actor, String code) {
        Organisation of = organisations.byCode(actor, code);
        TaxProfile profile = organisations.taxProfiles(actor, List.of(of.id())).get(of.id());
        return known(actor, of.id(), profile).orElse(new Payee(of.id(), profile, null, null, null, null, null));
    }

    private Optional<Payee> known(Actor actor, OrganisationId organisation, TaxProfile profile) {
        return sql.first("select name_sealed, number_sealed, continuous_from, by_name, at from tax_payee where tenant_id = ? and organisation_id = ?",
                row -> new Payee(organisation, profile, Vault.open(actor.tenant(), NAME, row.text("name_sealed")),
                        Payee.masked(Vault.open(actor.tenant(), NUMBER, row.text("number_sealed"))), row.date("continuous_from"), row.text("by_name"),
                        row.instant("at")), actor.tenant(), organisation);
    }

    /**
     * Who is paid behind the members that are taxed as persons, in order of joining, whether anybody has said it or not.
     *
     * @param after the organisation of the last one on the page before; null for the first page
     */
    @Requires(TaxPermission.READ)
    public List<Payee> list(Actor actor, OrganisationId after, int limit) {
        return organisations.taxedAs(actor, TaxProfile.INDIVIDUAL, after, Math.min(limit, Withholding.LIST_MAX)).stream()
                .map(id -> known(actor, id, TaxProfile.INDIVIDUAL).orElse(new Payee(id, TaxProfile.INDIVIDUAL, null, null, null, null, null))).toList();
    }

    /**
     * Says since when a person is paid month after month, so that the year counts; for all its memberships, from the next payment on.
     *
     * @param since null where each month counts by itself again
     * @throws Problem NOT_FOUND, also where nobody has said who is paid
     */
    @Requires(TaxPermission.FILE)
    public Payee continuous(Actor actor, String code, LocalDate since) {
        Organisation of = organisations.byCode(actor, code);
        int changed = sql.update("""
                update tax_payee set continuous_from = ?::date, by_name = ?, at = ?
                 where tenant_id = ? and number_mark = (select number_mark from tax_payee where tenant_id = ? and organisation_id = ?)""", since, actor.name(),
                clock.now(), actor.tenant(), actor.tenant(), of.id());
        if (changed == 0) {
            throw Problem.notFound("payee", code);
        }
        return get(actor, code);
    }

    /**
     * Says who is paid. What was paid before while nobody knew counts for this person from now on.
     *
     * @param code       the organisation's
     * @param number     a tax or identity number
     * @param continuous since when the person is paid month after month; null where each month counts by itself. Headquarters alone says it
     * @throws Problem IDENTITY_NUMBER_INVALID, FIELD_MISSING (name, number), NOT_FOUND; IDENTITY_STAYS where a member names another person than it did before
     */
    @Requires(TaxPermission.OWN)
    public Payee identify(Actor actor, String code, String name, String number, LocalDate continuous) {
        Organisation of = organisations.byCode(actor, code);
        String who = Text.required("name", name, Text.NAME_MAX);
        String clean = Text.required("number", number, NUMBER_MAX).replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        if (!IdentityNumbers.holds(transactions.tenant().country(), clean)) {
            throw new Problem(TaxProblem.IDENTITY_NUMBER_INVALID);
        }
        String mark = Vault.fingerprint(actor.tenant(), NUMBER, clean);
        String known = sql.first("select number_mark from tax_payee where tenant_id = ? and organisation_id = ? for update", row -> row.text("number_mark"),
                actor.tenant(), of.id()).orElse("");
        if (!known.isEmpty() && !known.equals(mark) && !actor.headquarters()) {
            throw new Problem(TaxProblem.IDENTITY_STAYS);
        }
        sql.update("""
                insert into tax_payee as p (tenant_id, organisation_id, name_sealed, number_sealed, number_mark, continuous_from, by_name, at)
                values (?, ?, ?, ?, ?, ?::date, ?, ?)
                on conflict (tenant_id, organisation_id) do update
                   set name_sealed = excluded.name_sealed, number_sealed = excluded.number_sealed, number_mark = excluded.number_mark,
                       continuous_from = case when ? then excluded.continuous_from else p.continuous_from end, by_name = excluded.by_name, at = excluded.at""",
                actor.tenant(), of.id(), Vault.seal(actor.tenant(), NAME, who), Vault.seal(actor.tenant(), NUMBER, clean), mark,
                actor.headquarters() ? continuous : null, actor.name(), clock.now(), actor.headquarters());
        sql.update("update tax_withheld set person = ? where tenant_id = ? and organisation_id = ? and person in (?, ?) and filing_id is null", mark,
                actor.tenant(), of.id(), Withholding.unknown(of.id()), known);
        history.record(actor, THING, of.code(), null, known.isEmpty() || known.equals(mark) ? Identity.NAMED : Identity.CHANGED, "");
        return get(actor, code);
    }
}
