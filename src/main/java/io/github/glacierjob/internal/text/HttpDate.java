package io.github.glacierjob.internal.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads the {@code Date} header of an answer, which has the service's time in whole seconds. */
public final class HttpDate {

    private HttpDate() {}

    /** Returns the time; empty if the header is missing or cannot be read. */
    public static Optional<Instant> in(Optional<String> header) {
        try {
            return header.map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
