package entrepot.network;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.Text;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.approval.ApprovalProblem;
import entrepot.platform.approval.Proposal;
import entrepot.platform.approval.Proposals;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The members of a tenant. Inner ids never come from outside, so what takes one answers whomever; what takes a
 * code answers for the actor's own organisation only, unless the actor is of headquarters.
 */
@ApplicationScoped
@UseCases
public class Organisations {

    private static final String THING = "organisation";
    private static final String RETURN = "organisation-return";
    private static final int LIST_MAX = 200;
    private static final int TERRITORIES_MAX = 100;
    private static final int UPLINES_SHOWN = 5;

    @Inject
    private EntityManager entities;

    @Inject
    private Tiers tiers;

    @Inject
    private Territories territories;

    @Inject
    private SubShops subShops;

    @Inject
    private Proposals proposals;

    @Inject
    private BusinessClock clock;

    @Inject
    private Numbering numbering;

    @Inject
    private History history;

    @Inject
    private Outbox outbox;

    /** Any member by its inner id. */
    @Requires(NetworkPermission.READ)
    public Organisation get(Actor actor, OrganisationId id) {
        return entity(actor, id).view();
    }

    /** @throws Problem NOT_FOUND for what is not there and for what is not the actor's to see */
    @Requires(NetworkPermission.READ)
    public Organisation byCode(Actor actor, String code) {
        return entity(actor, code).view();
    }

    /** The same, for codes that somebody typed: empty where {@link #byCode} would refuse. */
    @Requires(NetworkPermission.READ)
    public Optional<Organisation> find(Actor actor, String code) {
        return seen(actor, code).map(OrganisationEntity::view);
    }

    /** The address for letters to a member; empty where it has given none. */
    @Requires(NetworkPermission.READ)
    public Optional<String> contact(Actor actor, OrganisationId id) {
        return query(actor, "and o.id = :id").setParameter("id", id.value()).getResultStream().findFirst().map(organisation -> organisation.email)
                .filter(email -> email != null && !email.isBlank());
    }

    @Requires(NetworkPermission.READ)
    public Organisation headquarters(Actor actor) {
        return query(actor, "and o.headquarters = true").getResultStream().findFirst()
                .map(OrganisationEntity::view).orElseThrow(() -> Problem.notFound(THING, "headquarters"));
    }

    /**
     * Members by code, without headquarters; the actor's own alone unless it is of headquarters.
     *
     * @param afterCode the last code of the page before; null for the first page
     * @param limit     200 at most
     */
    @Requires(NetworkPermission.READ)
    public List<Organisation> list(Actor actor, String afterCode, int limit) {
        return list(actor, MemberFilter.ALL, afterCode, limit);
    }

    @Requires(NetworkPermission.READ)
    public List<Organisation> list(Actor actor, MemberFilter filter, String afterCode, int limit) {
        String words = filter.words() == null ? "" : filter.words().strip().toLowerCase(Locale.ROOT);
        return query(actor, """
                and o.headquarters = false and o.code > :after
                and (:scope = 0 or o.id = :scope)
                and (:state = '' or concat('', o.state) = :state)
                and (:tier = '' or o.tier = :tier)
                and (:ability = '' or (:ability = 'SELLS' and o.sells = true)
                     or (:ability = 'HOLDS_STOCK' and o.holdsStock = true)
                     or (:ability = 'FRANCHISED' and o.franchised = true))
                and (locate(:words, lower(o.name)) > 0 or locate(:words, lower(o.code)) > 0)
                order by o.code""")
                .setParameter("after", afterCode == null ? "" : afterCode)
                .setParameter("scope", actor.scope() == null ? 0L : actor.scope())
                .setParameter("state", filter.state() == null ? "" : filter.state().name())
                .setParameter("tier", filter.tier() == null ? "" : filter.tier())
                .setParameter("ability", filter.ability() == null ? "" : filter.ability().name())
                .setParameter("words", words)
                .setMaxResults(Math.max(1, Math.min(limit, LIST_MAX)))
                .getResultStream().map(OrganisationEntity::view).toList();
    }

