package entrepot.web.pages.plans;

import entrepot.commission.Bonus;
import entrepot.commission.CommissionProblem;
import entrepot.commission.Plan;
import entrepot.commission.PlanDraft;
import entrepot.commission.Plans;
import entrepot.commission.Rule;
import entrepot.commission.Simulation;
import entrepot.commission.SimulationState;
import entrepot.commission.Simulations;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.platform.approval.Proposal;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.pages.frame.Refusals;
import entrepot.web.pages.frame.Show;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import entrepot.web.text.PageTexts;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One version of the plan: a draft to be edited, simulated and proposed, a proposal to be decided with its effect, or what is or was in force. */
@Named
@RequestScoped
public class PlanPage {

    private static final int MEMBERS = 10;
    private static final int LINES = 25;
    private static final int EXPORTED_AT_ONCE = 500;
    /** What a workbook's sheet holds, less its head. */
    private static final int EXPORTED_MAX = 1_000_000;

    @Inject
    private Plans plans;
    @Inject
    private Simulations simulations;
    @Inject
    private Organisations organisations;
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
    @Inject
    private PlanPlace place;
    @Inject
    private Refusals refusals;
    @Inject
    private Language language;

    private PlanDraft draft;
    private Plan plan;
    private Plan compared;
    private boolean looked;
    private Proposal proposal;
    private List<Simulation> runs;
    private String name;
    private BigDecimal capPercent;
    private Integer window;
    private Plan.Pick pick;
    private LocalDate from;
    private List<RuleFields> rules;
    private List<BonusFields> bonuses;
    private String month;
    private String reason;
    private String shownHash;
    private String after;
    private Paged<Simulation.Line> lines;
    private Paged<Row> members;
    private final Map<OrganisationId, String> names = new HashMap<>();

    /** One line of two versions side by side. @param before empty where it is new @param now empty where it is gone */
    public record Compared(String label, String before, String now) {

        public boolean isDifferent() {
            return !before.equals(now);
        }
    }

    public void load() {
        getPlan();
    }

    private String code() {
        String code = request.getParameter("code");
        return code == null ? "" : code;
    }

    /** Null for a version that never was a draft: the example, and plans from before there were drafts. */
    public PlanDraft getDraft() {
        if (!looked) {
            looked = true;
            draft = Plan.EXAMPLE.code().equals(code()) ? null : plans.findDraft(actor.get(), code()).orElse(null);
        }
        return draft;
    }

    public Plan getPlan() {
        if (plan == null) {
            plan = getDraft() != null ? getDraft().plan() : plans.byCode(actor.get(), code());
        }
        return plan;
    }

    public String getState() {
        return getDraft() == null ? "APPROVED" : getDraft().state().name();
    }

    public boolean isEditable() {
        return getState().equals("DRAFT") && actor.may("commission:propose");
    }

    public boolean isDecidable() {
        return getState().equals("PROPOSED") && actor.may("commission:approve") && !isOwn();
    }

    public boolean isOwn() {
        return getState().equals("PROPOSED") && getProposal() != null && getProposal().madeBy(actor.get());
    }

    public Proposal getProposal() {
        if (proposal == null && getDraft() != null && getDraft().proposal() != null) {
            proposal = plans.proposal(actor.get(), getDraft().proposal());
        }
        return proposal;
    }

    public List<TimelineStep> getHistory() {
        return getDraft() == null ? List.of() : steps.of(plans.history(actor.get(), code()), "plans.draft");
    }

    // ---- editing

    public String save() {
        return saved(plan -> { });
    }

    /** What stands in the fields is kept first, so that simulating and proposing never mean something else than what is seen. */
    private boolean kept() {
        return !isEditable() || keep(plan -> { });
    }

    public String addRule() {
        return saved(changed -> changed.rules.add(Rule.percent(free("rule", changed), Rule.Earner.SELLER, Rule.Basis.SUPPLY, BigDecimal.ONE)));
    }

    public String removeRule(int nth) {
        return saved(changed -> changed.rules.remove(nth));
    }

    /** The order of the rules counts where only the first one does. */
    public String raiseRule(int nth) {
        return saved(changed -> changed.rules.add(Math.max(0, nth - 1), changed.rules.remove(nth)));
    }

    public String addBonus() {
        return saved(changed -> changed.bonuses.add(new Bonus(free("bonus", changed), Bonus.Kind.TOP, Bonus.Measure.VOLUME, Bonus.Each.MEMBER, BigDecimal.ONE,
                List.of(new Bonus.Prize(new BigDecimal("500"), null)), Bonus.Ties.SHARED)));
    }

