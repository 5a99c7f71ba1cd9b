package entrepot.onboarding;

import entrepot.identity.InviteUser;
import entrepot.identity.Role;
import entrepot.identity.Users;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.kernel.Text;
import entrepot.ledger.Ledger;
import entrepot.messaging.Messages;
import entrepot.messaging.SendMessage;
import entrepot.network.Ability;
import entrepot.network.AdmitOrganisation;
import entrepot.network.Channel;
import entrepot.network.OpenSubShop;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.network.SubShops;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.geo.Places;
import entrepot.platform.geo.Region;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.TypedQuery;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Applications to become a member. A visitor applies and gets a secret link, by which it sees where the
 * application stands, answers questions and may withdraw. Headquarters decides.
 */
@ApplicationScoped
@UseCases
public class Applications {

    private static final String THING = "application";
    private static final int LIST_MAX = 200;
    private static final Set<String> LANGUAGES = Set.of("en", "zh-CN", "es");

    @Inject
    private EntityManager entities;

    @Inject
    private Organisations organisations;

    @Inject
    private SubShops subShops;

    @Inject
    private Ledger ledger;

    @Inject
    private Users users;

    @Inject
    private Messages messages;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    private Numbering numbering;

    @Inject
    private History history;

    /**
     * @throws Problem ABILITY_NOT_CHOSEN, FIELD_MISSING, FIELD_TOO_LONG, FIELD_INVALID, TERRITORY_UNKNOWN,
     *                 APPLICATION_WAITS if one with this e-mail address waits already
     */
    @Requires(Requires.ANYBODY)
    public Applied apply(Actor visitor, Apply command) {
        // the tenant's code in clear, so that the link finds its tenant on any host
        String token = transactions.tenant().code() + "_" + Tokens.random();
        ApplicationEntity application = new ApplicationEntity(visitor.tenant(), numbering.next("APP"),
                Tokens.sha256(token));
        fill(application, command);
        application.appliedAt = clock.now();
        if (open(visitor, application.email)) {
            throw new Problem(OnboardingProblem.APPLICATION_WAITS).with("email", application.email);
        }
        try {
            entities.persist(application);
            entities.flush();
        } catch (PersistenceException sameMoment) {
            // a second click: the index caught what the look could not yet see
            throw new Problem(OnboardingProblem.APPLICATION_WAITS).with("email", application.email);
        }
        history.record(visitor, THING, application.code, null, application.state, application.message);
        Applied applied = new Applied(application.code, "/join/status?token=" + token);
        write(visitor, application, "onboarding.letter.received", applied.link());
        return applied;
    }

    /** Where the application of this link stands. @throws Problem NOT_FOUND for a link that never was */
    @Requires(Requires.ANYBODY)
    public ApplicationStatus status(Actor visitor, String token) {
        return byToken(visitor, token).status();
    }

    /** Answers what headquarters has asked; it decides then. */
    @Requires(Requires.ANYBODY)
    public ApplicationStatus answer(Actor visitor, String token, String answer) {
        ApplicationEntity application = byToken(visitor, token);
        ApplicationState.TRANSITIONS.check(application.state, ApplicationState.WAITING);
        application.answer = Text.required("answer", answer, Text.REMARK_MAX);
        to(visitor, application, ApplicationState.WAITING, application.answer);
        return application.status();
    }

    /** Takes the application back. */
    @Requires(Requires.ANYBODY)
    public ApplicationStatus withdraw(Actor visitor, String token, String reason) {
        ApplicationEntity application = byToken(visitor, token);
        application.reason = Text.optional("reason", reason, Text.REMARK_MAX);
        to(visitor, application, ApplicationState.WITHDRAWN, application.reason);
        application.decidedAt = clock.now();
        return application.status();
    }

    /**
     * @param state     null for all
     * @param afterCode the last code of the page before; null for the first page
     * @param limit     200 at most
     * @return the longest waiting first where a state is asked for, else the newest first
     */
    @Requires(OnboardingPermission.READ)
    public List<Application> list(Actor actor, ApplicationState state, String afterCode, int limit) {
        boolean oldestFirst = state == ApplicationState.WAITING || state == ApplicationState.ASKED;
        long after = afterCode == null || afterCode.isEmpty() ? oldestFirst ? 0 : Long.MAX_VALUE
                : entity(actor, afterCode).id;
        return query(actor, "and (:any = true or a.state = :state) and "
                + (oldestFirst ? "a.id > :after order by a.id" : "a.id < :after order by a.id desc"))
                .setParameter("any", state == null)
                .setParameter("state", state == null ? ApplicationState.WAITING : state)
                .setParameter("after", after)
                .setMaxResults(Math.max(1, Math.min(limit, LIST_MAX)))
                .getResultStream().map(ApplicationEntity::view).toList();
    }

