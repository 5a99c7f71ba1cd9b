package entrepot.network;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.SubShopId;
import entrepot.kernel.Text;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Later;
import entrepot.platform.sql.Transactions;
import entrepot.platform.sql.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.TypedQuery;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The sub-shops of members. As with organisations, what takes an inner id answers whomever, what takes a code
 * answers for the actor's own sub-shops only, unless the actor is of headquarters.
 */
@ApplicationScoped
@UseCases
public class SubShops {

    private static final String THING = "sub-shop";
    private static final int LIST_MAX = 1000;

    /** So many sub-shops a member may have. */
    static final int OF_ONE_MAX = 200;

    @Inject
    private EntityManager entities;

    @Inject
    private Organisations organisations;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    private Numbering numbering;

    @Inject
    private History history;

    /**
     * @throws Problem ABILITY_NEEDED unless the member sells, ORGANISATION_NOT_ACTIVE, SUB_SHOP_NAME_TAKEN,
     *                 SUB_SHOPS_TOO_MANY, FIELD_INVALID for an unknown channel, UNKNOWN_CURRENCY
     */
    @Requires(NetworkPermission.SHOPS_MANAGE)
    public SubShop open(Actor actor, OpenSubShop command) {
        Organisation owner = owner(actor, command.organisation());
        SubShopEntity shop = new SubShopEntity(actor.tenant(), numbering.lasting("SHP"), owner.id());
        shop.name = Text.required("name", command.name(), Text.NAME_MAX);
        shop.channel = channel(command.channel());
        shop.currency = currency(command.currency());
        List<SubShop> others = listOf(actor, owner.id());
        if (others.size() >= OF_ONE_MAX) {
            throw new Problem(NetworkProblem.SUB_SHOPS_TOO_MANY).with("max", OF_ONE_MAX);
        }
        if (others.stream().anyMatch(other -> !other.state().equals(SubShopState.CLOSED.name())
                && other.name().equalsIgnoreCase(shop.name))) {
            throw new Problem(NetworkProblem.SUB_SHOP_NAME_TAKEN).with("name", shop.name);
        }
        shop.openedAt = clock.now();
        shop.practice = command.practice();
        try {
            entities.persist(shop);
            entities.flush();
        } catch (PersistenceException sameMoment) {
            // the index on names caught what the look at the others could not yet see
            throw new Problem(NetworkProblem.SUB_SHOP_NAME_TAKEN).with("name", shop.name);
        }
        history.record(actor, THING, shop.code, null, shop.state, "");
        return shop.view();
    }

    /** Any sub-shop by its inner id. */
    @Requires(NetworkPermission.SHOPS_READ)
    public SubShop get(Actor actor, SubShopId id) {
        return query(actor, "and s.id = :id").setParameter("id", id.value()).getResultStream().findFirst()
                .map(SubShopEntity::view).orElseThrow(() -> Problem.notFound(THING, ""));
    }

    /** @throws Problem NOT_FOUND for what is not there and for what is not the actor's to see */
    @Requires(NetworkPermission.SHOPS_READ)
    public SubShop byCode(Actor actor, String code) {
        return entity(actor, code).view();
    }

    /** The same, for codes that somebody typed: empty where {@link #byCode} would refuse. */
    @Requires(NetworkPermission.SHOPS_READ)
    public Optional<SubShop> find(Actor actor, String code) {
        return seen(actor, code).map(SubShopEntity::view);
    }

    /** The sub-shops with those codes and their members, by code; left out where {@link #byCode} would refuse. */
    @Requires(NetworkPermission.SHOPS_READ)
    public Later<Map<String, Seller>> sellers(Actor actor, Trip trip, Collection<String> codes) {
        return trip.list("""
                select s.id, s.code, s.organisation_id, s.name, s.channel, s.currency, s.state, s.practice, o.name as member,
                       o.state as member_state
                  from sub_shop s join organisation o on o.tenant_id = s.tenant_id and o.id = s.organisation_id
                 where s.tenant_id = ? and s.code = any (?) and (?::bigint is null or s.organisation_id = ?)""",
                row -> new Seller(new SubShop(new SubShopId(row.number("id")), row.text("code"),
                        new OrganisationId(row.number("organisation_id")), row.text("name"), row.text("channel"),
                        row.text("currency"), row.text("state"), row.flag("practice")), row.text("member"), row.text("member_state")),
                actor.tenant(), codes.toArray(String[]::new), actor.scope(), actor.scope())
                .map(sellers -> sellers.stream().collect(Collectors.toMap(s -> s.subShop().code(), Function.identity())));
    }

    /** The actor's own, by name; all of the tenant for headquarters; 1,000 at most. */
    @Requires(NetworkPermission.SHOPS_READ)
    public List<SubShop> list(Actor actor) {
        return query(actor, "and (:scope = 0 or s.organisationId = :scope) order by s.name, s.id")
                .setParameter("scope", actor.scope() == null ? 0L : actor.scope()).setMaxResults(LIST_MAX)
                .getResultStream().map(SubShopEntity::view).toList();
    }

