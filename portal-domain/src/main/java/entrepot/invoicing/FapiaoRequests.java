package entrepot.invoicing;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Problem;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.PostingKey;
import entrepot.messaging.Messages;
import entrepot.messaging.SendMessage;
import entrepot.network.Organisations;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.files.CsvProblem;
import entrepot.platform.files.Files;
import entrepot.platform.files.Proof;
import entrepot.platform.files.Table;
import entrepot.platform.files.XlsxOutput;
import entrepot.platform.idempotency.Idempotency;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.SqlFailure;
import entrepot.platform.sql.Attempt;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tax invoices for what members were supplied: requested by the member, issued by headquarters' own invoicing software, corrected by red letters.
 * What was shipped stands on one at most, and never for more than was shipped and not given back.
 */
@ApplicationScoped
@UseCases
public class FapiaoRequests {

    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;
    /** Requests in one file for the invoicing software. */
    public static final int EXPORT_MAX = 5_000;
    private static final String THING = "fapiao";
    private static final String RED = "red-letter";
    private static final int DAYS_MAX = 366;
    private static final int CONSIGNMENTS_MAX = 20_000;
    /** Fully digital ones have 20 digits; older ones 8, often with the code of 10 or 12 before. */
    private static final Pattern CHINESE_NUMBER = Pattern.compile("\\d{20}|\\d{8}|(\\d{10}|\\d{12})\\d{8}");

    private static final String SELECT = """
            select f.id, f.code, f.organisation_id, o.name, o.code as member_code, f.from_date, f.to_date, f.type, f.title, f.tax_number, f.address, f.phone,
                   f.bank, f.bank_account, f.email, f.currency, f.gross_minor, f.vat_minor, f.corrected_minor, f.state, f.number, f.issued_on, f.file_code,
                   f.reason, f.by_name, f.at
              from invoicing_fapiao f join published_organisation o on o.tenant_id = f.tenant_id and o.id = f.organisation_id
            """;

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    private Numbering numbering;

    @Inject
    private History history;

    @Inject
    private Idempotency idempotency;

    @Inject
    private Attempt attempt;

    @Inject
    private Files files;

    @Inject
    private Ledger ledger;

    @Inject
    private Parties parties;

    @Inject
    private Organisations organisations;

    @Inject
    private Messages messages;

    private record Found(long id, Fapiao fapiao) {
    }

    /** What was shipped, as it was posted; the tax in it; what was given back of it and of its tax. */
    private record Shipment(String code, String order, LocalDate shippedOn, Money gross, Money vat, Money refunded, Money refundedVat) {

        Money left() {
            return gross.minus(refunded);
        }

        Money leftVat() {
            return vat.minus(refundedVat).max(Money.zero(vat.currency())).min(left());
        }
    }

    /** By how much an invoice says more of a consignment than was shipped and kept. */
    private record Over(String consignment, Money amount, Money vat) {
    }

    /** What a member could have invoiced. */
    public record Open(long consignments, Money amount) {
    }

    /** What was shipped in those days and stands on no invoice. @throws Problem INVOICE_PERIOD */
    @Requires(InvoicingPermission.REQUEST)
    public Open open(Actor actor, LocalDate from, LocalDate to) {
        check(from, to);
        List<Shipment> shipments = shipments(actor, actor.organisation(), from, to);
        return new Open(shipments.size(), shipments.stream().map(Shipment::left).reduce(none(), Money::plus));
    }

    /**
     * Asks for an invoice over what was shipped in those days and stands on none yet.
     *
     * @param key the caller's idempotency key
     * @throws Problem PARTY_MISSING, NOTHING_TO_INVOICE, INVOICE_PERIOD, FIELD_MISSING
     */
    @Requires(InvoicingPermission.REQUEST)
    public Fapiao request(Actor actor, RequestFapiao request, String key) {
        return get(actor, idempotency.once(actor, "fapiao.request", key, request, Receivables.Written.class,
                () -> new Receivables.Written(write(actor, request))).code());
    }

