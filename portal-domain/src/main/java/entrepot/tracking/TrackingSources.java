package entrepot.tracking;

import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.Consignments;
import entrepot.inventory.Warehouses;
import entrepot.kernel.Problem;
import entrepot.kernel.TenantId;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.crypto.Vault;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Who tells a tenant of its parcels: set up by headquarters, heard when it calls, asked when it does not. */
@ApplicationScoped
@UseCases
public class TrackingSources {

    private static final String SECRET = "tracking-source";
    private static final int TEXT_MAX = 200;
    private static final int ASKED_AT_ONCE = 20;
    private static final int SIMULATED_AT_ONCE = 200;
    /** A parcel that was announced to a source and is silent is asked for that often. */
    private static final Duration ASK_AGAIN = Duration.ofHours(8);

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    private Tracking tracking;

    @Inject
    private Consignments consignments;

    @Inject
    private Warehouses warehouses;

    /**
     * A source as its page shows it: never a secret.
     *
     * @param callback the end of the address that it is told to call; null where it calls nobody
     */
    public record Shown(TrackingSource source, boolean active, String customer, boolean hasSecret, String callback) {
    }

    /** All sources, also those that nobody has set up; the simulator in a demonstration only. */
    @Requires(TrackingPermission.SOURCES)
    public List<Shown> list(Actor actor) {
        return Arrays.stream(TrackingSource.values())
                .filter(source -> source != TrackingSource.SIMULATOR || clock.isDemonstration())
                .map(source -> setting(actor, source).map(s -> new Shown(source, s.active(), s.customer(),
                        !s.secret().isEmpty(), callback(s))).orElseGet(() -> new Shown(source, false, "", false, null)))
                .toList();
    }

    /**
     * Sets a source up.
     *
     * @param secret empty to leave it as it is
     * @throws Problem FIELD_MISSING for a source that is switched on without what it needs; SOURCE_UNKNOWN for the
     *                 simulator outside a demonstration
     */
    @Requires(TrackingPermission.SOURCES)
    public void setUp(Actor actor, TrackingSource source, boolean active, String customer, String secret) {
        if (source == TrackingSource.SIMULATOR && !clock.isDemonstration()) {
            throw new Problem(TrackingProblem.SOURCE_UNKNOWN);
        }
        Optional<SourceSetting> before = setting(actor, source);
        String key = secret == null || secret.isBlank() ? before.map(SourceSetting::secret).orElse("") : secret.strip();
        String who = customer == null ? "" : customer.strip();
        if (key.length() > TEXT_MAX || who.length() > TEXT_MAX) {
            throw Problem.invalid("secret", "…");
        }
        if (active && source != TrackingSource.SIMULATOR && key.isEmpty()) {
            throw Problem.missing("secret");
        }
        if (active && source == TrackingSource.KUAIDI100 && who.isEmpty()) {
            throw Problem.missing("customer");
        }
        sql.update("""
                insert into tracking_source (tenant_id, source, active, customer, secret, salt, changed_by, changed_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (tenant_id, source) do update set active = excluded.active, customer = excluded.customer,
                   secret = excluded.secret, salt = excluded.salt, changed_by = excluded.changed_by, changed_at = excluded.changed_at""",
                actor.tenant(), source, active, who, key.isEmpty() ? "" : Vault.seal(actor.tenant(), SECRET, key),
                Vault.seal(actor.tenant(), SECRET, before.map(SourceSetting::salt).orElseGet(Tokens::random)),
                actor.name(), clock.now());
    }

    /**
     * A source calls. What it says is taken if it is signed, as often as it says it.
     *
     * @param actor a visitor of the tenant that the address names
     * @return what the source expects as an answer
     * @throws Problem SOURCE_UNKNOWN, MESSAGE_FORGED, MESSAGE_UNREADABLE; nothing is taken then
     */
    @Requires(Requires.ANYBODY)
    public String called(Actor actor, TrackingSource source, String body, String sign) {
        SourceSetting setting = setting(actor, source).filter(SourceSetting::active)
                .filter(s -> source != TrackingSource.SIMULATOR)
                .orElseThrow(() -> new Problem(TrackingProblem.SOURCE_UNKNOWN));
        boolean signed = source == TrackingSource.KUAIDI100 ? Kuaidi100.signed(body, sign, setting.salt())
                : SeventeenTrack.signed(body, sign, setting.secret());
        if (!signed) {
            throw new Problem(TrackingProblem.MESSAGE_FORGED);
        }
        List<Report> reports = source == TrackingSource.KUAIDI100 ? Kuaidi100.push(body, clock.now())
                : SeventeenTrack.push(body);
        tracking.hear(Actor.system(actor.tenant()), source, body, reports);
        return source == TrackingSource.KUAIDI100 ? Kuaidi100.THANKS : "{\"ok\":true}";
    }

