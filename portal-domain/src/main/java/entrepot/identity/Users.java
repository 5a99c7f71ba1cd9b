package entrepot.identity;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.messaging.Messages;
import entrepot.messaging.SendMessage;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** People and their accounts: invited, let in, shut out. */
@ApplicationScoped
@UseCases
public class Users {

    private static final Duration INVITATION_LASTS = Duration.ofDays(7);
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"(),;:\\\\]{1,64}@[^\\s@<>\"(),;:\\\\]{1,255}");
    private static final Set<String> LANGUAGES = Set.of("en", "zh-CN", "es");
    private static final int NAME_MAX = 200;
    private static final int LIST_MAX = 200;

    @Inject
    private EntityManager em;
    @Inject
    private Sql sql;
    @Inject
    private Messages messages;
    @Inject
    private Numbering numbering;
    @Inject
    private BusinessClock clock;
    @Inject
    private Transactions transactions;
    @Inject
    private Organisations organisations;

    /**
     * Asks a person into an organisation. Who has no password yet gets a letter with a link (7 days, once); who has an account simply gets
     * the role as well. Headquarters invites into any organisation, a member into its own; into headquarters only an administrator.
     *
     * @throws Problem EMAIL_INVALID, NAME_INVALID, LANGUAGE_UNKNOWN, OTHER_ORGANISATION, ROLE_NOT_FOR_ORGANISATION, ALREADY_MEMBER
     */
    @Requires(IdentityPermission.MANAGE_PEOPLE)
    public Invited invite(Actor actor, InviteUser invitation) {
        String login = checkedEmail(invitation.email());
        checkRole(actor, invitation);
        UserEntity user = byLogin(actor, login);
        if (user == null) {
            user = newUser(actor, invitation, login);
        }
        addMembership(actor, user, invitation);
        if (user.passwordHash() != null) {
            messages.send(actor, new SendMessage(login, user.language(), "identity.letter.role", details(actor, invitation), "/sign-in"));
            return new Invited(user.code(), null);
        }
        String link = newLink(actor, user);
        messages.send(actor, new SendMessage(login, user.language(), "identity.letter.invitation", details(actor, invitation), link));
        return new Invited(user.code(), link);
    }

    /** Writes a new letter to somebody who has not set a password yet; older links of that person end. */
    @Requires(IdentityPermission.MANAGE_PEOPLE)
    public Invited inviteAgain(Actor actor, String code) {
        UserEntity user = ofMyOrganisation(actor, code);
        if (user.passwordHash() != null) {
            throw new Problem(IdentityProblem.ALREADY_MEMBER).with("email", user.login());
        }
        endLinks(actor, user);
        String link = newLink(actor, user);
        String name = em.find(PersonEntity.class, user.personId()).name();
        messages.send(actor, new SendMessage(user.login(), user.language(), "identity.letter.invitation",
                Map.of("name", name, "by", actor.name(), "tenant", transactions.tenant().name()), link));
        return new Invited(user.code(), link);
    }

    /** Who is asked by this link: the name to greet; refuses a link that was used, is too old or never was, all alike. */
    @Requires(Requires.ANYBODY)
    public Profile invitation(Actor visitor, String token) {
        UserEntity user = em.find(UserEntity.class, openInvitation(visitor, token).userId());
        return profile(visitor, user);
    }

    /** Sets the first password by the link and returns the login to sign in with; the link is used up. */
    @Requires(Requires.ANYBODY)
    public String acceptInvitation(Actor visitor, String token, NewPassword password) {
        InvitationEntity invitation = openInvitation(visitor, token);
        invitation.use(clock.real());
        UserEntity user = em.find(UserEntity.class, invitation.userId());
        user.setPassword(password);
        return user.login();
    }

    /** The people of the actor's organisation (headquarters: of its own), by name. */
    @Requires(IdentityPermission.PEOPLE)
    public List<User> list(Actor actor) {
        return sql.list("""
                select u.code, p.name, u.login, u.enabled, u.password_hash is not null as has_password, array_agg(m.role order by m.id) as roles,
                       (select max(s.started_at) from sign_in s where s.tenant_id = u.tenant_id and s.user_id = u.id) as last_sign_in
                  from membership m
                  join user_account u on u.tenant_id = m.tenant_id and u.id = m.user_id
                  join person p on p.tenant_id = u.tenant_id and p.id = u.person_id
                 where m.tenant_id = ? and m.organisation_id = ?
                 group by u.tenant_id, u.id, p.name, u.code, u.login, u.enabled, u.password_hash
                 order by p.name, u.code limit ?""",
                Users::user, actor.tenant(), actor.organisation(), LIST_MAX);
    }

    /** Shuts an account of the actor's organisation: its sign-ins end at once, its API keys too. */
    @Requires(IdentityPermission.MANAGE_PEOPLE)
    public void disable(Actor actor, String code) {
        UserEntity user = ofMineAlone(actor, code);
        if (actor.user() != null && actor.user().value() == user.id()) {
            throw new Problem(IdentityProblem.CANNOT_DISABLE_ONESELF);
        }
        user.disable();
        endLinks(actor, user);
        em.flush();
        sql.update("update sign_in set ended_at = now(), ended_why = 'DISABLED' where tenant_id = ? and user_id = ? and ended_at is null", actor.tenant(), user.id());
    }

    /** Opens a shut account again, with its old password. */
    @Requires(IdentityPermission.MANAGE_PEOPLE)
    public void enable(Actor actor, String code) {
        ofMineAlone(actor, code).enable();
    }

    /** One's own account. */
    @Requires(IdentityPermission.SELF)
    public Profile me(Actor actor) {
        return profile(actor, em.find(UserEntity.class, actor.user().value()));
    }

    /** @throws Problem LANGUAGE_UNKNOWN */
    @Requires(IdentityPermission.SELF)
    public void speak(Actor actor, String language) {
        UserEntity user = em.find(UserEntity.class, actor.user().value());
        user.speak(checkedLanguage(language));
        messages.readsIn(actor, user.login(), language);
    }

    /** The hash of one's own password, to check the old one with before {@link #changePassword}; see {@link PasswordChange}. */
    @Requires(IdentityPermission.SELF)
    String ownHash(Actor actor) {
        return em.find(UserEntity.class, actor.user().value()).passwordHash();
    }

    /** Takes the new password; all other sign-ins of the person end. The old one has been checked ({@link PasswordChange}). */
    @Requires(IdentityPermission.SELF)
    void changePassword(Actor actor, NewPassword password, long signIn) {
        em.find(UserEntity.class, actor.user().value()).setPassword(password);
        em.flush();
        sql.update("update sign_in set ended_at = now(), ended_why = 'PASSWORD_CHANGED' where tenant_id = ? and user_id = ? and id <> ? and ended_at is null",
                actor.tenant(), actor.user(), signIn);
    }

    private UserEntity newUser(Actor actor, InviteUser invitation, String login) {
        String name = invitation.name() == null ? "" : invitation.name().strip();
        if (name.isEmpty() || name.length() > NAME_MAX) {
            throw new Problem(IdentityProblem.NAME_INVALID).with("max", NAME_MAX);
        }
        PersonEntity person = new PersonEntity(actor.tenant().value(), name, clock.now());
        em.persist(person);
        UserEntity user = new UserEntity(actor.tenant().value(), numbering.lasting("USR"), person.id(), login, checkedLanguage(invitation.language()), clock.now());
        em.persist(user);
        messages.readsIn(actor, login, user.language());
        return user;
    }

    private void addMembership(Actor actor, UserEntity user, InviteUser invitation) {
        List<MembershipEntity> memberships = em.createQuery("select m from MembershipEntity m where m.tenant = :tenant and m.userId = :user", MembershipEntity.class)
                .setParameter("tenant", actor.tenant().value()).setParameter("user", user.id()).getResultList();
        boolean already = memberships.stream().anyMatch(m -> m.organisationId() == invitation.organisation().value() && m.role() == invitation.role());
        // an account of headquarters never becomes a member's as well, nor the other way round: what a person sees must not depend on the day's role
        boolean otherSide = memberships.stream().anyMatch(m -> m.role().side() != invitation.role().side());
        // nor does a member get hold of another member's people: who may shut an account belongs to one of them
        boolean anothers = !actor.headquarters() && memberships.stream().anyMatch(m -> m.organisationId() != invitation.organisation().value());
        if (already || otherSide || anothers) {
            throw new Problem(IdentityProblem.ALREADY_MEMBER).with("email", user.login());
        }
        em.persist(new MembershipEntity(actor.tenant().value(), user.id(), invitation.organisation().value(), invitation.role(), clock.now()));
        em.flush();
    }

    private String newLink(Actor actor, UserEntity user) {
        String token = transactions.tenant().code() + "_" + Tokens.random();
        em.persist(new InvitationEntity(actor.tenant().value(), user.id(), Tokens.sha256(token), clock.real().plus(INVITATION_LASTS), actor.name(), clock.real()));
        return "/invitation?token=" + token;
    }

    private void endLinks(Actor actor, UserEntity user) {
        em.createQuery("select i from InvitationEntity i where i.tenant = :tenant and i.userId = :user and i.usedAt is null", InvitationEntity.class)
                .setParameter("tenant", actor.tenant().value()).setParameter("user", user.id()).getResultList().forEach(i -> i.use(clock.real()));
    }

    private InvitationEntity openInvitation(Actor visitor, String token) {
        return em.createQuery("select i from InvitationEntity i where i.tenant = :tenant and i.tokenHash = :hash", InvitationEntity.class)
                .setParameter("tenant", visitor.tenant().value()).setParameter("hash", Tokens.sha256(token == null ? "" : token))
                .getResultStream().filter(i -> i.isOpen(clock.real())).findFirst()
                .orElseThrow(() -> new Problem(IdentityProblem.LINK_INVALID));
    }

    private UserEntity byLogin(Actor actor, String login) {
        return em.createQuery("select u from UserEntity u where u.tenant = :tenant and u.login = :login", UserEntity.class)
                .setParameter("tenant", actor.tenant().value()).setParameter("login", login).getResultStream().findFirst().orElse(null);
    }

    /** Foreign accounts do not exist: one of another organisation is as unknown as none. */
    private UserEntity ofMyOrganisation(Actor actor, String code) {
        OrganisationId mine = actor.organisation();
        return em.createQuery("""
                select u from UserEntity u where u.tenant = :tenant and u.code = :code
                 and exists (select m from MembershipEntity m where m.tenant = :tenant and m.userId = u.id and m.organisationId = :organisation)""", UserEntity.class)
                .setParameter("tenant", actor.tenant().value()).setParameter("code", code)
                .setParameter("organisation", mine == null ? -1L : mine.value())
                .getResultStream().findFirst().orElseThrow(() -> Problem.notFound("user", code));
    }

    /** The same, where the account is to be shut or opened: one that another organisation uses as well is headquarters' to decide. */
    private UserEntity ofMineAlone(Actor actor, String code) {
        UserEntity user = ofMyOrganisation(actor, code);
        boolean shared = em.createQuery("""
                select count(m) from MembershipEntity m where m.tenant = :tenant and m.userId = :user and m.organisationId <> :organisation""", Long.class)
                .setParameter("tenant", actor.tenant().value()).setParameter("user", user.id()).setParameter("organisation", actor.organisation().value())
                .getSingleResult() > 0;
        if (shared) {
            throw new Problem(IdentityProblem.SHARED_ACCOUNT).with("login", user.login());
        }
        return user;
    }

    private Profile profile(Actor actor, UserEntity user) {
        List<Role> roles = em.createQuery("select m.role from MembershipEntity m where m.tenant = :tenant and m.userId = :user order by m.id", Role.class)
                .setParameter("tenant", actor.tenant().value()).setParameter("user", user.id()).getResultList();
        return new Profile(user.code(), em.find(PersonEntity.class, user.personId()).name(), user.login(), user.language(), roles);
    }

    private void checkRole(Actor actor, InviteUser invitation) {
        if (!actor.headquarters() && !invitation.organisation().equals(actor.organisation())) {
            throw new Problem(IdentityProblem.OTHER_ORGANISATION);
        }
        boolean intoHeadquarters = invitation.role().side() == Role.Side.HEADQUARTERS;
        if (intoHeadquarters) {
            actor.require(IdentityPermission.MANAGE_HEADQUARTERS);
        }
        boolean own = invitation.organisation().equals(actor.organisation());
        if (actor.kind() != Actor.Kind.SYSTEM && (actor.headquarters() && own) != intoHeadquarters) {
            throw new Problem(IdentityProblem.ROLE_NOT_FOR_ORGANISATION).with("role", invitation.role());
        }
        if (!invitation.role().fits(organisations.get(actor, invitation.organisation()))) {
            throw new Problem(IdentityProblem.ROLE_NOT_FOR_ORGANISATION).with("role", invitation.role());
        }
    }

    private static String checkedEmail(String email) {
        String login = email == null ? "" : email.strip().toLowerCase(Locale.ROOT);
        if (!EMAIL.matcher(login).matches()) {
            throw new Problem(IdentityProblem.EMAIL_INVALID).with("email", email);
        }
        return login;
    }

    private static String checkedLanguage(String language) {
        if (!LANGUAGES.contains(language)) {
            throw new Problem(IdentityProblem.LANGUAGE_UNKNOWN).with("language", language);
        }
        return language;
    }

    private Map<String, String> details(Actor actor, InviteUser invitation) {
        return Map.of("name", invitation.name() == null ? "" : invitation.name(), "by", actor.name(), "tenant", transactions.tenant().name());
    }

    private static User user(Row row) {
        User.State state = !row.flag("enabled") ? User.State.DISABLED : row.flag("has_password") ? User.State.ACTIVE : User.State.INVITED;
        return new User(row.text("code"), row.text("name"), row.text("login"), row.texts("roles").stream().map(Role::valueOf).toList(), state, row.instant("last_sign_in"));
    }
}
