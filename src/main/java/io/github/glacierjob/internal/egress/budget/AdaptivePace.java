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
 * The pace that the service takes, in orders a second. A round of orders in which the service throttles halves it. Without
 * throttling it doubles every twenty seconds, up to the pace that the user allows. It is in the vault's row, for all nodes.
 * Thread-safe.
 */
public final class AdaptivePace {

    private static final Logger LOG = LoggerFactory.getLogger(AdaptivePace.class);

    /** Faster than the service takes orders: from here on there is no bound. */
    private static final double FASTEST = 1000;

    /** The slowest pace is this part of the user's: twice in twenty seconds it is back within two minutes. */
    private static final double MOST_HALVINGS = 64;

    private static final double DOUBLED_IN_MILLIS = 20_000;

    /** Requests that were sent before the pace was halved say nothing about it. */
    private static final Duration ONE_HALVING_IN = Duration.ofSeconds(1);

    private static final Duration SEEN_IN = Duration.ofMinutes(1);

    private final EgressVault vault;
    private final SpentRows spent;

    public AdaptivePace(EgressVault vault, SpentRows spent) {
        this.vault = vault;
        this.spent = spent;
    }

    /**
     * A pace that was set at a moment.
     *
     * @param pace orders a second
     */
    record Halved(double pace, Instant at) {

        /** It doubles every twenty seconds. */
        double now(Instant now) {
            double doublings = Math.max(0, Duration.between(at, now).toMillis()) / DOUBLED_IN_MILLIS;
            return pace * Math.pow(2, Math.min(doublings, 60));
        }
    }

    /** The limit that the service set by throttling; empty if it is over. The vault's row is locked. */
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

    /** The service wants fewer requests. */
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

    /** If the user has set no limit, the pace is the rate of orders that was observed. */
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
