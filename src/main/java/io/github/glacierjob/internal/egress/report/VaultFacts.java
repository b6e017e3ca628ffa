package io.github.glacierjob.internal.egress.report;

import io.github.glacierjob.internal.egress.ledger.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.util.URISupport;

/**
 * The facts in the vault's row: the inventory that the ledger has loaded, and whether orders are held back. Immutable;
 * a value that is not known is null.
 *
 * @param source   the resource of the inventory, without passwords; null if the inventory is from a job
 * @param loadedAt null if the inventory is not loaded completely
 * @param archives the number of archives in the inventory
 * @param orderAt  the time before which no order is sent
 */
public record VaultFacts(
        String jobId,
        String source,
        Instant date,
        String sha256,
        Instant loadedAt,
        Long archives,
        Long badEntries,
        Instant orderAt,
        String orderCause) {

    static final String COLUMNS =
            "INVENTORY_JOB_ID, INVENTORY_SOURCE, INVENTORY_DATE, INVENTORY_SHA256, LOADED_AT, ARCHIVES,"
                    + " BAD_ENTRIES, ORDER_AT, ORDER_CAUSE";

    static final VaultFacts NONE = new VaultFacts(null, null, null, null, null, null, null, null, null);

    static VaultFacts of(ResultSet row) throws SQLException {
        String source = row.getString("INVENTORY_SOURCE");
        return new VaultFacts(
                row.getString("INVENTORY_JOB_ID"),
                source == null ? null : URISupport.sanitizeUri(source),
                Sql.instant(row, "INVENTORY_DATE"),
                row.getString("INVENTORY_SHA256"),
                Sql.instant(row, "LOADED_AT"),
                Sql.number(row, "ARCHIVES"),
                Sql.number(row, "BAD_ENTRIES"),
                Sql.instant(row, "ORDER_AT"),
                row.getString("ORDER_CAUSE"));
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("date", text(date));
        map.put("sha256", sha256);
        map.put("source", source);
        map.put("jobId", jobId);
        map.put("loadedAt", text(loadedAt));
        map.put("archives", archives);
        map.put("badEntries", badEntries);
        return map;
    }

    static String text(Instant moment) {
        return moment == null ? null : moment.toString();
    }
}
