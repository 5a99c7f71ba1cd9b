package entrepot.web.pages.inventory;

import entrepot.catalog.Variants;
import entrepot.inventory.CountState;
import entrepot.inventory.InventoryPermission;
import entrepot.inventory.StockCount;
import entrepot.inventory.StockCounts;
import entrepot.inventory.StockUploads;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.kernel.VariantId;
import entrepot.platform.access.Actor;
import entrepot.platform.approval.Proposal;
import entrepot.platform.files.FileProblem;
import entrepot.platform.files.Files;
import entrepot.pricing.LineRequest;
import entrepot.pricing.PricedLine;
import entrepot.pricing.Prices;
import entrepot.pricing.PricingPermission;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.Paths;
import entrepot.web.pages.frame.Show;
import entrepot.web.pages.frame.Steps;
import entrepot.web.pages.frame.TimelineStep;
import entrepot.web.security.CurrentActor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** One count: scanned or typed while it runs, its differences afterwards. */
@Named
@ViewScoped
public class CountPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 300;

    @Inject
    private StockCounts counts;
    @Inject
    private StockUploads uploads;
    @Inject
    private Prices prices;
    @Inject
    private Variants variants;
    @Inject
    private Steps steps;
    @Inject
    private Show show;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    private String code;
    private String scanned;
    private Integer number;
    private boolean restIsZero;
    private String reason;
    private transient Part file;
    private transient StockCount count;
    private transient StockCount.Line last;

    public void load() {
        count = counts.get(actor.get(), code);
    }

    /** A scan adds one; a number beside it says how many there are. */
    public void note() {
        last = number == null ? counts.scan(actor.get(), code, scanned, 1) : counts.set(actor.get(), code, scanned, number);
        scanned = null;
        number = null;
        count = null;
    }

    public String read() {
        if (file == null) {
            throw Problem.missing("file");
        }
        if (file.getSize() > Files.BYTES_MAX) {
            throw new Problem(FileProblem.FILE_TOO_LARGE).with("max", Files.BYTES_MAX / 1024 / 1024);
        }
        try (InputStream bytes = file.getInputStream()) {
            var pieces = uploads.counted(actor.get(), bytes.readAllBytes());
            counts.setAll(actor.get(), code, pieces);
            return Done.to(here(), "inventory.count.file.done", "n", pieces.size());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String finish() {
        counts.finish(actor.get(), code, restIsZero, worth());
        return Done.to(here(), "inventory.count.finished", "code", code);
    }

    /** What a piece is worth: the dealer's supply price; in a central warehouse, which has none, the retail price. */
    private Map<VariantId, Money> worth() {
        Actor who = actor.get();
        StockCount now = counts.get(who, code);
        List<VariantId> counted = now.lines().stream().map(StockCount.Line::variant).toList();
        if (counted.isEmpty()) {
            return Map.of();
        }
        if (now.warehouse().central() || !who.may(PricingPermission.QUOTE)) {
            return variants.byIds(who, counted).values().stream().collect(Collectors.toMap(v -> v.id(), v -> v.retail()));
        }
        return prices.quote(who, now.warehouse().owner(), counted.stream().map(v -> new LineRequest(v, 1)).toList(), show.getNow())
                .stream().collect(Collectors.toMap(PricedLine::variant, PricedLine::supply, (a, b) -> a));
    }

    public String cancel() {
        counts.cancel(actor.get(), code, reason);
        return Done.to(area() + "/stock/counts", "inventory.count.cancelled", "code", code);
    }

    public String approve() {
        counts.approve(actor.get(), code);
        return Done.to(here(), "inventory.count.approved", "code", code);
    }

    public String reject() {
        counts.reject(actor.get(), code, reason);
        return Done.to(here(), "inventory.count.rejected", "code", code);
    }

    private String here() {
        return area() + "/stock/counting?code=" + code;
    }

    private String area() {
        return Paths.area(request);
    }

    public StockCount getCount() {
        if (count == null) {
            load();
        }
        return count;
    }

    /** What was counted last stands on top. */
    public List<StockCount.Line> getLines() {
        return getCount().lines().stream().sorted(Comparator.comparing(StockCount.Line::at, Comparator.nullsLast(Comparator.reverseOrder())))
                .limit(SHOWN).toList();
    }

    public List<StockCount.Line> getDifferences() {
        return getCount().differences();
    }

    /** The differences' worth; null where nobody said what a piece is. */
    public Money getValue() {
        return getDifferences().stream().map(StockCount.Line::value).filter(Objects::nonNull).reduce(Money::plus).orElse(null);
    }

    public boolean isCounting() {
        return getCount().state() == CountState.COUNTING && actor.may(InventoryPermission.CHANGE);
    }

    public boolean isWaiting() {
        return getCount().state() == CountState.SUBMITTED;
    }

    public Proposal getProposal() {
        return getCount().proposal() == null ? null : counts.proposal(actor.get(), code);
    }

    public boolean isMine() {
        return getProposal() != null && getProposal().madeBy(actor.get());
    }

    public boolean isDecidable() {
        return isWaiting() && actor.may(InventoryPermission.CONFIRM) && !isMine();
    }

    public List<TimelineStep> getHistory() {
        return steps.of(counts.history(actor.get(), code), "inventory.count.state");
    }

    public StockCount.Line getLast() {
        return last;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getScanned() {
        return scanned;
    }

    public void setScanned(String scanned) {
        this.scanned = scanned;
    }

    public Integer getNumber() {
        return number;
    }

    public void setNumber(Integer number) {
        this.number = number;
    }

    public boolean isRestIsZero() {
        return restIsZero;
    }

    public void setRestIsZero(boolean restIsZero) {
        this.restIsZero = restIsZero;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public Part getFile() {
        return file;
    }

    public void setFile(Part file) {
        this.file = file;
    }
}