    /** How many wait for headquarters, and since when. */
    @Requires(OnboardingPermission.READ)
    public WaitingApplications waiting(Actor actor) {
        long count = entities.createQuery("""
                select count(a) from ApplicationEntity a where a.tenantId = :tenant and a.state = :state""", Long.class)
                .setParameter("tenant", actor.tenant().value()).setParameter("state", ApplicationState.WAITING)
                .getSingleResult();
        return new WaitingApplications(count, list(actor, ApplicationState.WAITING, null, 1).stream()
                .map(Application::appliedAt).findFirst().orElse(null));
    }

    /** The application of that code, for codes that somebody typed: empty where {@link #get} would refuse. */
    @Requires(OnboardingPermission.READ)
    public Optional<Application> find(Actor actor, String code) {
        return seen(actor, code).map(ApplicationEntity::view);
    }

    /** @throws Problem NOT_FOUND */
    @Requires(OnboardingPermission.READ)
    public ApplicationDetail get(Actor actor, String code) {
        ApplicationEntity application = entity(actor, code);
        return new ApplicationDetail(application.view(), upline(actor, application.uplineCode),
                history.of(actor, THING, code), ApplicationState.TRANSITIONS.next(application.state));
    }

    /** Asks the applicant something; it answers by its link. */
    @Requires(OnboardingPermission.DECIDE)
    public Application ask(Actor actor, String code, String question) {
        ApplicationEntity application = locked(actor, code);
        application.question = Text.required("question", question, Text.REMARK_MAX);
        application.answer = "";
        to(actor, application, ApplicationState.ASKED, application.question);
        write(actor, application, "onboarding.letter.asked", null);
        return application.view();
    }

    /** Rejects with a reason, which the applicant reads. */
    @Requires(OnboardingPermission.DECIDE)
    public Application reject(Actor actor, String code, String reason) {
        ApplicationEntity application = locked(actor, code);
        application.reason = Text.required("reason", reason, Text.REMARK_MAX);
        to(actor, application, ApplicationState.REJECTED, application.reason);
        decided(actor, application);
        write(actor, application, "onboarding.letter.rejected", null);
        return application.view();
    }

    /**
     * Admits the applicant: organisation, accounts, first sub-shop where it sells, and an invitation to the person
     * who applied. All of it or nothing.
     *
     * @throws Problem ILLEGAL_TRANSITION unless it waits, ABILITY_NOT_APPLIED_FOR, TERRITORY_NEEDED,
     *                 TERRITORY_UNKNOWN, UPLINE_UNKNOWN, TIER_UNKNOWN, ALREADY_MEMBER if the address signs in to
     *                 headquarters
     */
    @Requires(OnboardingPermission.DECIDE)
    public Application approve(Actor actor, ApproveApplication command) {
        ApplicationEntity application = locked(actor, command.code());
        ApplicationState.TRANSITIONS.check(application.state, ApplicationState.APPROVED);
        check(command, application);
        Organisation member = organisations.admit(actor, new AdmitOrganisation(application.company,
                command.abilities(), command.tier(), sponsor(actor, command.uplineCode()), application.province,
                application.city, command.territories(), application.contactName, application.email,
                application.phone, command.productLines(), command.contractFrom(), command.contractTo()));
        ledger.openAccounts(actor, member.id());
        if (member.can(Ability.SELLS)) {
            subShops.open(actor, new OpenSubShop(member.id(), application.company,
                    application.channel.isEmpty() ? Channel.OTHER.name() : application.channel, null));
        }
        invite(actor, application, member);
        application.memberCode = member.code();
        to(actor, application, ApplicationState.APPROVED, "");
        decided(actor, application);
        return application.view();
    }

    private void fill(ApplicationEntity application, Apply command) {
        if (command.abilities().isEmpty()) {
            throw new Problem(OnboardingProblem.ABILITY_NOT_CHOSEN);
        }
        application.setAbilities(command.abilities());
        application.company = Text.required("company", command.company(), Text.NAME_MAX);
        application.contactName = Text.required("contactName", command.contactName(), Text.NAME_MAX);
        application.email = Text.email("email", command.email());
        application.phone = Text.phone("phone", command.phone());
        application.province = Text.required("province", command.province(), Text.NAME_MAX);
        application.city = Text.optional("city", command.city(), Text.NAME_MAX);
        application.territory = territory(Text.optional("territory", command.territory(), Text.NAME_MAX));
        application.uplineCode = Text.optional("uplineCode", command.uplineCode(), 40);
        application.channel = channel(command.channel());
        application.message = Text.optional("message", command.message(), Text.REMARK_MAX);
        if (!LANGUAGES.contains(command.language())) {
            throw Problem.invalid("language", command.language());
        }
        application.language = command.language();
    }

