package entrepot.tracking;

import entrepot.fulfilment.Carriers;
import entrepot.fulfilment.Consignment;
import entrepot.fulfilment.ConsignmentState;
import entrepot.fulfilment.Consignments;
import entrepot.fulfilment.Shipping;
import entrepot.kernel.ConsignmentId;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.kernel.Split;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** How parcels go: what their carriers tell, and what follows from it. */
@ApplicationScoped
@UseCases
public class Tracking {

    /** How time lines and postings call a parcel. */
    static final String THING = "parcel";
    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;

    /** What a source dates later than that is a slip of its clock. */
    private static final Duration AHEAD_MAX = Duration.ofHours(12);
    /** What happened that long before it left was another parcel with the same number. */
    private static final Duration BEFORE_MAX = Duration.ofDays(3);
    private static final int SCANS_MAX = 500;
    /** The source of what a person says. */
    private static final String PERSON = "PERSON";
    private static final int TEXT_MAX = 1_000;

    @Inject
    private ParcelRows rows;

    @Inject
    private Silences silences;

    @Inject
    private Consignments consignments;

    @Inject
    private Shipping shipping;

    @Inject
    private History history;

    @Inject
    private Outbox outbox;

    @Inject
    private Numbering numbering;

    @Inject
    private BusinessClock clock;

    /** How the parcels of an order go, oldest first. Empty for an order that is not the actor's or has none. */
    @Requires(TrackingPermission.VIEW)
    public List<ParcelTrack> ofOrder(Actor actor, String orderCode) {
        return tracks(actor, rows.byOrder(actor, orderCode));
    }

    private List<ParcelTrack> tracks(Actor actor, List<Parcel> parcels) {
        Map<Long, List<ParcelTrack.Event>> events = rows.events(actor, parcels.stream().map(Parcel::id).toList());
        return parcels.stream().map(p -> new ParcelTrack(p.carrier(), p.number(), p.state(),
                Carriers.byCode(p.carrier()).map(c -> c.link(p.number())).orElse(null), p.shippedAt(),
                p.stalledAt() != null, events.getOrDefault(p.id(), List.of()))).toList();
    }

    /** @throws Problem NOT_FOUND, also for another's */
    @Requires(TrackingPermission.VIEW)
    public Parcel get(Actor actor, String code) {
        return rows.byCode(actor, code).stream().findFirst().map(p -> seen(actor, p))
                .orElseThrow(() -> Problem.notFound(THING, code));
    }

    /** Those with that tracking number that the actor may see. */
    @Requires(TrackingPermission.VIEW)
    public List<Parcel> byNumber(Actor actor, String number) {
        return rows.byNumber(actor, number).stream().map(p -> seen(actor, p)).toList();
    }

    /** What is heard of a parcel, the latest first. @throws Problem NOT_FOUND */
    @Requires(TrackingPermission.VIEW)
    public List<ParcelTrack.Event> events(Actor actor, String code) {
        return rows.events(actor, get(actor, code).id());
    }

    /** The time line of a parcel's states. @throws Problem NOT_FOUND */
    @Requires(TrackingPermission.VIEW)
    public List<History.Change> history(Actor actor, String code) {
        return history.of(actor, THING, get(actor, code).code());
    }

    /**
     * The parcels that the actor's organisation sent, all for headquarters; the longest silent first.
     *
     * @param after the code of the last one on the page before; null for the first page
     */
    @Requires(TrackingPermission.VIEW)
    public List<Parcel> list(Actor actor, ParcelFilter filter, String after, int limit) {
        return rows.page(actor, filter, after, Math.max(1, Math.min(limit, LIST_MAX))).stream().map(p -> seen(actor, p))
                .toList();
    }

    /** How many wait for a person, for tabs and desks. */
    @Requires(TrackingPermission.VIEW)
    public Map<ParcelFilter.View, Long> counts(Actor actor) {
        return rows.counts(actor);
    }