    /** The sponsors above an organisation, nearest first, at most {@code max}. */
    @Requires(NetworkPermission.READ)
    public List<OrganisationId> uplines(Actor actor, OrganisationId id, int max) {
        List<OrganisationId> uplines = new ArrayList<>();
        Long next = entity(actor, id).uplineId;
        while (next != null && uplines.size() < max) {
            OrganisationId upline = new OrganisationId(next);
            uplines.add(upline);
            next = entity(actor, upline).uplineId;
        }
        return uplines;
    }

    /** Everything that the page of a member shows. */
    @Requires(NetworkPermission.READ)
    public OrganisationDetail detail(Actor actor, String code) {
        OrganisationEntity organisation = entity(actor, code);
        OrganisationId id = new OrganisationId(organisation.id);
        return new OrganisationDetail(organisation.view(),
                uplines(actor, id, UPLINES_SHOWN).stream().map(upline -> get(actor, upline)).toList(),
                territories.of(actor, id).stream().map(Territory::province).toList(),
                subShops.listOf(actor, id), organisation.contactName, organisation.email, organisation.phone,
                organisation.taxProfile.isEmpty() ? null : TaxProfile.valueOf(organisation.taxProfile), organisation.productLines, organisation.contractFrom,
                organisation.contractTo, history.of(actor, THING, code),
                OrganisationState.TRANSITIONS.next(organisation.state),
                waiting(actor, code).map(proposal -> new OrganisationDetail.WaitingReturn(proposal.code(), proposal.maker(),
                        proposal.reason(), proposal.proposedAt(), proposal.madeBy(actor)))
                        .orElse(null));
    }

    /**
     * Makes a company a member.
     *
     * @throws Problem ABILITY_MISSING without an ability, TIER_UNKNOWN, NOT_FOUND for the upline,
     *                 ORGANISATION_NOT_ACTIVE if the upline is not
     */
    @Requires(NetworkPermission.MANAGE)
    public Organisation admit(Actor actor, AdmitOrganisation command) {
        if (command.abilities().isEmpty()) {
            throw new Problem(NetworkProblem.ABILITY_MISSING);
        }
        OrganisationEntity organisation = new OrganisationEntity(actor.tenant(), numbering.lasting("ORG"));
        organisation.name = Text.required("name", command.name(), Text.NAME_MAX);
        organisation.setAbilities(command.abilities());
        organisation.tier = tiers.get(actor, command.tier()).code();
        organisation.uplineId = upline(actor, command.upline());
        organisation.province = Text.required("province", command.province(), Text.NAME_MAX);
        organisation.city = Text.optional("city", command.city(), Text.NAME_MAX);
        organisation.contactName = Text.required("contactName", command.contactName(), Text.NAME_MAX);
        organisation.email = Text.email("email", command.email());
        organisation.phone = Text.phone("phone", command.phone());
        organisation.productLines = Text.optional("productLines", command.productLines(), Text.REMARK_MAX);
        organisation.contractFrom = command.contractFrom() == null ? clock.today() : command.contractFrom();
        organisation.contractTo = command.contractTo();
        if (organisation.contractTo != null && organisation.contractTo.isBefore(organisation.contractFrom)) {
            throw Problem.invalid("contractTo", organisation.contractTo);
        }
        organisation.since = clock.now();
        entities.persist(organisation);
        entities.flush();
        OrganisationId id = new OrganisationId(organisation.id);
        command.territories().stream().distinct().limit(TERRITORIES_MAX).forEach(province -> entities.persist(
                new TerritoryEntity(actor.tenant(), id, Text.required("territory", province, Text.NAME_MAX))));
        entities.flush();
        history.record(actor, THING, organisation.code, null, organisation.state, "");
        outbox.add(actor, new OrganisationAdmitted(id));
        return organisation.view();
    }

