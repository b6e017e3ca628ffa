package io.github.glacierjob.simulator.http;

import io.github.glacierjob.simulator.protocol.Call;

/** A request with its answer until now; the body is text of limited length. */
public record Recorded(Call call, String body, int status, long bytesSent, long connectionId) {}
