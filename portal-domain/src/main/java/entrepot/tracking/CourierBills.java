package entrepot.tracking;

import entrepot.bank.BankLine;
import entrepot.bank.BankLines;
import entrepot.bank.MatchKind;
import entrepot.fulfilment.CarrierSetting;
import entrepot.fulfilment.CarrierSettings;
import entrepot.fulfilment.Carriers;
import entrepot.fulfilment.FulfilmentProblem;
import entrepot.fulfilment.ShippingNumbers;
import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.ledger.Account;
import entrepot.ledger.AccountKind;
import entrepot.ledger.Ledger;
import entrepot.ledger.NewPosting;
import entrepot.ledger.PostingKey;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.files.Table;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Carriers' bills: read from a file, each row beside the parcel that it is for, posted whole, paid by another person than who
 * posted. What is too much in it is claimed parcel by parcel.
 */
@ApplicationScoped
@UseCases
public class CourierBills {

    static final String THING = "courier-bill";
    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;
    private static final int ROWS_MAX = 20_000;
    private static final int TEXT_MAX = 100;
    /** How many rows a refusal names, and how much of a cell. */
    private static final int ROWS_SAID = 50;
    private static final int CELL_SAID = 30;
    /** Scales differ: what is within this share, or this many grams, counts as the same. */
    private static final BigDecimal TOLERANCE = new BigDecimal("1.05");
    private static final int TOLERANCE_GRAMS = 50;
    private static final String[] NUMBER = {"tracking number", "number", "运单号", "快递单号", "运单编号", "número"};
    private static final String[] AMOUNT = {"amount", "freight", "total", "金额", "运费", "应收金额", "费用", "importe"};
    private static final String[] GRAMS = {"grams", "weight (g)", "计费重量(克)", "重量(克)", "gramos"};
    private static final String[] KILOGRAMS = {"weight", "kg", "weight (kg)", "计费重量", "计费重量(kg)", "重量", "重量(kg)", "peso"};
    private static final String SELECT = """
            select b.code, b.carrier, b.number, b.file_name, b.state, b.rows_count, b.total_minor, b.currency, b.taken_by,
                   b.taken_at, b.posted_at, b.paid_at, b.bank_reference
              from courier_bill b where b.tenant_id = ?
            """;

    @Inject
    private BankLines bank;

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private ParcelRows parcels;

    @Inject
    private CarrierSettings settings;

    @Inject
    private Ledger ledger;

    @Inject
    private History history;

    @Inject
    private Numbering numbering;

    @Inject
    private BusinessClock clock;

    private record Read(String number, Integer grams, Money amount) {
    }

    /**
     * Reads and compares a bill (CSV or XLSX: number, amount, weight). Nothing is posted yet.
     *
     * @param carrier whose it is
     * @param number  the carrier's own number of the bill; the same one is not taken twice
     * @throws Problem BILL_TAKEN_ALREADY, CARRIER_UNKNOWN, as {@link Table#read(byte[])}, BILL_ROWS_WRONG naming each
     *                 row whose number, amount or weight cannot be read: a bill is taken whole or not at all
     */
    @Requires(TrackingPermission.TAKE_BILLS)
    public CourierBill take(Actor actor, String carrier, String number, String fileName, byte[] file) {
        if (carrier == null || Carriers.byCode(carrier).isEmpty()) {
            throw new Problem(FulfilmentProblem.CARRIER_UNKNOWN).with("carrier", carrier);
        }
        if (number == null || number.isBlank() || number.length() > TEXT_MAX) {
            throw Problem.missing("number");
        }
        sql.first("select code from courier_bill where tenant_id = ? and carrier = ? and number = ?", row -> row.text("code"),
                actor.tenant(), carrier, number.strip()).ifPresent(code -> {
                    throw new Problem(TrackingProblem.BILL_TAKEN_ALREADY).with("number", number.strip()).with("code", code);
                });
        List<Read> read = read(file);
        String code = numbering.next("CB");
        Money total = read.stream().map(Read::amount).reduce(Money.zero(transactions.tenant().currency()), Money::plus);
        long id = sql.one("""
                insert into courier_bill (tenant_id, id, code, carrier, number, file_name, state, rows_count, total_minor, currency,
                                          taken_by, taken_at)
                values (?, nextval('courier_bill_seq'), ?, ?, ?, ?, 'CHECKED', ?, ?, ?, ?, ?) returning id""",
                row -> row.number("id"), actor.tenant(), code, carrier, number.strip(),
                fileName == null ? "" : fileName.substring(0, Math.min(TEXT_MAX, fileName.length())), read.size(), total.minor(),
                total.currency(), actor.name(), clock.now());
        insert(actor, id, compared(actor, carrier, read));
        history.record(actor, THING, code, null, CourierBill.State.CHECKED, "");
        return get(actor, code);
    }