    private String write(Actor actor, RequestFapiao request) {
        check(request.from(), request.to());
        if (request.type() == null) {
            throw Problem.missing("type");
        }
        Party party = parties.find(actor, actor.organisation()).orElseThrow(() -> new Problem(InvoicingProblem.PARTY_MISSING));
        oneByOne(actor.organisation());
        List<Shipment> shipments = shipments(actor, actor.organisation(), request.from(), request.to());
        Money gross = shipments.stream().map(Shipment::left).reduce(none(), Money::plus);
        if (!gross.isPositive()) {
            throw new Problem(InvoicingProblem.NOTHING_TO_INVOICE).with("from", request.from()).with("to", request.to());
        }
        Money vat = shipments.stream().map(Shipment::leftVat).reduce(none(), Money::plus);
        String code = numbering.next("FPR");
        sql.update("""
                insert into invoicing_shipment (tenant_id, consignment_code, organisation_id, currency, shipped_minor, refunded_minor, invoiced_minor,
                       vat_minor)
                select ?, s.code, ?, ?, s.shipped, s.refunded, s.shipped - s.refunded, s.vat from unnest(?, ?, ?, ?) s (code, shipped, refunded, vat)
                on conflict (tenant_id, consignment_code) do update set invoiced_minor = excluded.invoiced_minor, vat_minor = excluded.vat_minor""",
                actor.tenant(), actor.organisation(), gross.currency(), Columns.texts(shipments, Shipment::code),
                Columns.numbers(shipments, s -> s.gross().minor()), Columns.numbers(shipments, s -> s.refunded().minor()),
                Columns.numbers(shipments, s -> s.vat().minor()));
        long id = sql.one("""
                insert into invoicing_fapiao (tenant_id, id, code, organisation_id, from_date, to_date, type, title, tax_number, address, phone, bank,
                       bank_account, email, currency, gross_minor, vat_minor, vat_rate, state, by_name, at)
                values (?, nextval('invoicing_fapiao_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'REQUESTED', ?, ?) returning id""",
                row -> row.number("id"), actor.tenant(), code, actor.organisation(), request.from(), request.to(), request.type(), party.title(),
                party.taxNumber(), party.address(), party.phone(), party.bank(), party.bankAccount(), party.email(), gross.currency(), gross.minor(),
                vat.minor(), rate(gross, vat), actor.name(), clock.now());
        sql.update("""
                insert into invoicing_fapiao_line (tenant_id, fapiao_id, consignment_code, order_code, shipped_on, amount_minor, vat_minor)
                select ?, ?, s.code, s.order_code, s.shipped_on, s.amount, s.vat from unnest(?, ?, ?, ?, ?) s (code, order_code, shipped_on, amount, vat)""",
                actor.tenant(), id, Columns.texts(shipments, Shipment::code), Columns.texts(shipments, Shipment::order),
                Columns.dates(shipments, Shipment::shippedOn), Columns.numbers(shipments, s -> s.left().minor()),
                Columns.numbers(shipments, s -> s.leftVat().minor()));
        history.record(actor, THING, code, null, Fapiao.State.REQUESTED, "");
        return code;
    }

    /** As the books have it: what HELD paid to SALES, FREIGHT_INCOME and VAT_OUT when it was shipped. */
    private List<Shipment> shipments(Actor actor, OrganisationId member, LocalDate from, LocalDate to) {
        List<Shipment> found = sql.list("""
                select s.code, s.order_code, s.shipped_at, s.currency, g.gross_minor, g.vat_minor,
                       coalesce(r.amount, 0)::bigint as refunded_minor, coalesce(r.vat, 0)::bigint as refunded_vat_minor
                  from published_shipment s
                  join ledger_posting p on p.tenant_id = s.tenant_id and p.event = 'consignment.shipped' and p.cause_type = 'consignment' and p.cause_code = s.code
                  join lateral (select -sum(e.amount_minor) filter (where a.kind in ('SALES', 'FREIGHT_INCOME', 'VAT_OUT'))::bigint as gross_minor,
                                       coalesce(-sum(e.amount_minor) filter (where a.kind = 'VAT_OUT'), 0)::bigint as vat_minor,
                                       bool_or(a.kind = 'HELD') as held
                                  from ledger_entry e join ledger_account a on a.tenant_id = e.tenant_id and a.id = e.account_id
                                 where e.tenant_id = p.tenant_id and e.posting_id = p.id) g on g.held
                  left join lateral (select sum(b.amount_minor) as amount, sum(coalesce(b.vat_minor, round(g.vat_minor::numeric * b.amount_minor / g.gross_minor)))
                                            as vat
                                       from invoicing_refund b where b.tenant_id = s.tenant_id and b.consignment_code = s.code and g.gross_minor > 0) r on true
                 where s.tenant_id = ? and s.seller_id = ? and s.shipped_at >= ? and s.shipped_at < ?
                   and not exists (select from invoicing_shipment i
                                    where i.tenant_id = s.tenant_id and i.consignment_code = s.code and i.invoiced_minor > 0)
                 order by s.shipped_at, s.id limit ?""",
                row -> new Shipment(row.text("code"), row.text("order_code"), LocalDate.ofInstant(row.instant("shipped_at"), zone()), row.money("gross"),
                        row.money("vat"), row.money("refunded"), row.money("refunded_vat")),
                actor.tenant(), member, from.atStartOfDay(zone()).toInstant(), to.plusDays(1).atStartOfDay(zone()).toInstant(), CONSIGNMENTS_MAX + 1);
        if (found.size() > CONSIGNMENTS_MAX) {
            throw new Problem(InvoicingProblem.INVOICE_TOO_MUCH).with("max", CONSIGNMENTS_MAX);
        }
        return found.stream().filter(shipment -> shipment.left().isPositive()).toList();
    }

