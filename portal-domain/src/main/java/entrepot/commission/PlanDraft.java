package entrepot.commission;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A plan that is being written.
 *
 * @param plan    as saved last; its code is the one that it will have when it is in force
 * @param from    first day on which orders earn by it
 * @param basedOn the code of the plan that it was copied from
 * @param hash    of exactly this content: what was simulated counts for nothing else
 * @param proposal the code of its proposal; null where it was never proposed
 * @param version of its last saving, against two who edit at once
 */
public record PlanDraft(Plan plan, LocalDate from, String basedOn, DraftState state, String hash, String proposal, String editor, Instant editedAt,
                        long version) {

    public String code() {
        return plan.code();
    }
}