    /** Says as what a member is taxed, by its papers; its dues are paid out from the next settlement on. */
    @Requires(NetworkPermission.MANAGE)
    public void tax(Actor actor, String code, TaxProfile profile) {
        if (profile == null) {
            throw Problem.missing("taxProfile");
        }
        entity(actor, code).taxProfile = profile.name();
    }

    /** Those of them whose tax profile is known. */
    @Requires(Requires.SYSTEM)
    public Set<OrganisationId> taxed(Actor actor, Collection<OrganisationId> organisations) {
        if (organisations.isEmpty()) {
            return Set.of();
        }
        return entities.createQuery("select o.id from OrganisationEntity o where o.tenantId = :tenant and o.id in :ids"
                        + " and o.taxProfile <> ''", Long.class)
                .setParameter("tenant", actor.tenant().value())
                .setParameter("ids", organisations.stream().map(OrganisationId::value).toList())
                .getResultStream().map(OrganisationId::new).collect(Collectors.toSet());
    }

    /** Those that are taxed so, in order of joining. @param after the last one of the page before; null for the first page */
    @Requires(Requires.SYSTEM)
    public List<OrganisationId> taxedAs(Actor actor, TaxProfile profile, OrganisationId after, int limit) {
        return entities.createQuery("select o.id from OrganisationEntity o where o.tenantId = :tenant and o.taxProfile = :profile and o.id > :after"
                        + " order by o.id", Long.class)
                .setParameter("tenant", actor.tenant().value()).setParameter("profile", profile.name())
                .setParameter("after", after == null ? 0L : after.value()).setMaxResults(limit).getResultStream().map(OrganisationId::new).toList();
    }

    /** As what each is taxed; those of which headquarters does not know are left out. */
    @Requires(Requires.SYSTEM)
    public Map<OrganisationId, TaxProfile> taxProfiles(Actor actor, Collection<OrganisationId> organisations) {
        if (organisations.isEmpty()) {
            return Map.of();
        }
        return entities.createQuery("select o.id, o.taxProfile from OrganisationEntity o where o.tenantId = :tenant and o.id in :ids"
                        + " and o.taxProfile <> ''", Object[].class)
                .setParameter("tenant", actor.tenant().value())
                .setParameter("ids", organisations.stream().map(OrganisationId::value).toList())
                .getResultStream().collect(Collectors.toMap(row -> new OrganisationId((Long) row[0]), row -> TaxProfile.valueOf((String) row[1])));
    }

    /** Stops a member at once: it starts nothing new, orders in flight go on. One person is enough. */
    @Requires(NetworkPermission.MANAGE)
    public Organisation suspend(Actor actor, String code, String reason) {
        return to(actor, entity(actor, code), OrganisationState.SUSPENDED, Text.required("reason", reason,
                Text.REMARK_MAX));
    }

    /** Ends a membership: no new orders, windows run out. */
    @Requires(NetworkPermission.MANAGE)
    public Organisation end(Actor actor, String code, String reason) {
        return to(actor, entity(actor, code), OrganisationState.ENDING, Text.required("reason", reason,
                Text.REMARK_MAX));
    }

    /** A membership is over: nothing of it is open any more, as settlement has found. @throws Problem ILLEGAL_TRANSITION unless it ends */
    @Requires(Requires.SYSTEM)
    public Organisation close(Actor system, String code, String reason) {
        return to(system, entity(system, code), OrganisationState.CLOSED, Text.required("reason", reason, Text.REMARK_MAX));
    }

