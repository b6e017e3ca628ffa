package io.github.glacierjob.internal.egress.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.internal.egress.ledger.VaultSums.OfState;
import io.github.glacierjob.testkit.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the sums of a vault with its rows. */
class VaultSumsTest {

    private static final String KINDS = "io.github.glacierjob.testkit.Database#kinds";
    private static final String ARN = "arn:aws:glacier:us-east-1:111122223333:vaults/photos";
    private static final int ARCHIVES = 60;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Pattern COLUMN =
            Pattern.compile("\\b[A-Z]+_[A-Z]+\\b|\\bORDERS\\b|\\bEXTENSIONS\\b|\\bSTATE\\b");

    @ParameterizedTest
    @MethodSource(KINDS)
    void theSumsEqualThoseOfAllRowsAfterAnyHistory(Database.Kind kind) throws Exception {
        try (Database database = new Database(kind)) {
            Sql sql = EgressLedger.open(database.source, "SUMS_", true, InstantSource.system())
                    .sql();
            Random random = new Random(7);
            for (int i = 0; i < ARCHIVES; i++) {
                String insert =
                        "INSERT INTO {ARCHIVE} (ROW_NO, VAULT_ARN, ARCHIVE_ID, STATE, SIZE_BYTES) VALUES (?, ?, ?, ?, ?)";
                sql.update(insert, i, ARN + i % 2, "a" + i, state(random), random.nextInt(4) == 0 ? null : 1L << i);
            }
            for (int step = 0; step < 200; step++) {
                sql.update(
                        "UPDATE {ARCHIVE} SET STATE = ?, ORDERS = ORDERS + ?, EXTENSIONS = EXTENSIONS + ?,"
                                + " FETCHED_BYTES = ?, RECEIVED_BYTES = RECEIVED_BYTES + ?, ORDERED_AT = ?,"
                                + " EXPIRES_AT = ?, SIZE_BYTES = COALESCE(SIZE_BYTES, ?) WHERE ARCHIVE_ID = ?",
                        state(random),
                        random.nextInt(2),
                        random.nextInt(2),
                        random.nextLong(1L << ARCHIVES),
                        random.nextLong(1L << 50),
                        moment(random),
                        moment(random),
                        random.nextInt(4) == 0 ? random.nextLong(1000) : null,
                        "a" + random.nextInt(ARCHIVES));
                if (step % 20 == 0) {
                    assertThat(sums(sql)).isEqualTo(oneByOne(database.source.getConnection()));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void theIndexByStateHasAllColumnsOfTheSums(Database.Kind kind) {
        Matcher columns = COLUMN.matcher(VaultSums.QUERY);
        assertThat(columns.results().map(column -> column.group()))
                .contains("SIZE_BYTES", "EXPIRES_AT", "STATE")
                .allSatisfy(column -> assertThat(Schema.BY_STATE).containsPattern("[( ]" + column + "[,)]"));
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void thePagesOfPostgresqlHaveSpaceForChangedRows(Database.Kind kind) throws Exception {
        if (kind != Database.Kind.POSTGRESQL) {
            return;
        }
        try (Database database = new Database(kind)) {
            Sql sql = EgressLedger.open(database.source, "ROOM_", true, InstantSource.system())
                    .sql();
            assertThat(sql.query(
                            "SELECT ARRAY_TO_STRING(RELOPTIONS, ',') FROM PG_CLASS WHERE RELNAME = 'room_archive'",
                            row -> row.getString(1)))
                    .containsExactly("fillfactor=85");
        }
    }

    private static ArchiveState state(Random random) {
        return ArchiveState.values()[random.nextInt(ArchiveState.values().length)];
    }

    private static Instant moment(Random random) {
        return random.nextBoolean() ? null : BEGIN.plusSeconds(random.nextInt(100_000));
    }

    private static Map<ArchiveState, OfState> sums(Sql sql) {
        Map<ArchiveState, OfState> sums = new EnumMap<>(ArchiveState.class);
        List<OfState> states = sql.inTransaction(
                connection -> VaultSums.read(sql, connection, ARN + 1).states());
        states.forEach(one -> assertThat(sums.put(one.state(), one)).isNull());
        return sums;
    }

    private static Map<ArchiveState, OfState> oneByOne(Connection open) throws SQLException {
        Map<ArchiveState, OfState> sums = new EnumMap<>(ArchiveState.class);
        try (Connection connection = open;
                PreparedStatement query =
                        connection.prepareStatement("SELECT * FROM SUMS_ARCHIVE WHERE VAULT_ARN = '" + ARN + "1'");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                OfState row = of(rows);
                sums.merge(row.state(), row, VaultSumsTest::plus);
            }
        }
        return sums;
    }

    private static OfState of(ResultSet row) throws SQLException {
        Long size = Sql.number(row, "SIZE_BYTES");
        long received = row.getLong("RECEIVED_BYTES");
        return new OfState(
                ArchiveState.valueOf(row.getString("STATE")),
                1,
                size == null ? 0 : size,
                size == null ? 1 : 0,
                row.getLong("ORDERS"),
                row.getLong("EXTENSIONS"),
                Math.max(0, (size == null ? 0 : size) - row.getLong("FETCHED_BYTES")),
                received,
                size == null ? 0 : Math.max(0, received - size),
                Sql.instant(row, "ORDERED_AT"),
                Sql.instant(row, "EXPIRES_AT"));
    }

    private static OfState plus(OfState one, OfState other) {
        return new OfState(
                one.state(),
                one.archives() + other.archives(),
                one.bytes() + other.bytes(),
                one.unknown() + other.unknown(),
                one.orders() + other.orders(),
                one.extensions() + other.extensions(),
                one.left() + other.left(),
                one.received() + other.received(),
                one.refetched() + other.refetched(),
                first(one.begun(), other.begun()),
                first(one.nextExpiry(), other.nextExpiry()));
    }

    private static Instant first(Instant one, Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
