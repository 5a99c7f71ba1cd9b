package entrepot.ledger;

import entrepot.kernel.Money;
import entrepot.kernel.OrganisationId;
import entrepot.kernel.Period;
import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.files.CsvOutput;
import entrepot.platform.files.XlsxOutput;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Hands the books over to the tenant's own accounting program, a month at a time: our kinds of accounts by the names of its chart, numbered
 * vouchers, each posting once. What was exported can be had again, byte by byte.
 */
@ApplicationScoped
@UseCases
public class Vouchers {

    /** Postings of a file at most: the rest of the month comes with the next one. */
    public static final int POSTINGS_MAX = 50_000;

    private static final int LIST_MAX = 201;
    private static final int CODE_MAX = 40;
    private static final int NAME_MAX = 100;
    private static final String COLUMNS = """
            select code, month, program, form, grouping, first_no, last_no, postings, lines, debit_minor, currency, file_name, sha256, by_name, at
              from ledger_voucher_export
            """;

    @Inject
    private Sql sql;

    @Inject
    private Transactions transactions;

    @Inject
    private BusinessClock clock;

    @Inject
    private Numbering numbering;

    /** What the tenant's program calls a kind of account. @param auxiliary whether each member is named, as an auxiliary item */
    public record Subject(AccountKind kind, String code, String name, boolean auxiliary) {
    }

    /** A member as the tenant's program knows it. */
    public record Member(String code, String name) {
    }

    /** What of a month was exported and what was not. */
    public record Standing(YearMonth month, long exported, long open, int lastNo) {
    }

    /** The names that are set, by kind. */
    @Requires(LedgerPermission.READ)
    public Map<AccountKind, Subject> subjects(Actor actor) {
        Map<AccountKind, Subject> subjects = new EnumMap<>(AccountKind.class);
        sql.each("select kind, code, name, auxiliary from ledger_voucher_subject where tenant_id = ?", 0, row -> {
            Subject subject = new Subject(row.oneOf(AccountKind.class, "kind"), row.text("code"), row.text("name"), row.flag("auxiliary"));
            subjects.put(subject.kind(), subject);
        }, actor.tenant());
        return subjects;
    }

    /** Names kinds of accounts; those without a code are forgotten. @throws Problem FIELD_INVALID, FIELD_MISSING (name) */
    @Requires(LedgerPermission.PROPOSE)
    public void name(Actor actor, List<Subject> subjects) {
        for (Subject subject : subjects) {
            String code = subject.code() == null ? "" : subject.code().strip();
            String name = subject.name() == null ? "" : subject.name().strip();
            if (code.isEmpty()) {
                sql.update("delete from ledger_voucher_subject where tenant_id = ? and kind = ?", actor.tenant(), subject.kind());
                continue;
            }
            if (code.length() > CODE_MAX || name.length() > NAME_MAX) {
                throw Problem.invalid("code", code);
            }
            if (name.isEmpty()) {
                throw Problem.missing("name");
            }
            sql.update("""
                    insert into ledger_voucher_subject (tenant_id, kind, code, name, auxiliary, changed_by, changed_at) values (?, ?, ?, ?, ?, ?, ?)
                    on conflict (tenant_id, kind) do update set code = excluded.code, name = excluded.name, auxiliary = excluded.auxiliary,
                           changed_by = excluded.changed_by, changed_at = excluded.changed_at""",
                    actor.tenant(), subject.kind(), code, name, subject.auxiliary() && subject.kind().isOrganisations(), actor.name(), clock.now());
        }
    }

    /** How far the export of a month is. */
    @Requires(LedgerPermission.READ)
    public Standing standing(Actor actor, YearMonth month) {
        Period period = Period.of(month, transactions.tenant().zone());
        return sql.one("""
                select count(v.posting_id) as exported, count(*) - count(v.posting_id) as open,
                       (select coalesce(max(x.last_no), 0) from ledger_voucher_export x where x.tenant_id = ? and x.month = ?) as last_no
                  from ledger_posting p left join ledger_voucher_posting v on v.tenant_id = p.tenant_id and v.posting_id = p.id
                 where p.tenant_id = ? and p.occurred_at >= ? and p.occurred_at < ?""",
                row -> new Standing(month, row.number("exported"), row.number("open"), row.integer("last_no")),
                actor.tenant(), month.atDay(1), actor.tenant(), period.from(), period.to());
    }