    private void check(LocalDate from, LocalDate to) {
        if (from == null || to == null) {
            throw Problem.missing(from == null ? "from" : "to");
        }
        if (to.isBefore(from) || to.isAfter(clock.today()) || to.isAfter(from.plusDays(DAYS_MAX))) {
            throw new Problem(InvoicingProblem.INVOICE_PERIOD).with("max", DAYS_MAX);
        }
    }

    /** On which day the software issued a paper; today where it does not say. @throws Problem FIELD_INVALID for a day to come or from before what is invoiced */
    private LocalDate day(LocalDate on, Fapiao of) {
        if (on != null && (on.isAfter(clock.today()) || on.isBefore(of.from()))) {
            throw Problem.invalid("issuedOn", on);
        }
        return on == null ? clock.today() : on;
    }

    /**
     * The software has issued it.
     *
     * @param file what it made, or null
     * @throws Problem INVOICE_NUMBER, INVOICE_NUMBER_TAKEN, FIELD_MISSING, FIELD_INVALID (the day), ILLEGAL_TRANSITION, NOT_FOUND
     */
    @Requires(InvoicingPermission.ISSUE)
    public Fapiao issue(Actor actor, String code, String number, LocalDate on, Proof file) {
        String said = written(number);
        oneByOne(get(actor, code).organisation());
        Found found = lock(actor, code);
        Fapiao.State.TRANSITIONS.check(found.fapiao().state(), Fapiao.State.ISSUED);
        day(on, found.fapiao());
        String kept = file == null ? null : files.keep(actor, file.name(), file.bytes()).code();
        numbered(actor, said, () -> sql.update("update invoicing_fapiao set state = 'ISSUED', number = ?, issued_on = ?, file_code = ? where tenant_id = ? and id = ?",
                said, day(on, found.fapiao()), kept, actor.tenant(), found.id()));
        history.record(actor, THING, code, found.fapiao().state(), Fapiao.State.ISSUED, said);
        tell(actor, get(actor, code), "invoicing.letter.fapiao-issued");
        // what was given back while it waited has to be taken back at once
        propose(Actor.system(actor.tenant()), found, code);
        return get(actor, code);
    }

    /** @throws Problem INVOICE_REASON, ILLEGAL_TRANSITION, NOT_FOUND */
    @Requires(InvoicingPermission.ISSUE)
    public Fapiao reject(Actor actor, String code, String reason) {
        if (reason == null || reason.isBlank()) {
            throw new Problem(InvoicingProblem.INVOICE_REASON);
        }
        Found found = lock(actor, code);
        Fapiao.State.TRANSITIONS.check(found.fapiao().state(), Fapiao.State.REJECTED);
        sql.update("update invoicing_fapiao set state = 'REJECTED', reason = ? where tenant_id = ? and id = ?", Parties.text("reason", reason, true),
                actor.tenant(), found.id());
        sql.update("""
                update invoicing_shipment s set invoiced_minor = 0 from invoicing_fapiao_line l
                 where l.tenant_id = ? and l.fapiao_id = ? and s.tenant_id = l.tenant_id and s.consignment_code = l.consignment_code""",
                actor.tenant(), found.id());
        history.record(actor, THING, code, found.fapiao().state(), Fapiao.State.REJECTED, reason);
        tell(actor, get(actor, code), "invoicing.letter.fapiao-rejected");
        return get(actor, code);
    }

