package entrepot.web.pages.hq.routing;

import entrepot.inventory.Warehouse;
import entrepot.inventory.Warehouses;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.platform.approval.Proposal;
import entrepot.platform.files.FileProblem;
import entrepot.routing.Criterion;
import entrepot.routing.RoutingPermission;
import entrepot.routing.RoutingRules;
import entrepot.routing.RulesDraft;
import entrepot.routing.RulesDrafts;
import entrepot.routing.WhatIf;
import entrepot.routing.WhatIfTally;
import entrepot.routing.WhatIfs;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Show;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One version of the rules: a draft to be moved and tried out, a proposal to be decided, or what is or was in force. */
@Named
@RequestScoped
public class RulesPage {

    private static final int FILE_MAX = 4 * 1024 * 1024;
    private static final int GAINS = 30;
    private static final int EXAMPLES = 40;
    private static final int COVERAGE_SHOWN = 200;

    @Inject
    private RulesDrafts drafts;
    @Inject
    private WhatIfs whatIfs;
    @Inject
    private Warehouses warehouses;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;
    @Inject
    private PageTexts msg;
    @Inject
    private Show show;
    @Inject
    private Steps steps;

    private RulesDraft draft;
    private RulesForm form;
    private WhatIf tried;
    private Proposal proposal;
    private List<Warehouse> all;
    private String month;
    private LocalDate from;
    private String reason;
    private String coverage;
    private Part file;

    /** One rule in words. @param before in force now; null where it is the same */
    public record Said(String label, String before, String now) {
    }

    /** An order that would have shipped from elsewhere, in words. */
    public record Example(WhatIfTally.Changed order, String before, String after, String why) {
    }

    public void load() {
        getDraft();
    }

    public RulesDraft getDraft() {
        if (draft == null) {
            draft = drafts.get(actor.get(), getCode());
        }
        return draft;
    }

    public String getCode() {
        return request.getParameter("code");
    }

    public boolean isInDraft() {
        return getDraft().state() == RulesDraft.State.DRAFT;
    }

    public boolean isEditable() {
        return isInDraft() && actor.may(RoutingPermission.PROPOSE);
    }

    public boolean isWaiting() {
        return getDraft().state() == RulesDraft.State.PROPOSED;
    }

    public boolean isOwn() {
        return isWaiting() && getProposal().madeBy(actor.get());
    }

    public boolean isDecidable() {
        return isWaiting() && actor.may(RoutingPermission.APPROVE) && !isOwn();
    }

    // ---- what it says

    public List<Said> getSaid() {
        List<Said> was = said(drafts.inForce(actor.get()));
        List<Said> is = said(getDraft().rules());
        boolean compared = isInDraft() || isWaiting();
        List<Said> both = new ArrayList<>();
        for (int i = 0; i < is.size(); i++) {
            both.add(new Said(is.get(i).label(), !compared || was.get(i).now().equals(is.get(i).now()) ? null : was.get(i).now(),
                    is.get(i).now()));
        }
        return both;
    }

    private List<Said> said(RoutingRules r) {
        List<Said> all = new ArrayList<>();
        say(all, "criteria", r.criteria().stream().map(c -> msg.get("routing.criterion." + c)).collect(Collectors.joining(" → ")));
        say(all, "near", msg.text("routing.distance.exact", "km", r.nearKm())
                + (r.onePrefecture() ? " · " + msg.get("routing.rules.one-prefecture-yes") : ""));
        say(all, "central", msg.get(r.centralLast() ? "routing.rules.central-last" : "routing.rules.central-beside"));
        say(all, "share-days", msg.text("routing.rules.days", "n", r.shareDays()));
        say(all, "score-from", Integer.toString(r.scoreFromOffers()));
        say(all, "limit", r.dailyLimit() == null ? msg.get("routing.rules.own") : show.number(r.dailyLimit()));
        say(all, "cut-off", r.cutOff() == null ? msg.get("routing.rules.own") : r.cutOff().toString());
        say(all, "holidays", msg.get(r.holidays() ? "routing.yes" : "routing.no-word"));
        say(all, "stale", msg.text("routing.rules.stale-says", "stale", r.staleDays(), "out", r.outDays()));
        say(all, "minimum", show.money(money(r.minimumPartMinor())));
        say(all, "goods", msg.get(r.ownFirst() ? "routing.rules.own-first" : "routing.rules.consigned-first"));
        say(all, "costs", List.of(r.costs().near(), r.costs().nearKilogram(), r.costs().far(), r.costs().farKilogram(),
                r.costs().dealerParcel(), r.costs().dealerPiece()).stream().map(m -> show.money(money(m))).collect(Collectors.joining(" / ")));
        say(all, "warehouses", r.warehouses().isEmpty() ? "–" : r.warehouses().stream().map(this::single).collect(Collectors.joining("; ")));
        say(all, "coverage", msg.text("routing.rules.coverage-rows", "n", r.coverage().size()));
        return all;
    }

