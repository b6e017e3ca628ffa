package io.github.glacierjob.fetching;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.job.JobList;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Glacier;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glacier.model.GlacierJobDescription;
import software.amazon.awssdk.services.glacier.model.ListJobsRequest;

@Tag("core")
class ListJobsTest {

    private final Glacier glacier = new Glacier(GlacierSimulator.builder().jobsPerPage(2));
    private final List<String> jobs = new ArrayList<>();

    @BeforeEach
    void fiveJobs() {
        String archive = glacier.simulator.addArchive("photos", Content.seeded(1, 5), "");
        for (int i = 0; i < 5; i++) {
            jobs.add(glacier.simulator.addArchiveJob("photos", archive));
        }
    }

    @AfterEach
    void close() {
        glacier.close();
    }

    private Message list(String options, Processor input) {
        Exchange exchange = glacier.request(glacier.uri("operation=listJobs" + options), input);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage();
    }

    private static List<String> ids(Message answer) {
        return answer.getBody(JobList.class).stream()
                .map(GlacierJobDescription::jobId)
                .toList();
    }

    @Test
    void aPageIsRequestedWhenItIsRead() {
        Message answer = list("", exchange -> exchange.getMessage().setHeader("CamelGlacierJobNextMarker", "stale"));

        assertThat(glacier.simulator.requests(Operation.LIST_JOBS)).hasSize(1);
        assertThat(answer.getHeaders()).doesNotContainKey("CamelGlacierJobNextMarker");
        assertThat(ids(answer)).containsExactlyElementsOf(jobs);
        assertThat(glacier.simulator.requests(Operation.LIST_JOBS)).hasSize(3);
    }

    @Test
    void aLimitGivesOnePageWithTheMarkerOfTheNextPage() {
        List<String> seen = new ArrayList<>();
        Object marker = null;
        do {
            Object from = marker;
            Message page = list("&limit=2", exchange -> {
                exchange.getMessage().setHeader("CamelGlacierJobMarker", from);
                exchange.getMessage().setHeader("CamelGlacierJobNextMarker", from);
            });
            seen.addAll(ids(page));
            marker = page.getHeader("CamelGlacierJobNextMarker");
        } while (marker != null && seen.size() <= jobs.size());

        assertThat(seen).containsExactlyElementsOf(jobs);
        assertThat(glacier.simulator.requests(Operation.LIST_JOBS)).hasSize(3);
    }

    @Test
    void aMarkerAloneGivesOnePage() {
        Object marker = list("&limit=1", exchange -> {}).getHeader("CamelGlacierJobNextMarker");

        assertThat(ids(list("", exchange -> exchange.getMessage().setHeader("CamelGlacierJobMarker", marker))))
                .containsExactly(jobs.get(1), jobs.get(2));
    }

    @Test
    void filtersAreReadFromTheRequestTheHeadersOrTheOptions() {
        list("&filterStatusCode=Failed&filterCompleted=false&limit=9", exchange -> {
            exchange.getMessage().setHeader("CamelGlacierJobFilterStatusCode", "Succeeded");
            exchange.getMessage().setHeader("CamelGlacierJobFilterCompleted", "true");
            exchange.getMessage().setBody(ListJobsRequest.builder().limit("50").build());
        });

        var sent = glacier.simulator.requests(Operation.LIST_JOBS).get(0);
        assertThat(sent.query("statuscode")).isEqualTo("Succeeded");
        assertThat(sent.query("completed")).isEqualTo("true");
        assertThat(sent.query("limit")).isEqualTo("50");
    }

    @Test
    void aBodyThatIsNotARequestIsIgnored() {
        assertThat(ids(list("", exchange -> exchange.getMessage().setBody("{\"any\":\"thing\"}"))))
                .hasSize(5);
    }
}
