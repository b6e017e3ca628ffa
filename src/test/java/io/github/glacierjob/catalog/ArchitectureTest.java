package io.github.glacierjob.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Checks the structure: the list of rooms (packages) from top to bottom. A room and a class use only those below them.
 * Types that users name are in the public rooms, and the flow is in the internal ones. The use of a constant does not
 * count, because the compiler copies its value.
 */
class ArchitectureTest {
    private static final String PROJECT = "io.github.glacierjob";
    private static final List<String> JDK = List.of("java.", "javax.net.", "javax.crypto.");
    private static final Pattern GENERATED = Pattern.compile(".*(Configurer|UriFactory|Loader|HeaderFactory)");
    private static final String CAMEL = "org.apache.camel.";
    private static final String SDK = "software.amazon.awssdk.";
    private static final String LOG = "org.slf4j.";
    private static final String JACKSON = "com.fasterxml.jackson.";

    /** The most types in a room. A room with more types must be divided. */
    private static final int ROOM_SIZE = 15;

    /** The share of hand-written types that users do not see, in percent. */
    private static final int HIDDEN_SHARE = 70;

    /** Rooms whose fields change because they are options or parts of a consumer. */
    private static final Set<Room> CHANGING =
            EnumSet.of(Room.ROOT, Room.EGRESS, Room.BUDGET, Room.OPTIONS, Room.REPOSITORY, Room.SPRINGBOOT);

    /** Other classes with fields that change, each with its reason. */
    private static final Map<String, String> STATE_MACHINES = Map.ofEntries(
            because("job.JobList", "a page is fetched when the reader arrives at it"),
            because("checksum.LeafHasher", "takes the bytes as they arrive"),
            because("checksum.Crc64Nvme", "takes the bytes as they arrive"),
            because("checksum.DigestRun", "takes the bytes as they arrive"),
            because("checksum.PartDigests", "takes the parts as they arrive"),
            because("checksum.SubtreeRoots", "takes the leaves as they arrive"),
            because("inventory.InventoryReader", "reads one archive ahead"),
            because("inventory.JsonArchives", "knows whether it is in the list"),
            because("inventory.CsvArchives", "counts the bytes of its lines"),
            because("internal.consumer.JobSlots", "counts its workers"),
            because("internal.consumer.OpenJobs", "the first poll after a start looks closer"),
            because("internal.renewal.Renewal", "its trail keeps the last request"),
            because("internal.renewal.ExpiredOutputs", "remembers the outputs of the last listing"),
            because("internal.egress.budget.Room", "gets smaller with each order"),
            because("internal.egress.claim.ArchiveClaims", "knows when the database was last out of reach"),
            because("internal.egress.claim.DeliveredMinutes", "adds up what is not written yet"),
            because("internal.egress.claim.HeldArchive", "a claim lives, and ends"),
            because("internal.egress.delivery.ArchiveCommits", "knows how far its archive is"),
            because("internal.egress.delivery.Deliveries", "counts its workers"),
            because("internal.egress.delivery.Patience", "ends with the consumer"),
            because("internal.egress.delivery.SinkState", "counts the failures in a row"),
            because("internal.egress.delivery.Succession", "knows which job serves"),
            because("internal.egress.delivery.Summary", "knows whether it is sending"),
            because("internal.egress.ledger.EgressVault", "is open while the endpoint runs"),
            because("internal.egress.ledger.LedgerClock", "knows when it asked the database"),
            because("internal.egress.proof.ArchiveDigests", "knows the message in the route"),
            because("internal.egress.proof.ChunkRecord", "goes on chunk by chunk"),
            because("internal.egress.proof.DeliveryProof", "is found or refuted"),
            because("internal.egress.proof.Seen", "takes the bytes as they arrive"),
            because("internal.egress.preview.LedgerEntries", "moves over the rows"),
            because("internal.egress.report.ReceiptStream", "moves over the rows"),
            because("internal.egress.naming.UserNames", "counts the lines that name nothing"),
            because("internal.spill.SideBySide", "moves over its pairs"),
            because("internal.spill.SortedSpill", "collects, then gives"),
            because("internal.spill.SpilledRun", "moves over its things"),
            because("internal.egress.order.Sightings", "counts what a look has found"),
            because("internal.egress.order.Extensions", "adds up the bytes ahead of an output"),
            because("internal.meters.MeterBoard", "knows the snapshot of a scrape"),
            because("internal.meters.MeterSwitch", "is on while the endpoint runs"),
            because("internal.outlet.Outlet", "opens and shuts"),
            because("internal.producer.OperationProducer", "registers its health check at each start"),
            because("internal.message.OutputStreamCache", "a stream is opened when it is read"),
            because("event.GlacierJobEvent", "Camel sets its timestamp"),
            because("internal.figures.Figures", "knows the last error"),
            because("internal.figures.OutputMeter", "knows when it moved last"),
            because("internal.figures.Signals", "is open while the endpoint runs"),
            because("internal.health.ConsumerStatistics", "knows the last job"),
            because("internal.health.Polls", "knows the last poll"),
            because("internal.health.OutputPaces", "warns of each output once"),
            because("internal.vault.ReopeningClient", "builds its client again"),
            because("internal.vault.EndpointVault", "is open while the endpoint runs"),
            because("internal.listing.JobPacker", "keeps what the descriptions have in common"),
            because("internal.listing.ListingPace", "knows when the list is read again"),
            because("internal.consumer.Backlog", "is replaced by a newer listing"),
            because("internal.listing.SnapshotReader", "keeps the time of the first page"),
            because("internal.listing.OwnJobs", "forgets the eldest"),
            because("internal.listing.SharedListing", "knows the newest listing and the one that is being read"),
            because("internal.initiation.Competition", "forgets the eldest"),
            because("internal.service.JobPages", "counts the empty pages in a row"),
            because("internal.service.ClockSkew", "knows how far the service's clock is from this machine's"),
            because("internal.service.Attempts", "counts the failures in a row of one download"),
            because("internal.service.Throttle", "knows how long the endpoint has to wait"),
            because("internal.file.Coverage", "grows range by range"),
            because("internal.file.FileDownload", "opens its part file when it begins"),
            because("internal.file.MissingRanges", "gives each range once, in requests that grow"),
            because("internal.file.Recovery", "finds what a journal says line by line"),
            because("internal.file.PartFile", "finds out by its journal what it is"),
            because("internal.text.Journal", "knows whether its last line is whole"),
            because("internal.range.RangeDownload", "knows how far it got, and goes on there"),
            because("internal.output.EarlyRequests", "learns how long the service takes to answer"),
            because("internal.output.FetchWindow", "moves over the output range by range"),
            because("internal.output.InventoryOutput", "reads one entry ahead"),
            because("internal.output.DigestsAhead", "goes on chunk by chunk"),
            because("internal.output.HeapLanding", "takes its memory when it may"),
            because("internal.output.OutputDownload", "hands out one range after the other"),
            because("internal.output.VerifiedInputStream", "a stream has a position"));