    public String removeBonus(int nth) {
        return saved(changed -> changed.bonuses.remove(nth));
    }

    private record Changing(List<Rule> rules, List<Bonus> bonuses) {
    }

    private static String free(String word, Changing changed) {
        Set<String> taken = new HashSet<>();
        changed.rules.forEach(rule -> taken.add(rule.code()));
        changed.bonuses.forEach(bonus -> taken.add(bonus.code()));
        int n = 1;
        while (taken.contains(word + "-" + n)) {
            n++;
        }
        return word + "-" + n;
    }

    private String saved(Consumer<Changing> change) {
        return keep(change) ? Done.to(here(), "plans.saved") : null;
    }

    /** @return whether it could be: what is wrong stands at its field otherwise */
    private boolean keep(Consumer<Changing> change) {
        Changing changing = new Changing(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < getRules().size(); i++) {
            read("rules:" + i + ":rate", getRules().get(i)::rule, changing.rules);
        }
        for (int i = 0; i < getBonuses().size(); i++) {
            read("bonuses:" + i + ":prizes", getBonuses().get(i)::bonus, changing.bonuses);
        }
        FacesContext faces = FacesContext.getCurrentInstance();
        if (faces.isValidationFailed()) {
            return false;
        }
        change.accept(changing);
        Plan typed = new Plan(code(), getName(), getCapPercent(), getWindow() == null ? -1 : getWindow(), getPick(), changing.rules, changing.bonuses);
        try {
            plans.save(actor.get(), code(), getDraft().version(), typed, getFrom());
        } catch (Problem problem) {
            if (problem.code() != CommissionProblem.PLAN_INVALID) {
                throw problem;
            }
            PlanFault fault = PlanFault.of(String.valueOf(problem.details().get("where")), typed);
            refuse(fault.field(), msg.get("plans.fault." + fault.what()));
            return false;
        }
        return true;
    }

    private <T> void read(String field, Supplier<T> typed, List<T> into) {
        try {
            into.add(typed.get());
        } catch (Problem unreadable) {
            refuse(field, refusals.text(unreadable, language.locale()));
        }
    }

    /** Beside the field, and summed up on top. */
    private static void refuse(String field, String text) {
        FacesContext faces = FacesContext.getCurrentInstance();
        faces.addMessage("edit:" + field, new FacesMessage(FacesMessage.SEVERITY_ERROR, text, null));
        faces.validationFailed();
    }

    public String copy() {
        return Done.to(place.at("detail") + "?code=" + plans.start(actor.get(), code()), "plans.begun");
    }

    public String discard() {
        plans.discard(actor.get(), code());
        return Done.to(place.at("list"), "plans.discarded");
    }

    // ---- simulating

    public List<Simulation> getRuns() {
        if (runs == null) {
            runs = simulations.of(actor.get(), code());
        }
        return runs;
    }

    /** The latest that runs or ended well. */
    public Simulation getRun() {
        return getRuns().stream().filter(run -> run.state() != SimulationState.CANCELLED).findFirst().orElse(null);
    }

    public boolean isRunning() {
        return getRun() != null && getRun().state() == SimulationState.RUNNING;
    }

    public boolean isFinished() {
        return getRun() != null && getRun().state() == SimulationState.DONE;
    }

    /** Whether what was simulated is what stands here. */
    public boolean isCurrent() {
        return isFinished() && (getDraft() == null || getRun().hash().equals(getDraft().hash()));
    }

    public List<YearMonth> getMonths() {
        return simulations.months(actor.get());
    }

    public String simulate() {
        if (!kept()) {
            return null;
        }
        simulations.start(actor.get(), code(), YearMonth.parse(month));
        return Done.to(here(), "plans.simulating");
    }

    public String cancel() {
        simulations.cancel(actor.get(), getRun().code());
        return Done.to(here(), "plans.simulation-cancelled");
    }

    /** Who gains most, as far as anybody gains. */
    public List<Simulation.Member> getWinners() {
        return simulations.members(actor.get(), getRun().code(), false, null, MEMBERS).stream().filter(each -> each.difference().isPositive()).toList();
    }

    public List<Simulation.Member> getLosers() {
        return simulations.members(actor.get(), getRun().code(), true, null, MEMBERS).stream().filter(each -> each.difference().isNegative()).toList();
    }

    /** A member's row, with its name. */
    public record Row(String name, String code, Simulation.Member of) {
    }

    public boolean isLossesFirst() {
        return "losses".equals(request.getParameter("order"));
    }

    /** The code of the last member of the page before; null on the first page. */
    public String getMembersAfter() {
        return request.getParameter("members-after");
    }

