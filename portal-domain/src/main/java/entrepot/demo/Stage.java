package entrepot.demo;

import entrepot.identity.InviteUser;
import entrepot.identity.NewPassword;
import entrepot.identity.Role;
import entrepot.identity.SignIns;
import entrepot.identity.SignedIn;
import entrepot.identity.Users;
import entrepot.identity.Visit;
import entrepot.kernel.OrganisationId;
import entrepot.platform.access.Actor;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.jobs.Jobs;
import entrepot.platform.outbox.OutboxWorker;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import entrepot.platform.tenant.Tenant;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** A tenant of the demonstration with its people, and the story that is played in it. */
@Dependent
class Stage {

    /** Everybody's password; a demonstration has no secrets. */
    static final String PASSWORD = "entrepot-demo";
    private static final String ADDRESS = "127.0.0.1";
    private static final String BROWSER = "demonstration";

    @Inject
    private Users users;

    @Inject
    private SignIns signIns;

    @Inject
    private BusinessClock clock;

    @Inject
    private Transactions transactions;

    @Inject
    private Jobs jobs;

    @Inject
    private OutboxWorker outbox;

    @Inject
    private Sql sql;

    private final Map<String, Actor> people = new HashMap<>();
    private NewPassword password;
    private Tenant tenant;
    private Story story;

    void open(Tenant founded) {
        tenant = founded;
        story = new Story(founded.id(), clock, transactions, jobs, outbox, sql);
        // hashed once for all: it is meant to be slow
        password = NewPassword.of(PASSWORD);
    }

    Tenant tenant() {
        return tenant;
    }

    Story story() {
        return story;
    }

    Actor system() {
        return Actor.system(tenant.id());
    }

    Actor visitor() {
        return Actor.visitor(tenant.id());
    }

    /** Invites a person into an organisation, who accepts and signs in. */
    Actor hire(OrganisationId organisation, String login, String name, Role role, String language) {
        String token = users.invite(system(), new InviteUser(organisation, name, email(login), role, language)).token();
        return accept(login, token);
    }

    /** The person behind an invitation sets a password and signs in. */
    Actor accept(String login, String token) {
        users.acceptInvitation(visitor(), token, password);
        // the steps of the front door, but for reckoning the same hash again for each person
        SignIns.Attempt attempt = signIns.begin(visitor(), email(login), ADDRESS);
        SignedIn signedIn = signIns.finish(visitor(), attempt, password.hash().equals(attempt.passwordHash()), ADDRESS,
                BROWSER).orElseThrow();
        Actor actor = signIns.resume(visitor(), signedIn.signIn()).map(Visit::actor).orElseThrow();
        people.put(login, actor);
        return actor;
    }

    /** Somebody who has signed in before. */
    Actor as(String login) {
        Actor actor = people.get(login);
        if (actor == null) {
            throw new IllegalStateException("nobody called " + login + " is on this stage");
        }
        return actor;
    }

    String email(String login) {
        return login + "@" + tenant.code() + ".example";
    }

    Instant now() {
        return story.now();
    }
}
