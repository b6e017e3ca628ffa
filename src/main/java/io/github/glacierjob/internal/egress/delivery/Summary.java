package io.github.glacierjob.internal.egress.delivery;

import static io.github.glacierjob.internal.egress.claim.ArchiveClaims.AGE;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.egress.GlacierEgressConstants;
import io.github.glacierjob.internal.egress.ledger.ArchiveState;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.Sql;
import io.github.glacierjob.internal.message.AnswerHeaders;
import io.github.glacierjob.internal.outlet.Outlet;
import io.github.glacierjob.internal.outlet.RouteFailedException;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.job.VaultAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the last message of an inventory, when all of its archives are in a final state. It is sent once, over restarts
 * and nodes: the vault's row has a claim for it, like an archive's row. Used by the polling thread; the heartbeats run
 * on another thread.
 */
final class Summary {

    private static final Logger LOG = LoggerFactory.getLogger(Summary.class);
    private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(1);

    private static final String DUE = "SELECT LOAD_NO, INVENTORY_DATE FROM {VAULT} WHERE VAULT_ARN = ?"
            + " AND LOADED_AT IS NOT NULL AND (SUMMARY_OF IS NULL OR SUMMARY_OF <> LOAD_NO)"
            + none("LISTED") + none("ORDERED") + none("READY");
    private static final String CLAIM = "UPDATE {VAULT} SET SUMMARY_NODE = ?, SUMMARY_BEAT_AT = CURRENT_TIMESTAMP"
            + " WHERE VAULT_ARN = ? AND LOAD_NO = ? AND (SUMMARY_OF IS NULL OR SUMMARY_OF <> LOAD_NO)"
            + " AND (SUMMARY_NODE IS NULL OR SUMMARY_BEAT_AT < CURRENT_TIMESTAMP - INTERVAL '" + AGE.toSeconds()
            + "' SECOND)";
    private static final String BEAT =
            "UPDATE {VAULT} SET SUMMARY_BEAT_AT = CURRENT_TIMESTAMP" + " WHERE VAULT_ARN = ? AND SUMMARY_NODE = ?";
    private static final String SENT = "UPDATE {VAULT} SET SUMMARY_OF = ?, SUMMARY_NODE = NULL, SUMMARY_BEAT_AT = NULL"
            + " WHERE VAULT_ARN = ? AND SUMMARY_NODE = ?";
    private static final String RELEASE = "UPDATE {VAULT} SET SUMMARY_NODE = NULL, SUMMARY_BEAT_AT = NULL"
            + " WHERE VAULT_ARN = ? AND SUMMARY_NODE = ?";

    private final EgressVault vault;
    private final Outlet outlet;
    private final Patience patience;
    private volatile boolean sending;
    private Instant nextTry = Instant.MIN;

    /**
     * A condition that no archive is in a state. There is one condition for each state: with a list of states, H2 uses
     * only the vault column of the index.
     */
    private static String none(String state) {
        return " AND NOT EXISTS (SELECT 1 FROM {ARCHIVE} A WHERE A.VAULT_ARN = {VAULT}.VAULT_ARN AND A.STATE = '"
                + state + "')";
    }

    /** An inventory whose summary has not been sent. */
    private record Due(long load, Instant date) {}

    Summary(EgressVault vault, Outlet outlet, Patience patience) {
        this.vault = vault;
        this.outlet = outlet;
        this.patience = patience;
    }

    /** Sends the summary if it is due. */
    void sendIfDue() {
        if (!vault.options().isSendSummary()
                || !outlet.isOpen()
                || vault.ledger().now().isBefore(nextTry)) {
            return;
        }
        String query = vault.options().isRequireProof() ? DUE + none("DELIVERED") : DUE;
        Optional<Due> due = Sql.first(vault.ledger()
                .sql()
                .query(query, row -> new Due(row.getLong("LOAD_NO"), Sql.instant(row, "INVENTORY_DATE")), vault.arn()));
        if (due.isPresent()
                && update(CLAIM, vault.node(), vault.arn(), due.get().load()) == 1) {
            send(due.get());
        }
    }

    private int update(String sql, Object... values) {
        return vault.ledger().sql().update(sql, values);
    }

    private void send(Due due) {
        sending = true;
        try {
            Exchange exchange = outlet.exchange();
            write(exchange.getMessage(), due);
            outlet.send(
                    exchange,
                    () -> {},
                    () -> patience.until(() -> update(SENT, due.load(), vault.arn(), vault.node())));
        } catch (RouteFailedException e) {
            nextTry = vault.ledger().now().plus(AFTER_A_FAILURE);
            LOG.warn("The summary is sent again at {}: the route failed", nextTry, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (CancellationException e) {
            LOG.debug("The summary is sent later", e);
        } finally {
            sending = false;
            patience.once(() -> update(RELEASE, vault.arn(), vault.node()));
        }
    }

    private void write(Message message, Due due) {
        AnswerHeaders.put(message, GlacierEgressConstants.SUMMARY, true);
        AnswerHeaders.put(message, GlacierJobConstants.VAULT_ARN, vault.arn());
        VaultAddress.ofArn(vault.arn())
                .ifPresent(address -> AnswerHeaders.put(message, GlacierJobConstants.VAULT_NAME, address.name()));
        AnswerHeaders.put(
                message,
                GlacierJobConstants.INVENTORY_DATE,
                due.date() == null ? null : due.date().toString());
        message.setBody(counts());
    }

    /** The number of archives in each state, by the name of the state. */
    private Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (ArchiveState state : ArchiveState.values()) {
            counts.put(state.name(), 0L);
        }
        vault.ledger()
                .sql()
                .query(
                        "SELECT STATE, COUNT(*) AS N FROM {ARCHIVE} WHERE VAULT_ARN = ? GROUP BY STATE",
                        row -> counts.put(row.getString("STATE"), row.getLong("N")),
                        vault.arn());
        return counts;
    }

    /** Sends a heartbeat for the claim while the message is in the route. */
    void beat() {
        if (sending) {
            try {
                update(BEAT, vault.arn(), vault.node());
            } catch (RuntimeException e) {
                LOG.warn("The claim on the summary cannot be kept alive now: {}", Rejection.printable(e.toString()));
            }
        }
    }
}