    private List<Read> read(byte[] file) {
        Table table = Table.read(file);
        table.require(NUMBER);
        table.require(AMOUNT);
        if (table.lines().size() > ROWS_MAX) {
            throw Problem.invalid("rows", table.lines().size());
        }
        String currency = transactions.tenant().currency();
        List<Read> read = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (Table.Line line : table.lines()) {
            String number = text(table.cell(line, NUMBER)).replaceAll("\\s", "");
            String amount = text(table.cell(line, AMOUNT)).replace(",", "").replaceAll("^[¥￥£$€]", "");
            if (number.isEmpty() && amount.isEmpty()) {
                continue;
            }
            try {
                Money money = Money.parse(new BigDecimal(amount), currency);
                if (number.isEmpty() || number.length() > TEXT_MAX || money.isNegative()) {
                    throw new NumberFormatException(number);
                }
                read.add(new Read(number, ShippingNumbers.grams(text(table.cell(line, GRAMS)), text(table.cell(line, KILOGRAMS))), money));
            } catch (ArithmeticException | NumberFormatException | Problem malformed) {
                wrong.add(line.number() + ": " + Stream.of(number, amount, text(table.cell(line, GRAMS)), text(table.cell(line, KILOGRAMS)))
                        .filter(cell -> !cell.isEmpty()).map(cell -> cell.substring(0, Math.min(CELL_SAID, cell.length())))
                        .collect(Collectors.joining(" ")));
            }
        }
        if (!wrong.isEmpty()) {
            throw new Problem(TrackingProblem.BILL_ROWS_WRONG).with("count", wrong.size()).with("rows", String.join("; ",
                    wrong.subList(0, Math.min(ROWS_SAID, wrong.size()))) + (wrong.size() > ROWS_SAID ? "; …" : ""));
        }
        if (read.isEmpty()) {
            throw Problem.missing("rows");
        }
        return read;
    }

    private List<CourierBill.Row> compared(Actor actor, String carrier, List<Read> read) {
        List<CarrierSettings.Dated> versions = settings.history(actor, carrier);
        Instant now = clock.now();
        List<String> numbers = read.stream().map(Read::number).distinct().toList();
        Map<String, Parcel> known = parcels.byNumbers(actor, numbers);
        Set<String> billed = new HashSet<>(sql.list("""
                select distinct r.number from courier_bill_row r
                  join courier_bill b on b.tenant_id = r.tenant_id and b.id = r.bill_id and b.state <> 'DISCARDED'
                 where r.tenant_id = ? and r.number = any (?) and b.carrier = ?""", row -> row.text("number"), actor.tenant(),
                numbers.toArray(String[]::new), carrier));
        List<CourierBill.Row> rows = new ArrayList<>();
        for (Read one : read) {
            Parcel parcel = known.get(one.number());
            Parcel ours = parcel == null || !parcel.carrier().equals(carrier) ? null : parcel;
            // what was agreed when the parcel left is what it costs, whenever the bill comes
            rows.add(compared(rows.size() + 1, one, ours, CarrierSettings.inForce(versions, carrier, ours == null ? now : ours.shippedAt()),
                    !billed.add(one.number())));
        }
        return rows;
    }