    /** Everybody whom the month gave or would have given something, by what changes. */
    public Paged<Row> getMembers() {
        if (members == null) {
            String last = getMembersAfter();
            OrganisationId after = last == null || last.isBlank() ? null : organisations.byCode(actor.get(), last).id();
            members = Paged.of(simulations.members(actor.get(), getRun().code(), isLossesFirst(), after, LINES + 1).stream().map(each -> {
                Organisation organisation = organisations.get(actor.get(), each.organisation());
                return new Row(organisation.name(), organisation.code(), each);
            }).toList(), LINES, Row::code);
        }
        return members;
    }

    /** A bar of the chart: of a hundred, to the right for gains and to the left for losses. */
    public record Bar(String name, String amount, boolean gain, long width) {

        public long getX() {
            return gain ? 100 : 100 - width;
        }
    }

    public List<Bar> getBars() {
        List<Simulation.Member> shown = new ArrayList<>(getWinners().stream().limit(5).toList());
        List<Simulation.Member> losers = getLosers().stream().limit(5).toList();
        for (int i = losers.size() - 1; i >= 0; i--) {
            shown.add(losers.get(i));
        }
        long most = shown.stream().mapToLong(each -> Math.abs(each.difference().minor())).max().orElse(1);
        List<Bar> bars = new ArrayList<>();
        for (Simulation.Member each : shown) {
            bars.add(new Bar(nameOf(each.organisation()), show.money(each.difference()), each.difference().isPositive(),
                    Math.max(1, Math.abs(each.difference().minor()) * 98 / most)));
        }
        return bars;
    }

    public Paged<Simulation.Line> getLines() {
        if (lines == null) {
            lines = Paged.of(simulations.changed(actor.get(), getRun().code(), after, LINES + 1), LINES, Simulation.Line::key);
        }
        return lines;
    }

    public String nameOf(OrganisationId id) {
        return names.computeIfAbsent(id, each -> {
            Organisation organisation = organisations.get(actor.get(), each);
            return organisation.name();
        });
    }

    public String ruleOf(Simulation.Part part) {
        return words.ruleName(part.rule()) + " " + show.money(part.amount());
    }

    public void membersCsv() {
        Downloads.csv("simulation-" + getRun().code() + "-members.csv", csv -> members(csv::row));
    }

    public void membersXlsx() {
        Downloads.xlsx("simulation-" + getRun().code() + "-members.xlsx", sheet -> members(sheet::row));
    }

    public void linesCsv() {
        Downloads.csv("simulation-" + getRun().code() + "-lines.csv", csv -> lines(csv::row));
    }

    public void linesXlsx() {
        Downloads.xlsx("simulation-" + getRun().code() + "-lines.xlsx", sheet -> lines(sheet::row));
    }

    private interface Cells {
        void row(Object... cells);
    }

    private void members(Cells cells) {
        cells.row(msg.get("plans.member"), msg.get("plans.member-code"), msg.get("plans.lines"), msg.get("prices.before"), msg.get("prices.after"), msg.get("plans.difference"));
        OrganisationId last = null;
        for (int done = 0; done < EXPORTED_MAX;) {
            List<Simulation.Member> some = simulations.members(actor.get(), getRun().code(), true, last, EXPORTED_AT_ONCE);
            for (Simulation.Member each : some) {
                Organisation organisation = organisations.get(actor.get(), each.organisation());
                cells.row(organisation.name(), organisation.code(), each.lines(), each.before().major(), each.after().major(), each.difference().major());
                last = each.organisation();
            }
            done += some.size();
            if (some.size() < EXPORTED_AT_ONCE) {
                return;
            }
        }
    }

    private void lines(Cells cells) {
        cells.row(msg.get("commission.order"), msg.get("plans.consignment"), msg.get("commission.line"), msg.get("plans.member"), msg.get("commission.why.rule"),
                msg.get("commission.as"), msg.get("prices.before"), msg.get("prices.after"));
        String last = null;
        for (int done = 0; done < EXPORTED_MAX;) {
            List<Simulation.Line> some = simulations.changed(actor.get(), getRun().code(), last, EXPORTED_AT_ONCE);
            for (Simulation.Line each : some) {
                List<Simulation.Part> before = new ArrayList<>(each.before());
                for (Simulation.Part now : each.after()) {
                    Optional<Simulation.Part> was = before.stream().filter(part -> part.rule().equals(now.rule()) && part.earned().equals(now.earned())).findFirst();
                    was.ifPresent(before::remove);
                    cells.row(each.order(), each.consignment(), each.sku(), nameOf(now.earned()), now.rule(), each.line(),
                            was.map(part -> part.amount().major()).orElse(null), now.amount().major());
                }
                for (Simulation.Part gone : before) {
                    cells.row(each.order(), each.consignment(), each.sku(), nameOf(gone.earned()), gone.rule(), each.line(), gone.amount().major(), null);
                }
                last = each.key();
            }
            done += some.size();
            if (some.size() < EXPORTED_AT_ONCE) {
                return;
            }
        }
    }

