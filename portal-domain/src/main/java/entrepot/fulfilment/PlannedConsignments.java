package entrepot.fulfilment;

import entrepot.inventory.Need;
import entrepot.kernel.ConsignmentId;
import entrepot.platform.audit.History;
import entrepot.platform.outbox.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The consignments of an order as they will be: they have codes and states, and nothing is written or set aside yet.
 * Pure.
 */
public final class PlannedConsignments {

    private final NewConsignments command;
    private final List<ConsignmentRows.Fresh> fresh;
    private final Instant now;

    PlannedConsignments(NewConsignments command, List<ConsignmentRows.Fresh> fresh, Instant now) {
        this.command = command;
        this.fresh = List.copyOf(fresh);
        this.now = now;
    }

    /** What has to be set aside before they may be written, by the codes that the reservations carry. */
    public Map<String, List<Need>> needs() {
        Map<String, List<Need>> needs = new LinkedHashMap<>();
        fresh.forEach(f -> needs.put(f.code(), NewConsignments.needs(f.share().part(), command.dealerSupply())));
        return needs;
    }

    /** How many there are, and so how many ids they need. */
    public int size() {
        return fresh.size();
    }

    List<String> codes() {
        return fresh.stream().map(ConsignmentRows.Fresh::code).toList();
    }

    /** The rows, each with an id. */
    List<ConsignmentRows.NewRow> rows(Iterator<ConsignmentId> ids) {
        List<ConsignmentRows.NewRow> rows = new ArrayList<>();
        fresh.forEach(f -> rows.add(new ConsignmentRows.NewRow(ids.next(), command, f, now)));
        return rows;
    }

    /** What others have to be told of one of the rows; nothing while it is held. */
    static List<Fact> facts(ConsignmentRows.NewRow row) {
        NewConsignments order = row.order();
        ConsignmentRows.Fresh f = row.fresh();
        return switch (f.state()) {
            case OFFERED -> List.of(new ConsignmentOffered(row.id(), f.code(), order.orderCode(), order.seller(),
                    f.share().part().warehouse(), f.share().part().dealer(), f.deadline(), row.now()));
            case ACCEPTED -> List.of(new ConsignmentAccepted(row.id(), f.code(), order.orderCode(), order.seller(),
                    f.share().part().warehouse(), f.share().part().dealer(), row.now()));
            default -> List.of();
        };
    }

    static History.Step begin(ConsignmentRows.NewRow row) {
        return new History.Step(Consignments.THING, row.fresh().code(), null, row.fresh().state(), "");
    }

    /**
     * What writing them leaves to be said, for the caller to say together with its own.
     *
     * @param steps for the time lines
     * @param facts for the outbox
     */
    public record Trail(List<History.Step> steps, List<Fact> facts) {
    }
}
