package io.github.glacierjob.internal.egress.report;

import io.github.glacierjob.internal.egress.ledger.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.camel.util.StringHelper;

/** The columns of a receipt, in this order. Each is a column of the ledger. */
enum ReceiptColumn {
    ARCHIVE_ID(Kind.ID),
    NAME(Kind.TEXT),
    DESCRIPTION(Kind.TEXT),
    CREATED(Kind.MOMENT),
    SIZE_BYTES(Kind.NUMBER),
    TREE_HASH(Kind.TEXT),
    STATE(Kind.TEXT),
    CAUSE(Kind.TEXT),
    JOB_ID(Kind.ID),
    TIER(Kind.TEXT),
    ORDERS(Kind.NUMBER),
    ORDERED_AT(Kind.MOMENT),
    READY_AT(Kind.MOMENT),
    EXPIRES_AT(Kind.MOMENT),
    DONE_AT(Kind.MOMENT),
    FETCHED_BYTES(Kind.NUMBER),
    DESTINATION(Kind.TEXT),
    SINK_CHECKSUM(Kind.TEXT),
    DIGESTS(Kind.TEXT),
    MODIFIED(Kind.MOMENT),
    COMPRESSED(Kind.FLAG),
    ENCRYPTED(Kind.FLAG);

    /** The kind of the values in a column. */
    enum Kind {
        /** An id of the service. It may begin with {@code -}. */
        ID,
        /** Text from any source. */
        TEXT,
        NUMBER,
        MOMENT,
        /** True, false, or null if it is not known. */
        FLAG
    }

    private final Kind kind;

    ReceiptColumn(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** The name in JSON: {@code archiveId} for {@code ARCHIVE_ID}. */
    String member() {
        return StringHelper.dashToCamelCase(name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** Reads a value: text, a Long, a Boolean, or null. A moment is text by ISO 8601. */
    Object read(ResultSet row) throws SQLException {
        return switch (kind) {
            case NUMBER -> Sql.number(row, name());
            case MOMENT -> {
                Instant moment = Sql.instant(row, name());
                yield moment == null ? null : moment.toString();
            }
            case FLAG -> {
                boolean flag = row.getBoolean(name());
                yield row.wasNull() ? null : flag;
            }
            default -> row.getString(name());
        };
    }

    /**
     * All columns, for a query whose first parameter is the number of the last complete load. A name that is not final
     * is not shown, because it may change.
     */
    static String all() {
        return Arrays.stream(values())
                .map(column -> column == NAME ? "CASE WHEN FIRST_LOAD <= ? THEN NAME END AS NAME" : column.name())
                .collect(Collectors.joining(", "));
    }
}
