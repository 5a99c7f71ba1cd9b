package entrepot.web.pages.hq.prices;

import entrepot.kernel.Problem;
import entrepot.network.Tier;
import entrepot.network.Tiers;
import entrepot.platform.files.FileProblem;
import entrepot.pricing.PriceList;
import entrepot.pricing.PriceLists;
import entrepot.pricing.PricingProblem;
import entrepot.pricing.ProposePriceList;
import entrepot.web.pages.frame.Done;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Proposes a price list: a percent over all, single prices typed or from a file, the day it begins. */
@Named
@RequestScoped
public class NewPriceListPage {

    private static final int FILE_MAX = 4 * 1024 * 1024;
    private static final int LINES_MAX = 2_000;
    private static final Pattern STEP = Pattern.compile("(.+)[ \\t,=](\\d{1,5})\\+");

    @Inject
    private PriceLists lists;
    @Inject
    private Tiers tiers;
    @Inject
    private CurrentActor actor;

    private String tier;
    private ProposePriceList.PercentOf base = ProposePriceList.PercentOf.RETAIL;
    private BigDecimal percent;
    private String singles;
    private Part file;
    private LocalDate from;
    private String reason;

    public String propose() {
        List<ProposePriceList.Single> prices = new ArrayList<>(typed());
        if (file != null && file.getSize() > 0) {
            prices.addAll(lists.read(actor.get(), bytes()));
        }
        Instant begins = from == null ? null : from.atStartOfDay(actor.tenant().zone()).toInstant();
        PriceList list = lists.propose(actor.get(), new ProposePriceList(tier, begins, base, percent, prices, reason));
        return Done.to("/hq/prices/detail?code=" + list.code(), "prices.proposed", "code", list.code());
    }

    public List<Tier> getTiers() {
        return tiers.all(actor.get());
    }

    public ProposePriceList.PercentOf[] getBases() {
        return ProposePriceList.PercentOf.values();
    }

    /** One line a price: the SKU, then blank, tab, comma or equals sign, then the price; between them {@code 10+} for a step from ten pieces on. */
    private List<ProposePriceList.Single> typed() {
        List<ProposePriceList.Single> prices = new ArrayList<>();
        String[] lines = singles == null ? new String[0] : singles.split("\\R", LINES_MAX);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (line.isEmpty()) {
                continue;
            }
            int end = Math.max(Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t')), Math.max(line.lastIndexOf(','), line.lastIndexOf('=')));
            String price = line.substring(end + 1);
            if (end < 1 || !price.matches("\\d{1,12}(\\.\\d{1,4})?")) {
                throw new Problem(PricingProblem.PRICE_UNREADABLE).with("line", i + 1).with("price", line.substring(0, Math.min(line.length(), 60)));
            }
            String sku = line.substring(0, end).strip();
            Matcher step = STEP.matcher(sku);
            prices.add(step.matches() ? new ProposePriceList.Single(step.group(1).strip(), Integer.parseInt(step.group(2)), new BigDecimal(price))
                    : new ProposePriceList.Single(sku, new BigDecimal(price)));
        }
        return prices;
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

    public String getTier() {
        return tier;
    }

    public void setTier(String tier) {
        this.tier = tier;
    }

    public ProposePriceList.PercentOf getBase() {
        return base;
    }

    public void setBase(ProposePriceList.PercentOf base) {
        this.base = base;
    }

    public BigDecimal getPercent() {
        return percent;
    }

    public void setPercent(BigDecimal percent) {
        this.percent = percent;
    }

    public String getSingles() {
        return singles;
    }

    public void setSingles(String singles) {
        this.singles = singles;
    }

    public Part getFile() {
        return file;
    }

    public void setFile(Part file) {
        this.file = file;
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