    /**
     * Proposes to let a suspended member work again; a second person approves.
     *
     * @return the code of the proposal
     * @throws Problem ILLEGAL_TRANSITION unless it is suspended, RETURN_WAITS if it is proposed already
     */
    @Requires(NetworkPermission.MANAGE)
    public String proposeReturn(Actor actor, String code, String reason) {
        OrganisationEntity organisation = entity(actor, code);
        OrganisationState.TRANSITIONS.check(organisation.state, OrganisationState.ACTIVE);
        if (waiting(actor, code).isPresent()) {
            throw new Problem(NetworkProblem.RETURN_WAITS).with("name", organisation.name);
        }
        return proposals.propose(actor, RETURN, code, organisation.name, new Return(code), List.of(
                new Proposal.Effect("organisation-state", organisation.state.name(), OrganisationState.ACTIVE.name())),
                Text.required("reason", reason, Text.REMARK_MAX));
    }

    /** How many suspended members are proposed to work again, and since when the oldest. */
    @Requires(NetworkPermission.MANAGE)
    public WaitingReturns waitingReturns(Actor actor) {
        Proposals.Queue waiting = proposals.toDecide(Actor.system(actor.tenant()), RETURN);
        return new WaitingReturns(waiting.count(), waiting.oldest());
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED */
    @Requires(NetworkPermission.MANAGE)
    public Organisation approveReturn(Actor actor, String proposalCode) {
        proposals.get(actor, RETURN, proposalCode);
        Proposal proposal = proposals.approve(actor, proposalCode);
        return to(actor, entity(actor, proposal.content().as(Return.class).organisation()), OrganisationState.ACTIVE,
                proposal.reason());
    }

    /** @throws Problem OWN_PROPOSAL, ALREADY_DECIDED, REASON_NEEDED */
    @Requires(NetworkPermission.MANAGE)
    public void rejectReturn(Actor actor, String proposalCode, String reason) {
        proposals.get(actor, RETURN, proposalCode);
        if (reason == null || reason.isBlank()) {
            throw new Problem(ApprovalProblem.REASON_NEEDED);
        }
        proposals.reject(actor, proposalCode, reason);
    }

    private record Return(String organisation) {
    }

    private Optional<Proposal> waiting(Actor actor, String code) {
        return proposals.latest(actor, RETURN, code).filter(p -> p.state() == Proposal.State.PROPOSED);
    }

    private Organisation to(Actor actor, OrganisationEntity organisation, OrganisationState state, String reason) {
        if (organisation.headquarters) {
            throw new Problem(NetworkProblem.HEADQUARTERS_STAYS);
        }
        OrganisationState from = organisation.state;
        OrganisationState.TRANSITIONS.check(from, state);
        organisation.state = state;
        history.record(actor, THING, organisation.code, from, state, reason);
        return organisation.view();
    }

    private Long upline(Actor actor, OrganisationId upline) {
        if (upline == null) {
            return null;
        }
        Organisation sponsor = get(actor, upline);
        if (!sponsor.isActive()) {
            throw new Problem(NetworkProblem.ORGANISATION_NOT_ACTIVE).with("name", sponsor.name())
                    .with("state", sponsor.state());
        }
        return upline.value();
    }

    private OrganisationEntity entity(Actor actor, OrganisationId id) {
        return query(actor, "and o.id = :id").setParameter("id", id.value()).getResultStream().findFirst()
                .orElseThrow(() -> Problem.notFound(THING, ""));
    }

    private OrganisationEntity entity(Actor actor, String code) {
        return seen(actor, code).orElseThrow(() -> Problem.notFound(THING, code));
    }

    private Optional<OrganisationEntity> seen(Actor actor, String code) {
        return query(actor, "and o.code = :code").setParameter("code", code == null ? "" : code).getResultStream()
                .filter(organisation -> actor.sees(new OrganisationId(organisation.id))).findFirst();
    }

    private TypedQuery<OrganisationEntity> query(Actor actor, String rest) {
        return entities.createQuery("select o from OrganisationEntity o where o.tenantId = :tenant " + rest,
                OrganisationEntity.class).setParameter("tenant", actor.tenant().value());
    }
}
