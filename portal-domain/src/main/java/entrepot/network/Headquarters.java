package entrepot.network;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.Text;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.outbox.Outbox;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * Founds the first organisation of a tenant, and all that a tenant has from its first day: tiers, working hours
 * and public holidays, each marked as an example until headquarters confirms it.
 */
@ApplicationScoped
@UseCases
public class Headquarters {

    // in force for everything that is ever imported from before the tenant began here
    private static final LocalDate ALWAYS = LocalDate.of(2000, 1, 1);

    @Inject
    private EntityManager entities;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    private Numbering numbering;

    @Inject
    private History history;

    @Inject
    private Outbox outbox;

    /**
     * @param system the program, in the new tenant
     * @throws Problem HEADQUARTERS_EXISTS if the tenant has one
     */
    @Requires(Requires.SYSTEM)
    public Organisation found(Actor system, FoundHeadquarters command) {
        long already = entities.createQuery("""
                select count(o) from OrganisationEntity o where o.tenantId = :tenant and o.headquarters = true""",
                Long.class).setParameter("tenant", system.tenant().value()).getSingleResult();
        if (already > 0) {
            throw new Problem(NetworkProblem.HEADQUARTERS_EXISTS);
        }
        OrganisationEntity organisation = organisation(system, command);
        entities.persist(organisation);
        tiers(system).forEach(entities::persist);
        entities.persist(WorkCalendar.example(system.tenant(), ALWAYS));
        PublicHolidays.of(transactions.tenant().country()).forEach(day -> entities.persist(
                new SpecialDayEntity(system.tenant(), day.date(), day.worked(), day.name())));
        entities.flush();
        history.record(system, "organisation", organisation.code, null, organisation.state, "");
        outbox.add(system, new HeadquartersFounded(new OrganisationId(organisation.id)));
        return organisation.view();
    }

    private OrganisationEntity organisation(Actor system, FoundHeadquarters command) {
        OrganisationEntity organisation = new OrganisationEntity(system.tenant(), numbering.lasting("ORG"));
        organisation.headquarters = true;
        organisation.name = Text.required("name", command.name(), Text.NAME_MAX);
        organisation.province = Text.optional("province", command.province(), Text.NAME_MAX);
        organisation.city = Text.optional("city", command.city(), Text.NAME_MAX);
        organisation.contactName = Text.optional("contactName", command.contactName(), Text.NAME_MAX);
        organisation.email = command.email() == null || command.email().isBlank() ? ""
                : Text.email("email", command.email());
        organisation.phone = Text.phone("phone", command.phone());
        // headquarters keeps stock of its own in the central warehouses
        organisation.setAbilities(Set.of(Ability.HOLDS_STOCK));
        organisation.contractFrom = clock.today();
        organisation.since = clock.now();
        return organisation;
    }

    private static List<TierEntity> tiers(Actor system) {
        return List.of(
                new TierEntity(system.tenant(), 1, "GOLD", "Gold", 55, ALWAYS),
                new TierEntity(system.tenant(), 2, "SILVER", "Silver", 60, ALWAYS),
                new TierEntity(system.tenant(), 3, "BRONZE", "Bronze", 65, ALWAYS));
    }
}