    private void check(ApproveApplication command, ApplicationEntity application) {
        if (command.abilities().isEmpty()) {
            throw new Problem(OnboardingProblem.ABILITY_NOT_CHOSEN);
        }
        if (!application.abilities().containsAll(command.abilities())) {
            throw new Problem(OnboardingProblem.ABILITY_NOT_APPLIED_FOR);
        }
        if (command.abilities().contains(Ability.HOLDS_STOCK) && command.territories().isEmpty()) {
            throw new Problem(OnboardingProblem.TERRITORY_NEEDED);
        }
        command.territories().forEach(this::territory);
    }

    /** A province of the tenant's country, or empty; any text where the country's provinces are not known. */
    private String territory(String province) {
        List<Region> known = Places.regionsOf(transactions.tenant().country());
        if (!province.isEmpty() && !known.isEmpty() && known.stream().noneMatch(r -> r.name().equals(province))) {
            throw new Problem(OnboardingProblem.TERRITORY_UNKNOWN).with("province", province);
        }
        return province;
    }

    private static String channel(String name) {
        String channel = name == null ? "" : name.strip();
        if (!channel.isEmpty() && Arrays.stream(Channel.values()).noneMatch(c -> c.name().equals(channel))) {
            throw Problem.invalid("channel", channel);
        }
        return channel;
    }

    /** The member of that code, or null where there is none that is active: what a visitor typed proves nothing. */
    private Organisation upline(Actor actor, String code) {
        if (code == null || code.isBlank()) {
            return null;
        }
        return organisations.find(actor, code.strip()).filter(Organisation::isActive).orElse(null);
    }

    private OrganisationId sponsor(Actor actor, String code) {
        if (code == null || code.isBlank()) {
            return null;
        }
        Organisation upline = upline(actor, code);
        if (upline == null || upline.headquarters()) {
            throw new Problem(OnboardingProblem.UPLINE_UNKNOWN).with("code", code);
        }
        return upline.id();
    }

    private void invite(Actor actor, ApplicationEntity application, Organisation member) {
        if (member.can(Ability.SELLS) || member.can(Ability.FRANCHISED)) {
            users.invite(actor, new InviteUser(member.id(), application.contactName, application.email, Role.AGENT,
                    application.language));
        }
        if (member.can(Ability.HOLDS_STOCK)) {
            users.invite(actor, new InviteUser(member.id(), application.contactName, application.email, Role.DEALER,
                    application.language));
        }
    }

    private void to(Actor actor, ApplicationEntity application, ApplicationState state, String why) {
        ApplicationState from = application.state;
        ApplicationState.TRANSITIONS.check(from, state);
        application.state = state;
        history.record(actor, THING, application.code, from, state, why);
    }

    private void decided(Actor actor, ApplicationEntity application) {
        application.decidedBy = actor.name();
        application.decidedAt = clock.now();
    }

    private void write(Actor actor, ApplicationEntity application, String text, String link) {
        messages.send(actor, new SendMessage(application.email, application.language, text, Map.of(
                "name", application.contactName, "company", application.company, "code", application.code,
                "tenant", transactions.tenant().name(), "question", application.question,
                "reason", application.reason), link));
    }

    private boolean open(Actor actor, String email) {
        return query(actor, "and a.email = :email and a.state in (:waiting, :asked)").setParameter("email", email)
                .setParameter("waiting", ApplicationState.WAITING).setParameter("asked", ApplicationState.ASKED)
                .setMaxResults(1).getResultStream().findFirst().isPresent();
    }

    private ApplicationEntity byToken(Actor visitor, String token) {
        return query(visitor, "and a.tokenHash = :hash")
                .setParameter("hash", Tokens.sha256(token == null ? "" : token))
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream().findFirst().orElseThrow(() -> Problem.notFound(THING, ""));
    }

    private ApplicationEntity entity(Actor actor, String code) {
        return seen(actor, code).orElseThrow(() -> Problem.notFound(THING, code));
    }

    private Optional<ApplicationEntity> seen(Actor actor, String code) {
        return query(actor, "and a.code = :code").setParameter("code", code == null ? "" : code)
                .getResultStream().findFirst();
    }

    /** The same, held until the end of the transaction: of two who decide at once the second sees what the first did. */
    private ApplicationEntity locked(Actor actor, String code) {
        return query(actor, "and a.code = :code").setParameter("code", code == null ? "" : code)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream().findFirst().orElseThrow(() -> Problem.notFound(THING, code));
    }

    private TypedQuery<ApplicationEntity> query(Actor actor, String rest) {
        return entities.createQuery("select a from ApplicationEntity a where a.tenantId = :tenant " + rest,
                ApplicationEntity.class).setParameter("tenant", actor.tenant().value());
    }
}
