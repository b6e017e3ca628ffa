package io.github.glacierjob.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A row of the matrix proves something only if it runs on the versions that it names. */
@Tag("core")
class MatrixRowTest {
    @Test
    void runsOnTheCamelOfItsRow() throws Exception {
        try (var context = new DefaultCamelContext()) {
            assertThat(context.getVersion()).isEqualTo(System.getProperty("matrix.camel"));
        }
    }

    @Test
    void runsOnTheJavaOfItsRow() {
        int running = Runtime.version().feature();
        assertThat(running).isEqualTo(Integer.getInteger("matrix.java", running));
    }
}
