package io.github.glacierjob.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.glacierjob.simulator.Content;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Writes the names of the archives of an inventory into a list. */
final class NamesScenario {

    private NamesScenario() {}

    static void play(SnippetStage stage, Snippet snippet) throws Exception {
        String document = "ArchiveId,ArchiveDescription,CreationDate,Size,SHA256TreeHash\n"
                + "a,tape:7:film.mpg,2017-08-22T17:24:07Z,1,%1$s\n"
                + "b,<m><v>4</v><p>cGhvdG9zL2EuanBn</p><lm>20140102T030405Z</lm></m>,2017-08-22T17:24:07Z,1,%1$s\n"
                + "c,../x.txt,2017-08-22T17:24:07Z,1,%1$s\n";
        stage.simulator.addInventoryJob("photos", "CSV", Content.of(String.format(document, "00".repeat(32))));
        stage.start(snippet);
        Path list = stage.directory.resolve("state/names/list");
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        Files.exists(list) && Files.readString(list).lines().count() == 3);
        assertThat(list).hasContent("a 7/film.mpg \nb photos/a.jpg 2014-01-02T03:04:05Z\nc c \n");
    }
}
