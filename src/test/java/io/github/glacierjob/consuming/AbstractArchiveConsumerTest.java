package io.github.glacierjob.consuming;

import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.internal.ledger.MemoryProgressRepository;
import io.github.glacierjob.inventory.InventoryArchive;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Glacier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;

/** A consumer of the archives of inventories, with a record of its messages and reports. */
abstract class AbstractArchiveConsumerTest {

    static final String CSV = "ArchiveId,ArchiveDescription,CreationDate,Size,SHA256TreeHash\n";
    static final String ROW = ",\"\",2017-08-22T17:24:07Z,1," + "ca6d".repeat(16) + "\n";
    static final int MANY = 10_000;

    final Glacier glacier = new Glacier();
    final List<String> claimed = Collections.synchronizedList(new ArrayList<>());
    final MemoryProgressRepository progress = new MemoryProgressRepository();
    final List<Object> reports = Collections.synchronizedList(new ArrayList<>());
    final List<Message> messages = Collections.synchronizedList(new ArrayList<>());
    final List<String> ids = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        glacier.close();
    }

    void consume(String options, Processor route) throws Exception {
        glacier.context.getRegistry().bind("reports", new ChunkConsumerTest.Quiet(reports));
        glacier.context.getRegistry().bind("progress", progress);
        glacier.context.getRegistry().bind("claims", new MemoryIdempotentRepository() {
            @Override
            public boolean add(String key) {
                claimed.add(key);
                return super.add(key);
            }
        });
        String uri = glacier.consumerUri("outputMode=archives&exceptionHandler=#reports&progressRepository=#progress"
                + "&inProgressRepository=#claims" + options);
        glacier.route(uri, exchange -> {
            messages.add(exchange.getMessage().copy());
            if (exchange.getMessage().getBody() instanceof InventoryArchive archive) {
                ids.add(archive.id());
            }
            route.process(exchange);
        });
    }

    void consume() throws Exception {
        consume("", exchange -> {});
    }

    String inventory(String... rows) {
        String document = CSV + String.join(ROW, rows) + (rows.length == 0 ? "" : ROW);
        return glacier.simulator.addInventoryJob("photos", "CSV", Content.of(document));
    }

    Content document() {
        return Content.generatedInventory("JSON", glacier.simulator.vaultArn("photos"), MANY);
    }

    String generated(String format) {
        Content document = Content.generatedInventory(format, glacier.simulator.vaultArn("photos"), MANY);
        return glacier.simulator.addInventoryJob("photos", format, document);
    }

    void awaitPolls() {
        int before = glacier.simulator.requests(Operation.LIST_JOBS).size();
        await().atMost(SOON)
                .until(() -> glacier.simulator.requests(Operation.LIST_JOBS).size() >= before + 3);
    }
}
