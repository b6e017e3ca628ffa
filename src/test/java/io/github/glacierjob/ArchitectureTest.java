package io.github.glacierjob;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The house: five rooms, arrows only downwards. Nothing points at the root, and only the root knows Camel.
 * The simulator is a house of its own, which SimulatorArchitectureTest holds.
 */
class ArchitectureTest {
    private static final String PROJECT = "io.github.glacierjob";
    private static final List<String> JDK = List.of("java.", "javax.net.", "javax.crypto.");
    private static final Pattern GENERATED = Pattern.compile(".*(Configurer|UriFactory|Loader|HeaderFactory)");

    /** The one class that Spring Boot loads, and only Spring Boot. */
    private static final String FOR_SPRING_BOOT = PROJECT + ".GlacierJobAutoConfiguration";

    /** Types that no other room sees, in percent of the hand-written ones; raise it when it is passed. */
    private static final int HIDDEN_SHARE = 45;

    /** Classes outside the root whose fields change, each with its reason. */
    private static final Map<String, String> STATE_MACHINES = Map.ofEntries(
            because("job.Attempts", "counts the failures in a row of one download"),
            because("job.Throttle", "knows how long the endpoint has to wait"),
            because("job.JobList", "a page is fetched when the reader arrives at it"),
            because("checksum.LeafHasher", "takes the bytes as they come"),
            because("checksum.SubtreeRoots", "takes the leaves as they come"),
            because("inventory.InventoryReader", "reads one archive ahead"),
            because("inventory.JsonArchives", "knows whether it is in the list"),
            because("inventory.CsvArchives", "counts the bytes of its lines"),
            because("output.Coverage", "grows range by range"),
            because("output.EarlyRequests", "learns how long the answers are in coming"),
            because("output.FetchWindow", "moves over the output range by range"),
            because("output.HeapLanding", "takes its memory when it may"),
            because("output.FileDownload", "opens its part file when it begins"),
            because("output.MissingRanges", "gives each range once, in requests that grow"),
            because("output.PartFile", "finds out by its journal what it is"),
            because("output.RangeJournal", "knows whether its last line is whole"),
            because("output.OutputDownload", "hands out one range after the other"),
            because("output.RangeDownload", "knows how far it came, and goes on there"),
            because("output.VerifiedInputStream", "a stream has a position"));

    private static final Collection<JavaClass> MAIN = compiled(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS);

    /** The rooms, with the rooms and the foreign packages that each may import. */
    private enum Room {
        ROOT(
                List.of("job", "output", "inventory", "checksum"),
                List.of(
                        "org.apache.camel.",
                        "software.amazon.awssdk.",
                        "org.slf4j.",
                        "com.fasterxml.jackson.",
                        "javax.sql.")),
        JOB(List.of(), List.of("software.amazon.awssdk.", "org.slf4j.", "com.fasterxml.jackson.")),
        OUTPUT(List.of("job", "checksum"), List.of("software.amazon.awssdk.", "org.slf4j.")),
        INVENTORY(List.of(), List.of("com.fasterxml.jackson.core.")),
        CHECKSUM(List.of(), List.of());

        private final List<String> rooms;
        private final List<String> outside;

        Room(List<String> rooms, List<String> outside) {
            this.rooms = rooms;
            this.outside = outside;
        }

        String id() {
            return name().toLowerCase();
        }

        List<JavaClass> classes() {
            return MAIN.stream().filter(type -> roomOf(type).equals(id())).toList();
        }

        boolean mayUse(JavaClass target) {
            String room = roomOf(target);
            return room.equals(id()) || rooms.contains(room);
        }

        boolean mayImport(JavaClass target) {
            return startsWithOneOf(target, JDK) || startsWithOneOf(target, outside);
        }
    }