    /** The file that was kept with it. @throws Problem NOT_FOUND where there is none */
    @Requires(InvoicingPermission.READ)
    public Files.StoredFile file(Actor actor, String code) {
        Fapiao fapiao = get(actor, code);
        if (fapiao.file() == null) {
            throw Problem.notFound("file", code);
        }
        return files.get(Actor.system(actor.tenant()), fapiao.file());
    }

    /** @throws Problem NOT_FOUND, also for another member's */
    @Requires(InvoicingPermission.READ)
    public Fapiao get(Actor actor, String code) {
        return sql.first(SELECT + " where f.tenant_id = ? and f.code = ? and (?::bigint is null or f.organisation_id = ?)", FapiaoRequests::fapiao,
                actor.tenant(), code, actor.scope(), actor.scope()).orElseThrow(() -> Problem.notFound(THING, code));
    }

    /** The consignments on one, after that one; null for the first page. */
    @Requires(InvoicingPermission.READ)
    public List<Fapiao.Line> lines(Actor actor, String code, String after, int limit) {
        Fapiao fapiao = get(actor, code);
        return sql.list("""
                select l.consignment_code, l.order_code, l.shipped_on, l.amount_minor, ?::text as currency
                  from invoicing_fapiao_line l join invoicing_fapiao f on f.tenant_id = l.tenant_id and f.id = l.fapiao_id
                 where l.tenant_id = ? and f.code = ? and (?::text is null or l.consignment_code > ?) order by l.consignment_code limit ?""",
                row -> new Fapiao.Line(row.text("consignment_code"), row.text("order_code"), row.date("shipped_on"), row.money("amount")),
                fapiao.gross().currency(), actor.tenant(), code, after, after, Math.min(limit, LIST_MAX));
    }

    /** The time line of one. */
    @Requires(InvoicingPermission.READ)
    public List<History.Change> timeLine(Actor actor, String code) {
        return history.of(actor, THING, get(actor, code).code());
    }

    /**
     * Newest first: a member's own, for headquarters all.
     *
     * @param state null for all
     * @param after the code of the last one on the page before; null for the first page
     */
    @Requires(InvoicingPermission.READ)
    public List<Fapiao> list(Actor actor, Fapiao.State state, String after, int limit) {
        return sql.list(SELECT + """
                 where f.tenant_id = ? and (?::bigint is null or f.organisation_id = ?) and (?::text is null or f.state = ?)
                   and (?::text is null or f.id < (select x.id from invoicing_fapiao x where x.tenant_id = ? and x.code = ?))
                 order by f.id desc limit ?""", FapiaoRequests::fapiao, actor.tenant(), actor.scope(), actor.scope(), state, state, after,
                actor.tenant(), after, Math.min(limit, EXPORT_MAX));
    }

    /** How many requests wait for a number. */
    @Requires(InvoicingPermission.ISSUE)
    public Waiting waiting(Actor actor) {
        return sql.one("select count(*) as n, min(at) as oldest from invoicing_fapiao where tenant_id = ? and state = 'REQUESTED'",
                row -> new Waiting(row.number("n"), row.instant("oldest")), actor.tenant());
    }

    /** How many red letters wait for a number. */
    @Requires(InvoicingPermission.ISSUE)
    public Waiting redWaiting(Actor actor) {
        return sql.one("select count(*) as n, min(at) as oldest from invoicing_red_letter where tenant_id = ? and state = 'PROPOSED'",
                row -> new Waiting(row.number("n"), row.instant("oldest")), actor.tenant());
    }

    /** What waits, as a workbook for the invoicing software: one row a request, the number and day to be filled in. */
    @Requires(InvoicingPermission.ISSUE)
    public void export(Actor actor, OutputStream target) {
        try (XlsxOutput workbook = new XlsxOutput(target, "invoices")) {
            workbook.row("request", "type", "buyer", "tax number", "address", "phone", "bank", "account", "email", "currency", "gross", "vat", "from", "to",
                    "number", "issued on");
            for (Fapiao each : list(actor, Fapiao.State.REQUESTED, null, EXPORT_MAX)) {
                Party buyer = each.buyer();
                workbook.row(each.code(), each.type().name(), buyer.title(), buyer.taxNumber(), buyer.address(), buyer.phone(), buyer.bank(),
                        buyer.bankAccount(), buyer.email(), each.gross().currency(), each.gross().major(), each.vat().major(), each.from().toString(),
                        each.to().toString(), "", "");
            }
        }
    }

