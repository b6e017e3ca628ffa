package io.github.glacierjob.internal.egress.report;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.internal.egress.ledger.ArchiveRow;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.NextListing;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.egress.ledger.VaultArn;
import io.github.glacierjob.internal.producer.BodyText;
import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.internal.text.JobIds;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.inventory.InventoryArchive;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Makes FAILED archives available again, one or all. An archive becomes READY if its output still exists or if it has a
 * next job. Otherwise it becomes LISTED, and is ordered and paid again, unless the next listing shows a job for it. Its failures and extensions are counted from
 * zero. Chunks that were already delivered are not delivered again. Thread-safe.
 */
public final class RetryOperation implements Processor {

    private static final String FRESH = "CAUSE = NULL, FAILURES = 0, EXTENSIONS = 0, TRY_AT = NULL, DONE_AT = NULL,"
            + " NODE = NULL, BEAT_AT = NULL, JOB_GONE_AT = NULL, DESTINATION = NULL, SINK_CHECKSUM = NULL";

    /**
     * The condition is the expiry time: the output may exist longer, until the service answers 404, but that is not
     * certain.
     */
    private static final String READY = "UPDATE {ARCHIVE} SET STATE = 'READY', " + FRESH
            + " WHERE VAULT_ARN = ? AND STATE = 'FAILED' AND " + ArchiveRow.HAS_OUTPUT;

    /** An open order stays in the row, so that it is settled and not sent twice. */
    private static final String LISTED = "UPDATE {ARCHIVE} SET " + ArchiveRow.BACK_TO_LISTED + ", " + FRESH
            + ", LISTED_LOAD = ?"
            + " WHERE VAULT_ARN = ? AND STATE = 'FAILED'";

    private final EgressVault vault;
    private final VaultArn arn;

    public RetryOperation(EgressVault vault) {
        this.vault = vault;
        this.arn = new VaultArn(vault);
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        message.setBody(retry(archiveId(message)));
    }

    /**
     * Makes one archive or all FAILED archives available again; returns the numbers of archives that became READY and
     * LISTED.
     */
    public Map<String, Object> retry(Optional<String> archiveId) {
        String vaultArn = arn.get();
        Instant now = vault.ledger().now();
        return vault.ledger().sql().inTransaction(connection -> {
            if (archiveId.isPresent()) {
                requireRow(connection, vaultArn, archiveId.get());
            }
            NextListing listing = NextListing.lock(sql(), connection, vaultArn);
            Map<String, Object> counts = new LinkedHashMap<>();
            counts.put("ready", update(connection, READY, vaultArn, archiveId, vaultArn, now));
            int listed = update(connection, LISTED, vaultArn, archiveId, listing.load(), vaultArn);
            if (listed > 0) {
                listing.count(sql(), connection, vaultArn);
            }
            counts.put("listed", listed);
            return counts;
        });
    }

    private int update(
            Connection connection, String update, String vaultArn, Optional<String> archiveId, Object... values)
            throws SQLException {
        List<Object> all = new ArrayList<>(List.of(values));
        archiveId.ifPresent(id -> all.addAll(List.of(vaultArn, id)));
        String one = archiveId.isPresent() ? " AND " + Sql.OF_ARCHIVE : "";
        return sql().update(connection, update + one, all.toArray());
    }

    private void requireRow(Connection connection, String vaultArn, String archiveId) throws SQLException {
        String query = "SELECT STATE FROM {ARCHIVE} WHERE " + Sql.OF_ARCHIVE;
        boolean known = !sql().query(connection, query, row -> row.getString(1), vaultArn, archiveId)
                .isEmpty();
        Rejection.unless(
                known,
                GlacierJobConstants.ARCHIVE_ID,
                archiveId,
                "is not in the ledger of " + vaultArn + "; operation=receipt lists its archives");
    }

    private Sql sql() {
        return vault.ledger().sql();
    }

    /** The archive id in the header or the body; empty if all archives are meant. */
    private static Optional<String> archiveId(Message message) {
        Object header = message.getHeader(GlacierJobConstants.ARCHIVE_ID);
        if (header != null) {
            return Optional.of(JobIds.checked(GlacierJobConstants.ARCHIVE_ID, header.toString()));
        }
        if (message.getBody() instanceof InventoryArchive archive) {
            return Optional.of(archive.id());
        }
        if (message.getBody() instanceof Map<?, ?> map) {
            return mentioned(map);
        }
        return BodyText.in(message)
                .flatMap(text -> text.startsWith("{")
                        ? mentioned(ServiceJson.parse("body", text))
                        : Optional.of(JobIds.checked("body", text)));
    }

    /** The archive id in an archive of an inventory, in a job's description, or in a line of a receipt. */
    private static Optional<String> mentioned(Map<?, ?> body) {
        if (body.isEmpty()) {
            return Optional.empty();
        }
        Object member = body.containsKey("ArchiveId") ? body.get("ArchiveId") : body.get("archiveId");
        Rejection.unless(
                member instanceof CharSequence,
                "body",
                body,
                "must name an archive by ArchiveId, or be empty: then all FAILED archives are meant");
        return Optional.of(JobIds.checked("ArchiveId", member.toString()));
    }
}
