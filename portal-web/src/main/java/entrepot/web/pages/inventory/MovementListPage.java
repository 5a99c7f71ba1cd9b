package entrepot.web.pages.inventory;

import entrepot.inventory.Movement;
import entrepot.inventory.MovementFilter;
import entrepot.inventory.MovementLine;
import entrepot.inventory.Movements;
import entrepot.kernel.Problem;
import entrepot.web.pages.frame.Downloads;
import entrepot.web.pages.frame.Listing;
import entrepot.web.pages.frame.Paths;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What came and went, filtered, with links to the documents it was done for. */
@Named
@RequestScoped
public class MovementListPage extends Listing<MovementLine> {

    private static final int EXPORT_MAX = 20_000;
    private static final Pattern CODE = Pattern.compile("\\b(CON|TRF|CNT|QH|STU|PRP)-\\d{6}-[0-9A-Z]{6}\\b");

    @Inject
    private Movements movements;
    @Inject
    private CurrentActor actor;
    @Inject
    private HttpServletRequest request;

    public void load() {
        int rows = ROWS;
        show(Paged.of(movements.list(actor.get(), filter(), after(), rows + 1), rows, line -> Long.toString(line.number())));
    }

    private Long after() {
        try {
            return getAfter() == null || getAfter().isBlank() ? null : Long.valueOf(getAfter());
        } catch (NumberFormatException foreign) {
            throw Problem.invalid("after", getAfter());
        }
    }

    private MovementFilter filter() {
        return new MovementFilter(given("warehouse"), given("sku"), reason(), given("document"), day("from"), day("to"));
    }

    private Movement.Reason reason() {
        String name = given("reason");
        try {
            return name.isEmpty() ? null : Movement.Reason.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw Problem.invalid("reason", name);
        }
    }

    private LocalDate day(String name) {
        try {
            return given(name).isEmpty() ? null : LocalDate.parse(given(name));
        } catch (DateTimeParseException unreadable) {
            throw Problem.invalid(name, given(name));
        }
    }

    /** What the address asks for; empty where it does not. */
    public String given(String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value.strip();
    }

    public Movement.Reason[] getReasons() {
        return Movement.Reason.values();
    }

    /** The page of the document that a movement was made for; null where it has none. */
    public String document(MovementLine line) {
        Matcher code = CODE.matcher(line.movement().document());
        if (!code.find()) {
            return null;
        }
        String area = Paths.area(request);
        return area + switch (code.group(1)) {
            case "CON" -> "/shipments/detail?code=";
            case "TRF" -> "/stock/transfer?code=";
            case "CNT" -> "/stock/counting?code=";
            case "QH" -> "/stock/hold?code=";
            case "STU" -> "/stock/upload?code=";
            default -> "/stock/difference?code=";
        } + code.group();
    }

    /** Whether there is such a page in this area: differences and uploads stand in one of them only. */
    public boolean linked(MovementLine line) {
        String page = document(line);
        return page != null && !page.startsWith("/dealer/stock/difference") && !page.startsWith("/hq/stock/upload");
    }

    /** All that is filtered, up to a limit, as a file. */
    public void export() {
        Downloads.csv("movements.csv", csv -> {
            csv.row("at", "warehouse", "sku", "title", "own", "reason", "quantity", "document", "by");
            Long next = null;
            for (int n = 0; n < EXPORT_MAX; n += Movements.LIST_MAX) {
                List<MovementLine> lines = movements.list(actor.get(), filter(), next, Movements.LIST_MAX);
                lines.forEach(l -> csv.row(l.movement().at(), l.warehouse().code(), l.sku(), l.title(), l.own(), l.movement().reason(),
                        l.movement().quantity(), l.movement().document(), l.movement().by()));
                if (lines.size() < Movements.LIST_MAX) {
                    return;
                }
                next = lines.get(lines.size() - 1).number();
            }
        });
    }
}
