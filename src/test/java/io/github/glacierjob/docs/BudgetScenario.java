package io.github.glacierjob.docs;

import static io.github.glacierjob.testkit.Glacier.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.budget.GlacierJobBudget;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.Operation;
import java.time.Duration;

/** Two archives do not fit in an hour of the budget: one is ordered now, and the other an hour later. */
final class BudgetScenario {

    private BudgetScenario() {}

    static void play(SnippetStage stage, Snippet snippet) throws Exception {
        GlacierJobBudget budget = new GlacierJobBudget();
        budget.setClock(stage.simulator.clock());
        budget.setBytesPerHour("4M");
        stage.bind("budget", budget);
        stage.simulator.addArchive("photos", Content.seeded(9, 1 << 20), "other");
        stage.simulator.addInventoryJob("photos", "JSON");
        stage.start(snippet);
        await().atMost(SOON).until(() -> orders(stage) == 1);
        assertThat(orders(stage)).isEqualTo(1);
        await().atMost(SOON)
                .pollDelay(Duration.ofMillis(500))
                .pollInterval(Duration.ofSeconds(5))
                .until(() -> isOrderedAnHourLater(stage));
    }

    /** The hour begins with the answer to the first order, which may not have arrived at the first look. */
    private static boolean isOrderedAnHourLater(SnippetStage stage) {
        if (orders(stage) < 2) {
            stage.simulator.clock().advance(Duration.ofHours(1));
        }
        return orders(stage) == 2;
    }

    private static long orders(SnippetStage stage) {
        return stage.simulator.requests(Operation.INITIATE_JOB).stream()
                .filter(request -> request.body().contains("archive-retrieval"))
                .count();
    }
}
