package entrepot.web.pages.finance.bank;

import entrepot.bank.BankLines;
import entrepot.bank.BankPermission;
import entrepot.bank.MatchKind;
import entrepot.bank.Proposed;
import entrepot.ledger.PostingKey;
import entrepot.platform.approval.Proposal;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Open lines with what they probably are: the sure ones accepted together, the others one by one. */
@Named
@RequestScoped
public class BankMatchingPage {

    private static final String BETWEEN = "\n";

    @Inject
    private BankLines lines;
    @Inject
    private CurrentActor actor;

    private String view;
    private String group;
    private String shown;
    private List<BankLines.OpenLine> all;

    public void load() {
        all = lines.open(actor.get(), group == null || group.isBlank() ? null : group);
        if (view == null) {
            view = Arrays.stream(Proposed.Confidence.values()).filter(each -> count(each.name()) > 0).findFirst().orElse(Proposed.Confidence.SURE).name();
        }
        shown = getRows().stream().map(row -> row.line().code() + " " + row.proposed().kind() + " " + row.proposed().target()).collect(Collectors.joining(BETWEEN));
    }

    /** Accepts what the list showed: what has changed since is refused, not guessed. */
    public String accept() {
        List<BankLines.Shown> accepted = new ArrayList<>();
        for (String each : shown.split(BETWEEN)) {
            String[] parts = each.strip().split(" ", 3);
            accepted.add(new BankLines.Shown(parts[0], MatchKind.valueOf(parts[1]), parts.length > 2 ? parts[2] : ""));
        }
        return Done.to("/finance/bank/matching", "bank.accepted", "count", lines.settleSure(actor.get(), accepted).lines());
    }

    /** Settled lines that somebody wants to be open again. */
    public List<Proposal> getReopenings() {
        return lines.reopenings(actor.get());
    }

    public long count(String confidence) {
        return getAll().stream().filter(row -> row.proposed().confidence().name().equals(confidence)).count();
    }

    private List<BankLines.OpenLine> getAll() {
        if (all == null) {
            load();
        }
        return all;
    }

    public List<BankLines.OpenLine> getRows() {
        return getAll().stream().filter(row -> row.proposed().confidence().name().equals(view)).limit(BankLines.TOGETHER_MAX).toList();
    }

    public boolean isAcceptable() {
        return Proposed.Confidence.SURE.name().equals(view) && actor.may(BankPermission.MATCH) && !getRows().isEmpty();
    }

    /** The key of the reason in words. */
    public String why(Proposed proposed) {
        return "bank.because." + proposed.why();
    }

    /** What it is for, as people call it: a posting by its cause. */
    public String target(Proposed proposed) {
        return proposed.kind() == MatchKind.BOOKED ? PostingKey.parse(proposed.target()).causeCode() : proposed.target();
    }

    public String tone(Proposed proposed) {
        return switch (proposed.confidence()) {
            case SURE -> "good";
            case LIKELY -> "busy";
            case ASK -> "warn";
            default -> "idle";
        };
    }

    public String getView() {
        return view;
    }

    public void setView(String view) {
        this.view = view;
    }

    public String getGroup() {
        return group;
    }

    public void setGroup(String group) {
        this.group = group;
    }

    public String getShown() {
        return shown;
    }

    public void setShown(String shown) {
        this.shown = shown;
    }
}
