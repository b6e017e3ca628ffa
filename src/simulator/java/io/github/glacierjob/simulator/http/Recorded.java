package io.github.glacierjob.simulator.http;

import io.github.glacierjob.simulator.protocol.Call;

/** A request and what became of it until now; the body is text of limited length. */
public record Recorded(Call call, String body, int status, long bytesSent, long connectionId) {}
