package io.github.glacierjob.internal.initiation;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** Dates of ISO 8601 in the form that the service takes. */
final class UtcDate {

    private static final Pattern FORM =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|\\+00:00)");

    private UtcDate() {}

    /** A day is its beginning in UTC, a time with an offset the same moment in UTC; other text is left as it is. */
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
