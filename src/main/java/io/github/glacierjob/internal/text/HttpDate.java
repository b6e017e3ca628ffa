package io.github.glacierjob.internal.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The {@code Date} header of an answer: the service's clock, to the second. */
public final class HttpDate {

    private HttpDate() {}

    /** Empty where there is no header or it cannot be read. */
    public static Optional<Instant> in(Optional<String> header) {
        try {
            return header.map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