    @Test
    void everyClassLivesInOneOfTheFiveRooms() {
        List<String> rooms = Stream.of(Room.values()).map(Room::id).toList();
        assertThat(MAIN).isNotEmpty();
        assertThat(MAIN).filteredOn(type -> !rooms.contains(roomOf(type))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRoomPointsOnlyAtTheRoomsBelowIt(Room room) {
        assertThat(dependencies(room.classes(), ArchitectureTest::isOurs))
                .filteredOn(dependency -> !room.mayUse(target(dependency)))
                .extracting(Dependency::getDescription)
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRoomImportsOnlyWhatItsWorkNeeds(Room room) {
        assertThat(dependencies(room.classes(), target -> !isOurs(target)))
                .filteredOn(dependency -> !room.mayImport(target(dependency)) && !isSprings(dependency))
                .extracting(Dependency::getDescription)
                .isEmpty();
    }

    /** It is in the jar for one platform, and costs the others nothing: they never load it. */
    @Test
    void nothingKnowsTheClassForSpringBoot() {
        assertThat(dependencies(MAIN, target -> target.getName().equals(FOR_SPRING_BOOT)))
                .filteredOn(dependency -> !dependency.getOriginClass().getName().equals(FOR_SPRING_BOOT))
                .extracting(Dependency::getDescription)
                .isEmpty();
    }

    private static boolean isSprings(Dependency dependency) {
        return dependency.getOriginClass().getName().equals(FOR_SPRING_BOOT)
                && target(dependency).getName().startsWith("org.springframework.");
    }

    @ParameterizedTest
    @EnumSource
    void aRoomHoldsAtLeastThreeTypesOrNone(Room room) {
        assertThat(handWritten(room.classes()).size()).isNotIn(1, 2);
    }

    @Test
    void typesHideByDefault() {
        List<JavaClass> types = handWritten(MAIN);
        long hidden = types.stream()
                .filter(type -> !type.getModifiers().contains(JavaModifier.PUBLIC))
                .count();
        long share = hidden * 100 / types.size();
        System.out.printf("%d of %d types are package-private: %d%%%n", hidden, types.size(), share);
        assertThat(share).isGreaterThanOrEqualTo(HIDDEN_SHARE);
    }

    @Test
    void fieldsOutsideTheRootAreFinal() {
        assertThat(MAIN)
                .filteredOn(type -> !roomOf(type).equals("root") && !STATE_MACHINES.containsKey(topLevel(type)))
                .flatExtracting(ArchitectureTest::changingFields)
                .isEmpty();
    }

    @Test
    void everyStateMachineStillIsOne() {
        assertThat(STATE_MACHINES.keySet()).allSatisfy(name -> assertThat(MAIN)
                .filteredOn(type -> topLevel(type).equals(name))
                .flatExtracting(ArchitectureTest::changingFields)
                .as(name)
                .isNotEmpty());
    }

    private static Collection<JavaClass> compiled(ImportOption option) {
        return new ClassFileImporter()
                .withImportOption(option).importPackages(PROJECT).stream()
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .toList();
    }

    private static List<JavaClass> handWritten(Collection<JavaClass> types) {
        return types.stream()
                .filter(type -> type.isTopLevelClass()
                        && !GENERATED.matcher(type.getSimpleName()).matches())
                .toList();
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

    private static boolean isOurs(JavaClass type) {
        return type.getName().startsWith(PROJECT + ".");
    }

    /** The first package below the project's; the project's own is the root. */
    private static String roomOf(JavaClass type) {
        String below = type.getPackageName().substring(PROJECT.length());
        return below.isEmpty() ? "root" : below.split("\\.")[1];
    }

    private static boolean startsWithOneOf(JavaClass type, List<String> prefixes) {
        return prefixes.stream().anyMatch(type.getName()::startsWith);
    }

    private static String topLevel(JavaClass type) {
        return type.getName().split("\\$")[0];
    }

    private static Map.Entry<String, String> because(String type, String reason) {
        return Map.entry(PROJECT + "." + type, reason);
    }

    private static List<String> changingFields(JavaClass type) {
        return type.getFields().stream()
                .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL)
                        && !field.getModifiers().contains(JavaModifier.SYNTHETIC))
                .map(JavaField::getFullName)
                .collect(Collectors.toList());
    }
}
