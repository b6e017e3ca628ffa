package io.github.glacierjob.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputStreamCacheTest {

    /**
     * A view asks an output for its position while the route may reset the body and the exchange may end. If a method
     * reads the field with the open stream twice, the second read may find null. This is so rare that no ordinary test
     * would notice it.
     */
    @ParameterizedTest
    @ValueSource(strings = {"position", "available", "release", "close"})
    void methodsForOtherThreadsReadTheStreamFieldOnce(String name) {
        JavaMethod method =
                new ClassFileImporter().importClass(OutputStreamCache.class).getMethod(name);

        assertThat(method.getFieldAccesses())
                .filteredOn(access -> access.getTarget().getName().equals("in"))
                .filteredOn(access -> access.getAccessType() == JavaFieldAccess.AccessType.GET)
                .hasSize(1);
    }
}