    private static final Collection<JavaClass> MAIN = compiled(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS);

    /** The rooms from top to bottom, with the foreign packages that each may import. */
    private enum Room {
        SPRINGBOOT(CAMEL, "org.springframework."),
        ROOT(CAMEL, SDK),
        EGRESS(CAMEL, SDK, "javax.sql."),
        BUDGET(CAMEL, "javax.sql."),
        INTERNAL_METERS(CAMEL, LOG, "io.micrometer."),
        INTERNAL_TRACING(CAMEL),
        INTERNAL_EGRESS(CAMEL, SDK, LOG),
        INTERNAL_EGRESS_DELIVERY(CAMEL, SDK, LOG),
        INTERNAL_EGRESS_PROOF(CAMEL, SDK, LOG),
        INTERNAL_EGRESS_PREVIEW(CAMEL, SDK),
        INTERNAL_EGRESS_REPORT(CAMEL, SDK, LOG, JACKSON),
        INTERNAL_EGRESS_ORDER(CAMEL, SDK, LOG),
        INTERNAL_EGRESS_STOCK(CAMEL, SDK, LOG),
        INTERNAL_EGRESS_NAMING(CAMEL, LOG),
        INTERNAL_EGRESS_BUDGET(CAMEL, SDK, LOG),
        INTERNAL_EGRESS_CLAIM(CAMEL, LOG),
        INTERNAL_EGRESS_COST(),
        INTERNAL_EGRESS_LEDGER(CAMEL, LOG, "javax.sql."),
        INTERNAL_CONSUMER(CAMEL, SDK, LOG),
        INTERNAL_RENEWAL(SDK, LOG),
        INTERNAL_DELIVERY(CAMEL, SDK, LOG),
        INTERNAL_OUTLET(CAMEL, LOG),
        INTERNAL_PRODUCER(CAMEL, SDK, JACKSON),
        INTERNAL_MESSAGE(CAMEL, SDK),
        INTERNAL_HEALTH(CAMEL, SDK, LOG),
        INTERNAL_VAULT(CAMEL, SDK, LOG),
        INTERNAL_INITIATION(SDK),
        INTERNAL_LISTING(SDK),
        INTERNAL_LEDGER(CAMEL, LOG),
        INTERNAL_OUTPUT(SDK, LOG),
        INVENTORY("com.fasterxml.jackson.core."),
        INTERNAL_FILE(SDK, LOG),
        INTERNAL_RANGE(SDK, LOG),
        PROOF(CAMEL),
        CHECKSUM(),
        INTERNAL_SERVICE(SDK, LOG, JACKSON),
        INTERNAL_TLS(CAMEL, SDK, LOG, "org.apache.http.conn."),
        INTERNAL_FIGURES(CAMEL, SDK, LOG),
        OPTIONS(CAMEL, SDK, "javax.sql."),
        REPOSITORY(CAMEL, LOG, "javax.sql."),
        PRICES(CAMEL),
        JOB(SDK),
        NAMING(JACKSON),
        EVENT(CAMEL),
        MANAGEMENT(CAMEL),
        SNAPSHOT(),
        INTERNAL_SPILL(),
        INTERNAL_TEXT();

