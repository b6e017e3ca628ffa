package io.github.glacierjob.simulator;

/** Answers one operation; refuses by throwing a {@link GlacierError}. Runs inside {@link World#transact}. */
interface Handler {
    Reply handle(Call call);
}
