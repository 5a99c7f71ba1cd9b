package entrepot.bank;

import entrepot.kernel.Money;
import entrepot.kernel.Problem;
import entrepot.kernel.Text;
import entrepot.platform.access.Actor;
import entrepot.platform.access.Requires;
import entrepot.platform.access.UseCases;
import entrepot.platform.audit.History;
import entrepot.platform.clock.BusinessClock;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.files.Files;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Columns;
import entrepot.platform.sql.Json;
import entrepot.platform.sql.Row;
import entrepot.platform.sql.Sql;
import entrepot.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Statements of banks: read from a file whatever its format, believed only when opening and lines add up to the closing, and each movement taken once. What
 * is left out is listed with its reason; the file stays as it came.
 */
@ApplicationScoped
@UseCases
public class BankStatements {

    /** Rows of a list at most: the largest page and the one that says that there is more. */
    public static final int LIST_MAX = 201;
    static final String THING = "bank-statement";
    private static final int SAMPLE = 12;
    private static final int LEFT_OUT_MAX = 500;
    private static final int NAME_MAX = 80;
    private static final String SELECT = """
            select s.id, s.code, a.code as account, a.name as account_name, i.code as import, i.format, s.number, s.from_date, s.to_date, s.opening_minor, s.closing_minor,
                   s.currency, s.proved, s.lines, s.state, s.imported_at,
                   (select count(*) from bank_line l where l.tenant_id = s.tenant_id and l.statement_id = s.id and l.state = 'OPEN')::int as open_lines
              from bank_statement s
              join bank_account a on a.tenant_id = s.tenant_id and a.id = s.bank_account_id
              join bank_import i on i.tenant_id = s.tenant_id and i.id = s.import_id
            """;

    @Inject
    private Sql sql;

    @Inject
    private Files files;

    @Inject
    private BankAccounts accounts;

    @Inject
    private Numbering numbering;

    @Inject
    private BusinessClock clock;

    @Inject
    private Transactions transactions;

    @Inject
    private History history;

    /**
     * A file as it was understood, before anything of it counts.
     *
     * @param file       under which it is kept, for {@link #take}
     * @param header     of a table; empty for the others
     * @param rows       the first of them
     * @param mapping    as the template says, or a guess; null for what explains itself
     * @param template   the name of the template that knows this header; null where none does
     * @param statements what it holds; empty where that needs a mapping first
     * @param missing    of a table as it is read now: what its lines lack to lie between its balances; null where they fit or nobody can tell
     */
    public record Look(String file, String name, String format, List<String> header, List<List<String>> rows, Mapping mapping, String template,
                       List<Found> statements, Money missing) {
    }

    /** A statement that was found in a file. @param opening null where it does not say */
    public record Found(String account, String number, java.time.LocalDate from, java.time.LocalDate to, Money opening, Money closing, int lines) {
    }

    /**
     * How a table is to be read.
     *
     * @param template under which name to keep the mapping for the next file with these columns; empty to keep it under none
     * @param opening  null where the table tells it, or nobody knows
     */
    public record TableAs(Mapping mapping, String template, Money opening, Money closing) {
    }

    /** A file that was taken. @param reasons how many were left out for which reason @param leftOut the first of them */
    public record Imported(String code, String account, String fileName, String format, int taken, int left, Map<String, Integer> reasons, List<LeftOut> leftOut,
                           List<String> statements, String importedBy, Instant importedAt) {
    }

    /** A line that was left out. @param at where it stands in the file; 0 for a whole statement */
    public record LeftOut(int at, String what, String why) {
    }

    private record Result(Map<String, Integer> reasons, List<LeftOut> leftOut, List<String> statements) {
    }

    /**
     * Keeps a file and says what it seems to be. One that says opening and closing by itself, and whose lines are not what lies between, is refused at once; of a
     * table that is said only, because its columns may have to be told anew.
     *
     * @throws Problem STATEMENT_FILE_KNOWN, STATEMENT_SUM, STATEMENT_UNREADABLE, STATEMENT_HOSTILE, STATEMENT_TOO_LONG, what tables refuse, FILE_TOO_LARGE, FILE_EMPTY
     */
    @Requires(BankPermission.IMPORT)
    public Look look(Actor actor, String name, byte[] bytes) {
        refuseKnown(actor, Tokens.sha256(bytes));
        refuseUnbalanced(bytes);
        Files.StoredFile kept = files.keep(actor, name == null || name.isBlank() ? "statement" : name, bytes);
        return look(actor, kept);
    }