    private void say(List<Said> all, String key, String words) {
        all.add(new Said(msg.get("routing.rules." + key), null, words));
    }

    private String single(RoutingRules.OfWarehouse row) {
        return nameOf(row.warehouse()) + (row.dailyLimit() == null ? "" : " " + row.dailyLimit())
                + (row.lines().isEmpty() ? "" : " " + String.join(", ", row.lines()));
    }

    private Money money(long minor) {
        return Money.of(minor, actor.tenant().currency());
    }

    private String nameOf(String warehouse) {
        return getAll().stream().filter(w -> w.code().equals(warehouse)).map(Warehouse::name).findFirst().orElse(warehouse);
    }

    private List<Warehouse> getAll() {
        if (all == null) {
            all = warehouses.list(actor.get());
        }
        return all;
    }

    // ---- changing it

    public RulesForm getForm() {
        if (form == null) {
            form = new RulesForm(getDraft().rules(), getAll(), actor.tenant().currency());
        }
        return form;
    }

    public Criterion[] getCriteria() {
        return Criterion.values();
    }

    public String save() {
        drafts.change(actor.get(), getCode(), getForm().rules(getDraft().rules(), actor.tenant().currency()));
        return Done.to(here(), "routing.saved");
    }

    public String cover() {
        if (file != null && file.getSize() > 0) {
            drafts.importCoverage(actor.get(), getCode(), bytes());
        } else {
            drafts.pasteCoverage(actor.get(), getCode(), coverage == null ? "" : coverage);
        }
        return Done.to(here(), "routing.covered", "n", drafts.get(actor.get(), getCode()).rules().coverage().size());
    }

    public String discard() {
        drafts.discard(actor.get(), getCode());
        return Done.to("/hq/routing/list", "routing.discarded");
    }

