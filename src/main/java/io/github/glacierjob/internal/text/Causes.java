package io.github.glacierjob.internal.text;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks for the reason of a failure among its causes. */
public final class Causes {

    /** A chain of causes may contain a cycle, so it is followed only so far. */
    private static final int DEEPEST = 50;

    private Causes() {}

    /** The failure and its causes, from the outermost to the innermost; nothing for null. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
    }

    /** The outermost cause of this type; empty if no cause has it. */
    public static <T> Optional<T> first(Throwable failure, Class<T> type) {
        return of(failure).filter(type::isInstance).map(type::cast).findFirst();
    }

    /** Whether the failure or one of its causes has this type. */
    public static boolean has(Throwable failure, Class<?> type) {
        return first(failure, type).isPresent();
    }
}