    /** Files that were exported, the newest first. @param month null for all @param after the code of the last one of the page before */
    @Requires(LedgerPermission.READ)
    public List<VoucherExport> list(Actor actor, YearMonth month, String after, int limit) {
        return sql.list(COLUMNS + """
                 where tenant_id = ? and (?::date is null or month = ?)
                   and (?::text is null or id < (select a.id from ledger_voucher_export a where a.tenant_id = ? and a.code = ?))
                 order by id desc limit ?""", Vouchers::export, actor.tenant(), month == null ? null : month.atDay(1),
                month == null ? null : month.atDay(1), after, actor.tenant(), after, Math.min(limit, LIST_MAX));
    }

    /** @throws Problem NOT_FOUND */
    @Requires(LedgerPermission.READ)
    public VoucherExport get(Actor actor, String code) {
        return sql.first(COLUMNS + " where tenant_id = ? and code = ?", Vouchers::export, actor.tenant(), code)
                .orElseThrow(() -> Problem.notFound("voucher-export", code));
    }

    /** The same bytes as when it was exported. @throws Problem NOT_FOUND */
    @Requires(LedgerPermission.READ)
    public byte[] file(Actor actor, String code) {
        return sql.first("select content from ledger_voucher_export where tenant_id = ? and code = ?", row -> row.bytes("content"), actor.tenant(),
                code).orElseThrow(() -> Problem.notFound("voucher-export", code));
    }

    /**
     * Exports what of a month was not exported before; its numbers go on where the last file of the month ended.
     *
     * @param events  what an event is called, as the line's summary
     * @param members by organisation
     * @throws Problem NOTHING_TO_EXPORT, SUBJECT_MISSING
     */
    @Requires(LedgerPermission.PROPOSE)
    public VoucherExport export(Actor actor, YearMonth month, VoucherProgram program, VoucherExport.Form form, Voucher.Grouping grouping,
                                Map<String, String> events, Map<OrganisationId, Member> members) {
        sql.alone("vouchers");
        List<Voucher.Posted> postings = open(actor, month);
        if (postings.isEmpty()) {
            throw new Problem(LedgerProblem.NOTHING_TO_EXPORT).with("month", month);
        }
        Map<AccountKind, Subject> subjects = subjects(actor);
        for (Voucher.Posted posted : postings) {
            for (Leg leg : posted.posting().legs()) {
                if (!subjects.containsKey(leg.account().kind())) {
                    throw new Problem(LedgerProblem.SUBJECT_MISSING).with("kind", leg.account().kind());
                }
            }
        }
        Set<AccountKind> auxiliary = EnumSet.noneOf(AccountKind.class);
        subjects.values().stream().filter(Subject::auxiliary).forEach(subject -> auxiliary.add(subject.kind()));
        Voucher.Numbered numbered = Voucher.of(postings, grouping, auxiliary, standing(actor, month).lastNo() + 1);
        byte[] content = write(program, form, cells -> lines(numbered.vouchers(), program, subjects, events, members, actor.name(), cells));
        return keep(actor, month, program, form, grouping, numbered, content);
    }

    private VoucherExport keep(Actor actor, YearMonth month, VoucherProgram program, VoucherExport.Form form, Voucher.Grouping grouping,
                               Voucher.Numbered numbered, byte[] content) {
        List<Voucher> vouchers = numbered.vouchers();
        String code = numbering.next("VCH");
        Money debit = vouchers.stream().map(Voucher::debit).reduce(Money::plus).orElseThrow();
        int last = vouchers.get(vouchers.size() - 1).no();
        long id = sql.one("""
                insert into ledger_voucher_export (tenant_id, id, code, month, program, form, grouping, first_no, last_no, postings, lines, debit_minor,
                                                   currency, file_name, sha256, content, by_name, at)
                values (?, nextval('ledger_voucher_export_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""",
                row -> row.number("id"), actor.tenant(), code, month.atDay(1), program, form, grouping, vouchers.get(0).no(), last,
                (long) numbered.numbers().size(), vouchers.stream().mapToLong(voucher -> voucher.lines().size()).sum(), debit.minor(),
                debit.currency(), code + "-" + month + "." + form.name().toLowerCase(Locale.ROOT), sha256(content), content, actor.name(),
                clock.now());
        List<Long> ids = List.copyOf(numbered.numbers().keySet());
        sql.update("""
                insert into ledger_voucher_posting (tenant_id, posting_id, export_id, no)
                select ?, u.posting, ?, u.no from unnest(?::bigint[], ?::int[]) u(posting, no)""", actor.tenant(), id, ids.toArray(Long[]::new),
                ids.stream().map(numbered.numbers()::get).toArray(Integer[]::new));
        return get(actor, code);
    }

