package io.github.glacierjob.internal.text;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks through a failure and its causes, the outermost first. */
public final class Causes {

    private Causes() {}

    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    /** The first failure of a type. */
    public static <T extends Throwable> Optional<T> first(Throwable failure, Class<T> type) {
        return of(failure).filter(type::isInstance).map(type::cast).findFirst();
    }
}
