package entrepot.payout;

import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Vault;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where members want their money. Whoever takes over a member's sign-in must not get its money with it: a new or changed account is verified by
 * somebody at headquarters, nothing is paid to it for {@value #FROZEN_HOURS} hours, and the member is told of each change by letter.
 */
@ApplicationScoped
@UseCases
public class PayeeAccounts {

    /** How long nothing is paid to an account that is new. */
    public static final int FROZEN_HOURS = 72;
    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;
    static final String THING = "payout-account";
    static final String PLACE = "payout_account.number";
    private static final int NAME_MAX = 70;
    private static final int REASON_MAX = 300;
    private static final int SHARED_MAX = 10;

    static final String SELECT = """
            select a.id, a.code, a.organisation_id, a.kind, a.number_sealed, a.number_masked, a.holder, a.holder_written, a.bank_name, a.bank_written,
                   a.bank_code, a.state, a.entered_by, a.entered_at, a.frozen_until, a.decided_by, a.decided_at, a.decided_how, a.reason, a.shared_with
              from payout_account a
            """;

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    private Numbering numbering;

    @Inject
    private History history;

    @Inject
    private MemberLetters letters;

    @Inject
    private PaymentTerms terms;

    /**
     * Enters the account of the actor's own organisation; it takes the place of the one before.
     *
     * @throws Problem ACCOUNT_NUMBER, BANK_CODE, FIELD_MISSING, NAME_NOT_CARRIED (with {@code field}, {@code wrong} and a {@code proposal}),
     *                 ACCOUNT_SAME when it is the one that counts already
     */
    @Requires(PayoutPermission.WITHDRAW)
    public PayeeAccount enter(Actor actor, EnterAccount wish) {
        if (wish.kind() == null) {
            throw Problem.missing("kind");
        }
        String number = AccountNumbers.checked(wish.kind(), wish.number());
        String bankCode = AccountNumbers.bankCode(wish.kind(), wish.bankCode());
        boolean wallet = wish.kind() == PayeeAccount.Kind.WALLET;
        String holder = wallet ? "" : text("holder", wish.holder(), true);
        String bank = wallet ? "" : text("bankName", wish.bankName(), wish.kind() == PayeeAccount.Kind.CN_BANK);
        Letters carrying = terms.now(actor).formatFor(wish.kind()).letters();
        String holderWritten = wallet ? "" : written("holder", holder, wish.holderWritten(), carrying);
        String bankWritten = wallet ? "" : written("bankName", bank, wish.bankWritten(), carrying);
        String fingerprint = wallet ? "" : Vault.fingerprint(actor.tenant(), PLACE, wish.kind() + "|" + number);
        alone(actor.organisation());
        record Current(long id, String code, PayeeAccount.State state, String same) {
        }
        Optional<Current> current = sql.first("""
                select id, code, state, kind || fingerprint || holder || holder_written || bank_name || bank_written || bank_code as same from payout_account
                 where tenant_id = ? and organisation_id = ? and state in ('PROPOSED', 'VERIFIED') for update""",
                row -> new Current(row.number("id"), row.text("code"), row.oneOf(PayeeAccount.State.class, "state"), row.text("same")),
                actor.tenant(), actor.organisation());
        if (current.isPresent() && current.get().same().equals(wish.kind() + fingerprint + holder + holderWritten + bank + bankWritten + bankCode)) {
            throw new Problem(PayoutProblem.ACCOUNT_SAME).with("code", current.get().code());
        }
        current.ifPresent(old -> {
            sql.update("update payout_account set state = 'REPLACED' where tenant_id = ? and id = ?", actor.tenant(), old.id());
            history.record(actor, THING, old.code(), old.state(), PayeeAccount.State.REPLACED, "");
        });
        String code = numbering.next("ACC");
        Instant now = clock.now();
        PayeeAccount.State state = wallet ? PayeeAccount.State.VERIFIED : PayeeAccount.State.PROPOSED;
        sql.update("""
                insert into payout_account (tenant_id, id, code, organisation_id, kind, number_sealed, number_masked, fingerprint, holder, holder_written,
                       bank_name, bank_written, bank_code, state, replaces_id, entered_person_id, entered_by, entered_at, frozen_until)
                values (?, nextval('payout_account_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                actor.tenant(), code, actor.organisation(), wish.kind(), wallet ? "" : Vault.seal(actor.tenant(), PLACE, number),
                wallet ? "" : AccountNumbers.masked(number), fingerprint, holder, holderWritten, bank, bankWritten, bankCode, state,
                current.map(Current::id).orElse(null), actor.person().value(), actor.name(), now,
                wallet ? now : now.plus(Duration.ofHours(FROZEN_HOURS)));
        history.record(actor, THING, code, null, state, "");
        PayeeAccount entered = get(actor, code);
        tell(actor, wallet ? "payout.letter.wallet" : "payout.letter.entered", entered, "");
        return entered;
    }

    /** The one that counts for an organisation: the last that was entered and not rejected. */
    @Requires(PayoutPermission.READ)
    public Optional<PayeeAccount> current(Actor actor, OrganisationId organisation) {
        return sql.first(SELECT + """
                 where a.tenant_id = ? and a.organisation_id = ? and (?::bigint is null or a.organisation_id = ?) and a.state in ('PROPOSED', 'VERIFIED')""",
                PayeeAccounts::account, actor.tenant(), organisation, actor.scope(), actor.scope());
    }

    /** Why nothing can be paid to somebody now. */
    public enum Obstacle {
        /** It has entered none, or nobody has verified it yet. */
        MISSING,
        /** It is new. */
        FROZEN
    }

    /** Which of those members cannot be paid now; the others are left out. */
    @Requires(Requires.SYSTEM)
    public Map<OrganisationId, Obstacle> obstacles(Actor system, Collection<OrganisationId> members) {
        Map<OrganisationId, Obstacle> found = new HashMap<>();
        members.forEach(member -> found.put(member, Obstacle.MISSING));
        sql.list(SELECT + " where a.tenant_id = ? and a.organisation_id = any (?) and a.state = 'VERIFIED'", PayeeAccounts::account, system.tenant(),
                Columns.numbers(members, OrganisationId::value)).forEach(account -> {
            if (account.isUsable(clock.now())) {
                found.remove(account.organisation());
            } else {
                found.put(account.organisation(), Obstacle.FROZEN);
            }
        });
        return found;
    }

    /** @throws Problem NOT_FOUND, also for another organisation's */
    @Requires(PayoutPermission.READ)
    public PayeeAccount get(Actor actor, String code) {
        return sql.first(SELECT + " where a.tenant_id = ? and a.code = ? and (?::bigint is null or a.organisation_id = ?)",
                PayeeAccounts::account, actor.tenant(), code, actor.scope(), actor.scope()).orElseThrow(() -> Problem.notFound(THING, code));
    }

    /**
     * Newest first: a member's own, for headquarters all.
     *
     * @param after the code of the last one on the page before; null for the first page
     */
    @Requires(PayoutPermission.READ)
    public List<PayeeAccount> list(Actor actor, PayeeAccount.State state, String after, int limit) {
        return sql.list(SELECT + """
                 where a.tenant_id = ? and (?::bigint is null or a.organisation_id = ?) and (?::text is null or a.state = ?)
                   and (?::text is null or a.id < (select id from payout_account where tenant_id = ? and code = ?))
                 order by a.id desc limit ?""", PayeeAccounts::account, actor.tenant(), actor.scope(), actor.scope(), state, state, after,
                actor.tenant(), after, Math.min(limit, LIST_MAX));
    }

    @Requires(PayoutPermission.READ)
    public List<History.Change> timeLine(Actor actor, String code) {
        return history.of(actor, THING, get(actor, code).code());
    }

    /** How many accounts wait to be verified, and since when. */
    @Requires(PayoutPermission.VERIFY)
    public Payouts.Waiting waiting(Actor actor) {
        return sql.one("select count(*) as n, min(entered_at) as oldest from payout_account where tenant_id = ? and state = 'PROPOSED'",
                row -> new Payouts.Waiting(row.number("n"), row.instant("oldest")), actor.tenant());
    }

    /** Other members whose account that counts has the same number, for who verifies: their codes. */
    @Requires(PayoutPermission.VERIFY)
    public List<String> sharedWith(Actor actor, String code) {
        return sql.list("""
                select distinct o.code from payout_account a
                  join payout_account b on b.tenant_id = a.tenant_id and b.fingerprint = a.fingerprint and b.organisation_id <> a.organisation_id
                       and b.state in ('PROPOSED', 'VERIFIED')
                  join organisation o on o.tenant_id = b.tenant_id and o.id = b.organisation_id
                 where a.tenant_id = ? and a.code = ? and a.fingerprint <> '' order by o.code limit ?""", row -> row.text("code"),
                actor.tenant(), code, SHARED_MAX);
    }

    /**
     * Says that the account is the member's.
     *
     * @param how    what was looked at: a document, a cent that arrived, a telephone call
     * @param shared whether it is known and right that other members have the same account
     * @throws Problem PAYOUT_REASON without {@code how}, OWN_ACCOUNT, ACCOUNT_SHARED, ILLEGAL_TRANSITION
     */
    @Requires(PayoutPermission.VERIFY)
    public PayeeAccount verify(Actor actor, String code, String how, boolean shared) {
        String said = reason(how);
        PayeeAccount account = lock(actor, code);
        PayeeAccount.State.TRANSITIONS.check(account.state(), PayeeAccount.State.VERIFIED);
        if (account.state() != PayeeAccount.State.PROPOSED) {
            throw Problem.notFound(THING, code);
        }
        List<String> others = sharedWith(actor, code);
        if (!others.isEmpty() && !shared) {
            throw new Problem(PayoutProblem.ACCOUNT_SHARED).with("members", String.join(", ", others));
        }
        decide(actor, account, PayeeAccount.State.VERIFIED, said, "", String.join(", ", others));
        tell(actor, "payout.letter.verified", account, "");
        return get(actor, code);
    }

    /** Refuses it; the one that was verified before counts again. @throws Problem PAYOUT_REASON, OWN_ACCOUNT, ILLEGAL_TRANSITION */
    @Requires(PayoutPermission.VERIFY)
    public PayeeAccount reject(Actor actor, String code, String reason) {
        String why = reason(reason);
        PayeeAccount account = lock(actor, code);
        decide(actor, account, PayeeAccount.State.REJECTED, "", why, "");
        sql.first("""
                select code from payout_account
                 where tenant_id = ? and organisation_id = ? and state = 'REPLACED' and (decided_how <> '' or kind = 'WALLET') order by id desc limit 1""",
                row -> row.text("code"), actor.tenant(), account.organisation()).ifPresent(before -> {
                    sql.update("update payout_account set state = 'VERIFIED' where tenant_id = ? and code = ?", actor.tenant(), before);
                    history.record(actor, THING, before, PayeeAccount.State.REPLACED, PayeeAccount.State.VERIFIED, code);
                });
        tell(actor, "payout.letter.rejected", account, why);
        return get(actor, code);
    }

    /** The whole number, for who verifies it; leaves a line with the reason. @throws Problem PAYOUT_REASON */
    @Requires(PayoutPermission.VERIFY)
    public String reveal(Actor actor, String code, String reason) {
        String why = reason(reason);
        PayeeAccount account = get(actor, code);
        history.record(actor, THING, code, account.state(), account.state(), why);
        return numbers(actor, List.of(code)).getOrDefault(code, "");
    }

    /** The whole numbers, by code; for files. */
    Map<String, String> numbers(Actor actor, List<String> codes) {
        Map<String, String> numbers = new HashMap<>();
        sql.each("select code, number_sealed from payout_account where tenant_id = ? and code = any (?) and number_sealed <> ''", 0,
                row -> numbers.put(row.text("code"), Vault.open(actor.tenant(), PLACE, row.text("number_sealed"))), actor.tenant(),
                codes.toArray(String[]::new));
        return numbers;
    }

    /** With the member's other accounts: none takes the place of another meanwhile. */
    private PayeeAccount lock(Actor actor, String code) {
        alone(get(actor, code).organisation());
        sql.first("select id from payout_account where tenant_id = ? and code = ? for update", row -> row.number("id"), actor.tenant(), code);
        return get(actor, code);
    }

    private void alone(OrganisationId member) {
        sql.alone("payout-account " + member.value());
    }

    private void decide(Actor actor, PayeeAccount account, PayeeAccount.State to, String how, String reason, String shared) {
        PayeeAccount.State.TRANSITIONS.check(account.state(), to);
        long enteredBy = sql.one("select entered_person_id from payout_account where tenant_id = ? and code = ?", row -> row.number("entered_person_id"),
                actor.tenant(), account.code());
        if (actor.person() == null || actor.person().value() == enteredBy) {
            throw new Problem(PayoutProblem.OWN_ACCOUNT).with("code", account.code());
        }
        sql.update("""
                update payout_account set state = ?, decided_person_id = ?, decided_by = ?, decided_at = ?, decided_how = ?, reason = ?, shared_with = ?
                 where tenant_id = ? and code = ?""", to, actor.person(), actor.name(), clock.now(), how, reason, shared, actor.tenant(), account.code());
        history.record(actor, THING, account.code(), account.state(), to, how + reason);
    }

    /** The member is told at the address that headquarters knows, whoever is signed in for it. */
    private void tell(Actor actor, String text, PayeeAccount account, String reason) {
        String frozen = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").format(ZonedDateTime.ofInstant(account.frozenUntil(), transactions.tenant().zone()));
        letters.send(actor, account.organisation(), text,
                Map.of("account", account.masked(), "by", account.enteredBy(), "until", frozen, "reason", reason), "/account/profile");
    }

    private static String written(String field, String name, String accepted, Letters letters) {
        String written = accepted == null || accepted.isBlank() ? name : text(field, accepted, true);
        if (letters.carries(written)) {
            return written;
        }
        throw new Problem(PayoutProblem.NAME_NOT_CARRIED).with("field", field).with("name", written).with("wrong", letters.wrong(written))
                .with("proposal", letters.proposal(written));
    }

    private static String text(String field, String text, boolean needed) {
        String stripped = text == null ? "" : text.strip().replaceAll("\\s+", " ");
        if (needed && stripped.isEmpty()) {
            throw Problem.missing(field);
        }
        if (stripped.length() > NAME_MAX || stripped.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid(field, stripped.length());
        }
        return stripped;
    }

    private static String reason(String reason) {
        String stripped = reason == null ? "" : reason.strip();
        if (stripped.isEmpty() || stripped.length() > REASON_MAX) {
            throw new Problem(PayoutProblem.PAYOUT_REASON).with("max", REASON_MAX);
        }
        return stripped;
    }

    static PayeeAccount account(Row row) {
        return new PayeeAccount(row.text("code"), new OrganisationId(row.number("organisation_id")), row.oneOf(PayeeAccount.Kind.class, "kind"),
                row.text("number_masked"), row.text("holder"), row.text("holder_written"), row.text("bank_name"), row.text("bank_written"),
                row.text("bank_code"), row.oneOf(PayeeAccount.State.class, "state"), row.text("entered_by"), row.instant("entered_at"),
                row.instant("frozen_until"), row.text("decided_by"), row.instant("decided_at"), row.text("decided_how"), row.text("reason"),
                row.text("shared_with"));
    }
}