    private List<Voucher.Posted> open(Actor actor, YearMonth month) {
        Period period = Period.of(month, transactions.tenant().zone());
        Map<Long, Voucher.Posted> postings = new LinkedHashMap<>();
        sql.each("""
                select p.id, p.event, p.cause_type, p.cause_code, p.note, p.occurred_at, p.recorded_at, a.kind, a.organisation_id, e.currency,
                       e.amount_minor
                  from (select * from ledger_posting p where p.tenant_id = ? and p.occurred_at >= ? and p.occurred_at < ?
                           and not exists (select from ledger_voucher_posting v where v.tenant_id = p.tenant_id and v.posting_id = p.id)
                         order by p.occurred_at, p.id limit ?) p
                  join ledger_entry e on e.tenant_id = p.tenant_id and e.posting_id = p.id
                  join ledger_account a on a.tenant_id = e.tenant_id and a.id = e.account_id
                 order by p.occurred_at, p.id, e.leg""", 2_000, row -> {
                    Leg leg = PostingRows.leg(row);
                    postings.merge(row.number("id"), new Voucher.Posted(row.number("id"),
                            LocalDate.ofInstant(row.instant("occurred_at"), transactions.tenant().zone()),
                            new Posting(PostingRows.key(row), row.text("note"), row.instant("occurred_at"), row.instant("recorded_at"), List.of(leg))),
                            (one, more) -> new Voucher.Posted(one.id(), one.on(), one.posting().with(leg)));
                }, actor.tenant(), period.from(), period.to(), POSTINGS_MAX);
        return List.copyOf(postings.values());
    }

    private static void lines(List<Voucher> vouchers, VoucherProgram program, Map<AccountKind, Subject> subjects, Map<String, String> events,
                              Map<OrganisationId, Member> members, String preparer, Consumer<Object[]> cells) {
        cells.accept(program.heading());
        Member nobody = new Member("", "");
        for (Voucher voucher : vouchers) {
            if (!voucher.debit().equals(voucher.credit())) {
                throw new IllegalStateException("voucher " + voucher.no() + " is not balanced");
            }
            String summary = (events.getOrDefault(voucher.event(), voucher.event()) + " " + voucher.cause()).strip();
            for (Voucher.Line line : voucher.lines()) {
                Subject subject = subjects.get(line.kind());
                Member member = line.organisation() == null ? nobody : members.getOrDefault(line.organisation(), nobody);
                cells.accept(program.line(voucher, line, new VoucherProgram.Words(summary, subject.code(), subject.name(), member.code(),
                        member.name(), preparer)));
            }
        }
    }

    private static byte[] write(VoucherProgram program, VoucherExport.Form form, Consumer<Consumer<Object[]>> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (form == VoucherExport.Form.XLSX) {
            try (XlsxOutput xlsx = new XlsxOutput(bytes, "凭证")) {
                rows.accept(xlsx::row);
            }
            return bytes.toByteArray();
        }
        try {
            Writer writer = new OutputStreamWriter(bytes, program.charset());
            if (program.charset().equals(StandardCharsets.UTF_8)) {
                writer.write('\uFEFF');
            }
            try (CsvOutput csv = new CsvOutput(writer)) {
                rows.accept(csv::row);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static VoucherExport export(Row row) {
        return new VoucherExport(row.text("code"), YearMonth.from(row.date("month")), row.oneOf(VoucherProgram.class, "program"),
                row.oneOf(VoucherExport.Form.class, "form"), row.oneOf(Voucher.Grouping.class, "grouping"), row.integer("first_no"),
                row.integer("last_no"), row.number("postings"), row.number("lines"), row.money("debit"), row.text("file_name"), row.text("sha256"),
                row.text("by_name"), row.instant("at"));
    }
}
