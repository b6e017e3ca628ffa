package io.github.glacierjob.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which names are used, and their paths. */
class NamePolicyTest {

    static List<String> refused() {
        return NastyNames.refused();
    }

    static List<String> kept() {
        return NastyNames.kept();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aDangerousNameIsNotUsedForFiles(String name) {
        assertThat(NamePolicy.files.path(name)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kept")
    void anUnusualNameIsUsedUnchanged(String name) {
        assertThat(NamePolicy.files.path(name)).contains(name);
        assertThat(NamePolicy.keys.path(name)).contains(name);
    }

    @Test
    void anEmptyNameIsNotUsed() {
        assertThat(NamePolicy.files.path(null)).isEmpty();
        assertThat(NamePolicy.keys.path(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12:30.txt",
                "what?",
                "a*b|c<d>e\"f",
                "CON",
                "aux.txt",
                "a ",
                "a /b",
                "PROGRA~1",
                "x/con/y",
                "a:b"
            })
    void aNameThatOnlyFileSystemsReserveIsUsedForKeys(String name) {
        assertThat(NamePolicy.files.path(name)).isEmpty();
        assertThat(NamePolicy.keys.path(name)).contains(name);
    }

    @Test
    void aLongSegmentIsUsedForKeysOnlyAndALongPathIsNotUsed() {
        String segment = "x".repeat(241);
        assertThat(NamePolicy.files.path(segment)).isEmpty();
        assertThat(NamePolicy.keys.path(segment)).contains(segment);
        assertThat(NamePolicy.keys.path("x".repeat(1001))).isEmpty();
        assertThat(NamePolicy.files.path(("x".repeat(199) + "/").repeat(5) + "x"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a/b:a/b",
                "./a/b:a/b",
                "a//b:a/b",
                "a/./b:a/b",
                "\\a\\b:a/b",
                "a\\b/c:a/b/c",
                "///a:a",
                "././a:a",
            })
    void aPathBecomesRelativeWithSlashes(String pair) {
        String[] sides = pair.split(":");
        assertThat(NamePolicy.files.path(sides[0])).contains(sides[1]);
        assertThat(NamePolicy.keys.path(sides[0])).contains(sides[1]);
    }

    @Test
    void aSuffixFitsIfThePathIsNotTooLong() {
        assertThat(NamePolicy.files.fits("a/" + "x".repeat(250))).isTrue();
        assertThat(NamePolicy.files.fits("a/" + "x".repeat(251))).isFalse();
        assertThat(NamePolicy.keys.fits("x".repeat(1010))).isTrue();
        assertThat(NamePolicy.keys.fits("x".repeat(1011))).isFalse();
    }
}
