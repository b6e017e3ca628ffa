package io.github.glacierjob.sinks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** A step between a route and S3: it records which parts are sent, and once flips a bit of one of them. */
final class PartHarm implements ExecutionInterceptor {

    private final int harmed;
    private final AtomicBoolean harm = new AtomicBoolean(true);
    private final List<Integer> sent = new CopyOnWriteArrayList<>();

    /** Damages the part with a number, from 1. */
    PartHarm(int harmed) {
        this.harmed = harmed;
    }

    /** The numbers of the parts, in the order in which they were sent. */
    List<Integer> sent() {
        return sent;
    }

    @Override
    public Optional<RequestBody> modifyHttpContent(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        if (!(context.request() instanceof UploadPartRequest part)) {
            return context.requestBody();
        }
        sent.add(part.partNumber());
        return part.partNumber() == harmed && harm.getAndSet(false)
                ? context.requestBody().map(PartHarm::flipped)
                : context.requestBody();
    }

    private static RequestBody flipped(RequestBody body) {
        try (var in = body.contentStreamProvider().newStream()) {
            byte[] bytes = in.readAllBytes();
            bytes[bytes.length / 2] ^= 8;
            return RequestBody.fromBytes(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
