package entrepot.web.pages.agent.orders;

import entrepot.kernel.Problem;
import entrepot.network.Organisation;
import entrepot.network.Organisations;
import entrepot.network.SubShop;
import entrepot.network.SubShops;
import entrepot.ordering.OrderPermission;
import entrepot.ordering.OrderReceipt;
import entrepot.ordering.Quotation;
import entrepot.ordering.Quotations;
import entrepot.platform.approval.Proposal;
import entrepot.platform.audit.History;
import entrepot.pricing.PricingPermission;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Paths;
import entrepot.web.pages.frame.Refusals;
import entrepot.web.pages.frame.TenantTime;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import entrepot.web.text.PageTexts;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** One request for a quote: asked by a member, answered by headquarters, ordered or declined by the member. */
@Named
@ViewScoped
public class QuotationPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int LINES_MAX = 50;

    @Inject
    private Quotations quotations;
    @Inject
    private Organisations organisations;
    @Inject
    private SubShops subShops;
    @Inject
    private TenantTime time;
    @Inject
    private CurrentActor actor;
    @Inject
    private PageTexts msg;
    @Inject
    private Refusals refusals;
    @Inject
    private Language language;
    @Inject
    private HttpServletRequest request;

    private String code;
    private String shop;
    private String text;
    private String verdict;
    private int days = 14;
    private boolean wait;
    private boolean again;
    private AddressForm to;
    private ArrayList<QuotationForm> lines = new ArrayList<>(List.of(new QuotationForm()));
    private transient Quotation view;
    private transient Quotations.Cost cost;
    private String costRefused;

    public void load() {
        if (code != null && view == null) {
            view = quotations.get(actor.get(), code);
            lines = new ArrayList<>(view.wishes().stream()
                    .map(wish -> new QuotationForm(wish.sku(), wish.text(), wish.quantity())).toList());
        }
    }

    /** The member's sub-shops that may ask. */
    public List<SubShop> getShops() {
        return subShops.list(actor.get()).stream().filter(SubShop::isOpen).toList();
    }

    public void add() {
        if (lines.size() < LINES_MAX) {
            lines.add(new QuotationForm());
        }
    }

    public String send() {
        Quotation asked = quotations.ask(actor.get(), shop, text, lines.stream().filter(line -> !line.isEmpty())
                .map(line -> new Quotation.Wish(line.getSku(), line.getText(), quantity(line))).toList());
        return Done.to("/agent/quotations/detail?code=" + asked.code(), "orders.quotation.sent", "code", asked.code());
    }

    public String answer() {
        quotations.answer(actor.get(), code, lines.stream().filter(line -> line.getUnit() != null)
                .map(line -> new Quotations.OfferedLine(line.getSku(), quantity(line), line.getUnit())).toList(),
                time.now().plus(Duration.ofDays(days)), text);
        return Done.to(here(), quotations.proposed(actor.get(), code).isPresent() ? "orders.quotation.proposed" : "orders.quotation.answered",
                "code", code);
    }

    public String approve() {
        quotations.approve(actor.get(), proposed().code());
        return Done.to(here(), "orders.quotation.answered", "code", code);
    }

    public String reject() {
        quotations.reject(actor.get(), proposed().code(), verdict);
        return Done.to(here(), "orders.quotation.rejected", "code", code);
    }

    private Proposal proposed() {
        return quotations.proposed(actor.get(), code).orElseThrow(() -> Problem.notFound("proposal", code));
    }

    /** The answer that waits for a second person; null where none does, and for members. */
    public Proposal getProposal() {
        return actor.may(OrderPermission.QUOTE) ? quotations.proposed(actor.get(), code).orElse(null) : null;
    }

    /** What that answer says. */
    public Quotations.Proposed getOffer() {
        return getProposal() == null ? null : getProposal().content().as(Quotations.Proposed.class);
    }

    public boolean isOwn() {
        return getProposal() != null && getProposal().madeBy(actor.get());
    }

    public boolean isDecidable() {
        return getProposal() != null && !isOwn() && actor.may(PricingPermission.APPROVE);
    }

    /** Whether prices can be answered at all: it is neither ordered nor over. */
    private boolean isOpen() {
        return (getView().state() == Quotation.State.ASKED || getView().state() == Quotation.State.ANSWERED) && actor.may(OrderPermission.QUOTE);
    }

    /** The form stands open until there is an answer, or one that waits; then only for who wants to answer anew. */
    public boolean isAnswerable() {
        return isOpen() && (again || getView().state() == Quotation.State.ASKED && getProposal() == null);
    }

    /** Whether there is an answer, or one that waits, that another could take the place of. */
    public boolean isRepriceable() {
        return isOpen() && !isAnswerable();
    }

    public boolean isAgain() {
        return again;
    }

    public void setAgain(boolean again) {
        this.again = again;
    }

    public String getVerdict() {
        return verdict;
    }

    public void setVerdict(String verdict) {
        this.verdict = verdict;
    }

    public String refuse() {
        quotations.refuse(actor.get(), code, text);
        return Done.to(here(), "orders.quotation.refused", "code", code);
    }

    public String decline() {
        quotations.decline(actor.get(), code, text);
        return Done.to(here(), "orders.quotation.declined", "code", code);
    }

    public String withdraw() {
        quotations.withdraw(actor.get(), code);
        return Done.to(here(), "orders.quotation.withdrawn", "code", code);
    }

    public void takeApart() {
        getTo().takeApart();
        refresh();
    }

    /** What it costs to order at these prices, as soon as it is known where it goes. */
    public void refresh() {
        cost = null;
        costRefused = null;
        if (getTo().address().city().isEmpty()) {
            return;
        }
        try {
            cost = quotations.cost(actor.get(), code, getTo().address());
        } catch (Problem problem) {
            costRefused = refusals.text(problem, language.locale());
        }
    }

    /** Null before it is known. */
    public Quotations.Cost getCost() {
        return cost;
    }

    /** Why it cannot be said, in the person's words; null where nothing was refused. */
    public String getCostRefused() {
        return costRefused;
    }

    /** Whether the order itself was asked for: then the whole address has to be there. */
    public boolean isAsked() {
        return request.getParameter("accept:do") != null;
    }

    public String accept() {
        OrderReceipt receipt = quotations.accept(actor.get(), code, getTo().address(), wait);
        return Done.to("/agent/orders/detail?code=" + receipt.code(), "orders.quotation.accepted", "code", receipt.code(),
                "total", receipt.total());
    }

    private static int quantity(QuotationForm line) {
        return line.getQuantity() == null ? 0 : line.getQuantity();
    }

    private String here() {
        return Paths.area(request) + "/quotations/detail?code=" + code;
    }

    public Quotation getView() {
        load();
        return view;
    }

    /** Who asks. */
    public Organisation getMember() {
        return organisations.get(actor.get(), getView().organisation());
    }

    public List<TimelineStep> getHistory() {
        List<TimelineStep> steps = new ArrayList<>();
        for (History.Change change : quotations.history(actor.get(), code)) {
            steps.add(new TimelineStep(change.at(), msg.get("orders.quotation.state." + change.to()), change.by(), change.why()));
        }
        // whose prices these were, and who agreed, is headquarters' business
        for (Proposal each : actor.may(OrderPermission.QUOTE) ? quotations.proposals(actor.get(), code) : List.<Proposal>of()) {
            steps.add(new TimelineStep(each.proposedAt(), msg.get("orders.quotation.lower.PROPOSED"), each.maker(), each.reason()));
            if (each.state() != Proposal.State.PROPOSED) {
                steps.add(new TimelineStep(each.decidedAt(), msg.get("orders.quotation.lower." + each.state()), each.checker(), each.verdict()));
            }
        }
        Collections.reverse(steps);
        steps.sort(Comparator.comparing(TimelineStep::when).reversed());
        return steps;
    }

    public List<QuotationForm> getLines() {
        return lines;
    }

    /** Where the goods go. */
    public AddressForm getTo() {
        if (to == null) {
            to = new AddressForm(actor.tenant().country());
        }
        return to;
    }

    public boolean isWait() {
        return wait;
    }

    public void setWait(boolean wait) {
        this.wait = wait;
    }

    public int getDays() {
        return days;
    }

    public void setDays(int days) {
        this.days = days;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getShop() {
        return shop;
    }

    public void setShop(String shop) {
        this.shop = shop;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }
}
