package io.github.glacierjob.fetching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.inventory.InventoryArchive;
import io.github.glacierjob.job.JobFailedException;
import io.github.glacierjob.job.JobOutputException;
import io.github.glacierjob.job.JobOutputExpiredException;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Glacier;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.TypeConverter;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("core")
class ArchiveOutputTest {

    private static final InventoryArchive ARCHIVE =
            new InventoryArchive("-a", "b \"c\"", "2017-08-22T17:24:07Z", 5798098, "ca6d".repeat(16));
    private static final String JSON = "{\"ArchiveId\":\"-a\",\"ArchiveDescription\":\"b \\\"c\\\"\","
            + "\"CreationDate\":\"2017-08-22T17:24:07Z\",\"Size\":5798098,\"SHA256TreeHash\":\"" + "ca6d".repeat(16)
            + "\"}";

    private final Glacier glacier = new Glacier();

    @AfterEach
    void close() {
        glacier.close();
    }

    private Exchange output(String options) {
        return glacier.request(
                glacier.uri("operation=getJobOutput&outputMode=archives&" + options),
                exchange -> exchange.getMessage().setHeader("tenant", "blue"));
    }

    private List<Message> split(String job) throws Exception {
        List<Message> parts = new CopyOnWriteArrayList<>();
        glacier.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .to(glacier.uri("operation=getJobOutput&outputMode=archives"))
                        .split(body())
                        .streaming()
                        .stopOnException()
                        .process(e -> parts.add(e.getMessage().copy()));
            }
        });
        try (var template = glacier.context.createProducerTemplate()) {
            template.sendBodyAndHeaders("direct:in", null, Map.of(GlacierJobConstants.ID, job, "tenant", "blue"));
        }
        return parts;
    }

    @Test
    void aSplitGivesOneMessageForEachArchiveWithTheHeadersOfTheRequest() throws Exception {
        String one = glacier.simulator.addArchive("photos", Content.of("x"), "first");
        String two = glacier.simulator.addArchive("photos", Content.of("yz"), null);
        String job = glacier.simulator.addInventoryJob("photos", "CSV");
        List<Message> parts = split(job);

        assertThat(parts)
                .extracting(part -> part.getBody(InventoryArchive.class).id())
                .containsExactly(one, two);
        assertThat(parts.get(0).getHeaders())
                .containsEntry("tenant", "blue")
                .containsEntry("CamelGlacierJobId", job)
                .containsEntry("CamelGlacierJobArchiveId", one)
                .containsEntry("CamelGlacierJobArchiveSizeInBytes", 1L)
                .containsEntry("CamelGlacierJobArchiveDescription", "first");
        assertThat(parts.get(1).getHeaders())
                .containsEntry("CamelGlacierJobArchiveId", two)
                .doesNotContainKey("CamelGlacierJobArchiveDescription");
    }

    @Test
    void onlyTheFirstRangeIsFetchedInAdvanceAndNothingAfterAClose() throws Exception {
        Content document = Content.generatedInventory("JSON", glacier.simulator.vaultArn("photos"), 10_000);
        String job = glacier.simulator.addInventoryJob("photos", "JSON", document);

        Exchange answer = output("jobId=" + job);

        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT)).hasSize(1);
        Iterator<?> archives = answer.getMessage().getBody(Iterator.class);
        assertThat(archives.next()).isInstanceOf(Message.class);
        ((Closeable) archives).close();
        assertThatThrownBy(() -> archives.forEachRemaining(message -> {}))
                .isInstanceOf(java.util.concurrent.CancellationException.class);
    }

    @Test
    void anArchiveJobIsRefusedBeforeItsOutputIsRequested() {
        String archive = glacier.simulator.addArchive("photos", Content.of("x"), null);
        String job = glacier.simulator.addArchiveJob("photos", archive);

        assertThat(output("jobId=" + job).getException())
                .isInstanceOf(JobOutputException.class)
                .hasMessageContaining(job)
                .hasMessageContaining("expected an inventory because of outputMode=archives, it is ArchiveRetrieval");
        assertThat(glacier.simulator.requests(Operation.GET_JOB_OUTPUT)).isEmpty();
    }

    @Test
    void aRangeIsRefused() {
        assertThat(output("jobId=a&range=bytes=0-9").getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "range: 'bytes=0-9' must not be given with outputMode=archives: archives need a whole inventory");
        assertThat(glacier.simulator.requests()).isEmpty();
    }

    @Test
    void aFailedOrMissingInventoryIsAnErrorAtOnce() {
        String failed = glacier.simulator.addInventoryJob("photos", "JSON");
        glacier.simulator.failJob(failed, "no inventory yet");
        String gone = glacier.simulator.addInventoryJob("photos", "JSON");
        glacier.simulator.expireJob(gone);

        assertThat(output("jobId=" + failed).getException()).isInstanceOf(JobFailedException.class);
        assertThat(output("jobId=" + gone).getException()).isInstanceOf(JobOutputExpiredException.class);
    }

    @Test
    void aDocumentThatIsNotAnInventoryFailsWhenItIsRead() {
        String job = glacier.simulator.addInventoryJob("photos", "JSON", Content.of("{\"ArchiveList\":[{}]}"));

        Iterator<?> archives = output("jobId=" + job).getMessage().getBody(Iterator.class);

        assertThatThrownBy(archives::next)
                .isInstanceOf(JobOutputException.class)
                .hasMessageContaining(
                        "job " + job + ": archive 1 of the inventory, byte 18: Size: is not set; it must be");
    }

    @Test
    void anArchiveIsConvertedToTheJsonOfTheServiceAndBack() {
        TypeConverter converter = glacier.context.getTypeConverter();

        assertThat(converter.tryConvertTo(String.class, ARCHIVE)).isEqualTo(JSON);
        assertThat(converter.tryConvertTo(InventoryArchive.class, JSON)).isEqualTo(ARCHIVE);
        Map<?, ?> map = converter.tryConvertTo(Map.class, ARCHIVE);
        assertThat(map.keySet().toString())
                .isEqualTo("[ArchiveId, ArchiveDescription, CreationDate, Size, SHA256TreeHash]");
        assertThat(converter.tryConvertTo(InventoryArchive.class, map)).isEqualTo(ARCHIVE);
        byte[] bytes = converter.tryConvertTo(byte[].class, ARCHIVE);
        assertThat(bytes).asString().isEqualTo(JSON);
        assertThat(converter.tryConvertTo(InventoryArchive.class, bytes)).isEqualTo(ARCHIVE);
        assertThat(converter.tryConvertTo(InventoryArchive.class, new ByteArrayInputStream(bytes)))
                .isEqualTo(ARCHIVE);
        assertThat(converter.tryConvertTo(InventoryArchive.class, "{\"ArchiveId\":\"a\"}"))
                .isNull();
    }

    @Test
    void initiateJobRetrievesTheArchiveInTheBody() {
        String id = glacier.simulator.addArchive("photos", Content.of("x"), null);
        InventoryArchive archive = new InventoryArchive(id, "", "2017-08-22T17:24:07Z", 1, "ca6d".repeat(16));
        TypeConverter converter = glacier.context.getTypeConverter();
        for (Object body : List.of(
                archive, converter.tryConvertTo(String.class, archive), converter.tryConvertTo(Map.class, archive))) {
            Exchange answer = glacier.request(
                    glacier.uri("operation=initiateJob&jobType=archive-retrieval&tier=Bulk"),
                    exchange -> exchange.getMessage().setBody(body));
            assertThat(answer.getException()).isNull();
        }

        assertThat(glacier.simulator.jobs("photos")).hasSize(3);
        assertThat(glacier.simulator.requests(Operation.INITIATE_JOB))
                .allSatisfy(request -> assertThat(request.body()).contains(id));
    }
}