    /** Pure: what one row is beside what we know and what was agreed. */
    private static CourierBill.Row compared(int no, Read one, Parcel parcel, CarrierSetting agreed, boolean before) {
        Integer known = parcel == null || parcel.grams() == 0 ? null : parcel.grams();
        boolean heavier = known != null && one.grams() != null && one.grams() > known + TOLERANCE_GRAMS
                && BigDecimal.valueOf(one.grams()).compareTo(BigDecimal.valueOf(known).multiply(TOLERANCE)) > 0;
        Integer weighed = known != null ? known : one.grams();
        Money ours = weighed == null ? null : agreed.price(weighed);
        Money theirs = one.grams() == null ? ours : agreed.price(one.grams());
        CourierBill.Kind kind;
        if (parcel == null) {
            kind = CourierBill.Kind.UNKNOWN;
        } else if (before) {
            kind = CourierBill.Kind.DOUBLED;
        } else if (agreed.paidByDealer() && parcel.dealer() != null) {
            kind = CourierBill.Kind.DEALERS;
        } else if (heavier) {
            kind = CourierBill.Kind.WEIGHT;
        } else if (theirs != null && one.amount().compareTo(theirs) > 0) {
            kind = CourierBill.Kind.PRICE;
        } else {
            kind = CourierBill.Kind.MATCHED;
        }
        Money expected = kind == CourierBill.Kind.MATCHED || kind == CourierBill.Kind.PRICE ? theirs
                : kind == CourierBill.Kind.WEIGHT ? ours : null;
        return new CourierBill.Row(no, one.number(), one.grams(), one.amount(), parcel == null ? null : Long.toString(parcel.id()),
                known, expected, kind, null, null);
    }

    private void insert(Actor actor, long bill, List<CourierBill.Row> rows) {
        sql.update("""
                insert into courier_bill_row (tenant_id, bill_id, no, number, grams, amount_minor, parcel_id, known_grams,
                                              expected_minor, kind)
                select ?, ?, r.no, r.number, r.grams, r.amount, r.parcel, r.known, r.expected, r.kind
                  from unnest(?, ?, ?, ?, ?, ?, ?, ?) r(no, number, grams, amount, parcel, known, expected, kind)""",
                actor.tenant(), bill, rows.stream().map(CourierBill.Row::no).toArray(Integer[]::new),
                rows.stream().map(CourierBill.Row::number).toArray(String[]::new),
                rows.stream().map(CourierBill.Row::grams).toArray(Integer[]::new),
                rows.stream().map(r -> r.amount().minor()).toArray(Long[]::new),
                rows.stream().map(r -> r.parcel() == null ? null : Long.valueOf(r.parcel())).toArray(Long[]::new),
                rows.stream().map(CourierBill.Row::knownGrams).toArray(Integer[]::new),
                rows.stream().map(r -> r.expected() == null ? null : r.expected().minor()).toArray(Long[]::new),
                rows.stream().map(r -> r.kind().name()).toArray(String[]::new));
    }

    /** The newest first. @param after the code of the last one on the page before; null for the first page */
    @Requires(TrackingPermission.BILLS)
    public List<CourierBill> list(Actor actor, String after, int limit) {
        return sql.list(SELECT + """
                 and (?::text is null or b.id < (select a.id from courier_bill a where a.tenant_id = ? and a.code = ?))
                 order by b.id desc limit ?""", CourierBills::bill, actor.tenant(), after, actor.tenant(), after,
                Math.max(1, Math.min(limit, LIST_MAX)));
    }

    /** @throws Problem NOT_FOUND */
    @Requires(TrackingPermission.BILLS)
    public CourierBill get(Actor actor, String code) {
        return sql.first(SELECT + " and b.code = ?", CourierBills::bill, actor.tenant(), code)
                .orElseThrow(() -> Problem.notFound(THING, code));
    }

    /**
     * Its rows.
     *
     * @param different whether those with differences alone, the dearest first
     * @param after     the number of the last row on the page before; 0 for the first page
     */
    @Requires(TrackingPermission.BILLS)
    public List<CourierBill.Row> rows(Actor actor, String code, boolean different, int after, int limit) {
        return sql.list("""
                select r.no, r.number, r.grams::bigint as grams, r.amount_minor, p.code as parcel, r.known_grams::bigint as known_grams, r.expected_minor, r.kind,
                       p.charged_minor, p.claim, b.currency
                  from courier_bill b
                  join courier_bill_row r on r.tenant_id = b.tenant_id and r.bill_id = b.id
                  left join parcel p on p.tenant_id = r.tenant_id and p.id = r.parcel_id
                 where b.tenant_id = ? and b.code = ? and r.no > ? and (not ? or r.kind <> 'MATCHED')
                 order by r.no limit ?""", CourierBills::row, actor.tenant(), get(actor, code).code(), after, different,
                Math.max(1, Math.min(limit, LIST_MAX)));
    }

