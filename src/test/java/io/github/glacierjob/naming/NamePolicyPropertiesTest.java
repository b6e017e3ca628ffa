package io.github.glacierjob.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The name from any description stays inside the destination. */
class NamePolicyPropertiesTest {

    private static final List<String> PIECES = List.of(
            "/",
            "\\",
            "..",
            ".",
            "a",
            "B",
            ":",
            "C:",
            " ",
            "con",
            "%2e",
            "%",
            "\u202E",
            "\0",
            "~1",
            ".txt",
            "\u00e9",
            "\uFF0F",
            "\uFF0E",
            "\u200D",
            "\uD83D\uDE00",
            "\uD800",
            "${",
            "x".repeat(120),
            "\u2025",
            "+AC8-",
            "+AC4-");

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(PIECES).list().ofMaxSize(12).map(pieces -> String.join("", pieces));
    }

    @Property(tries = 3000)
    void anAcceptedPathStaysInsideTheDestination(@ForAll("names") String name) {
        NamePolicy.files.path(name).ifPresent(path -> SafePaths.check(path, name));
    }

    @Property(tries = 1000)
    void aPathOfAnyTextStaysInsideTheDestination(@ForAll String name) {
        NamePolicy.files.path(name).ifPresent(path -> SafePaths.check(path, name));
    }

    @Property(tries = 1000)
    void aSafePathDoesNotChange(@ForAll("names") String name) {
        for (NamePolicy policy : NamePolicy.values()) {
            policy.path(name).ifPresent(path -> assertThat(policy.path(path)).contains(path));
        }
    }

    @Property(tries = 1000)
    void aNameThatIsSafeForFilesIsTheSameForKeys(@ForAll("names") String name) {
        NamePolicy.files.path(name).ifPresent(path -> assertThat(NamePolicy.keys.path(name))
                .contains(path));
    }

    @Property(tries = 1000)
    void noDescriptionOfAToolLeadsOutsideTheDestination(@ForAll("names") String name) {
        for (String description : NastyNames.hidden(name)) {
            ArchiveName decoded = KnownNamingsTest.decoded(description);
            if (decoded != null) {
                NamePolicy.files.path(decoded.name()).ifPresent(path -> SafePaths.check(path, description));
            }
        }
    }
}
