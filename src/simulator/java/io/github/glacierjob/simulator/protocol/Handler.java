package io.github.glacierjob.simulator.protocol;

/** Answers one operation; refuses by throwing a {@link GlacierError}. One call at a time. */
public interface Handler {
    /** Executes the call. */
    Reply handle(Call call);
}
