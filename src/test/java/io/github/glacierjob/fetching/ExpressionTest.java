package io.github.glacierjob.fetching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Operation;
import io.github.glacierjob.testkit.Glacier;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The options of a producer may be expressions over the exchange, so that one endpoint serves all jobs without a
 * dynamic URI.
 */
@Tag("core")
class ExpressionTest {

    private static final Content PHOTO = Content.seeded(3, 1 << 20);

    private final Glacier glacier = new Glacier();
    private final String archive = glacier.simulator.addArchive("photos", PHOTO, "photo");

    @AfterEach
    void close() {
        glacier.close();
    }

    private Exchange request(String options, Map<String, Object> headers) {
        return glacier.request(
                glacier.uri(options), input -> input.getMessage().setHeaders(new java.util.HashMap<>(headers)));
    }

    @Test
    void oneEndpointDescribesTheJobThatEachExchangeNames() {
        String uri = "operation=describeJob&jobId=${header.wanted}";
        String first = glacier.simulator.addArchiveJob("photos", archive);
        String second = glacier.simulator.addArchiveJob("photos", archive);

        for (String job : new String[] {first, second}) {
            Exchange answer = request(uri, Map.of("wanted", job));
            assertThat(answer.getException()).isNull();
            assertThat(answer.getMessage().getHeader("CamelGlacierJobId")).isEqualTo(job);
        }
        assertThat(glacier.context.getEndpoints())
                .filteredOn(endpoint -> endpoint.getEndpointUri().startsWith("glacier-job"))
                .hasSize(1);
    }

    @Test
    void theExchangeNamesTheRangeOfAnOutput() {
        String job = glacier.simulator.addArchiveJob("photos", archive);

        Exchange answer = request(
                "operation=getJobOutput&jobId=${body}&range=bytes=${header.from}-${header.to}",
                Map.of("from", 0, "to", 9));
        assertThat(answer.getException()).hasMessageContaining("jobId: '${body}' gives nothing for this exchange");

        answer = glacier.request(
                glacier.uri("operation=getJobOutput&jobId=${header.job}&range=bytes=${header.from}-${header.to}"),
                input ->
                        input.getMessage().setHeaders(new java.util.HashMap<>(Map.of("job", job, "from", 0, "to", 9))));
        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(byte[].class)).isEqualTo(PHOTO.expected(0, 10));
    }

    @Test
    void anExpressionSetsTheParametersOfAJobAndAHeaderWinsOverIt() {
        String uri = "operation=initiateJob&jobType=archive-retrieval&archiveId=${header.archive}&tier=${header.speed}"
                + "&description=for ${header.customer}";

        Exchange answer =
                request(uri, Map.of("archive", archive, "customer", "${body} & sons", "CamelGlacierJobTier", "Bulk"));

        assertThat(answer.getException()).isNull();
        assertThat(glacier.simulator.requests(Operation.INITIATE_JOB))
                .singleElement()
                .satisfies(order -> assertThat(order.body())
                        .contains(archive, "\"Bulk\"")
                        .as("what an exchange says is not evaluated again")
                        .contains("for ${body} & sons"));
    }

    @Test
    void anExpressionSetsTheFiltersOfAListing() {
        String job = glacier.simulator.addArchiveJob("photos", archive);
        String failed = glacier.simulator.addArchiveJob("photos", archive);
        glacier.simulator.failJob(failed, "no luck");

        Exchange answer = request("operation=listJobs&filterStatusCode=${header.state}", Map.of("state", "Succeeded"));

        assertThat(answer.getMessage().getBody(String.class)).contains(job).doesNotContain(failed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jobId=${header.none} | jobId: '${header.none}' gives nothing for this exchange: set what it reads",
                "jobId=${header.wrong} | jobId: 'a b' must be characters of a-z",
                "jobId=${noSuchFunction} | jobId: '${noSuchFunction}' must be an expression of Camel's Simple language"
            })
    void anExpressionThatGivesNoIdIsRefusedBeforeAnyRequest(String row) {
        String[] cells = row.split(" \\| ");

        Exchange answer = request("operation=describeJob&" + cells[0], Map.of("wrong", "a b"));

        assertThat(answer.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(cells[1]);
        assertThat(glacier.simulator.requests()).isEmpty();
    }

    @Test
    void aConsumerRefusesExpressions() {
        assertThatThrownBy(() -> glacier.consume("jobId=${header.wanted}"))
                .hasStackTraceContaining("jobId: '${header.wanted}' must be the id of a job: only a producer has");
    }
}
