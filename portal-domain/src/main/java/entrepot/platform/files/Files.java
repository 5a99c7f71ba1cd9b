package entrepot.platform.files;

import entrepot.kernel.Problem;
import entrepot.platform.access.Actor;
import entrepot.platform.crypto.Tokens;
import entrepot.platform.numbering.Numbering;
import entrepot.platform.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;

/** Keeps uploaded files byte for byte, so that any import can be looked at again. */
@ApplicationScoped
public class Files {

    /** 16 MiB: a list of 100,000 rows is under it. */
    public static final int BYTES_MAX = 16 * 1024 * 1024;

    @Inject
    private Sql sql;

    @Inject
    private Numbering numbering;

    /** A kept file. {@code sha256} is of its bytes. */
    public record StoredFile(String code, String name, String sha256, byte[] bytes) {
    }

    /** @throws Problem FILE_TOO_LARGE, FILE_EMPTY */
    public StoredFile keep(Actor actor, String name, byte[] bytes) {
        if (bytes.length == 0) {
            throw new Problem(FileProblem.FILE_EMPTY).with("name", name);
        }
        if (bytes.length > BYTES_MAX) {
            throw new Problem(FileProblem.FILE_TOO_LARGE).with("name", name).with("max", BYTES_MAX / 1024 / 1024);
        }
        StoredFile file = new StoredFile(numbering.next("FIL"), name, Tokens.sha256(bytes), bytes);
        sql.update("""
                insert into stored_file (tenant_id, id, code, organisation_id, name, sha256, bytes)
                values (?, nextval('stored_file_seq'), ?, ?, ?, ?, ?)""",
                actor.tenant(), file.code(), actor.organisation() == null ? null : actor.organisation().value(),
                name, file.sha256(), bytes);
        return file;
    }

    /** How large these are together; those that are not the actor's count nothing. */
    public long bytes(Actor actor, Collection<String> codes) {
        return sql.one("""
                select coalesce(sum(octet_length(bytes)), 0)::bigint as bytes from stored_file
                 where tenant_id = ? and code = any (?) and (?::bigint is null or organisation_id = ?)""",
                row -> row.number("bytes"), actor.tenant(), codes.toArray(String[]::new), actor.scope(), actor.scope());
    }

    /** A file of the actor's own organisation, or of any for headquarters. */
    public StoredFile get(Actor actor, String code) {
        return sql.first("""
                select code, name, sha256, bytes from stored_file
                 where tenant_id = ? and code = ? and (?::bigint is null or organisation_id = ?)""",
                row -> new StoredFile(row.text("code"), row.text("name"), row.text("sha256"), row.bytes("bytes")),
                actor.tenant(), code, actor.scope(), actor.scope())
                .orElseThrow(() -> Problem.notFound("file", code));
    }
}
