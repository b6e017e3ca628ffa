package io.github.glacierjob.simulator.protocol;

/** Answers one operation; throws a {@link GlacierError} to refuse a call. It handles one call at a time. */
public interface Handler {
    /** Executes the call. */
    Reply handle(Call call);
}
