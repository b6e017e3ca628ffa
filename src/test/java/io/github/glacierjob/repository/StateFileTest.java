package io.github.glacierjob.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests a repository whose state is in a file. */
abstract class StateFileTest<R extends Service> {

    @TempDir
    Path directory;

    Path file;
    R repository;

    /** Creates a repository of the file, without starting it. */
    abstract R create(Path file);

    @BeforeEach
    void start() {
        file = directory.resolve("state/file");
        repository = started();
    }

    @AfterEach
    void stop() {
        repository.stop();
    }

    R started() {
        R started = create(file);
        started.start();
        return started;
    }

    /** The state that a new process would find if this process died now. */
    R afterCrash() throws IOException {
        byte[] left = Files.readAllBytes(file);
        repository.stop();
        Files.write(file, left);
        repository = started();
        return repository;
    }
}