    /** The same of a file that was kept. */
    @Requires(BankPermission.IMPORT)
    public Look lookAgain(Actor actor, String file) {
        return look(actor, files.get(actor, file));
    }

    /**
     * Takes a kept file for an account, all of its statements or none.
     *
     * @param table how to read it; null for what explains itself, and for a table whose columns a template knows
     * @throws Problem STATEMENT_FILE_KNOWN, STATEMENT_OTHER_ACCOUNT, STATEMENT_CURRENCY, STATEMENT_SUM, BANK_ACCOUNT_STOPPED, and as for {@link #look}
     */
    @Requires(BankPermission.IMPORT)
    public Imported take(Actor actor, String accountCode, String file, TableAs table) {
        BankAccount account = accounts.get(actor, accountCode);
        if (account.state() != BankAccount.State.ACTIVE) {
            throw new Problem(BankProblem.BANK_ACCOUNT_STOPPED).with("account", account.name());
        }
        // whoever takes another file of this account waits: what is known and what is the last closing must not change meanwhile
        long accountId = sql.one("select id from bank_account where tenant_id = ? and code = ? for update", row -> row.number("id"), actor.tenant(), accountCode);
        Files.StoredFile kept = files.get(actor, file);
        refuseKnown(actor, kept.sha256());
        StatementFile.Format format = StatementFile.format(kept.bytes());
        List<StatementContent> contents = contents(actor, format, kept, account, table);
        Result result = new Result(new HashMap<>(), new ArrayList<>(), new ArrayList<>());
        long importId = sql.one("select nextval('bank_import_seq') as id", row -> row.number("id"));
        String code = numbering.next("BIM");
        List<Prepared> prepared = prepare(actor, account, accountId, contents, result);
        int taken = prepared.stream().mapToInt(each -> each.lines().size()).sum();
        prepared.forEach(each -> result.statements().add(each.code()));
        sql.update("""
                insert into bank_import (tenant_id, id, code, bank_account_id, file_code, file_name, sha256, format, taken, left_out, reasons, imported_by, imported_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", actor.tenant(), importId, code, accountId, kept.code(), kept.name(), kept.sha256(), format, taken,
                result.reasons().values().stream().mapToInt(Integer::intValue).sum(), Json.of(result), actor.name(), clock.now());
        prepared.forEach(each -> write(actor, importId, accountId, each));
        return imported(actor, code);
    }

    /** What became of a file. @throws Problem NOT_FOUND */
    @Requires(BankPermission.READ)
    public Imported imported(Actor actor, String code) {
        return sql.first("""
                select i.code, a.code as account, i.file_name, i.format, i.taken, i.left_out, i.reasons::text as reasons, i.imported_by, i.imported_at
                  from bank_import i join bank_account a on a.tenant_id = i.tenant_id and a.id = i.bank_account_id
                 where i.tenant_id = ? and i.code = ?""", row -> {
                    Result result = row.json("reasons").as(Result.class);
                    return new Imported(row.text("code"), row.text("account"), row.text("file_name"), row.text("format"), row.integer("taken"), row.integer("left_out"),
                            result.reasons(), result.leftOut(), result.statements(), row.text("imported_by"), row.instant("imported_at"));
                }, actor.tenant(), code).orElseThrow(() -> Problem.notFound("bank-import", code));
    }

    /** The file of an import, as it came. */
    @Requires(BankPermission.READ)
    public Files.StoredFile file(Actor actor, String importCode) {
        String file = sql.first("select file_code from bank_import where tenant_id = ? and code = ?", row -> row.text("file_code"), actor.tenant(), importCode)
                .orElseThrow(() -> Problem.notFound("bank-import", importCode));
        return files.get(actor, file);
    }

    /**
     * Newest first.
     *
     * @param account null for all
     * @param open    whether only those with open lines
     * @param after   the code of the last one of the page before; null for the first page
     */
    @Requires(BankPermission.READ)
    public List<BankStatement> list(Actor actor, String account, boolean open, String after, int limit) {
        return sql.list(SELECT + """
                 where s.tenant_id = ? and (?::text is null or a.code = ?) and (not ? or s.state = 'OPEN')
                   and (?::text is null or s.id < (select x.id from bank_statement x where x.tenant_id = ? and x.code = ?))
                 order by s.id desc limit ?""", BankStatements::statement, actor.tenant(), account, account, open, after, actor.tenant(), after,
                Math.max(1, Math.min(limit, LIST_MAX)));
    }

    /** @throws Problem NOT_FOUND */
    @Requires(BankPermission.READ)
    public BankStatement get(Actor actor, String code) {
        return sql.first(SELECT + " where s.tenant_id = ? and s.code = ?", BankStatements::statement, actor.tenant(), code)
                .orElseThrow(() -> Problem.notFound(THING, code));
    }

    /** The time line of one. */
    @Requires(BankPermission.READ)
    public List<History.Change> timeLine(Actor actor, String code) {
        return history.of(actor, THING, get(actor, code).code());
    }

    private Look look(Actor actor, Files.StoredFile kept) {
        StatementFile.Format format = StatementFile.format(kept.bytes());
        if (format == StatementFile.Format.CAMT053 || format == StatementFile.Format.MT940) {
            List<Found> found = StatementFile.read(format, kept.bytes()).stream()
                    .map(each -> new Found(each.account(), each.number(), each.from(), each.to(), each.opening(), each.closing(), each.lines().size())).toList();
            return new Look(kept.code(), kept.name(), format.name(), List.of(), List.of(), null, null, found, null);
        }
        TableStatement table = StatementFile.table(kept.bytes());
        Optional<Template> template = template(actor, table.fingerprint());
        Mapping mapping = template.map(Template::mapping).orElseGet(() -> Mapping.guess(table.header(), table.sample(SAMPLE)));
        Money missing = read(table, mapping).filter(content -> content.opening() != null && content.closing() != null)
                .map(content -> content.closing().minus(content.opening().plus(content.sum()))).filter(difference -> !difference.isZero()).orElse(null);
        return new Look(kept.code(), kept.name(), format.name(), table.header(), table.sample(SAMPLE), mapping, template.map(Template::name).orElse(null), List.of(),
                missing);
    }

    /** What a file says by itself; of a table the columns, guessed or known before, may mean something else by now. */
    private static void refuseUnbalanced(byte[] bytes) {
        StatementFile.Format format = StatementFile.format(bytes);
        if (format == StatementFile.Format.CAMT053 || format == StatementFile.Format.MT940) {
            StatementFile.read(format, bytes).forEach(BankStatements::checkSum);
        }
    }

    /** Empty where it cannot be read so: its columns can still be told. */
    private Optional<StatementContent> read(TableStatement table, Mapping mapping) {
        try {
            return Optional.of(table.read(mapping, transactions.tenant().currency(), null, null));
        } catch (Problem unread) {
            return Optional.empty();
        }
    }

    private static void checkSum(StatementContent content) {
        if (content.opening() != null && content.closing() != null) {
            checkSum(content, content.opening(), content.closing());
        }
    }

    private static void checkSum(StatementContent content, Money opening, Money closing) {
        if (!opening.plus(content.sum()).equals(closing)) {
            throw new Problem(BankProblem.STATEMENT_SUM).with("opening", opening).with("lines", content.sum()).with("closing", closing)
                    .with("difference", closing.minus(opening.plus(content.sum()))).with("number", content.number());
        }
    }

    private record Template(String name, Mapping mapping) {
    }

    private Optional<Template> template(Actor actor, String header) {
        return sql.first("select name, mapping::text as mapping from bank_template where tenant_id = ? and header = ?",
                row -> new Template(row.text("name"), row.json("mapping").as(Mapping.class)), actor.tenant(), header);
    }

    private List<StatementContent> contents(Actor actor, StatementFile.Format format, Files.StoredFile kept, BankAccount account, TableAs as) {
        if (format == StatementFile.Format.CAMT053 || format == StatementFile.Format.MT940) {
            return StatementFile.read(format, kept.bytes());
        }
        TableStatement table = StatementFile.table(kept.bytes());
        Mapping mapping = as == null || as.mapping() == null ? template(actor, table.fingerprint()).map(Template::mapping)
                .orElseThrow(() -> new Problem(BankProblem.STATEMENT_MAPPING).with("column", "")) : as.mapping();
        StatementContent content = table.read(mapping, account.currency(), as == null ? null : as.opening(), as == null ? null : as.closing());
        if (as != null && as.template() != null && !as.template().isBlank()) {
            sql.update("""
                    insert into bank_template (tenant_id, id, code, name, header, mapping, kept_by, kept_at)
                    values (?, nextval('bank_template_seq'), ?, ?, ?, ?, ?, ?)
                    on conflict (tenant_id, header) do update set name = excluded.name, mapping = excluded.mapping, kept_by = excluded.kept_by, kept_at = excluded.kept_at""",
                    actor.tenant(), numbering.lasting("BTP"), Text.required("template", as.template(), NAME_MAX), table.fingerprint(), Json.of(mapping), actor.name(),
                    clock.now());
        }
        return List.of(content);
    }

    /** A statement that will be written, with the lines that are new. */
    private record Prepared(String code, StatementContent content, Money opening, Money closing, boolean proved, List<StatementContent.Line> lines,
                            List<String> identities) {
    }

    private List<Prepared> prepare(Actor actor, BankAccount account, long accountId, List<StatementContent> contents, Result result) {
        List<Prepared> prepared = new ArrayList<>();
        Set<String> numbers = new HashSet<>();
        Set<String> known = new HashSet<>();
        Money last = sql.first("select closing_minor, currency from bank_statement where tenant_id = ? and bank_account_id = ? order by to_date desc, id desc limit 1",
                row -> row.money("closing"), actor.tenant(), accountId).orElse(null);
        for (StatementContent content : contents) {
            if (!content.currency().equals(account.currency())) {
                throw new Problem(BankProblem.STATEMENT_CURRENCY).with("found", content.currency()).with("currency", account.currency());
            }
            if (!isOf(content.account(), account.number())) {
                throw new Problem(BankProblem.STATEMENT_OTHER_ACCOUNT).with("found", content.account()).with("account", account.name());
            }
            Money opening = content.opening() != null ? content.opening() : content.closing() != null ? content.closing().minus(content.sum())
                    : last != null ? last : Money.zero(account.currency());
            Money closing = content.closing() != null ? content.closing() : opening.plus(content.sum());
            checkSum(content, opening, closing);
            last = closing;
            content.pending().forEach(each -> leave(result, new LeftOut(each.at(), each.what(), each.why())));
            if (!content.number().isEmpty() && (!numbers.add(content.number()) || sql.first(
                    "select code from bank_statement where tenant_id = ? and bank_account_id = ? and number = ?", row -> row.text("code"), actor.tenant(), accountId,
                    content.number()).isPresent())) {
                leave(result, new LeftOut(0, content.number(), "STATEMENT_KNOWN"));
                continue;
            }
            List<String> identities = identities(content.lines());
            sql.each("select identity from bank_line where tenant_id = ? and bank_account_id = ? and identity = any (?)", 0, row -> known.add(row.text("identity")),
                    actor.tenant(), accountId, identities.toArray(String[]::new));
            List<StatementContent.Line> fresh = new ArrayList<>();
            List<String> freshIdentities = new ArrayList<>();
            for (int i = 0; i < identities.size(); i++) {
                StatementContent.Line line = content.lines().get(i);
                if (known.add(identities.get(i))) {
                    fresh.add(line);
                    freshIdentities.add(identities.get(i));
                } else {
                    leave(result, new LeftOut(line.at(), line.bookedOn() + " " + line.amount() + " " + line.name(), "LINE_KNOWN"));
                }
            }
            if (fresh.isEmpty() && !content.lines().isEmpty()) {
                continue;
            }
            prepared.add(new Prepared(numbering.next("BST"), content, opening, closing, content.opening() != null && content.closing() != null, fresh, freshIdentities));
        }
        return prepared;
    }

    private static void leave(Result result, LeftOut line) {
        result.reasons().merge(line.why(), 1, Integer::sum);
        if (result.leftOut().size() < LEFT_OUT_MAX) {
            result.leftOut().add(line);
        }
    }

    /**
     * By which a movement is known again: the bank's own reference with day and amount; without one, everything that is said of it. What is there twice on
     * one day is told apart by its place among its equals.
     */
    static List<String> identities(List<StatementContent.Line> lines) {
        Map<String, Integer> seen = new HashMap<>();
        return lines.stream().map(line -> {
            String what = line.bookedOn() + "|" + line.amount() + "|" + (line.servicer().isEmpty()
                    ? "T|" + line.name() + "|" + line.account() + "|" + line.text() + "|" + line.endToEnd() : "R|" + line.servicer());
            return Tokens.sha256(what) + "#" + seen.merge(what, 1, Integer::sum);
        }).toList();
    }

    /** Whether the number that a file names is that account: whole, or in the parts that banks write with a stroke between. */
    private static boolean isOf(String found, String number) {
        String own = number.toUpperCase(Locale.ROOT);
        for (String part : found.toUpperCase(Locale.ROOT).split("/")) {
            String plain = part.replaceAll("[^0-9A-Z]", "").replaceFirst("^0+", "").replaceFirst("(CNY|EUR|GBP|USD)$", "");
            if (!plain.isEmpty() && !own.contains(plain) && !plain.contains(own)) {
                return false;
            }
        }
        return true;
    }

    private void write(Actor actor, long importId, long accountId, Prepared statement) {
        BankStatement.State state = statement.lines().isEmpty() ? BankStatement.State.DONE : BankStatement.State.OPEN;
        long id = sql.one("select nextval('bank_statement_seq') as id", row -> row.number("id"));
        StatementContent content = statement.content();
        sql.update("""
                insert into bank_statement (tenant_id, id, code, import_id, bank_account_id, number, from_date, to_date, opening_minor, closing_minor, currency, proved,
                       lines, state, imported_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", actor.tenant(), id, statement.code(), importId, accountId, content.number(), content.from(),
                content.to(), statement.opening().minor(), statement.closing().minor(), content.currency(), statement.proved(), statement.lines().size(), state,
                clock.now());
        List<StatementContent.Line> lines = statement.lines();
        sql.update("""
                insert into bank_line (tenant_id, id, code, statement_id, bank_account_id, no, booked_on, value_on, amount_minor, currency, name, account, text, end_to_end,
                       servicer, kind_code, returned, identity, state)
                select ?, nextval('bank_line_seq'), ? || '-' || l.no, ?, ?, l.no, l.booked, l.value, l.amount, ?, l.name, l.account, l.text, l.end_to_end, l.servicer,
                       l.kind, l.returned, l.identity, 'OPEN'
                  from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) with ordinality
                       l (booked, value, amount, name, account, text, end_to_end, servicer, kind, returned, identity, no)""",
                actor.tenant(), statement.code(), id, accountId, content.currency(), Columns.dates(lines, StatementContent.Line::bookedOn),
                Columns.dates(lines, StatementContent.Line::valueOn), Columns.numbers(lines, line -> line.amount().minor()), Columns.texts(lines, StatementContent.Line::name),
                Columns.texts(lines, StatementContent.Line::account), Columns.texts(lines, StatementContent.Line::text), Columns.texts(lines, StatementContent.Line::endToEnd),
                Columns.texts(lines, StatementContent.Line::servicer), Columns.texts(lines, StatementContent.Line::kindCode),
                Columns.flags(lines, StatementContent.Line::returned), statement.identities().toArray(String[]::new));
        history.record(actor, THING, statement.code(), null, state, "");
    }

    private void refuseKnown(Actor actor, String sha256) {
        sql.first("select code from bank_import where tenant_id = ? and sha256 = ?", row -> row.text("code"), actor.tenant(), sha256).ifPresent(code -> {
            throw new Problem(BankProblem.STATEMENT_FILE_KNOWN).with("import", code);
        });
    }

    private static BankStatement statement(Row row) {
        return new BankStatement(row.text("code"), row.text("account"), row.text("account_name"), row.text("import"), row.text("format"), row.text("number"),
                row.date("from_date"), row.date("to_date"), row.money("opening"), row.money("closing"), row.flag("proved"), row.integer("lines"), row.integer("open_lines"),
                row.oneOf(BankStatement.State.class, "state"), row.instant("imported_at"));
    }
}
