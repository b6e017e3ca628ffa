package io.github.glacierjob.egress.report;

import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Tier;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.Glacier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A ledger whose rows the test writes, with a simulated vault and a Camel context. */
final class FilledLedger implements AutoCloseable {

    static final String ARN = "arn:aws:glacier:us-east-1:111122223333:vaults/photos";
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    final Glacier glacier =
            new Glacier(GlacierSimulator.builder().archiveJobDuration(Tier.STANDARD, Duration.ofHours(4)));
    final Database database;
    private final Connection connection;

    /** The name of the data source of the endpoints. */
    String source = "db";

    FilledLedger(Database.Kind kind) throws SQLException {
        database = new Database(kind);
        connection = database.source.getConnection();
        glacier.context.getRegistry().bind("db", database.source);
        glacier.context.getRegistry().bind("clock", (java.time.InstantSource) () -> NOW);
        glacier.context.start();
        glacier.context.getEndpoint(uri("photos", "operation=status")).start();
    }

    String uri(String vault, String options) {
        return "glacier-egress:" + vault + "?accessKey=a&secretKey=s&region=us-east-1&overrideEndpoint=true"
                + "&uriEndpointOverride=" + glacier.simulator.endpoint()
                + "&clock=#clock&dataSource=#" + source + "&retryDelay=1&maxRetryDelay=5&"
                + options;
    }

    /** Inserts the vault's row, as a load does; columns are written as {@code NAME=value|NAME=value}. */
    FilledLedger vault(String arn, String columns) throws SQLException {
        insert("VAULT", "VAULT_ARN=" + arn + "|" + columns);
        return this;
    }

    FilledLedger archive(String id, String state, String columns) throws SQLException {
        return archiveOf(ARN, id, state, columns);
    }

    FilledLedger archiveOf(String arn, String id, String state, String columns) throws SQLException {
        String key = "VAULT_ARN=" + arn + "|ARCHIVE_ID=" + id;
        insert("KEY", key);
        insert("ARCHIVE", "ROW_NO=" + rowNo(arn, id) + "|" + key + "|STATE=" + state + "|" + columns);
        return this;
    }

    private long rowNo(String arn, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT ROW_NO FROM GLACIER_EGRESS_KEY WHERE VAULT_ARN = ? AND ARCHIVE_ID = ?")) {
            select.setString(1, arn);
            select.setString(2, id);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    void minute(String minute, String node, long archives, long bytes) throws SQLException {
        insert(
                "MINUTE",
                "VAULT_ARN=" + ARN + "|MINUTE_AT=" + minute + "|NODE=" + node + "|ARCHIVES=" + archives + "|BYTES="
                        + bytes);
    }

    private void insert(String table, String columns) throws SQLException {
        Map<String, Object> row = new LinkedHashMap<>();
        for (String column : columns.split("\\|")) {
            String[] named = column.split("=", 2);
            row.put(named[0], value(named[1]));
        }
        String marks = row.keySet().stream().map(column -> "?").collect(Collectors.joining(", "));
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO GLACIER_EGRESS_" + table + " ("
                + String.join(", ", row.keySet()) + ") VALUES (" + marks + ")")) {
            int place = 1;
            for (Object value : row.values()) {
                insert.setObject(place++, value);
            }
            insert.execute();
        }
    }

    private static Object value(String text) {
        if (text.matches("\\d{4}-\\d{2}-\\d{2}T.*Z")) {
            return OffsetDateTime.parse(text);
        }
        if (text.matches("true|false")) {
            return Boolean.valueOf(text);
        }
        return text.matches("[1-9]\\d{0,9}") ? (Object) Long.valueOf(text) : text;
    }

    /** Adds many archives, each a second younger and a byte larger than the previous one. */
    void fill(Database.Kind kind, int rows) throws SQLException {
        String numbers = kind == Database.Kind.H2 ? "SYSTEM_RANGE" : "generate_series";
        String from = " FROM " + numbers + "(1, " + rows + ") AS N(I)";
        execute("INSERT INTO GLACIER_EGRESS_KEY (VAULT_ARN, ARCHIVE_ID) SELECT '" + ARN + "', 'archive-' || I" + from);
        execute("INSERT INTO GLACIER_EGRESS_ARCHIVE"
                + " (ROW_NO, VAULT_ARN, ARCHIVE_ID, STATE, DESCRIPTION, CREATED, SIZE_BYTES)"
                + " SELECT K.ROW_NO, K.VAULT_ARN, K.ARCHIVE_ID, 'LISTED', REPEAT('x', 200),"
                + " TIMESTAMP WITH TIME ZONE '2020-01-01 00:00:00Z' + I * INTERVAL '1' SECOND, I" + from
                + " JOIN GLACIER_EGRESS_KEY K ON K.VAULT_ARN = '" + ARN + "' AND K.ARCHIVE_ID = 'archive-' || I");
    }

    /** Runs statements of a test on the ledger. */
    void execute(String sql) throws SQLException {
        connection.createStatement().execute(sql);
    }

    /** The first column of the rows that a query finds. */
    List<String> texts(String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = connection.createStatement().executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    /** A column of an archive's row as text. */
    String column(String archiveId, String column) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT " + column + " FROM GLACIER_EGRESS_ARCHIVE WHERE ARCHIVE_ID = ?")) {
            select.setString(1, archiveId);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    Exchange request(String options) {
        return request(options, exchange -> {});
    }

    Exchange request(String options, Processor input) {
        return glacier.request(uri("photos", options), input);
    }

    /** The body of an answer; the operation must succeed. */
    <T> T ask(String options, Class<T> type) {
        Exchange answer = request(options);
        if (answer.getException() != null) {
            throw new AssertionError(options, answer.getException());
        }
        return answer.getMessage().getBody(type);
    }

    @Override
    public void close() throws SQLException {
        glacier.close();
        connection.close();
        database.close();
    }
}
