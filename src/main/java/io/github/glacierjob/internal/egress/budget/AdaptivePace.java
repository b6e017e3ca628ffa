package io.github.glacierjob.internal.egress.budget;

import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pace of orders, in orders per second, which adapts to throttling. When the service throttles, the pace is halved.
 * Without throttling it doubles every twenty seconds, up to the pace that the user allows. It is stored in the vault's
 * row, and applies to all nodes. Thread-safe.
 */
public final class AdaptivePace {

    private static final Logger LOG = LoggerFactory.getLogger(AdaptivePace.class);

    /** Orders per second; the service accepts fewer. A pace above this value sets no limit. */
    private static final double FASTEST = 1000;

    /**
     * The slowest pace is the user's pace divided by this number. As it doubles every twenty seconds, it is back at the
     * user's pace within two minutes.
     */
    private static final double MOST_HALVINGS = 64;

    private static final double DOUBLED_IN_MILLIS = 20_000;

    /** The pace is halved once in this time: later throttled answers may belong to requests that were sent before. */
    private static final Duration ONE_HALVING_IN = Duration.ofSeconds(1);

    private static final Duration SEEN_IN = Duration.ofMinutes(1);

    private final EgressVault vault;
    private final SpentRows spent;

    public AdaptivePace(EgressVault vault, SpentRows spent) {
        this.vault = vault;
        this.spent = spent;
    }

    /**
     * The pace after it was halved.
     *
     * @param pace in orders per second
     * @param at   when it was halved
     */
    record Halved(double pace, Instant at) {

        /** The pace now: it doubles every twenty seconds. */
        double now(Instant now) {
            double doublings = Math.max(0, Duration.between(at, now).toMillis()) / DOUBLED_IN_MILLIS;
            return pace * Math.pow(2, Math.min(doublings, 60));
        }
    }

    /**
     * The limit after throttling; empty once the pace is back at its full value. The caller has locked the vault's row.
     */
    Optional<Limit> limit(Connection connection, Instant now) throws SQLException {
        return halved(connection)
                .map(known -> known.now(now))
                .filter(pace -> pace < full())
                .map(pace -> Limit.ordersPerSecond(
                        "the pace after throttling, " + rounded(pace) + " orders a second",
                        new BigDecimal(pace, MathContext.DECIMAL32)));
    }

    private static String rounded(double pace) {
        return new BigDecimal(pace, new MathContext(2)).toPlainString();
    }

    private double full() {
        double allowed = vault.options().getOrdersPerSecond();
        return allowed > 0 ? allowed : FASTEST;
    }

    private Optional<Halved> halved(Connection connection) throws SQLException {
        return sql()
                .query(
                        connection,
                        "SELECT PACE, PACE_AT FROM {VAULT} WHERE VAULT_ARN = ?",
                        row -> new Halved(row.getDouble("PACE"), Sql.instant(row, "PACE_AT")),
                        vault.arn())
                .stream()
                .filter(known -> known.at() != null && known.pace() > 0)
                .findFirst();
    }

    /** The service throttled a request: halves the pace. */
    public void throttled() {
        Instant now = vault.ledger().now();
        sql().inTransaction(connection -> {
            sql().query(connection, "SELECT 1 FROM {VAULT} WHERE VAULT_ARN = ? FOR UPDATE", row -> true, vault.arn());
            Optional<Halved> before = halved(connection);
            if (before.isPresent() && now.isBefore(before.get().at().plus(ONE_HALVING_IN))) {
                return 0;
            }
            double pace = before.map(known -> known.now(now))
                    .filter(known -> known < full())
                    .orElse(seen(connection, now));
            double half = Math.max(pace / 2, slowest());
            LOG.debug("Vault {}: throttled at {} orders a second, the pace is {}", vault.arn(), pace, half);
            return sql().update(
                            connection,
                            "UPDATE {VAULT} SET PACE = ?, PACE_AT = ? WHERE VAULT_ARN = ?",
                            half,
                            now,
                            vault.arn());
        });
    }

    private double slowest() {
        double allowed = vault.options().getOrdersPerSecond();
        return (allowed > 0 ? Math.min(allowed, 10) : 10) / MOST_HALVINGS;
    }

    /** The user's pace; without one, the rate of orders in the last minute. */
    private double seen(Connection connection, Instant now) throws SQLException {
        double allowed = vault.options().getOrdersPerSecond();
        if (allowed > 0) {
            return allowed;
        }
        long orders = spent.lastHour(connection, vault.arn(), now).stream()
                .filter(one -> one.at().isAfter(now.minus(SEEN_IN)))
                .mapToLong(one -> one.amount().orders())
                .sum();
        return Math.max(1, orders / (double) SEEN_IN.toSeconds());
    }

    private Sql sql() {
        return vault.ledger().sql();
    }
}