    /**
     * What to send to the tenant's sources now: new parcels are announced, silent ones asked for. Each is marked as
     * asked, so that no other node asks as well; an answer that never comes is asked for again later.
     *
     * @param callbackBase the address under which sources reach this installation; null where there is none, so that they
     *                     are only asked
     */
    @Requires(Requires.SYSTEM)
    public List<Ask> due(Actor actor, String callbackBase) {
        List<SourceSetting> active = active(actor).stream().filter(s -> s.source() != TrackingSource.SIMULATOR).toList();
        if (active.isEmpty()) {
            return List.of();
        }
        Instant now = clock.now();
        List<String[]> waiting = sql.list("""
                update parcel set asked_at = ?, subscribed_at = coalesce(subscribed_at, ?)
                 where tenant_id = ? and id in (
                   select id from parcel
                    where tenant_id = ? and state in ('ANNOUNCED', 'COLLECTED', 'IN_TRANSIT', 'DELIVERING', 'PROBLEM',
                                                      'REFUSED', 'RETURNING')
                      and (subscribed_at is null or asked_at < ? and last_scan_at < ?)
                    order by asked_at nulls first, id limit ? for update skip locked)
                returning code, phone_tail, (subscribed_at = ?)::text as fresh""",
                row -> new String[] {row.text("code"), row.text("phone_tail"), row.text("fresh")}, now, now, actor.tenant(),
                actor.tenant(), now.minus(ASK_AGAIN), now.minus(ASK_AGAIN), ASKED_AT_ONCE, now);
        List<Ask> asks = new ArrayList<>();
        List<Parcel> register = new ArrayList<>();
        List<Parcel> query = new ArrayList<>();
        Optional<SourceSetting> kuaidi100 = active.stream().filter(s -> s.source() == TrackingSource.KUAIDI100).findFirst();
        Optional<SourceSetting> seventeen = active.stream().filter(s -> s.source() == TrackingSource.SEVENTEEN_TRACK).findFirst();
        for (String[] one : waiting) {
            Parcel parcel = tracking.get(actor, one[0]);
            boolean fresh = Boolean.parseBoolean(one[2]);
            if (kuaidi100.isPresent() && Kuaidi100.knows(parcel)) {
                asks.add(fresh && callbackBase != null
                        ? Kuaidi100.subscribe(kuaidi100.get(), parcel, one[1], callbackBase + callback(kuaidi100.get()))
                        : Kuaidi100.query(kuaidi100.get(), parcel, one[1]));
            } else if (seventeen.isPresent()) {
                (fresh ? register : query).add(parcel);
            }
        }
        if (!register.isEmpty()) {
            asks.add(SeventeenTrack.register(seventeen.orElseThrow(), register));
        }
        if (!query.isEmpty()) {
            asks.add(SeventeenTrack.query(seventeen.orElseThrow(), query));
        }
        return asks;
    }

    /** What came back. A source that says nothing that can be read is asked again later. */
    @Requires(Requires.SYSTEM)
    public int answered(Actor actor, Ask ask, String body) {
        if (!ask.query()) {
            return 0;
        }
        try {
            List<Report> reports = ask.source() == TrackingSource.KUAIDI100 ? Kuaidi100.answer(body)
                    : SeventeenTrack.answer(body);
            return reports.isEmpty() ? 0 : tracking.hear(actor, ask.source(), body, reports);
        } catch (Problem unreadable) {
            return 0;
        }
    }

    /** Moves the parcels of a demonstration on to where they would be by now. @return whether there may be more */
    @Requires(Requires.SYSTEM)
    public boolean simulate(Actor actor) {
        if (!clock.isDemonstration() || active(actor).stream().noneMatch(s -> s.source() == TrackingSource.SIMULATOR)) {
            return false;
        }
        Instant now = clock.now();
        List<String> codes = sql.list("""
                select code from parcel
                 where tenant_id = ? and state in ('ANNOUNCED', 'COLLECTED', 'IN_TRANSIT', 'DELIVERING', 'REFUSED')
                   and shipped_at > ? and (asked_at is null or asked_at < ?)
                 order by asked_at nulls first, id limit ?""", row -> row.text("code"), actor.tenant(),
                now.minus(Duration.ofDays(9)), now.minus(Duration.ofHours(1)), SIMULATED_AT_ONCE);
        for (String code : codes) {
            Parcel parcel = tracking.get(actor, code);
            Consignment consignment = consignments.get(actor, parcel.consignments().get(0));
            Instant refused = parcel.state() != ParcelState.REFUSED ? null : tracking.events(actor, code).stream()
                    .filter(event -> event.state() == ParcelState.REFUSED).map(ParcelTrack.Event::at).findFirst().orElse(null);
            List<Scan> scans = Simulator.scans(parcel.number(), parcel.shippedAt(),
                    warehouses.get(actor, parcel.warehouse()).city(), consignment.shipTo(), refused, now);
            tracking.hear(actor, TrackingSource.SIMULATOR, code + " " + now,
                    List.of(new Report(parcel.carrier(), parcel.number(), scans)));
        }
        sql.update("update parcel set asked_at = ? where tenant_id = ? and code = any (?)", now, actor.tenant(),
                codes.toArray(String[]::new));
        return codes.size() == SIMULATED_AT_ONCE;
    }

    private List<SourceSetting> active(Actor actor) {
        return sql.list("select * from tracking_source where tenant_id = ? and active", TrackingSources::setting,
                actor.tenant());
    }

    private Optional<SourceSetting> setting(Actor actor, TrackingSource source) {
        return sql.first("select * from tracking_source where tenant_id = ? and source = ?", TrackingSources::setting,
                actor.tenant(), source);
    }

    private String callback(SourceSetting setting) {
        return switch (setting.source()) {
            case KUAIDI100 -> "/tracking/" + transactions.tenant().code() + "/kuaidi100";
            case SEVENTEEN_TRACK -> "/tracking/" + transactions.tenant().code() + "/17track";
            case SIMULATOR -> null;
        };
    }

    /** Secrets lie sealed. */
    private static SourceSetting setting(Row row) {
        TenantId tenant = new TenantId(row.number("tenant_id"));
        return new SourceSetting(row.oneOf(TrackingSource.class, "source"), row.flag("active"), row.text("customer"),
                row.text("secret").isEmpty() ? "" : Vault.open(tenant, SECRET, row.text("secret")),
                Vault.open(tenant, SECRET, row.text("salt")));
    }
}