    /** How many rows are of which kind, and how much they ask for. */
    @Requires(TrackingPermission.BILLS)
    public List<Sum> sums(Actor actor, String code) {
        return sql.list("""
                select r.kind, count(*) as n, sum(r.amount_minor)::bigint as amount_minor, b.currency,
                       sum(case when r.kind in ('WEIGHT', 'PRICE') then greatest(0, r.amount_minor - coalesce(r.expected_minor, r.amount_minor))
                                when r.kind = 'MATCHED' then 0 else r.amount_minor end)::bigint as excess_minor
                  from courier_bill b
                  join courier_bill_row r on r.tenant_id = b.tenant_id and r.bill_id = b.id
                 where b.tenant_id = ? and b.code = ? group by r.kind, b.currency order by r.kind""",
                row -> new Sum(row.oneOf(CourierBill.Kind.class, "kind"), row.number("n"), row.money("amount"), row.money("excess")),
                actor.tenant(), code);
    }

    /** @param excess how much of the amount is too much */
    public record Sum(CourierBill.Kind kind, long rows, Money amount, Money excess) {
    }

    /**
     * Books the bill whole (FREIGHT_COST → COURIER_PAYABLE) and tells each parcel what its way cost. What is too much is claimed,
     * and comes off when the carrier gives in.
     *
     * @throws Problem ILLEGAL_TRANSITION, NOT_FOUND
     */
    @Requires(TrackingPermission.TAKE_BILLS)
    public CourierBill post(Actor actor, String code) {
        CourierBill bill = locked(actor, code, CourierBill.State.POSTED);
        sql.update("update courier_bill set state = 'POSTED', posted_at = ?, posted_person_id = ? where tenant_id = ? and code = ?",
                clock.now(), actor.person(), actor.tenant(), code);
        sql.update("""
                update parcel p set paid_minor = coalesce(p.paid_minor, 0) + s.amount
                  from (select r.parcel_id, sum(r.amount_minor)::bigint as amount
                          from courier_bill b
                          join courier_bill_row r on r.tenant_id = b.tenant_id and r.bill_id = b.id
                         where b.tenant_id = ? and b.code = ? and r.parcel_id is not null group by r.parcel_id) s
                 where p.tenant_id = ? and p.id = s.parcel_id""", actor.tenant(), code, actor.tenant());
        if (!bill.total().isZero()) {
            ledger.post(actor, NewPosting.transfer("courier-bill.posted", THING, code, Account.of(AccountKind.FREIGHT_COST),
                    Account.of(AccountKind.COURIER_PAYABLE), bill.total()));
        }
        history.record(actor, THING, code, bill.state(), CourierBill.State.POSTED, "");
        return get(actor, code);
    }

    /**
     * The bank has paid it: COURIER_PAYABLE → BANK, less what was won by claims so far where the transfer is smaller.
     *
     * @param amount what was transferred: the total, or less what the carrier gave in to
     * @throws Problem BILL_SAME_PERSON to who posted it, FIELD_INVALID beyond the total, ILLEGAL_TRANSITION, NOT_FOUND
     */
    @Requires(TrackingPermission.PAY_BILLS)
    public CourierBill paid(Actor actor, String code, Money amount, String bankReference) {
        CourierBill bill = locked(actor, code, CourierBill.State.PAID);
        if (bankReference == null || bankReference.isBlank() || bankReference.length() > TEXT_MAX) {
            throw Problem.missing("bankReference");
        }
        if (!amount.isPositive() || !amount.currency().equals(bill.total().currency()) || amount.compareTo(bill.total()) > 0) {
            throw Problem.invalid("amount", amount.major().toPlainString());
        }
        boolean same = actor.person() == null || sql.first("""
                select 1 as same from courier_bill where tenant_id = ? and code = ? and posted_person_id = ?""", row -> true,
                actor.tenant(), code, actor.person()).isPresent();
        if (same) {
            throw new Problem(TrackingProblem.BILL_SAME_PERSON).with("code", code);
        }
        sql.update("""
                update courier_bill set state = 'PAID', paid_at = ?, paid_person_id = ?, bank_reference = ?
                 where tenant_id = ? and code = ?""", clock.now(), actor.person(), bankReference.strip(), actor.tenant(), code);
        ledger.post(actor, NewPosting.transfer("courier-bill.paid", THING, code, Account.of(AccountKind.COURIER_PAYABLE),
                Account.of(AccountKind.BANK), amount));
        history.record(actor, THING, code, bill.state(), CourierBill.State.PAID, bankReference.strip());
        return get(actor, code);
    }

    /** Open lines at the bank that may have paid it: what left, up to its total. */
    @Requires(TrackingPermission.PAY_BILLS)
    public List<BankLine> linesFor(Actor actor, String code) {
        return bank.outgoing(actor, get(actor, code).total());
    }

