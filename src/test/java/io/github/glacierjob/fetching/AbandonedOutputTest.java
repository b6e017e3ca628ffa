package io.github.glacierjob.fetching;

import static io.github.glacierjob.testkit.Glacier.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.testkit.Glacier;
import java.io.InputStream;
import java.util.Iterator;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A route that does not read an output to its end must not keep the connections that the next message needs. */
class AbandonedOutputTest {

    private static final Content CONTENT = Content.seeded(5, 12 * MIB);

    private final Glacier glacier = new Glacier();

    @AfterEach
    void close() {
        glacier.close();
    }

    @ParameterizedTest
    @CsvSource({"chunks, 0", "chunks, 1", "stream, 0", "stream, 1", "archives, 0"})
    @Timeout(120)
    void fiftyOutputsThatAreNotReadToTheirEndLeaveTheConnectionsFree(String mode, int taken) throws Exception {
        String job = mode.equals("archives")
                ? glacier.simulator.addInventoryJob("photos", "JSON")
                : glacier.simulator.addArchiveJob("photos", glacier.simulator.addArchive("photos", CONTENT, ""));
        glacier.simulator.completeJob(job);
        String uri = glacier.uri("operation=getJobOutput&chunkSize=1048576&parallelism=2&maxConnections=3&outputMode="
                + mode + "&jobId=" + job);
        for (int i = 0; i < 50; i++) {
            Exchange got = glacier.request(uri, in -> {});
            assertThat(got.getException()).isNull();
            take(got, taken);
        }

        Exchange described = glacier.request(uri.replace("getJobOutput", "describeJob"), in -> {});
        assertThat(described.getException()).isNull();
    }

    private static void take(Exchange got, int count) throws Exception {
        Object body = got.getMessage().getBody();
        if (count > 0 && body instanceof Iterator<?> chunks) {
            chunks.next();
        } else if (count > 0 && body instanceof InputStream stream) {
            assertThat(stream.read()).isNotNegative();
        }
    }
}
