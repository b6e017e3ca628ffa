package io.github.glacierjob.fetching;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.internal.service.ServiceJson;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.testkit.Glacier;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A job with three descriptors, and calls that fetch their ranges. */
abstract class AbstractDescribedRangeTest {

    static final Content CONTENT = Content.seeded(21, 9L * MIB + 7);

    final Glacier glacier = new Glacier();
    String archive;
    String job;

    @BeforeEach
    void completedJob() {
        archive = glacier.simulator.addArchive("photos", CONTENT, "nine");
        job = glacier.simulator.addArchiveJob("photos", archive);
    }

    @AfterEach
    void close() {
        glacier.close();
    }

    /** The three descriptors of the job. */
    List<String> descriptors() {
        Exchange answer = output("outputMode=ranges&chunkSize=4194304&jobId=" + job, null);
        Iterator<?> messages = answer.getMessage().getBody(Iterator.class);
        List<String> descriptors = new ArrayList<>();
        messages.forEachRemaining(message -> descriptors.add(((Message) message).getBody(String.class)));
        glacier.simulator.clearRequests();
        return descriptors;
    }

    Map<String, Object> fields(int index) {
        return ServiceJson.parse("descriptor", descriptors().get(index));
    }

    Exchange output(String options, Object body) {
        return output("photos", options, body);
    }

    Exchange output(String vault, String options, Object body) {
        String separator = options.isEmpty() ? "" : "&";
        return glacier.request(
                glacier.uri(vault, "operation=getJobOutput" + separator + options),
                exchange -> exchange.getMessage().setBody(body));
    }

    static void assertSecondChunk(Exchange answer) {
        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isInstanceOf(byte[].class);
        assertThat(answer.getMessage().getBody(byte[].class)).isEqualTo(CONTENT.expected(4L * MIB, 4L * MIB));
    }
}
