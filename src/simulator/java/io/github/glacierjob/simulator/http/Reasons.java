package io.github.glacierjob.simulator.http;

import java.util.Locale;
import org.apache.http.impl.EnglishReasonPhraseCatalog;

/** The reason phrases of status lines. */
final class Reasons {
    private Reasons() {}

    static String of(int status) {
        if (status < 100 || status > 599) {
            return "Unknown";
        }
        String reason = EnglishReasonPhraseCatalog.INSTANCE.getReason(status, Locale.ROOT);
        return reason == null ? "Unknown" : reason;
    }
}
