package io.github.glacierjob.internal.initiation;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** Converts ISO 8601 dates to the form that the service accepts. */
final class UtcDate {

    private static final Pattern FORM =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|\\+00:00)");

    private UtcDate() {}

    /**
     * Converts a day to its beginning in UTC, and a time with an offset to the same moment in UTC; other text is not
     * changed.
     */
    static String of(String text) {
        try {
            if (FORM.matcher(text).matches()) {
                return text;
            }
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .toString()
                    : OffsetDateTime.parse(text).toInstant().toString();
        } catch (DateTimeException e) {
            return text;
        }
    }

    static boolean isUtc(String text) {
        try {
            return FORM.matcher(text).matches() && OffsetDateTime.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