    private byte[] bytes() {
        if (file.getSize() > FILE_MAX) {
            throw new Problem(FileProblem.FILE_TOO_LARGE).with("name", file.getSubmittedFileName()).with("max", FILE_MAX / 1024 / 1024);
        }
        try (InputStream stream = file.getInputStream()) {
            return stream.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    // ---- what it would have done

    public String tryOut() {
        whatIfs.start(actor.get(), getCode(), asMonth());
        return Done.to(here(), "routing.trying", "month", asMonth());
    }

    private YearMonth asMonth() {
        try {
            return YearMonth.parse(month.strip());
        } catch (DateTimeException | NullPointerException unreadable) {
            throw Problem.invalid("month", month);
        }
    }

    public WhatIf getTried() {
        if (tried == null) {
            tried = whatIfs.latest(actor.get(), getCode()).orElse(null);
        }
        return tried;
    }

    public boolean isRunning() {
        return getTried() != null && getTried().state() == WhatIf.State.RUNNING;
    }

    public boolean isFinished() {
        return getTried() != null && getTried().isDone();
    }

    /** Whether what was tried out is what stands here now. */
    public boolean isCurrent() {
        return getTried() != null && getTried().revision() == getDraft().revision();
    }

    public List<WhatIfTally.OfWarehouse> getGains() {
        List<WhatIfTally.OfWarehouse> gains = getTried().tally().byGain();
        if (gains.size() <= GAINS) {
            return gains;
        }
        List<WhatIfTally.OfWarehouse> ends = new ArrayList<>(gains.subList(0, GAINS / 2));
        ends.addAll(gains.subList(gains.size() - GAINS / 2, gains.size()));
        return ends;
    }

    public List<Example> getExamples() {
        return getTried().tally().examples().stream().limit(EXAMPLES).map(order -> {
            Map<String, Object> details = new HashMap<>();
            String winner = String.join(" + ", order.after());
            for (String key : List.of("load", "limit", "share", "score", "winnerShare", "winnerScore")) {
                details.put(key, "…");
            }
            details.put("winner", winner);
            details.put("staleDays", getDraft().rules().staleDays());
            details.put("outDays", getDraft().rules().outDays());
            return new Example(order, String.join(" + ", order.before()) + " · " + rule(order.because(), order.before().size()),
                    order.would() == null ? msg.get("routing.what-if.refused") : winner + " · " + rule(order.would(), order.after().size()),
                    order.lost() == null ? "" : order.before().get(0) + ": " + msg.text("routing.loss-short." + order.lost().name()));
        }).toList();
    }

    private String rule(Enum<?> rule, int n) {
        return msg.text("routing.rule." + rule.name(), "n", n);
    }

    public Money cost(long minor) {
        return money(minor);
    }

    /** The last months, newest first. */
    public List<String> getMonths() {
        YearMonth now = YearMonth.from(show.getNow().atZone(actor.tenant().zone()));
        return List.of(now.minusMonths(1).toString(), now.toString(), now.minusMonths(2).toString(), now.minusMonths(3).toString());
    }

    public String monthName(String each) {
        return show.month(YearMonth.parse(each));
    }

    // ---- deciding

    public String propose() {
        drafts.propose(actor.get(), getCode(), from, reason);
        return Done.to(here(), "routing.proposed");
    }

    public String approve() {
        drafts.approve(actor.get(), getCode());
        return Done.to(here(), "routing.approved");
    }

    public String reject() {
        drafts.reject(actor.get(), getCode(), reason);
        return Done.to(here(), "routing.rejected");
    }

    public Proposal getProposal() {
        if (proposal == null && getDraft().proposal() != null) {
            proposal = drafts.proposal(actor.get(), getCode());
        }
        return proposal;
    }

    public List<TimelineStep> getHistory() {
        return steps.of(drafts.history(actor.get(), getCode()), "routing.draft");
    }

    private String here() {
        return "/hq/routing/detail?code=" + getCode();
    }

    // ---- coverage

    public List<RoutingRules.Covers> getCoverageRows() {
        return getDraft().rules().coverage().stream().limit(COVERAGE_SHOWN)
                .map(row -> new RoutingRules.Covers(nameOf(row.warehouse()), row.province(), row.city())).toList();
    }

    public int getCoverageMore() {
        return Math.max(0, getDraft().rules().coverage().size() - COVERAGE_SHOWN);
    }

    /** The table as text, to be changed in place; a long one is exchanged by file. */
    public String getCoverage() {
        if (coverage == null) {
            String head = "warehouse\tprovince\tcity\n";
            coverage = getCoverageMore() > 0 ? head : head + getDraft().rules().coverage().stream()
                    .map(row -> row.warehouse() + "\t" + row.province() + "\t" + row.city()).collect(Collectors.joining("\n"));
        }
        return coverage;
    }

    public void setCoverage(String coverage) {
        this.coverage = coverage;
    }

    public Part getFile() {
        return file;
    }

    public void setFile(Part file) {
        this.file = file;
    }

    public String getMonth() {
        return month == null ? getMonths().get(0) : month;
    }

    public void setMonth(String month) {
        this.month = month;
    }

    public LocalDate getFrom() {
        return from;
    }

    public void setFrom(LocalDate from) {
        this.from = from;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
