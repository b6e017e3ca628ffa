package io.github.glacierjob.simulator.fault;

import io.github.glacierjob.simulator.protocol.GlacierError;
import io.github.glacierjob.simulator.protocol.Json;
import java.time.Duration;

/** The effect of a fault, with its parameters; the answer is null unless the kind needs it. */
public record Effect(Kind kind, Answer answer, long offset, Duration duration) {

    /** The kinds of effects. */
    public enum Kind {
        ANSWER,
        RESET,
        STALL,
        RESET_BODY,
        EARLY_END,
        TRUNCATION,
        TRUNCATION_WITHOUT_LENGTH,
        STALL_BODY,
        CORRUPT_BODY,
        WRONG_CHECKSUM,
        MISSING_CHECKSUM,
        IGNORE_RANGE,
        WRONG_CONTENT_RANGE,
        FAIL_JOB,
        EXPIRE,
        LOSE_ANSWER,
        LIST_LAG,
        WRONG_TREE_HASH
    }

    /** An answer that replaces the operation's answer. */
    public record Answer(int status, String contentType, String body) {}

    /** Creates an effect without parameters. */
    public static Effect of(Kind kind) {
        return new Effect(kind, null, 0, Duration.ZERO);
    }

    /**
     * Creates an effect with a number: the offset in a body, or the number of listings by which the list of jobs lags.
     */
    public static Effect at(Kind kind, long offset) {
        return new Effect(kind, null, offset, Duration.ZERO);
    }

    /** Creates an effect that replaces the answer. */
    public static Effect answer(int status, String contentType, String body) {
        return new Effect(Kind.ANSWER, new Answer(status, contentType, body), 0, Duration.ZERO);
    }

    /** Creates an effect that answers with an error of the service. */
    public static Effect answer(GlacierError error) {
        return answer(error.status(), "application/json", Json.text(error.body()));
    }

    /** Whether the effect happens while the body is sent. */
    public boolean strikesBody() {
        return switch (kind) {
            case RESET_BODY, EARLY_END, TRUNCATION, TRUNCATION_WITHOUT_LENGTH, STALL_BODY, CORRUPT_BODY -> true;
            default -> false;
        };
    }
}