        private final List<String> outside;

        Room(String... outside) {
            this.outside = List.of(outside);
        }

        static Room of(JavaClass type) {
            return Stream.of(values())
                    .filter(room -> room.id().equals(roomOf(type)))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(type.getName() + " lives in no room of this list"));
        }

        String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '.');
        }

        boolean isPublic() {
            return !name().startsWith("INTERNAL_");
        }

        List<JavaClass> classes() {
            return MAIN.stream().filter(type -> of(type) == this).toList();
        }

        boolean mayUse(JavaClass target) {
            return of(target).ordinal() >= ordinal();
        }

        boolean mayImport(JavaClass target) {
            return startsWithOneOf(target, JDK) || startsWithOneOf(target, outside);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRoomUsesOnlyTheRoomsBelowIt(Room room) {
        assertThat(room.classes()).isNotEmpty();
        assertThat(dependencies(room.classes(), ArchitectureTest::isOurs))
                .filteredOn(dependency -> !room.mayUse(target(dependency)))
                .extracting(Dependency::getDescription)
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRoomImportsOnlyTheLibrariesOfItsList(Room room) {
        assertThat(dependencies(room.classes(), target -> !isOurs(target)))
                .filteredOn(dependency -> !room.mayImport(target(dependency)))
                .extracting(Dependency::getDescription)
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRoomHasAtMostFifteenTypesAndADescription(Room room) throws IOException {
        assertThat(handWritten(room.classes())).hasSizeLessThanOrEqualTo(ROOM_SIZE);
        String place = room == Room.ROOT ? "" : room.id().replace('.', '/') + "/";
        assertThat(Path.of("src/main/java/io/github/glacierjob/" + place + "package-info.java"))
                .content()
                .containsPattern("/\\*\\*\\s[^@]+\\.\\s[^@]*\\*/");
    }

    /** An outer class and its inner classes count as one class here. */
    @Test
    void noClassesFormACycle() {
        Map<String, Set<String>> arrows = MAIN.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> isOurs(target(dependency)))
                .collect(Collectors.groupingBy(
                        dependency -> topLevel(dependency.getOriginClass()),
                        Collectors.mapping(dependency -> topLevel(target(dependency)), Collectors.toSet())));
        Set<String> left = new TreeSet<>(arrows.keySet());
        while (left.removeIf(
                type -> arrows.get(type).stream().noneMatch(to -> !to.equals(type) && left.contains(to)))) {
            // A class that uses no remaining class is in no cycle.
        }
        assertThat(left).as("in a circle, or above one").isEmpty();
    }

    @Test
    void noPublicSignatureNamesAnInternalType() {
        assertThat(MAIN)
                .filteredOn(type -> Room.of(type).isPublic() && isVisible(type))
                .flatExtracting(ArchitectureTest::namesInSignatures)
                .filteredOn(name -> name.contains(PROJECT + ".internal."))
                .isEmpty();
    }

    @Test
    void atMostThreeOfTenTypesAreVisibleToUsers() {
        List<JavaClass> types = handWritten(MAIN);
        long hidden = types.stream()
                .filter(type -> !Room.of(type).isPublic() || !isVisible(type))
                .count();
        long share = hidden * 100 / types.size();
        System.out.printf("%d of %d types are not visible to users: %d%%%n", hidden, types.size(), share);
        assertThat(share).isGreaterThanOrEqualTo(HIDDEN_SHARE);
    }

    @Test
    void fieldsAreFinalOutsideTheRoomsOfOptions() {
        assertThat(MAIN)
                .filteredOn(type -> !CHANGING.contains(Room.of(type)) && !STATE_MACHINES.containsKey(topLevel(type)))
                .flatExtracting(ArchitectureTest::changingFields)
                .isEmpty();
    }

    @Test
    void everyListedStateMachineHasChangingFields() {
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

    /** The package below the project's root package; empty for the root package itself. */
    private static String roomOf(JavaClass type) {
        String below = type.getPackageName().substring(PROJECT.length());
        return below.isEmpty() ? "root" : below.substring(1);
    }

    private static boolean isVisible(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ArchitectureTest::isVisible).orElse(true);
    }

    /** The types that a user sees in the declaration of the class and of its members. */
    private static List<String> namesInSignatures(JavaClass type) {
        Stream<String> supertypes = Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream())
                .map(JavaClass::getFullName);
        Stream<String> members = type.getMembers().stream()
                .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC)
                        || member.getModifiers().contains(JavaModifier.PROTECTED))
                .filter(member -> !member.getModifiers().contains(JavaModifier.SYNTHETIC))
                .map(member -> member.getFullName() + " : "
                        + member.getAllInvolvedRawTypes().stream()
                                .map(JavaClass::getFullName)
                                .collect(Collectors.joining(", ")));
        return Stream.concat(supertypes, members).toList();
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