    // ---- deciding

    public String propose() {
        if (!kept()) {
            return null;
        }
        plans.propose(actor.get(), code(), reason);
        return Done.to(here(), "plans.proposed");
    }

    public String approve() {
        plans.approve(actor.get(), getDraft().proposal(), shownHash);
        return Done.to(here(), "plans.approved");
    }

    /** Of what is shown to the approver; comes back with the approval. */
    public String getShownHash() {
        return shownHash == null && getDraft() != null ? getDraft().hash() : shownHash;
    }

    public void setShownHash(String shownHash) {
        this.shownHash = shownHash;
    }

    public String reject() {
        plans.reject(actor.get(), getDraft().proposal(), reason);
        return Done.to(here(), "plans.rejected");
    }

    // ---- comparing

    /** The version that this one was copied from, else the one in force. */
    public Plan getCompared() {
        if (compared == null) {
            compared = getDraft() != null && !getDraft().basedOn().isBlank() ? plans.byCode(actor.get(), getDraft().basedOn()) : plans.inForce(actor.get(), show.getNow());
        }
        return compared;
    }

    @Inject
    private PlanWords words;

    /** Both versions line by line. */
    public List<Compared> getComparison() {
        Plan was = getCompared();
        Plan now = getPlan();
        List<Compared> all = new ArrayList<>();
        all.add(new Compared(msg.get("plans.cap"), show.percent(was.capPercent()), show.percent(now.capPercent())));
        all.add(new Compared(msg.get("plans.window"), show.number(was.returnWindowDays()), show.number(now.returnWindowDays())));
        all.add(new Compared(msg.get("plans.pick"), msg.get("plans.pick." + was.pick()), msg.get("plans.pick." + now.pick())));
        for (Rule rule : now.rules()) {
            all.add(new Compared(words.ruleName(rule.code()), was.rule(rule.code()) == null ? "" : words.rule(was.rule(rule.code())), words.rule(rule)));
        }
        was.rules().stream().filter(rule -> now.rule(rule.code()) == null).forEach(rule -> all.add(new Compared(words.ruleName(rule.code()), words.rule(rule), "")));
        for (Bonus bonus : now.bonuses()) {
            all.add(new Compared(words.ruleName(bonus.code()), was.bonuses().stream().filter(each -> each.code().equals(bonus.code())).findFirst().map(words::bonus).orElse(""),
                    words.bonus(bonus)));
        }
        was.bonuses().stream().filter(bonus -> now.bonuses().stream().noneMatch(each -> each.code().equals(bonus.code())))
                .forEach(bonus -> all.add(new Compared(words.ruleName(bonus.code()), words.bonus(bonus), "")));
        return all;
    }

    private String here() {
        return place.at("detail") + "?code=" + code();
    }

    // ---- fields

    public List<RuleFields> getRules() {
        if (rules == null) {
            rules = getPlan().rules().stream().map(RuleFields::new).toList();
        }
        return rules;
    }

    public List<BonusFields> getBonuses() {
        if (bonuses == null) {
            bonuses = getPlan().bonuses().stream().map(BonusFields::new).toList();
        }
        return bonuses;
    }

    public String getName() {
        return name == null ? words.name(getPlan()) : name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public BigDecimal getCapPercent() {
        return capPercent == null ? getPlan().capPercent() : capPercent;
    }

    public void setCapPercent(BigDecimal capPercent) {
        this.capPercent = capPercent;
    }

    public Integer getWindow() {
        return window == null ? Integer.valueOf(getPlan().returnWindowDays()) : window;
    }

    public void setWindow(Integer window) {
        this.window = window;
    }

    public Plan.Pick getPick() {
        return pick == null ? getPlan().pick() : pick;
    }

    public void setPick(Plan.Pick pick) {
        this.pick = pick;
    }

    public LocalDate getFrom() {
        return from == null && getDraft() != null ? getDraft().from() : from;
    }

    public void setFrom(LocalDate from) {
        this.from = from;
    }

    public String getMonth() {
        return month;
    }

    public void setMonth(String month) {
        this.month = month;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public String getAfter() {
        return after;
    }

    public void setAfter(String after) {
        this.after = after;
    }
}