    /** What became of a file of numbers. @param leftOut the row's number and the request's code, with the problem's name */
    public record Imported(int taken, List<LeftOut> leftOut) {
    }

    /** One row that was not taken. */
    public record LeftOut(long line, String code, String problem) {
    }

    /** A number that the software gave. */
    public record Numbered(long line, String request, String number, LocalDate on) {

        public Numbered(String request, String number, LocalDate on) {
            this(0, request, number, on);
        }
    }

    /** Takes the numbers that the software gave, row by row: what cannot be taken is left out and named. @throws Problem CSV_COLUMN_MISSING, CSV_TOO_MANY_ROWS for more than {@value #EXPORT_MAX} and what reading refuses */
    @Requires(InvoicingPermission.ISSUE)
    public Imported take(Actor actor, byte[] file) {
        Table table = Table.read(file);
        table.require("request", "申请号", "solicitud");
        table.require("number", "发票号码", "número");
        List<Numbered> numbers = new ArrayList<>();
        List<LeftOut> noDay = new ArrayList<>();
        if (table.lines().size() > EXPORT_MAX) {
            throw new Problem(CsvProblem.CSV_TOO_MANY_ROWS).with("max", EXPORT_MAX);
        }
        for (Table.Line line : table.lines()) {
            String on = table.has("issued on", "开票日期", "fecha") ? table.cell(line, "issued on", "开票日期", "fecha") : "";
            String code = table.cell(line, "request", "申请号", "solicitud");
            try {
                numbers.add(new Numbered(line.number(), code, table.cell(line, "number", "发票号码", "número"),
                        on.isEmpty() ? null : LocalDate.parse(on.length() > 10 ? on.substring(0, 10) : on)));
            } catch (DateTimeParseException notADay) {
                noDay.add(new LeftOut(line.number(), code, "FIELD_INVALID"));
            }
        }
        return taken(actor, numbers, noDay);
    }

    /** The same of a list that a program sends; its lines count from 1. @throws Problem FIELD_INVALID for more than {@value #EXPORT_MAX} */
    @Requires(InvoicingPermission.ISSUE)
    public Imported take(Actor actor, List<Numbered> numbers) {
        if (numbers.size() > EXPORT_MAX) {
            throw Problem.invalid("numbers", numbers.size());
        }
        List<Numbered> counted = new ArrayList<>();
        numbers.forEach(each -> counted.add(new Numbered(counted.size() + 1, each.request(), each.number(), each.on())));
        return taken(actor, counted, List.of());
    }

    private Imported taken(Actor actor, List<Numbered> numbers, List<LeftOut> before) {
        int taken = 0;
        List<LeftOut> leftOut = new ArrayList<>(before);
        for (Numbered each : numbers) {
            if (each.number() == null || each.number().isEmpty()) {
                continue;
            }
            try {
                attempt.orTakeBack(() -> issue(actor, each.request() == null ? "" : each.request(), each.number(), each.on(), null));
                taken++;
            } catch (Problem problem) {
                leftOut.add(new LeftOut(each.line(), each.request(), problem.code().name()));
            }
        }
        leftOut.sort(Comparator.comparingLong(LeftOut::line));
        return new Imported(taken, leftOut);
    }

    /**
     * A refund of what may stand on an invoice: what was given back is not invoiced any more, and what was issued needs a red letter.
     *
     * @param cause  the refund's
     * @param posted how it was paid back, which tells its tax
     */
    void refunded(Actor system, OrganisationId member, String consignment, String cause, Money amount, PostingKey posted) {
        oneByOne(member);
        Long vat = ledger.find(system, posted).map(posting -> posting.legs().stream().filter(leg -> leg.account().kind() == AccountKind.VAT_OUT)
                .mapToLong(leg -> leg.amount().minor()).sum()).orElse(null);
        int fresh = sql.update("""
                insert into invoicing_refund (tenant_id, consignment_code, cause, amount_minor, vat_minor) values (?, ?, ?, ?, ?::bigint)
                on conflict do nothing""", system.tenant(), consignment, cause, amount.minor(), vat);
        if (fresh == 0 || !amount.isPositive()) {
            return;
        }
        sql.update("update invoicing_shipment set refunded_minor = least(shipped_minor, refunded_minor + ?) where tenant_id = ? and consignment_code = ?",
                amount.minor(), system.tenant(), consignment);
        sql.list(SELECT + """
                 where f.tenant_id = ? and f.state in ('ISSUED', 'CORRECTED') and exists (select from invoicing_fapiao_line l
                     where l.tenant_id = f.tenant_id and l.fapiao_id = f.id and l.consignment_code = ?) for update of f""",
                row -> new Found(row.number("id"), fapiao(row)), system.tenant(), consignment).forEach(found -> propose(system, found, cause));
    }