    /** A consignment has left: its parcels are followed from now on. Told again, it does nothing. */
    @Requires(Requires.SYSTEM)
    public void follow(Actor actor, ConsignmentId id) {
        Consignment consignment = consignments.get(actor, id);
        List<Consignment.Parcel> parcels = consignment.parcels();
        if (parcels.isEmpty() || consignment.warehouse() == null) {
            return;
        }
        Money back = shipping.freightGivenBack(actor, List.of(id)).getOrDefault(id,
                Money.zero(consignment.freight().currency()));
        // heavier parcels cost more; where no weight is known all count alike
        List<Money> charged = Split.byWeight(consignment.freight().minus(back),
                parcels.stream().map(p -> (long) p.grams()).toList());
        for (int i = 0; i < parcels.size(); i++) {
            rows.begin(actor, numbering.next("PCL"), consignment, parcels.get(i), charged.get(i));
        }
        if (consignment.state() == ConsignmentState.DELIVERED) {
            // facts may come in any order
            arrived(actor, consignment.code());
        }
    }

    /** A consignment was said to be delivered: so are its parcels that nobody heard otherwise of. */
    @Requires(Requires.SYSTEM)
    public void arrived(Actor actor, String consignment) {
        for (Parcel parcel : rows.byConsignment(actor, consignment)) {
            Parcel locked = rows.lock(actor, parcel.code()).get(0);
            boolean all = locked.consignments().stream()
                    .allMatch(c -> consignments.get(actor, c).state() == ConsignmentState.DELIVERED);
            if (ParcelState.UNDER_WAY.contains(locked.state()) && all) {
                move(actor, locked, ParcelState.DELIVERED, "");
            }
        }
    }

    /**
     * Takes what a source told. What was told before, of parcels that are not ours, or dated in the future, is left out;
     * the order in which scans are told does not matter.
     *
     * @param body what it said, word for word
     * @return how many scans are new
     */
    @Requires(Requires.SYSTEM)
    public int hear(Actor actor, TrackingSource source, String body, List<Report> reports) {
        Instant now = clock.now();
        Long message = rows.message(actor, source.name(), body, now);
        int fresh = 0;
        // in one order, so that two messages never wait for each other in a circle
        for (Report report : reports.stream().sorted(Comparator.comparing(Report::number)).toList()) {
            for (Parcel parcel : rows.lockNumber(actor, report.carrier(), report.number())) {
                fresh += hear(actor, parcel, source.name(), message, report.scans(), now);
            }
        }
        return fresh;
    }

    /**
     * The carrier stopped a consignment's parcels: a scan like any other, for those that carriers tell next go on from it. Where its
     * parcels are not known yet (another fact tells what left) it fails, and is told again.
     */
    @Requires(Requires.SYSTEM)
    public void intercepted(Actor actor, String consignment, String why, Instant at) {
        List<Parcel> parcels = rows.byConsignment(actor, consignment);
        if (parcels.isEmpty()) {
            throw new IllegalStateException("no parcels yet of " + consignment);
        }
        for (Parcel parcel : parcels) {
            Parcel locked = rows.lock(actor, parcel.code()).get(0);
            if (locked.state() != ParcelState.DELIVERED) {
                hear(actor, locked, PERSON, null, List.of(new Scan(at, ParcelState.RETURNING, why, "")), clock.now());
            }
        }
    }

    private int hear(Actor actor, Parcel parcel, String source, Long message, List<Scan> told, Instant now) {
        List<Scan> scans = told.stream().limit(SCANS_MAX)
                .filter(s -> !s.at().isAfter(now.plus(AHEAD_MAX)) && !s.at().isBefore(parcel.shippedAt().minus(BEFORE_MAX)))
                .map(s -> s.text().length() <= TEXT_MAX ? s : new Scan(s.at(), s.state(), s.text().substring(0, TEXT_MAX), s.place()))
                .toList();
        int fresh = rows.hear(actor, parcel, source, message, scans, now);
        if (fresh > 0) {
            List<ParcelTrack.Event> all = rows.events(actor, parcel.id());
            ParcelTrack.Event last = all.stream().max(Comparator.comparing(ParcelTrack.Event::at)).orElseThrow();
            ParcelState state = parcel.state().reported() ? Track.state(scans(all)) : parcel.state();
            if (parcel.state().failed() && !state.failed() && rows.back(actor, parcel.consignments()).stream()
                    .anyMatch(b -> b.parcel() == parcel.id())) {
                // a person has taken in a part of it: whoever signs for the rest is its sender
                state = ParcelState.RETURNING;
            }
            Instant at = last.at().isAfter(now) ? now : last.at().isBefore(parcel.shippedAt()) ? parcel.shippedAt() : last.at();
            rows.scanned(actor, parcel, parcel.state(), at, last.text());
            if (state != parcel.state()) {
                move(actor, parcel, state, last.text());
            }
        }
        return fresh;
    }

