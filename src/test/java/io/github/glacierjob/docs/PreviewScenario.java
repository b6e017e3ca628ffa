package io.github.glacierjob.docs;

import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.simulator.Operation;

/** A preview reads the newest inventory of the vault, and initiates no job. */
final class PreviewScenario {

    private PreviewScenario() {}

    static void play(SnippetStage stage, Snippet snippet) throws Exception {
        stage.simulator.addInventoryJob("photos", "JSON");
        stage.start(snippet);
        await().atMost(SOON).until(() -> stage.simulator.requestCount(Operation.GET_JOB_OUTPUT) > 0);
        assertThat(stage.simulator.requestCount(Operation.INITIATE_JOB)).isZero();
    }
}