    /**
     * The same as {@link #paid}, by the line of a bank's statement that shows it: both are settled by each other.
     *
     * @param line the code of the line
     * @throws Problem as {@link #paid}, BANK_LINE_SETTLED, BANK_LINE_DIRECTION
     */
    @Requires(TrackingPermission.PAY_BILLS)
    public CourierBill paidByLine(Actor actor, String code, String line) {
        BankLine shown = bank.get(actor, line);
        CourierBill bill = paid(actor, code, shown.amount().negated(), shown.servicer().isEmpty() ? shown.code() : shown.servicer());
        bank.settle(actor, line, new BankLines.Settle(MatchKind.BOOKED, new PostingKey("courier-bill.paid", THING, code).text(), ""));
        return bill;
    }

    /**
     * Claims of the carrier what is too much on parcels that are ours: too heavy, too dear, billed twice. Headquarters keeps
     * the claims and hears the answer.
     *
     * @return how many claims were opened; parcels with a claim already are left alone
     */
    @Requires(TrackingPermission.TAKE_BILLS)
    public int claimDifferences(Actor actor, String code) {
        CourierBill bill = get(actor, code);
        int opened = 0;
        int after = 0;
        List<CourierBill.Row> page;
        do {
            page = rows(actor, code, true, after, LIST_MAX);
            for (CourierBill.Row row : page) {
                if (row.parcel() != null && row.excess().isPositive()) {
                    Parcel parcel = parcels.lock(actor, row.parcel()).get(0);
                    if (parcel.claim() == null) {
                        parcels.claim(actor, parcel, Parcel.Claim.OPEN, row.excess(), null);
                        history.record(actor, Mishaps.CLAIM, parcel.code(), null, Parcel.Claim.OPEN,
                                bill.number() + " #" + row.no());
                        opened++;
                    }
                }
                after = row.no();
            }
        } while (page.size() == LIST_MAX);
        return opened;
    }

    /** It was the wrong file: as if it had never come. @throws Problem ILLEGAL_TRANSITION, NOT_FOUND */
    @Requires(TrackingPermission.TAKE_BILLS)
    public void discard(Actor actor, String code) {
        CourierBill bill = locked(actor, code, CourierBill.State.DISCARDED);
        // its number may come again with the right file
        sql.update("update courier_bill set state = 'DISCARDED', number = number || ' ' || code where tenant_id = ? and code = ?",
                actor.tenant(), code);
        history.record(actor, THING, code, bill.state(), CourierBill.State.DISCARDED, "");
    }

    /** The bill's time line. @throws Problem NOT_FOUND */
    @Requires(TrackingPermission.BILLS)
    public List<History.Change> history(Actor actor, String code) {
        return history.of(actor, THING, get(actor, code).code());
    }

    private CourierBill locked(Actor actor, String code, CourierBill.State to) {
        sql.list("select id from courier_bill where tenant_id = ? and code = ? for update", row -> row.number("id"),
                actor.tenant(), code);
        CourierBill bill = get(actor, code);
        CourierBill.State.TRANSITIONS.check(bill.state(), to);
        return bill;
    }

    private static CourierBill bill(Row row) {
        return new CourierBill(row.text("code"), row.text("carrier"), row.text("number"), row.text("file_name"),
                row.oneOf(CourierBill.State.class, "state"), row.integer("rows_count"), row.money("total"), row.text("taken_by"),
                row.instant("taken_at"), row.instant("posted_at"), row.instant("paid_at"), row.text("bank_reference"));
    }

    private static CourierBill.Row row(Row row) {
        String currency = row.text("currency");
        Long expected = row.numberOrNull("expected_minor");
        Long charged = row.numberOrNull("charged_minor");
        Long grams = row.numberOrNull("grams");
        Long known = row.numberOrNull("known_grams");
        return new CourierBill.Row(row.integer("no"), row.text("number"), grams == null ? null : grams.intValue(),
                row.money("amount"), row.text("parcel"), known == null ? null : known.intValue(),
                expected == null ? null : Money.of(expected, currency), row.oneOf(CourierBill.Kind.class, "kind"),
                charged == null ? null : Money.of(charged, currency), row.oneOf(Parcel.Claim.class, "claim"));
    }

    private static String text(String cell) {
        return cell == null ? "" : cell.strip();
    }
}
