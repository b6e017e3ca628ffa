package io.github.glacierjob.simulator.fault;

import io.github.glacierjob.simulator.protocol.GlacierError;
import io.github.glacierjob.simulator.protocol.Json;
import java.time.Duration;

/** What goes wrong, with what it takes; the answer is null unless one is given. */
public record Effect(Kind kind, Answer answer, long offset, Duration duration) {

    /** What goes wrong. */
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

    /** An answer given instead of the operation's own. */
    public record Answer(int status, String contentType, String body) {}

    /** Something that needs no more words. */
    public static Effect of(Kind kind) {
        return new Effect(kind, null, 0, Duration.ZERO);
    }

    /** Something at that byte of a body, or a list that lags by so many listings. */
    public static Effect at(Kind kind, long offset) {
        return new Effect(kind, null, offset, Duration.ZERO);
    }

    /** Any answer. */
    public static Effect answer(int status, String contentType, String body) {
        return new Effect(Kind.ANSWER, new Answer(status, contentType, body), 0, Duration.ZERO);
    }

    /** An error of the service as the answer. */
    public static Effect answer(GlacierError error) {
        return answer(error.status(), "application/json", Json.text(error.body()));
    }

    /** Whether it happens while the body goes out. */
    public boolean strikesBody() {
        return switch (kind) {
            case RESET_BODY, EARLY_END, TRUNCATION, TRUNCATION_WITHOUT_LENGTH, STALL_BODY, CORRUPT_BODY -> true;
            default -> false;
        };
    }
}