    /** Requests, issues and refunds of a member take turns: nothing stands on two requests, and no refund falls between what two of them read. */
    private void oneByOne(OrganisationId member) {
        sql.alone("invoicing/" + member.value());
    }

    /**
     * By how much an issued one says more of its consignments than was shipped and kept, red letters counted. The tax is what is left of the posted one;
     * where that is not known, its part of the line's.
     */
    private List<Over> overstated(Actor actor, Found found) {
        return sql.list("""
                select x.consignment_code, x.currency, x.over_minor, least(x.over_minor, greatest(0, x.vat - coalesce(least(x.vat, x.kept_vat),
                           x.vat - round(x.vat * (x.over_minor + x.red) / x.amount_minor)) - x.red_vat))::bigint as over_vat_minor
                  from (select l.consignment_code, f.currency, l.amount_minor, red.amount as red, red.vat as red_vat,
                               coalesce(l.vat_minor, round(f.vat_minor::numeric * l.amount_minor / f.gross_minor)) as vat,
                               greatest(0, s.vat_minor - (select coalesce(sum(coalesce(b.vat_minor, round(s.vat_minor::numeric * b.amount_minor / s.shipped_minor))), 0)
                                    from invoicing_refund b where b.tenant_id = s.tenant_id and b.consignment_code = s.consignment_code)) as kept_vat,
                               (l.amount_minor - least(l.amount_minor, greatest(0, s.shipped_minor - s.refunded_minor)) - red.amount)::bigint as over_minor
                          from invoicing_fapiao f
                          join invoicing_fapiao_line l on l.tenant_id = f.tenant_id and l.fapiao_id = f.id
                          join invoicing_shipment s on s.tenant_id = l.tenant_id and s.consignment_code = l.consignment_code
                          join lateral (select coalesce(sum(w.amount_minor), 0) as amount, coalesce(sum(w.vat_minor), 0) as vat
                                          from invoicing_red_letter r
                                          join invoicing_red_letter_line w on w.tenant_id = r.tenant_id and w.red_letter_id = r.id
                                         where r.tenant_id = f.tenant_id and r.fapiao_id = f.id and r.state <> 'DROPPED'
                                           and w.consignment_code = l.consignment_code) red on true
                         where f.tenant_id = ? and f.id = ?) x
                 where x.over_minor > 0 order by x.consignment_code""",
                row -> new Over(row.text("consignment_code"), row.money("over"), row.money("over_vat")), actor.tenant(), found.id());
    }

    /** A red letter with a line for each consignment of which too much was invoiced; none where nothing is. */
    private void propose(Actor system, Found found, String why) {
        List<Over> lines = overstated(system, found);
        if (lines.isEmpty()) {
            return;
        }
        Money amount = lines.stream().map(Over::amount).reduce(none(), Money::plus);
        Money vat = lines.stream().map(Over::vat).reduce(none(), Money::plus);
        String code = numbering.next("RED");
        long id = sql.one("""
                insert into invoicing_red_letter (tenant_id, id, code, fapiao_id, currency, amount_minor, vat_minor, why, state, by_name, at)
                values (?, nextval('invoicing_red_letter_seq'), ?, ?, ?, ?, ?, ?, 'PROPOSED', ?, ?) returning id""", row -> row.number("id"),
                system.tenant(), code, found.id(), amount.currency(), amount.minor(), vat.minor(), why, system.name(), clock.now());
        sql.update("""
                insert into invoicing_red_letter_line (tenant_id, red_letter_id, consignment_code, amount_minor, vat_minor)
                select ?, ?, w.code, w.amount, w.vat from unnest(?, ?, ?) w (code, amount, vat)""",
                system.tenant(), id, Columns.texts(lines, Over::consignment), Columns.numbers(lines, w -> w.amount().minor()),
                Columns.numbers(lines, w -> w.vat().minor()));
        history.record(system, RED, code, null, RedLetter.State.PROPOSED, why);
    }

