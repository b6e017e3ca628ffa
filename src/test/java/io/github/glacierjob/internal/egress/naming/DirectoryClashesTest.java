package io.github.glacierjob.internal.egress.naming;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.naming.NamePolicy;
import io.github.glacierjob.testkit.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No name of an archive is a directory of another name, so that a file system can store all of them. */
class DirectoryClashesTest {

    private static final String KINDS = "io.github.glacierjob.testkit.Database#kinds";

    @TempDir
    private Path directory;

    private static String tagged(String path, String id) {
        return path + "~" + NameKey.tag(id).substring(0, 8);
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void aNewFileWithTheNameOfADirectoryGetsTheSuffixAtEachDepth(Database.Kind kind) throws Exception {
        try (NamedVault vault = new NamedVault(kind, directory)) {
            vault.add("tar", 1, "Photos");
            vault.add("image", 2, "photos/img1.jpg");
            vault.add("top", 1, "a");
            vault.add("middle", 1, "A/b");
            vault.add("bottom", 2, "a/B/c/d");
            vault.add("other", 1, "a/b/c.txt");
            vault.settle();

            assertThat(vault.names())
                    .isEqualTo(Map.of(
                            "tar",
                            tagged("Photos", "tar"),
                            "image",
                            "photos/img1.jpg",
                            "top",
                            tagged("a", "top"),
                            "middle",
                            tagged("A/b", "middle"),
                            "bottom",
                            "a/B/c/d",
                            "other",
                            "a/b/c.txt"));
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void aDirectoryIsComparedInFormNfc(Database.Kind kind) throws Exception {
        try (NamedVault vault = new NamedVault(kind, directory)) {
            vault.add("composed", 1, "\u00e9");
            vault.add("decomposed", 2, "e\u0301/x");
            vault.settle();

            assertThat(vault.names())
                    .isEqualTo(Map.of("composed", tagged("\u00e9", "composed"), "decomposed", "e\u0301/x"));
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void aNewFileWithTheNameOfADirectoryOfAnEarlierLoadGetsTheSuffix(Database.Kind kind) throws Exception {
        try (NamedVault vault = new NamedVault(kind, directory)) {
            vault.add("image", 2, "photos/img1.jpg");
            vault.complete();
            vault.add("tar", 1, "photos");
            vault.complete();

            assertThat(vault.names()).isEqualTo(Map.of("image", "photos/img1.jpg", "tar", tagged("photos", "tar")));
        }
    }

    /** The directory is the same in each later load. */
    @ParameterizedTest
    @MethodSource(KINDS)
    void newArchivesBelowAFileOfAnEarlierLoadAreTogetherInAnotherDirectory(Database.Kind kind) throws Exception {
        try (NamedVault vault = new NamedVault(kind, directory)) {
            vault.add("tar", 1, "photos");
            vault.add("inner", 1, "x/y/z");
            vault.complete();
            vault.add("image1", 2, "photos/img1.jpg");
            vault.add("image2", 2, "Photos/2014/img2.jpg");
            vault.add("again", 3, "photos/IMG1.jpg");
            vault.add("deep", 2, "x/y/z/1/2");
            vault.complete();
            vault.add("image3", 0, "photos/img3.jpg");
            vault.complete();

            assertThat(vault.names())
                    .isEqualTo(Map.of(
                            "tar", "photos",
                            "inner", "x/y/z",
                            "image1", tagged("photos", "tar") + "/img1.jpg",
                            "image2", tagged("Photos", "tar") + "/2014/img2.jpg",
                            "again", tagged(tagged("photos", "tar") + "/IMG1.jpg", "again"),
                            "deep", tagged("x/y/z", "inner") + "/1/2",
                            "image3", tagged("photos", "tar") + "/img3.jpg"));
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void aNameWithASuffixIsChangedAgainIfItClashesToo(Database.Kind kind) throws Exception {
        try (NamedVault vault = new NamedVault(kind, directory)) {
            String stolen = tagged("photos", "tar");
            vault.add("tar", 1, "photos");
            vault.add("image", 1, "photos/img1.jpg");
            vault.add("thief", 2, stolen + "/x");
            vault.add("file", 1, "letters");
            vault.add("second", 1, tagged("letters", "file"));
            vault.complete();
            vault.add("below", 1, "letters/1.txt");
            vault.complete();

            assertThat(vault.names())
                    .isEqualTo(Map.of(
                            "tar",
                            "photos~" + NameKey.tag("tar").substring(0, 16),
                            "image",
                            "photos/img1.jpg",
                            "thief",
                            stolen + "/x",
                            "file",
                            "letters",
                            "second",
                            tagged("letters", "file"),
                            "below",
                            tagged(tagged("letters", "file"), "second") + "/1.txt"));
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void aPathThatIsTooLongForAnotherDirectoryIsReplacedByTheId(Database.Kind kind) throws Exception {
        try (NamedVault vault = new NamedVault(kind, directory)) {
            String longest = "x".repeat(240);
            vault.add("file", 1, longest);
            vault.add("second", 1, tagged(longest, "file"));
            vault.add("other", 1, "y".repeat(240));
            vault.complete();
            vault.add("fits", 2, "y".repeat(240) + "/b");
            vault.add("below", 2, longest + "/b");
            vault.complete();

            assertThat(vault.names())
                    .isEqualTo(Map.of(
                            "file",
                            longest,
                            "second",
                            tagged(longest, "file"),
                            "other",
                            "y".repeat(240),
                            "fits",
                            tagged("y".repeat(240), "other") + "/b",
                            "below",
                            "below"));
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void moreFilesThanABatchHaveNewArchivesBelow(Database.Kind kind) throws Exception {
        int files = NewRows.BATCH + 100;
        try (NamedVault vault = new NamedVault(kind, directory)) {
            for (int i = 0; i < files; i++) {
                vault.add("f" + i, 1, "d" + i);
            }
            vault.complete();
            for (int i = 0; i < files; i++) {
                vault.add("n" + i, 1, "d" + i + "/x");
            }
            vault.complete();

            Map<String, String> expected = new TreeMap<>();
            for (int i = 0; i < files; i++) {
                expected.put("f" + i, "d" + i);
                expected.put("n" + i, tagged("d" + i, "f" + i) + "/x");
            }
            assertThat(vault.names()).isEqualTo(expected);
        }
    }

    /** The directories that were written last are remembered, but not all of them. */
    @Test
    void ofManyDirectoriesNoneIsForgotten() {
        Directories directories = new Directories();
        Set<Long> written = new HashSet<>();
        Set<Long> expected = new HashSet<>();
        for (int i = 0; i < 300_000; i++) {
            String path = "top/d" + i % 100_000;
            directories.of(path + "/file" + i, written::add);
            expected.add(NameKey.of(path));
        }
        expected.add(NameKey.of("top"));

        assertThat(written).isEqualTo(expected);
    }

    /**
     * Random loads with many clashes, some of which are interrupted. The names are those of a simple model, whatever the
     * order of the rows and the interruptions.
     */
    @ParameterizedTest
    @MethodSource(KINDS)
    void afterAnyHistoryTheNamesAreThoseOfTheModel(Database.Kind kind) throws Exception {
        for (int seed = 0; seed < 25; seed++) {
            Random random = new Random(seed);
            NameModel model = new NameModel();
            try (NamedVault vault = new NamedVault(kind, directory)) {
                for (int load = 0; load < 4; load++) {
                    load(vault, model, random, load);
                    assertThat(vault.names()).as("seed %d, load %d", seed, load).isEqualTo(model.names());
                    assertNoClash(vault.names());
                }
            }
        }
    }

    private static void load(NamedVault vault, NameModel model, Random random, int load) {
        List<NameModel.Archive> archives = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            archives.add(new NameModel.Archive(load + "-" + i, random.nextInt(5), path(model, random)));
        }
        model.load(archives);
        Collections.shuffle(archives, random);
        int interrupted = random.nextInt(archives.size());
        archives.subList(0, interrupted).forEach(archive -> vault.add(archive.id(), archive.created(), archive.path()));
        vault.interrupt(random.nextInt(4));
        archives.subList(interrupted, archives.size())
                .forEach(archive -> vault.add(archive.id(), archive.created(), archive.path()));
        vault.complete();
    }

    /** A short path, sometimes in capitals; or a path at or below an existing name, or one with a suffix. */
    private static String path(NameModel model, Random random) {
        StringBuilder path = new StringBuilder(String.valueOf((char) ('a' + random.nextInt(2))));
        List<String> names = List.copyOf(model.names().values());
        if (!names.isEmpty() && random.nextInt(3) == 0) {
            path = new StringBuilder(names.get(random.nextInt(names.size())));
        }
        if (!names.isEmpty() && random.nextInt(5) == 0) {
            List<String> ids = List.copyOf(model.names().keySet());
            path = new StringBuilder(tagged(path.toString(), ids.get(random.nextInt(ids.size()))));
        }
        for (int depth = random.nextInt(4); depth > 0; depth--) {
            path.append('/').append((char) ('a' + random.nextInt(2)));
        }
        return random.nextInt(4) == 0 ? path.toString().toUpperCase(Locale.ROOT) : path.toString();
    }

    private static void assertNoClash(Map<String, String> names) {
        Set<String> files = new TreeSet<>();
        names.values()
                .forEach(name ->
                        assertThat(files.add(NameKey.folded(name))).as(name).isTrue());
        for (String file : files) {
            for (int end = file.indexOf('/'); end > 0; end = file.indexOf('/', end + 1)) {
                assertThat(files).doesNotContain(file.substring(0, end));
            }
            assertThat(NamePolicy.files.path(file)).isPresent();
        }
    }
}
