package entrepot.web.pages.fulfilment;

import entrepot.fulfilment.Carriers;
import entrepot.fulfilment.Shipping;
import entrepot.fulfilment.ShippingNumbers;
import entrepot.kernel.Problem;
import entrepot.platform.files.FileProblem;
import entrepot.platform.files.Files;
import entrepot.web.pages.frame.Paths;
import entrepot.web.pages.frame.Refusals;
import entrepot.web.security.CurrentActor;
import entrepot.web.text.Language;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tracking numbers by file: checked first, then shipped row by row; what was left out says why. */
@Named
@ViewScoped
public class TrackingNumbersPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private ShippingNumbers numbers;
    @Inject
    private Shipping shipping;
    @Inject
    private CurrentActor actor;
    @Inject
    private Refusals refusals;
    @Inject
    private Language language;
    @Inject
    private HttpServletRequest request;

    private transient Part file;
    private byte[] bytes;
    private String name;
    private boolean done;
    private List<Row> rows;

    /** @param state CHECKED, TAKEN or LEFT_OUT */
    public record Row(String lines, String code, String carrier, String number, String kilograms, String state, String why)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    public void check() {
        if (file == null) {
            throw Problem.missing("file");
        }
        if (file.getSize() > Files.BYTES_MAX) {
            throw new Problem(FileProblem.FILE_TOO_LARGE).with("max", Files.BYTES_MAX / 1024 / 1024);
        }
        try (InputStream in = file.getInputStream()) {
            bytes = in.readAllBytes();
            name = file.getSubmittedFileName();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        done = false;
        rows = numbers.check(actor.get(), bytes).stream().map(row -> shown(row, row.good() ? "CHECKED" : "LEFT_OUT", row.refusals())).toList();
    }

    /** Ships what is good; each consignment for itself, so that one that went meanwhile stops no other. */
    public void apply() {
        if (bytes == null || done) {
            return;
        }
        List<Row> result = new ArrayList<>();
        for (ShippingNumbers.Row row : numbers.check(actor.get(), bytes)) {
            if (!row.good()) {
                result.add(shown(row, "LEFT_OUT", row.refusals()));
                continue;
            }
            try {
                shipping.ship(actor.get(), row.consignment().code(), row.parcels());
                result.add(shown(row, "TAKEN", List.of()));
            } catch (Problem refusal) {
                result.add(shown(row, "LEFT_OUT", List.of(refusal)));
            }
        }
        rows = List.copyOf(result);
        done = true;
    }

    private Row shown(ShippingNumbers.Row row, String state, List<Problem> refused) {
        List<Integer> weights = row.written().stream().map(ShippingNumbers.Written::grams).filter(grams -> grams != null && grams > 0).toList();
        return new Row(row.lines().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                row.consignment() == null ? row.asked() : row.consignment().code(),
                row.written().stream().map(p -> p.carrier() == null ? p.named() : Carriers.name(p.carrier(), language.locale()))
                        .filter(name -> !name.isEmpty()).distinct().collect(Collectors.joining(", ")),
                row.written().stream().map(ShippingNumbers.Written::number).filter(number -> !number.isEmpty()).collect(Collectors.joining(", ")),
                weights.isEmpty() ? "" : BigDecimal.valueOf(weights.stream().mapToLong(Integer::longValue).sum(), 3)
                        .stripTrailingZeros().toPlainString(), state,
                refused.stream().map(refusal -> refusals.text(refusal, language.locale())).distinct().collect(Collectors.joining(" ")));
    }

    public long getGood() {
        return rows == null ? 0 : rows.stream().filter(row -> !row.state().equals("LEFT_OUT")).count();
    }

    public long getLeftOut() {
        return rows == null ? 0 : rows.size() - getGood();
    }

    public boolean isDone() {
        return done;
    }

    public List<Row> getRows() {
        return rows;
    }

    public String getName() {
        return name;
    }

    public String getArea() {
        return Paths.area(request);
    }

    public Part getFile() {
        return file;
    }

    public void setFile(Part file) {
        this.file = file;
    }
}
