package io.github.glacierjob.initiating;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Fault;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.ManualClock;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Glacier;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An archive to retrieve, and the faults of the answers. */
abstract class AbstractInitiationTest {

    private static final String EMPTY_LIST = "{\"JobList\":[],\"Marker\":null}";

    final ManualClock clock = new ManualClock();
    final Glacier glacier = new Glacier(GlacierSimulator.builder().clock(clock).jobsPerPage(2));
    String archive;

    @BeforeEach
    void upload() {
        archive = glacier.simulator.addArchive("photos", Content.seeded(1, 3 << 20), "holiday", "-begins_with-a-dash");
    }

    @AfterEach
    void close() {
        glacier.close();
    }

    String retrieval(String options) {
        return glacier.uri("operation=initiateJob&jobType=archive-retrieval&archiveId=" + archive + options);
    }

    Exchange initiate(String options) {
        return glacier.request(retrieval(options), exchange -> {});
    }

    int requests(Operation operation) {
        return glacier.simulator.requests(operation).size();
    }

    int jobs() {
        return glacier.simulator.jobs("photos").size();
    }

    String lastJob() {
        return glacier.simulator.jobs("photos").get(jobs() - 1).id();
    }

    void theListShowsNothing(int times) {
        glacier.simulator.inject(Fault.rawAnswer(200, "application/json", EMPTY_LIST)
                .on(Operation.LIST_JOBS)
                .times(times));
    }

    /** Waits only a short time, because no further request should arrive. */
    static String patience(Fault fault) {
        return fault.toString().contains("STALL") ? "&requestTimeout=1500" : "";
    }

    static Stream<Fault> unclear() {
        return Stream.of(
                Fault.serviceUnavailable(),
                Fault.emptyServiceUnavailable(),
                Fault.badGateway(),
                Fault.requestTimeout(),
                Fault.resetBeforeAnswer(),
                Fault.rawAnswer(202, "text/html", "<html>a proxy</html>"),
                Fault.rawAnswer(200, "application/json", "{\"broken"),
                Fault.stallBeforeAnswer(Duration.ofSeconds(30)));
    }
}