    /** Those of one member, by name. */
    @Requires(NetworkPermission.SHOPS_READ)
    public List<SubShop> listOf(Actor actor, OrganisationId organisation) {
        return query(actor, "and s.organisationId = :organisation order by s.name, s.id")
                .setParameter("organisation", organisation.value()).setMaxResults(LIST_MAX)
                .getResultStream().map(SubShopEntity::view).toList();
    }

    /** The time line of a sub-shop. */
    @Requires(NetworkPermission.SHOPS_READ)
    public List<History.Change> history(Actor actor, String code) {
        return history.of(actor, THING, entity(actor, code).code);
    }

    /** Stops a sub-shop at once: it takes no orders until it is opened again. */
    @Requires(NetworkPermission.SHOPS_MANAGE)
    public SubShop stop(Actor actor, String code, String reason) {
        SubShop stopped = to(actor, code, SubShopState.STOPPED, Text.required("reason", reason, Text.REMARK_MAX));
        SubShopEntity shop = entity(actor, code);
        shop.stoppedByHeadquarters = actor.headquarters();
        shop.stoppedByPerson = actor.person() == null ? null : actor.person().value();
        return stopped;
    }

    /**
     * Opens a stopped sub-shop again. What its member stopped, the member opens; what headquarters stopped takes
     * headquarters, and another person than who stopped it.
     *
     * @throws Problem STOPPED_BY_HEADQUARTERS, STOPPED_BY_ONESELF, ILLEGAL_TRANSITION, NOT_FOUND
     */
    @Requires(NetworkPermission.SHOPS_MANAGE)
    public SubShop reopen(Actor actor, String code) {
        SubShopEntity shop = entity(actor, code);
        if (shop.state == SubShopState.STOPPED && shop.stoppedByHeadquarters) {
            if (!actor.headquarters()) {
                throw new Problem(NetworkProblem.STOPPED_BY_HEADQUARTERS).with("name", shop.name);
            }
            if (actor.person() == null || actor.person().value() == shop.stoppedByPerson) {
                throw new Problem(NetworkProblem.STOPPED_BY_ONESELF).with("name", shop.name);
            }
        }
        return to(actor, code, SubShopState.OPEN, "");
    }

    /** Lets a sub-shop be for practice, or for real; what becomes of its practice orders is for ordering to say. */
    @Requires(NetworkPermission.SHOPS_MANAGE)
    public SubShop practise(Actor actor, String code, boolean practice) {
        SubShopEntity shop = entity(actor, code);
        if (shop.practice != practice) {
            shop.practice = practice;
            history.record(actor, THING, shop.code, shop.state, shop.state, practice ? "practice" : "real");
        }
        return shop.view();
    }

    /** Closes a sub-shop for good. */
    @Requires(NetworkPermission.SHOPS_MANAGE)
    public SubShop close(Actor actor, String code, String reason) {
        return to(actor, code, SubShopState.CLOSED, Text.required("reason", reason, Text.REMARK_MAX));
    }

    private SubShop to(Actor actor, String code, SubShopState state, String reason) {
        SubShopEntity shop = entity(actor, code);
        SubShopState from = shop.state;
        SubShopState.TRANSITIONS.check(from, state);
        shop.state = state;
        history.record(actor, THING, shop.code, from, state, reason);
        return shop.view();
    }

    private Organisation owner(Actor actor, OrganisationId id) {
        Organisation owner = organisations.get(actor, id == null ? actor.organisation() : id);
        if (!actor.sees(owner.id())) {
            throw Problem.notFound("organisation", owner.code());
        }
        if (!owner.can(Ability.SELLS)) {
            throw new Problem(NetworkProblem.ABILITY_NEEDED).with("name", owner.name())
                    .with("ability", Ability.SELLS.name());
        }
        if (!owner.isActive()) {
            throw new Problem(NetworkProblem.ORGANISATION_NOT_ACTIVE).with("name", owner.name())
                    .with("state", owner.state());
        }
        return owner;
    }

    private static Channel channel(String name) {
        return Arrays.stream(Channel.values()).filter(channel -> channel.name().equals(name)).findFirst()
                .orElseThrow(() -> Problem.invalid("channel", name));
    }

    private String currency(String currency) {
        if (currency == null || currency.isBlank()) {
            return transactions.tenant().currency();
        }
        // refuses what is no currency
        Money.digits(currency);
        return currency;
    }

    private SubShopEntity entity(Actor actor, String code) {
        return seen(actor, code).orElseThrow(() -> Problem.notFound(THING, code));
    }

    private Optional<SubShopEntity> seen(Actor actor, String code) {
        return query(actor, "and s.code = :code").setParameter("code", code == null ? "" : code).getResultStream()
                .filter(shop -> actor.sees(new OrganisationId(shop.organisationId))).findFirst();
    }

    private TypedQuery<SubShopEntity> query(Actor actor, String rest) {
        return entities.createQuery("select s from SubShopEntity s where s.tenantId = :tenant " + rest,
                SubShopEntity.class).setParameter("tenant", actor.tenant().value());
    }
}
