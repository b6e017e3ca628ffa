package io.github.glacierjob.internal.egress.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.egress.GlacierEgressEndpoint;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.naming.Names;
import io.github.glacierjob.testkit.Database;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A filter that has changed is applied to the rows, although a run breaks off, orders are open, or other nodes run. */
class FilterChangeTest {

    private static final String ARN = "arn:aws:glacier:us-east-1:111122223333:vaults/photos";
    private static final int ARCHIVES = 6;
    private static final int NEVER = Integer.MAX_VALUE;

    private final CamelContext context = new DefaultCamelContext();
    private Database database;
    private EgressVault vault;
    private LoaderClaim claim;

    @BeforeEach
    void open() throws Exception {
        database = new Database(Database.Kind.H2);
        context.getRegistry().bind("db", database.source);
        vault = vault("");
        claim = new LoaderClaim(vault);
        claim.row();
        assertThat(claim.take()).isTrue();
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
        context.stop();
        database.close();
    }

    @Test
    void aFormerFilterIsAppliedAgainAfterANewOneWasAppliedToAFewRows() {
        loader("a", NEVER).run(inventory());
        assertThatThrownBy(() -> loader("b c d e f", 1).judgeAgain()).isInstanceOf(CancellationException.class);
        assertThat(states()).containsEntry("b", "SKIPPED");

        InventoryLoad former = loader("a", NEVER);
        assertThat(former.isThatOf(claim.row())).isFalse();
        former.judgeAgain();

        assertThat(states()).containsEntry("a", "SKIPPED").containsEntry("b", "LISTED");
        assertThat(former.isThatOf(claim.row())).isTrue();
    }

    @Test
    void aRowIsOrderedAlthoughTheRunThatListedItBrokeOff() {
        loader("a", NEVER).run(inventory());
        assertThatThrownBy(() -> loader("", 1).judgeAgain()).isInstanceOf(CancellationException.class);
        assertThat(states()).containsEntry("a", "LISTED");

        loader("", NEVER).judgeAgain();

        assertThat(waiting()).isZero();
    }

    @Test
    void theDecisionAboutAnOpenOrderFollowsWhenTheOrderIsSettled() {
        loader("", NEVER).run(inventory());
        claim.sql().update("UPDATE {ARCHIVE} SET ORDER_ID = 'o' WHERE ARCHIVE_ID IN ('a', 'b')");

        assertThat(loader("a", NEVER).judgeAgain()).isFalse();
        assertThat(states()).containsEntry("a", "LISTED");
        claim.sql().update("UPDATE {ARCHIVE} SET ORDER_ID = NULL");
        assertThat(waiting()).as("only the refused archive waits").isOne();

        assertThat(loader("a", NEVER).judgeAgain()).isTrue();
        assertThat(states()).containsEntry("a", "SKIPPED").containsEntry("b", "LISTED");
        assertThat(waiting()).isZero();
    }

    @Test
    void anArchiveWithAnAbsentOrderIsOrderedIfTheFilterIsWithdrawn() {
        loader("", NEVER).run(inventory());
        claim.sql().update("UPDATE {ARCHIVE} SET ORDER_ID = 'o' WHERE ARCHIVE_ID = 'a'");
        assertThat(loader("a", NEVER).judgeAgain()).isFalse();
        claim.sql().update("UPDATE {ARCHIVE} SET ORDER_ID = NULL");

        assertThat(loader("", NEVER).judgeAgain()).isTrue();

        assertThat(states()).containsEntry("a", "LISTED");
        assertThat(waiting()).isZero();
    }

    @Test
    void aRunningNodeDoesNotApplyItsFormerFilterAgain() throws Exception {
        loader(null, NEVER).run(inventory());
        claim.release();
        EgressVault newer = vault("&filter=RAW(${body.id} != 'a')");
        Stock running = new Stock(vault, context, this);
        Stock started = new Stock(newer, context, this);
        try {
            assertThat(running.load()).isTrue();
            await().atMost(Duration.ofMinutes(1)).until(started::load);
            assertThat(states()).containsEntry("a", "SKIPPED");

            assertThat(running.load()).isTrue();
        } finally {
            running.stop();
            started.stop();
            newer.close();
        }
        assertThat(states()).containsEntry("a", "SKIPPED");
    }

    private EgressVault vault(String options) {
        GlacierEgressEndpoint endpoint = context.getEndpoint(
                "glacier-egress:" + ARN + "?accessKey=a&secretKey=s&dataSource=#db" + options,
                GlacierEgressEndpoint.class);
        EgressVault opened = new EgressVault(endpoint, endpoint.getConfiguration());
        opened.open();
        return opened;
    }

    /** A load with transactions of two rows, and a filter that refuses the named archives. */
    private InventoryLoad loader(String refused, int pages) {
        AtomicInteger left = new AtomicInteger(pages);
        ArchiveFilter filter =
                new ArchiveFilter(refused, archive -> refused == null || !refused.contains(archive.id()));
        return new InventoryLoad(
                claim,
                filter,
                new Names(context, vault.options()),
                () -> pages != NEVER && left.getAndDecrement() <= 0,
                2);
    }

    private static InventoryDocument inventory() {
        String entries = IntStream.range(0, ARCHIVES)
                .mapToObj(i -> "{\"ArchiveId\":\"" + (char) ('a' + i) + "\",\"ArchiveDescription\":\"\","
                        + "\"CreationDate\":\"2017-08-22T17:24:07Z\",\"Size\":1,\"SHA256TreeHash\":\""
                        + "ca6d".repeat(16) + "\"}")
                .collect(Collectors.joining(","));
        byte[] document = ("{\"VaultARN\":\"" + ARN + "\",\"InventoryDate\":\"2026-01-01T00:00:00Z\",\"ArchiveList\":["
                        + entries + "]}")
                .getBytes(StandardCharsets.UTF_8);
        return new InventoryDocument(null, "a file", null, () -> new ByteArrayInputStream(document));
    }

    private Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        claim.sql()
                .query(
                        "SELECT ARCHIVE_ID, STATE FROM {ARCHIVE}",
                        row -> states.put(row.getString(1), row.getString(2)));
        return states;
    }

    /** The number of LISTED rows that no order may take before the next load. */
    private long waiting() {
        return claim.sql()
                .query(
                        "SELECT COUNT(*) AS N FROM {ARCHIVE} WHERE STATE = 'LISTED' AND LISTED_LOAD > ?",
                        row -> row.getLong("N"),
                        claim.row().loaded().loadNo())
                .get(0);
    }
}
