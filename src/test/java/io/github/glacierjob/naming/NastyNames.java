package io.github.glacierjob.naming;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Names that an attacker might write to leave the destination or to damage it. */
public final class NastyNames {

    private static final List<String> WAYS_OUT = List.of(
            "../../etc/passwd",
            "..\\..\\windows\\win.ini",
            "/..",
            "..",
            ".",
            "./..",
            "a/../../b.txt",
            "a/..",
            "a/./../b",
            "....//....//etc/passwd",
            "..../x",
            "a/.../b.txt",
            "C:..\\x.txt",
            "C:x.txt",
            "C:",
            "C:\\",
            "\\\\?\\C:\\..\\x",
            "\\\\.\\PhysicalDrive0",
            "//server/share/../../x",
            "\\\\server\\..\\x.txt",
            "a\\..\\..\\x.txt",
            "..%2f..%2fetc/passwd",
            "%2e%2e/x.txt",
            "%2E%2E%2Fx.txt",
            "%252e%252e/x.txt",
            "..%c0%af..%c0%afx.txt",
            "..%u2215x/y.txt",
            "a%00.jpg",
            "a%0d%0ab.txt",
            "a%5c..%5cb.txt",
            "\uFF0E\uFF0E/x.txt",
            "\u2025/x.txt",
            "\uFF0E\uFF0E\uFF0Fx.txt",
            "a\uFF0F\uFF0E\uFF0E\uFF0Fx.txt",
            ".\u200C./x.txt",
            ".\uFE00./x.txt",
            "\u200D/x.txt",
            "file:///etc/passwd",
            "~/../x.txt",
            ".. /x.txt",
            "..\u00A0/x.txt");

    private static final List<String> INVISIBLE = List.of(
            "a\0.jpg",
            "a\u0001.jpg",
            "a\nb.jpg",
            "a\rb.jpg",
            "a\tb.jpg",
            "a\u001b[31m.jpg",
            "a\u007f.jpg",
            "a\u0085.jpg",
            "photo\u202Egpj.exe",
            "\u200Fa.jpg",
            "a\u200E.jpg",
            "a\u2066b\u2069.jpg",
            "a\u061C.jpg",
            "a\uFEFF.jpg",
            "a\u200B.jpg",
            "a\u2060.jpg",
            "a\u00AD.jpg",
            "a\u2028b.jpg",
            "a\u2029b.jpg",
            "a\uFFFD.jpg",
            "a\uFFFE.jpg",
            "a\uFDD0.jpg",
            "a\uD800.jpg",
            "a\uDC00b.jpg",
            "a\uDBFF\uDFFF.jpg",
            "\uFFFF/x.txt",
            "a\uDB40\uDC41.jpg");

    private static final List<String> RESERVED = List.of(
            "CON",
            "con.txt",
            "x/PRN",
            "aux.tar.gz",
            "NUL",
            "nul .txt",
            "com1",
            "COM9.log",
            "lpt1.txt",
            "COM\u00B9.txt",
            "CONIN$",
            "CONOUT$.x",
            "CLOCK$",
            "com0",
            "a/LPT9/b.txt",
            "a:b.txt",
            "a.txt:stream",
            "a.txt::$DATA",
            "a<b.txt",
            "a>b.txt",
            "a|b.txt",
            "a?.txt",
            "a*.txt",
            "a\"b.txt",
            "a.",
            "a./b.txt",
            "a..",
            "a. ",
            "a /b.txt",
            "a ",
            "a\u00A0/b.txt",
            "a\u3000",
            "PROGRA~1/x.txt",
            "longna~1.txt",
            " ",
            "\u3000",
            "a/ /b.txt",
            "a/",
            "dir\\",
            "/",
            "//",
            "\\",
            "",
            "a/.",
            "./");

    private static final List<String> EXPRESSIONS = List.of(
            "${body}.txt",
            "$simple{body}/x.txt",
            "{{vault}}/x.txt",
            "${jndi:ldap://example.com/x}",
            "a/${env:HOME}/b.txt",
            "x${date:now}.txt");

    private static final List<String> KEPT = List.of(
            "a b.txt",
            "a  b.txt",
            " a.txt",
            "-rf.txt",
            "--/x.txt",
            "a&b.txt",
            "a;b.txt",
            "$HOME.txt",
            "`x`.txt",
            "a'b.txt",
            "(1).txt",
            "100%.txt",
            "a%20b.txt",
            "50%ish",
            "~x.txt",
            "x~",
            "a~12345678",
            "#1.txt",
            "@a.txt",
            "a=b.txt",
            "=1+1.txt",
            "+a.txt",
            "a,b.txt",
            "a..b.txt",
            "..a.txt",
            "...a",
            ".hidden",
            ".a/.b/.c",
            "console.txt",
            "com.txt",
            "com10.txt",
            "nullable",
            "con-1.txt",
            "\u00fcber.txt",
            "mu\u0308ll.txt",
            "\u65E5\u672C\u8A9E\uFF1F\uFF1A.txt",
            "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645.txt",
            "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67.jpg",
            "\u05E9\u05DC\u05D5\u05DD.txt",
            "\u00BD.txt",
            "a\u00A0b.txt",
            "x".repeat(236) + ".txt",
            "{a}.txt",
            "$a.txt",
            "{ {a.txt",
            "a!.txt",
            "[1].txt",
            "^.txt");

    private NastyNames() {}

    /** Names that must not be used. */
    public static List<String> refused() {
        List<String> all = new ArrayList<>();
        Stream.of(WAYS_OUT, INVISIBLE, RESERVED, EXPRESSIONS).forEach(all::addAll);
        all.add("x".repeat(300) + ".txt");
        all.add("a/" + "\u00e9".repeat(150) + "/b.txt");
        all.add("\uD83D\uDCA9".repeat(75));
        all.add("abcdefghi/".repeat(120) + "b.txt");
        all.add("a/".repeat(600) + "b.txt");
        return all;
    }

    /** Names that look unusual, and are used unchanged. */
    public static List<String> kept() {
        return KEPT;
    }

    /** Descriptions in the formats of the tools, each with a hidden name. */
    public static List<String> hidden(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        String json = name.replace("\\", "\\\\").replace("\"", "\\\"");
        return List.of(
                name,
                "<m><v>4</v><p>" + Base64.getEncoder().encodeToString(utf8) + "</p></m>",
                "{\"Path\":\"" + json + "\"}",
                "mt2 "
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(("{\"filename\":\"" + json + "\"}").getBytes(StandardCharsets.UTF_8)));
    }
}
