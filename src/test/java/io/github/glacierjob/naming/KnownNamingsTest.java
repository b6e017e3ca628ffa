package io.github.glacierjob.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptions of known tools give the names that the tools meant; other descriptions give no name. */
class KnownNamingsTest {

    private static final String PATH_V1 =
            "UkVOREVSRkFSTTUvQjovb25lL3R3by90aHJlZS9jaDAxX3NlcTAwNF9zaDAwMTAuMjA0NC5kcHg=";

    private static final String V1 =
            "<ArchiveMetadata>           <Path>       " + PATH_V1 + "   </Path></ArchiveMetadata>";

    private static final String DRIVE_PATH = "RENDERFARM5/B/one/two/three/ch01_seq004_sh0010.2044.dpx";

    static ArchiveName decoded(String description) {
        return KnownNamings.all().stream()
                .map(naming -> naming.nameOf("id", description))
                .filter(name -> name != null)
                .findFirst()
                .orElse(null);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String mt(int version, String json) {
        byte[] once = json.getBytes(StandardCharsets.UTF_8);
        byte[] bytes =
                version == 2 ? once : new String(once, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8);
        return "mt" + version + " " + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Descriptions as the tools write them, and the path that a user expects. */
    static Stream<Arguments> realFormats() {
        return Stream.of(
                Arguments.of("FastGlacier v1", V1, DRIVE_PATH),
                Arguments.of("FastGlacier v1 in quotes", '"' + V1 + '"', DRIVE_PATH),
                Arguments.of("FastGlacier v2", "<m><v>2</v><p>" + base64("a/b.txt") + "</p></m>", "a/b.txt"),
                Arguments.of(
                        "FastGlacier v3",
                        "<m><v>3</v><p>" + base64("fotos/\u00fcber.jpg")
                                + "</p><lm>20190121T085242Z</lm><ce>1:0:4340ebcf05bf0b0a7b8e3ea2b8bd6c0f</ce></m>",
                        "fotos/\u00fcber.jpg"),
                Arguments.of(
                        "FastGlacier v4",
                        "<m><v>4</v><p>Z2xhY2llci1kZy5wZGY=</p><lm>20130101T000000Z</lm>"
                                + "<ce>1:1:4340ebcf05bf0b0a7b8e3ea2b8bd6c0f:54687</ce></m>",
                        "glacier-dg.pdf"),
                Arguments.of(
                        "FastGlacier v4 with blanks",
                        "           <m><v>4</v><p>RlgxNTAvQ0JCX2ZpZ3VyZS90ZXN0X3B5dGjDtm5fZmlsZS5jYmI= </p>"
                                + "<lm>20190121T085242Z       </lm>        </m>",
                        "FX150/CBB_figure/test_pyth\u00f6n_file.cbb"),
                Arguments.of(
                        "CrushFTP",
                        "<m><v>4</v><p>" + base64("/ftp/in/data 1.zip") + "</p><lm>20200229T120000Z</lm></m>",
                        "ftp/in/data 1.zip"),
                Arguments.of(
                        "CloudBerry",
                        "{\"Path\":\"c01+AF8-s00/h01.1094.dpx\",\"UTCDateModified\":\"20100310T110623Z\",\"Flags\":0}",
                        "c01_s00/h01.1094.dpx"),
                Arguments.of(
                        "CloudBerry of Windows",
                        "{\"Path\":\"C:\\\\Users\\\\J+APw-rgen\\\\notes.txt\",\"UTCDateModified\":\"20100310T110623Z\"}",
                        "C/Users/J\u00fcrgen/notes.txt"),
                Arguments.of(
                        "MSP360 with path",
                        "{\"path\":\"MBS/D:/c+-+-/+U0FOrA-.cpp\",\"UTCDateModified\":\"20100310T110623Z\"}",
                        "MBS/D/c++/\u5341\u4eac.cpp"),
                Arguments.of("JSON in a JSON string", "\"{\\\"Path\\\":\\\"a/b+AF8-c.txt\\\"}\"", "a/b_c.txt"),
                Arguments.of("JSON with quotes escaped", "{\\\"Path\\\":\\\"a/b.txt\\\"}", "a/b.txt"),
                Arguments.of(
                        "mt-aws-glacier mt2",
                        mt(2, "{\"mtime\":\"20121227T101112Z\",\"filename\":\"\u0444\u043e\u0442\u043e/1.jpg\"}"),
                        "\u0444\u043e\u0442\u043e/1.jpg"),
                Arguments.of(
                        "mt-aws-glacier mt1",
                        mt(1, "{\"filename\":\"\u0444\u043e\u0442\u043e/1.jpg\",\"mtime\":\"20121227T101112Z\"}"),
                        "\u0444\u043e\u0442\u043e/1.jpg"),
                Arguments.of("a plain name", "backup.tar.gz", "backup.tar.gz"),
                Arguments.of("a plain path", "photos/a.jpg", "photos/a.jpg"),
                Arguments.of("an absolute path", "/volume1/My Documents/letter", "volume1/My Documents/letter"),
                Arguments.of("a path of Windows", "C:\\Users\\me\\a.txt", "C/Users/me/a.txt"),
                Arguments.of("a long path of Windows", "\\\\?\\D:\\data\\a.txt", "D/data/a.txt"),
                Arguments.of("a share of Windows", "\\\\nas\\films\\a b.mkv", "nas/films/a b.mkv"),
                Arguments.of("backslashes twice", "aaa\\\\bbb\\\\ccc", "aaa/bbb/ccc"),
                Arguments.of("a name with blanks", "My Holiday 2012.jpg", "My Holiday 2012.jpg"),
                Arguments.of("a part of a set", "backup.tar.001", "backup.tar.001"),
                Arguments.of("a hidden file", "home/.bashrc", "home/.bashrc"),
                Arguments.of(
                        "a key of git-annex",
                        "SHA256-s31390--f50d7ac4c6b9031379986bc362fcefb65f1e52621ce1708d537e740fefc59cc0",
                        "SHA256-s31390--f50d7ac4c6b9031379986bc362fcefb65f1e52621ce1708d537e740fefc59cc0"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("realFormats")
    void aKnownFormatGivesTheNameOfItsTool(String tool, String description, String path) {
        assertThat(decoded(description)).as(tool).isNotNull();
        assertThat(NamePolicy.files.path(decoded(description).name())).as(tool).contains(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "backup",
                "backup of monday 3rd?",
                "backup of monday 3rd",
                "the same description",
                "and/or so, he said",
                "1 of 2/3",
                "version 1.2",
                "192.168.1.1",
                "{\"a\":1}",
                "{\"Path\":\"  \"}",
                "{\"Path\":3}",
                "{\"Path\":\"a.txt\"} and more",
                "[]",
                "{",
                "\"",
                "\"\"",
                "<m></m>",
                "<m><p></p></m>",
                "<m><v>4</v><p>!!!</p></m>",
                "<m><v>4</v><p>/w==</p></m>",
                "<m><v>4</v><p>YQ==</p>",
                "<a href=\"x.html\">y</a>",
                "mt2 eyJm",
                "mt2 !!",
                "mt1 _w",
                "mt3 eyJmaWxlbmFtZSI6ImEifQ",
                "mt2 eyJmaWxlbmFtZSI6MX0",
                "=HYPERLINK(\"http://example.com\",\"click\")",
                "what?.jpg",
                "*.jpg"
            })
    void freeTextAndBrokenFormatsHaveNoName(String description) {
        assertThat(decoded(description)).isNull();
    }

    @Test
    void otherFactsOfFastGlacierAreKept() {
        ArchiveName name = decoded("<m><v>4</v><p>YS50eHQ=</p><lm>20130405T060708Z</lm>"
                + "<ce>1:0:4340EBCF05BF0B0A7B8E3EA2B8BD6C0F:54687</ce></m>");

        assertThat(name)
                .isEqualTo(new ArchiveName(
                        "a.txt",
                        Instant.parse("2013-04-05T06:07:08Z"),
                        true,
                        false,
                        "4340EBCF05BF0B0A7B8E3EA2B8BD6C0F",
                        54687L));
        assertThat(decoded("<m><v>2</v><p>YS50eHQ=</p></m>")).isEqualTo(ArchiveName.of("a.txt"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void theFlagsOfCloudBerryAreRead(int flags) {
        ArchiveName name = decoded("{\"Path\":\"a\",\"UTCDateModified\":\"20140102T030405Z\",\"Flags\":" + flags + "}");

        assertThat(name.modified()).isEqualTo("2014-01-02T03:04:05Z");
        assertThat(name.compressed()).isEqualTo(flags == 1 || flags == 3);
        assertThat(name.encrypted()).isEqualTo(flags >= 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20130230T000000Z", "00000101T000000Z", "yesterday", "20130101", "20130101T240000Z", ""})
    void anInvalidTimeGivesANameWithoutATime(String time) {
        assertThat(decoded("<m><v>4</v><p>YS50eHQ=</p><lm>" + time + "</lm></m>"))
                .isEqualTo(ArchiveName.of("a.txt"));
        assertThat(decoded(mt(2, "{\"filename\":\"a.txt\",\"mtime\":\"" + time + "\"}")))
                .isEqualTo(ArchiveName.of("a.txt"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c+AF8-s:c_s",
                "+-:+",
                "a+b.jpg:a+b.jpg",
                "C++ notes.txt:C++ notes.txt",
                "+2D3cqQ-:\uD83D\uDCA9",
                "+2D0-:+2D0-",
                "+AF8:_",
                "+AF8-+AF8-:__",
                "CB+F8-M5+AF8-x:CB+F8-M5_x",
                "+:+",
                "++AF8-:+_",
                "+ImIDkQ-:\u2262\u0391"
            })
    void utf7IsDecodedAndAPlainPlusSignStays(String pair) {
        String[] sides = pair.split(":");
        assertThat(Utf7.decoded(sides[0])).isEqualTo(sides[1]);
    }

    /** A time that grows with the square of the length would delay a load of millions of descriptions. */
    @Test
    void longDescriptionsOfOneCharacterAreReadQuickly() {
        List<String> pieces = List.of(
                "+", "+A", ".", ".a", "/", "\\", " ", "a", "0", "a.0", "<p>", "</m>", "\"", "{", "{\\\"", "%2", "$",
                "~1", "-", "mt2 ", "\u200D", "..", "[", "A-s1");
        for (String piece : pieces) {
            String text = piece.repeat(4000 / piece.length());
            String json = text.replace("\\", "\\\\").replace("\"", "\\\"");
            for (String description :
                    List.of(text, "<m>" + text + "</m>", "{\"Path\":\"" + json + "\"}", text + " ?")) {
                assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
                    for (int i = 0; i < 500; i++) {
                        ArchiveName name = decoded(description);
                        NamePolicy.files.path(name == null ? description : name.name());
                    }
                });
            }
        }
    }
}
