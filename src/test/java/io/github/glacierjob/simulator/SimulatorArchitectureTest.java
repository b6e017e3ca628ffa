package io.github.glacierjob.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The simulator's own house: what users name is on top, and arrows only run down.
 *
 * <p>It borrows nothing from the component, so that a wrong hash cannot agree with itself.
 */
class SimulatorArchitectureTest {
    private static final String SIMULATOR = "io.github.glacierjob.simulator";
    private static final Path SOURCES = Path.of("src/simulator/java");
    private static final int TYPES = 15;

    /**
     * A user with the component on the class path needs no other dependency for the simulator, in particular no AWS and
     * no Camel libraries.
     */
    private static final List<String> OUTSIDE =
            List.of("java.", "javax.net.", "javax.crypto.", "com.fasterxml.jackson.", "org.apache.http.", "org.slf4j.");

    private static final Collection<JavaClass> CLASSES = ownClasses();

    /** The rooms from top to bottom, with the rooms that each may use. */
    private enum Room {
        ROOT("", "program", "http", "fault", "service", "job", "vault", "bill", "protocol", "bytes", "tls"),
        PROGRAM("program"),
        HTTP("http", "fault", "service", "protocol", "bytes", "tls"),
        FAULT("fault", "service", "job", "protocol", "bytes"),
        SERVICE("service", "job", "vault", "protocol", "bytes"),
        JOB("job", "vault", "bill", "protocol", "bytes"),
        VAULT("vault", "protocol", "bytes"),
        BILL("bill"),
        PROTOCOL("protocol", "bytes"),
        BYTES("bytes"),
        TLS("tls");

        private final String id;
        private final List<String> below;

        Room(String id, String... below) {
            this.id = id;
            this.below = List.of(below);
        }

        List<JavaClass> classes() {
            return CLASSES.stream().filter(type -> roomOf(type).equals(id)).toList();
        }
    }

    @Test
    void everyTypeIsInARoom() {
        Set<String> rooms = Stream.of(Room.values()).map(room -> room.id).collect(Collectors.toSet());
        assertThat(CLASSES).isNotEmpty().allSatisfy(type -> assertThat(rooms).contains(roomOf(type)));
    }

    @ParameterizedTest
    @EnumSource
    void aRoomUsesOnlyRoomsBelowIt(Room room) {
        assertThat(dependencies(room.classes(), SimulatorArchitectureTest::isOwn))
                .filteredOn(dependency ->
                        !roomOf(target(dependency)).equals(room.id) && !room.below.contains(roomOf(target(dependency))))
                .extracting(Dependency::getDescription)
                .isEmpty();
    }

    @Test
    void theListOfRoomsHasNoCycle() {
        List<String> order = Stream.of(Room.values()).map(room -> room.id).toList();
        for (Room room : Room.values()) {
            assertThat(room.below)
                    .allSatisfy(below -> assertThat(order.indexOf(below)).isGreaterThan(room.ordinal()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRoomHasThreeToFifteenTypesAndADescription(Room room) throws IOException {
        assertThat(room.classes()).filteredOn(JavaClass::isTopLevelClass).hasSizeBetween(3, TYPES);
        assertThat(Files.readString(SOURCES.resolve(SIMULATOR.replace('.', '/'))
                        .resolve(room.id)
                        .resolve("package-info.java")))
                .startsWith("/**");
    }

    /** The rooms below the root; in the root, the simulator and its builder use each other through factory methods. */
    @Test
    void noTypeBelowTheRootIsInACycle() {
        Map<String, Set<String>> used = new HashMap<>();
        for (JavaClass type : CLASSES) {
            if (!roomOf(type).isEmpty()) {
                used.computeIfAbsent(topLevel(type), name -> new HashSet<>()).addAll(usedBy(type));
            }
        }
        assertThat(used).hasSizeGreaterThan(TYPES).allSatisfy((type, others) -> {
            Set<String> reached = new HashSet<>();
            others.forEach(other -> reach(other, used, reached));
            assertThat(reached).doesNotContain(type);
        });
    }

    @Test
    void theSimulatorUsesNothingFromTheComponent() {
        assertThat(dependencies(CLASSES, type -> type.getName().startsWith("io.github.glacierjob.")))
                .filteredOn(dependency -> !isOwn(target(dependency)))
                .extracting(Dependency::getDescription)
                .isEmpty();
    }

    @Test
    void theSimulatorNeedsOnlyTheDependenciesOfTheComponent() {
        assertThat(dependencies(CLASSES, type -> !isOwn(type)))
                .filteredOn(dependency ->
                        OUTSIDE.stream().noneMatch(target(dependency).getName()::startsWith))
                .extracting(Dependency::getDescription)
                .isEmpty();
    }

    private static void reach(String type, Map<String, Set<String>> used, Set<String> reached) {
        if (reached.add(type)) {
            used.get(type).forEach(next -> reach(next, used, reached));
        }
    }

    private static Set<String> usedBy(JavaClass type) {
        return dependencies(List.of(type), SimulatorArchitectureTest::isOwn).stream()
                .map(dependency -> topLevel(target(dependency)))
                .filter(other -> !other.equals(topLevel(type)))
                .collect(Collectors.toSet());
    }

    /**
     * The simulator is compiled together with the tests; a class with a source file of the simulator belongs to the
     * simulator.
     */
    private static Collection<JavaClass> ownClasses() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS).importPackages(SIMULATOR).stream()
                        .filter(SimulatorArchitectureTest::isOwn)
                        .toList();
    }

    private static boolean isOwn(JavaClass type) {
        return type.getName().startsWith(SIMULATOR + ".")
                && !type.getSimpleName().equals("package-info")
                && Files.exists(SOURCES.resolve(topLevel(type).replace('.', '/') + ".java"));
    }

    private static List<Dependency> dependencies(Collection<JavaClass> types, Predicate<JavaClass> targets) {
        return types.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> !target(dependency).isPrimitive() && targets.test(target(dependency)))
                .toList();
    }

    private static JavaClass target(Dependency dependency) {
        return dependency.getTargetClass().getBaseComponentType();
    }

    private static String topLevel(JavaClass type) {
        return type.getName().split("\\$")[0];
    }

    private static String roomOf(JavaClass type) {
        String name = type.getPackageName().substring(SIMULATOR.length());
        return name.isEmpty() ? "" : name.substring(1);
    }
}