    /** What of which consignments a red letter takes back, at most {@value #LIST_MAX}. @throws Problem NOT_FOUND */
    @Requires(InvoicingPermission.READ)
    public List<RedLetter.Line> redLines(Actor actor, String code) {
        RedLetter letter = red(actor, code);
        return sql.list("""
                select w.consignment_code, l.order_code, w.amount_minor, w.vat_minor, r.currency from invoicing_red_letter r
                  join invoicing_red_letter_line w on w.tenant_id = r.tenant_id and w.red_letter_id = r.id
                  join invoicing_fapiao_line l on l.tenant_id = r.tenant_id and l.fapiao_id = r.fapiao_id and l.consignment_code = w.consignment_code
                 where r.tenant_id = ? and r.code = ? order by w.consignment_code limit ?""",
                row -> new RedLetter.Line(row.text("consignment_code"), row.text("order_code"), row.money("amount"), row.money("vat")),
                actor.tenant(), letter.code(), LIST_MAX);
    }

    /** The software has issued the red letter. @throws Problem INVOICE_NUMBER_TAKEN, ILLEGAL_TRANSITION, NOT_FOUND, FIELD_MISSING */
    @Requires(InvoicingPermission.ISSUE)
    public RedLetter issueRed(Actor actor, String code, String number, LocalDate on) {
        String said = written(number);
        RedLetter letter = lockRed(actor, code);
        RedLetter.State.TRANSITIONS.check(letter.state(), RedLetter.State.ISSUED);
        numbered(actor, said, () -> sql.update("update invoicing_red_letter set state = 'ISSUED', number = ?, issued_on = ? where tenant_id = ? and code = ?", said,
                day(on, get(actor, letter.fapiao())), actor.tenant(), code));
        history.record(actor, RED, code, letter.state(), RedLetter.State.ISSUED, said);
        Found found = lock(actor, letter.fapiao());
        if (found.fapiao().state() == Fapiao.State.ISSUED) {
            history.record(actor, THING, letter.fapiao(), Fapiao.State.ISSUED, Fapiao.State.CORRECTED, said);
        }
        sql.update("update invoicing_fapiao set state = 'CORRECTED', corrected_minor = corrected_minor + ? where tenant_id = ? and id = ?",
                letter.amount().minor(), actor.tenant(), found.id());
        return red(actor, code);
    }

    /** It is not needed after all. @throws Problem INVOICE_REASON, ILLEGAL_TRANSITION, NOT_FOUND */
    @Requires(InvoicingPermission.ISSUE)
    public RedLetter dropRed(Actor actor, String code, String reason) {
        if (reason == null || reason.isBlank()) {
            throw new Problem(InvoicingProblem.INVOICE_REASON);
        }
        RedLetter letter = lockRed(actor, code);
        RedLetter.State.TRANSITIONS.check(letter.state(), RedLetter.State.DROPPED);
        sql.update("update invoicing_red_letter set state = 'DROPPED' where tenant_id = ? and code = ?", actor.tenant(), code);
        history.record(actor, RED, code, letter.state(), RedLetter.State.DROPPED, reason);
        return red(actor, code);
    }

    private static final String RED_SELECT = """
            select r.code, f.code as fapiao, f.number as of_number, o.name, r.amount_minor, r.vat_minor, r.currency, r.why, r.state, r.number, r.issued_on, r.at
              from invoicing_red_letter r join invoicing_fapiao f on f.tenant_id = r.tenant_id and f.id = r.fapiao_id
              join published_organisation o on o.tenant_id = f.tenant_id and o.id = f.organisation_id
            """;

    /** @throws Problem NOT_FOUND, also for another member's */
    @Requires(InvoicingPermission.READ)
    public RedLetter red(Actor actor, String code) {
        return sql.first(RED_SELECT + " where r.tenant_id = ? and r.code = ? and (?::bigint is null or f.organisation_id = ?)", FapiaoRequests::redLetter,
                actor.tenant(), code, actor.scope(), actor.scope()).orElseThrow(() -> Problem.notFound(RED, code));
    }

