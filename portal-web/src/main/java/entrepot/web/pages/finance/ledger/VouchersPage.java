package entrepot.web.pages.finance.ledger;

import entrepot.ledger.AccountKind;
import entrepot.ledger.Voucher;
import entrepot.ledger.VoucherExport;
import entrepot.ledger.VoucherProgram;
import entrepot.ledger.Vouchers;
import entrepot.web.pages.frame.Done;
import entrepot.web.pages.frame.TenantTime;
import entrepot.web.rest.Paged;
import entrepot.web.security.CurrentActor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Vouchers for the tenant's own accounting program: what its accounts are called there, a month's export, and what was exported. */
@Named
@RequestScoped
public class VouchersPage {

    private static final int ROWS = 30;

    @Inject
    private Vouchers vouchers;
    @Inject
    private VoucherWords words;
    @Inject
    private CurrentActor actor;
    @Inject
    private TenantTime time;
    @Inject
    private HttpServletRequest request;

    private YearMonth month;
    private Vouchers.Standing standing;
    private Paged<VoucherExport> page;
    private List<Name> names;
    private String program = VoucherProgram.KINGDEE.name();
    private String form = VoucherExport.Form.XLSX.name();
    private String grouping = Voucher.Grouping.DAY.name();

    /** A line of the form: one kind of account and what the other program calls it. */
    public static final class Name {

        private final AccountKind kind;
        private String code;
        private String name;
        private boolean auxiliary;

        Name(AccountKind kind, Vouchers.Subject subject) {
            this.kind = kind;
            this.code = subject == null ? "" : subject.code();
            this.name = subject == null ? "" : subject.name();
            this.auxiliary = subject != null && subject.auxiliary();
        }

        public AccountKind getKind() {
            return kind;
        }

        public String getCode() {
            return code;
        }

        public void setCode(String code) {
            this.code = code;
        }

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public boolean isAuxiliary() {
            return auxiliary;
        }

        public void setAuxiliary(boolean auxiliary) {
            this.auxiliary = auxiliary;
        }
    }

    public void load() {
        if (month != null) {
            return;
        }
        // before the forms are read, because their lines depend on it
        month = Asked.month(request.getParameter("month"));
        if (month == null) {
            month = YearMonth.from(LocalDate.ofInstant(time.now(), actor.tenant().zone())).minusMonths(1);
        }
        standing = vouchers.standing(actor.get(), month);
        page = Paged.of(vouchers.list(actor.get(), null, Asked.text(request.getParameter("after")), ROWS + 1), ROWS, VoucherExport::code);
        Map<AccountKind, Vouchers.Subject> subjects = vouchers.subjects(actor.get());
        names = Arrays.stream(AccountKind.values()).map(kind -> new Name(kind, subjects.get(kind))).toList();
    }

    public String keep() {
        vouchers.name(actor.get(), names.stream().map(each -> new Vouchers.Subject(each.getKind(), each.getCode(), each.getName(), each.isAuxiliary()))
                .toList());
        return Done.to("/finance/ledger/vouchers?month=" + month, "ledger.vouchers.named");
    }

    public String export() {
        VoucherExport made = vouchers.export(actor.get(), month, VoucherProgram.valueOf(program), VoucherExport.Form.valueOf(form),
                Voucher.Grouping.valueOf(grouping), words.events(), words.members());
        return Done.to("/finance/ledger/vouchers?month=" + month, "ledger.vouchers.done", "code", made.code(), "postings", made.postings());
    }

    public List<VoucherProgram> getPrograms() {
        return List.of(VoucherProgram.values());
    }

    public List<VoucherExport.Form> getForms() {
        return List.of(VoucherExport.Form.values());
    }

    public List<Voucher.Grouping> getGroupings() {
        return List.of(Voucher.Grouping.values());
    }

    /** This month and the eleven before. */
    public List<YearMonth> getMonths() {
        YearMonth now = YearMonth.from(LocalDate.ofInstant(time.now(), actor.tenant().zone()));
        List<YearMonth> months = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            months.add(now.minusMonths(i));
        }
        return months;
    }

    public YearMonth getMonth() {
        load();
        return month;
    }

    public Vouchers.Standing getStanding() {
        load();
        return standing;
    }

    public List<VoucherExport> getRows() {
        load();
        return page.items();
    }

    public String getNext() {
        load();
        return page.next();
    }

    public String getAfter() {
        return request.getParameter("after");
    }

    public List<Name> getNames() {
        load();
        return names;
    }

    public String getProgram() {
        return program;
    }

    public void setProgram(String program) {
        this.program = program;
    }

    public String getForm() {
        return form;
    }

    public void setForm(String form) {
        this.form = form;
    }

    public String getGrouping() {
        return grouping;
    }

    public void setGrouping(String grouping) {
        this.grouping = grouping;
    }
}