    private static Collection<Scan> scans(List<ParcelTrack.Event> events) {
        return events.stream().map(e -> new Scan(e.at(), e.state(), e.text(), e.place())).toList();
    }

    /** Parcels that nothing was heard of for so many days ({@link Silence}) count as delivered, unless the last thing heard was a failure. */
    @Requires(Requires.SYSTEM)
    public boolean deliverByItself(Actor actor, int limit) {
        Silence allowed = silences.now(actor);
        List<Parcel> silent = rows.lockSilent(actor, clock.now().minus(allowed.delivered()), limit);
        silent.forEach(parcel -> move(actor, parcel, ParcelState.DELIVERED, allowed.deliveredDays() + " d"));
        return silent.size() == limit;
    }

    /** Flags parcels that nothing was heard of for so many days ({@link Silence}). @return whether there may be more */
    @Requires(Requires.SYSTEM)
    public boolean flagStalled(Actor actor, int limit) {
        Instant now = clock.now();
        return rows.stall(actor, now.minus(silences.now(actor).stalled()), now, limit) == limit;
    }

    /** A part of it came back or is lost: the rest is on its way back. */
    void comesInParts(Actor actor, Parcel parcel, String told) {
        rows.scanned(actor, parcel, parcel.state(), parcel.lastScanAt(), told);
        move(actor, parcel, ParcelState.RETURNING, told);
    }

    /** To another state, with what follows for what is in it. */
    void move(Actor actor, Parcel parcel, ParcelState to, String why) {
        ParcelState.TRANSITIONS.check(parcel.state(), to);
        rows.state(actor, parcel, to, to == ParcelState.DELIVERED || !to.reported() ? clock.now() : null);
        history.record(actor, THING, parcel.code(), parcel.state(), to, why);
        if (to == ParcelState.REFUSED) {
            outbox.add(actor, new ConsignmentRefused(parcel.code(), parcel.carrier(), parcel.number(), parcel.consignments(),
                    parcel.orders(), why, clock.now()));
        }
        if (to == ParcelState.DELIVERED || !to.reported()) {
            settle(actor, parcel.consignments(), why);
        }
    }

    /** Consignments whose parcels have all ended end as well: with their buyer, unless every piece came back or was lost. */
    private void settle(Actor actor, List<String> codes, String why) {
        Actor system = Actor.system(actor.tenant());
        List<ParcelRows.Back> back = rows.back(actor, codes);
        for (String code : codes) {
            Consignment consignment = consignments.get(system, code);
            List<ParcelState> states = rows.states(actor, code);
            boolean ended = states.stream().allMatch(s -> s == ParcelState.DELIVERED || !s.reported());
            int missing = back.stream().filter(b -> b.consignmentCode().equals(code)).mapToInt(ParcelRows.Back::quantity).sum();
            if (ended && missing == consignment.pieces()) {
                shipping.end(actor, code, states.contains(ParcelState.RETURNED) ? ConsignmentState.RETURNED
                        : ConsignmentState.LOST, why);
            } else if (ended && consignment.state() == ConsignmentState.SHIPPED) {
                shipping.deliver(system, code);
            }
        }
    }

    /** What members pay is not the dealer's business, what carriers bill is headquarters' alone. */
    private static Parcel seen(Actor actor, Parcel p) {
        return actor.headquarters() ? p : new Parcel(p.id(), p.code(), p.carrier(), p.number(), p.warehouse(), p.dealer(),
                p.grams(), p.state(), p.shippedAt(), p.lastScanAt(), p.lastText(), p.stalledAt(), p.judgedAt(), null, null,
                null, null, null, p.consignments(), p.orders(), List.of());
    }
}