    /** Red letters, newest first: all that wait for headquarters, or those of one request. @param fapiao null for all that wait */
    @Requires(InvoicingPermission.READ)
    public List<RedLetter> reds(Actor actor, String fapiao) {
        return sql.list(RED_SELECT + """
                 where r.tenant_id = ? and (?::bigint is null or f.organisation_id = ?)
                   and case when ?::text is null then r.state = 'PROPOSED' else f.code = ? end order by r.id desc limit ?""",
                FapiaoRequests::redLetter, actor.tenant(), actor.scope(), actor.scope(), fapiao, fapiao, LIST_MAX);
    }

    private RedLetter lockRed(Actor actor, String code) {
        sql.first("select id from invoicing_red_letter where tenant_id = ? and code = ? for update", row -> row.number("id"), actor.tenant(), code);
        return red(actor, code);
    }

    private Found lock(Actor actor, String code) {
        return sql.first(SELECT + " where f.tenant_id = ? and f.code = ? for update of f", row -> new Found(row.number("id"), fapiao(row)), actor.tenant(),
                code).orElseThrow(() -> Problem.notFound(THING, code));
    }

    /** A number in the one way in which it is kept and compared: in China without what stands between code and number. */
    private String written(String number) {
        String said = Parties.text("number", number, true);
        return transactions.tenant().country().equals("CN") ? said.replaceAll("[ -]", "") : said;
    }

    /** Writes a number of an invoice or a red letter, which no other of them has. */
    private void numbered(Actor actor, String number, Runnable update) {
        if (transactions.tenant().country().equals("CN") && !CHINESE_NUMBER.matcher(number).matches()) {
            throw new Problem(InvoicingProblem.INVOICE_NUMBER).with("number", number);
        }
        boolean taken = sql.one("""
                select exists (select from invoicing_fapiao where tenant_id = ? and number = ?)
                    or exists (select from invoicing_red_letter where tenant_id = ? and number = ?) as taken""", row -> row.flag("taken"), actor.tenant(), number,
                actor.tenant(), number);
        if (taken) {
            throw new Problem(InvoicingProblem.INVOICE_NUMBER_TAKEN).with("number", number);
        }
        try {
            update.run();
        } catch (SqlFailure failure) {
            if (failure.constraint().endsWith("__number_uq")) {
                throw new Problem(InvoicingProblem.INVOICE_NUMBER_TAKEN).with("number", number);
            }
            throw failure;
        }
    }

    private void tell(Actor actor, Fapiao fapiao, String words) {
        Optional<String> email = fapiao.buyer().email().isEmpty() ? organisations.contact(Actor.system(actor.tenant()), fapiao.organisation())
                : Optional.of(fapiao.buyer().email());
        email.ifPresent(to -> messages.send(Actor.system(actor.tenant()), new SendMessage(to, transactions.tenant().language(), words,
                Map.of("code", fapiao.code(), "number", fapiao.number() == null ? "" : fapiao.number(), "amount", fapiao.gross().toString(), "reason",
                        fapiao.reason()), "/agent/wallet/invoices")));
    }

    private static BigDecimal rate(Money gross, Money vat) {
        Money net = gross.minus(vat);
        return net.isZero() ? BigDecimal.ZERO : BigDecimal.valueOf(vat.minor()).divide(BigDecimal.valueOf(net.minor()), 6, java.math.RoundingMode.HALF_UP);
    }

    private Money none() {
        return Money.zero(transactions.tenant().currency());
    }

    private ZoneId zone() {
        return transactions.tenant().zone();
    }

    private static RedLetter redLetter(Row row) {
        return new RedLetter(row.text("code"), row.text("fapiao"), row.text("of_number"), row.text("name"), row.money("amount"), row.money("vat"),
                row.text("why"), row.oneOf(RedLetter.State.class, "state"), row.text("number"), row.date("issued_on"), row.instant("at"));
    }

    private static Fapiao fapiao(Row row) {
        return new Fapiao(row.text("code"), new OrganisationId(row.number("organisation_id")), row.text("name"), row.text("member_code"),
                row.date("from_date"), row.date("to_date"), row.oneOf(Fapiao.Type.class, "type"),
                new Party(row.text("title"), row.text("tax_number"), row.text("address"), row.text("phone"), row.text("bank"), row.text("bank_account"),
                        row.text("email")),
                row.money("gross"), row.money("vat"), row.money("corrected"), row.oneOf(Fapiao.State.class, "state"), row.text("number"),
                row.date("issued_on"), row.text("file_code"), row.text("reason"), row.text("by_name"), row.instant("at"));
    }
}
