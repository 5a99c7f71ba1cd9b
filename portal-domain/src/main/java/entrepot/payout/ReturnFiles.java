package entrepot.payout;

import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.files.Files;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The bank's answers to payout files: matched by our own names of the payments, each counted and listed, each file taken once. */
@ApplicationScoped
@UseCases
public class ReturnFiles {

    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;
    private static final int NAME_MAX = 200;
    private static final String SELECT = """
            select r.id, r.code, r.name, r.format, r.taken_by, r.taken_at,
                   (select coalesce(string_agg(o.outcome || ' ' || o.n, ','), '') from (select outcome, count(*) as n from payout_return_row x
                     where x.tenant_id = r.tenant_id and x.return_id = r.id group by outcome) o) as outcomes
              from payout_return r
            """;

    @Inject
    private Sql sql;

    @Inject
    private BusinessClock clock;

    @Inject
    private Numbering numbering;

    @Inject
    private Files files;

    @Inject
    private Payouts payouts;

    @Inject
    private PaymentTerms terms;

    /**
     * Takes a file: pain.002, Alipay's results, or the bank's own CSV by the terms' headings. The very same file again changes nothing.
     *
     * @throws Problem RETURN_UNREADABLE, FILE_EMPTY, FILE_TOO_LARGE, and what tables refuse
     */
    @Requires(PayoutPermission.PREPARE)
    public ReturnFile take(Actor actor, String name, byte[] bytes) {
        sql.alone("payout-returns");
        String sha256 = Tokens.sha256(bytes);
        Optional<String> before = sql.first("select code from payout_return where tenant_id = ? and sha256 = ?", row -> row.text("code"), actor.tenant(), sha256);
        if (before.isPresent()) {
            return with(actor, before.get(), true);
        }
        String called = name == null || name.isBlank() ? "return" : name.strip().substring(0, Math.min(NAME_MAX, name.strip().length()));
        files.keep(actor, called, bytes);
        ReturnReader.Read read = ReturnReader.read(bytes, terms.now(actor).answers());
        String code = numbering.next("RET");
        long id = sql.one("""
                insert into payout_return (tenant_id, id, code, name, format, sha256, taken_by, taken_at)
                values (?, nextval('payout_return_seq'), ?, ?, ?, ?, ?, ?) returning id""", row -> row.number("id"), actor.tenant(), code, called,
                read.kind(), sha256, actor.name(), clock.now());
        List<ReturnReader.Said> single = new ArrayList<>();
        Set<String> spokenOf = new HashSet<>();
        read.said().stream().filter(said -> !said.endToEnd().isEmpty()).forEach(said -> {
            single.add(said);
            spokenOf.add(said.endToEnd());
        });
        // what was said of a whole file is for those of its payments of which nothing was said
        read.said().stream().filter(said -> said.endToEnd().isEmpty()).forEach(said -> inFile(actor, said.message()).stream().filter(spokenOf::add)
                .forEach(endToEnd -> single.add(new ReturnReader.Said(endToEnd, said.message(), said.status(), said.answer(), said.reasonCode(),
                        said.reason(), said.reference()))));
        if (single.isEmpty()) {
            throw new Problem(PayoutProblem.RETURN_UNREADABLE).with("what", "unknown");
        }
        List<Payouts.Outcome> outcomes = payouts.answerAll(actor, single.stream().map(said -> new Payouts.Answered(said.endToEnd(), said.answer(),
                said.reference().isEmpty() ? code : said.reference(), said.reasonCode(), said.reason())).toList());
        Integer[] numbers = new Integer[single.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i + 1;
        }
        sql.update("""
                insert into payout_return_row (tenant_id, return_id, no, end_to_end, status, reason_code, reason, outcome, payout_id)
                select ?, ?, r.no, r.end_to_end, r.status, r.code, r.reason, r.outcome,
                       (select l.payout_id from payout_line l where l.tenant_id = ? and l.end_to_end = r.end_to_end)
                  from unnest(?, ?, ?, ?, ?, ?) r (no, end_to_end, status, code, reason, outcome)""", actor.tenant(), id, actor.tenant(), numbers,
                texts(single, ReturnReader.Said::endToEnd), texts(single, ReturnReader.Said::status), texts(single, ReturnReader.Said::reasonCode),
                texts(single, ReturnReader.Said::reason), outcomes.stream().map(Enum::name).toArray(String[]::new));
        return with(actor, code, false);
    }

    private List<String> inFile(Actor actor, String message) {
        return sql.list("""
                select l.end_to_end from payout_file f join payout_line l on l.tenant_id = f.tenant_id and l.batch_id = f.batch_id and l.file_no = f.no
                 where f.tenant_id = ? and f.message_id = ? order by l.id""", row -> row.text("end_to_end"), actor.tenant(), message);
    }

    /** Newest first, without their rows; {@code after} is the code of the last one on the page before, or null. */
    @Requires(PayoutPermission.BATCHES)
    public List<ReturnFile> list(Actor actor, String after, int limit) {
        return sql.list(SELECT + """
                 where r.tenant_id = ? and (?::text is null or r.id < (select id from payout_return where tenant_id = ? and code = ?))
                 order by r.id desc limit ?""", row -> file(row, List.of(), false), actor.tenant(), after, actor.tenant(), after, Math.min(limit, LIST_MAX));
    }

    /** @throws Problem NOT_FOUND */
    @Requires(PayoutPermission.BATCHES)
    public ReturnFile get(Actor actor, String code) {
        return with(actor, code, false);
    }

    private ReturnFile with(Actor actor, String code, boolean again) {
        List<ReturnFile.Row> rows = sql.list("""
                select x.no, x.end_to_end, x.status, x.reason_code, x.reason, x.outcome, p.code
                  from payout_return r join payout_return_row x on x.tenant_id = r.tenant_id and x.return_id = r.id
                  left join payout p on p.tenant_id = x.tenant_id and p.id = x.payout_id
                 where r.tenant_id = ? and r.code = ? order by x.no limit ?""",
                row -> new ReturnFile.Row(row.integer("no"), row.text("end_to_end"), row.text("status"), row.text("reason_code"), row.text("reason"),
                        row.oneOf(Payouts.Outcome.class, "outcome"), row.text("code")), actor.tenant(), code, ReturnReader.ROWS_MAX);
        return sql.first(SELECT + " where r.tenant_id = ? and r.code = ?", row -> file(row, rows, again), actor.tenant(), code)
                .orElseThrow(() -> Problem.notFound("payout-return", code));
    }

    private static ReturnFile file(Row row, List<ReturnFile.Row> rows, boolean again) {
        Map<Payouts.Outcome, Integer> outcomes = new EnumMap<>(Payouts.Outcome.class);
        for (String each : row.text("outcomes").split(",")) {
            String[] parts = each.split(" ");
            if (parts.length == 2) {
                outcomes.put(Payouts.Outcome.valueOf(parts[0]), Integer.valueOf(parts[1]));
            }
        }
        return new ReturnFile(row.text("code"), row.text("name"), row.text("format"), row.text("taken_by"), row.instant("taken_at"), outcomes, rows, again);
    }

    private static String[] texts(List<ReturnReader.Said> said, Function<ReturnReader.Said, String> text) {
        return said.stream().map(text).toArray(String[]::new);
    }
}
