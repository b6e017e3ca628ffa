package io.github.glacierjob.simulator.fault;

import io.github.glacierjob.simulator.bytes.ByteRange;
import io.github.glacierjob.simulator.bytes.HeapBytes;
import io.github.glacierjob.simulator.bytes.TreeHash;
import io.github.glacierjob.simulator.job.Job;
import io.github.glacierjob.simulator.protocol.Call;
import io.github.glacierjob.simulator.protocol.Headers;
import io.github.glacierjob.simulator.protocol.Reply;
import io.github.glacierjob.simulator.service.Dispatcher;
import io.github.glacierjob.simulator.service.World;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Holds the active faults, and applies a fault to an answer. Thread-safe. */
public final class Faults {
    private static final long SHIFT = TreeHash.MIB;

    private final World world;
    private final Dispatcher dispatcher;
    private final List<LiveFault> injected = new CopyOnWriteArrayList<>();

    /** Creates an object without faults. */
    public Faults(World world, Dispatcher dispatcher) {
        this.world = world;
        this.dispatcher = dispatcher;
    }

    /** Activates a rule. */
    public LiveFault inject(FaultRule rule) {
        LiveFault one = new LiveFault(rule);
        injected.add(one);
        return one;
    }

    /** Deactivates all rules. */
    public void clear() {
        injected.forEach(LiveFault::withdraw);
        injected.clear();
    }

    /** The fault that happens to this call. */
    public Optional<Effect> next(Call call) {
        return injected.stream().filter(one -> one.claims(call)).findFirst().map(LiveFault::effect);
    }

    /** Answers a call with this fault; the sender of the answer applies faults of the body and of the connection. */
    public Reply answer(Call call, Effect fault) throws Cut {
        switch (fault.kind()) {
            case ANSWER:
                return given(call, fault.answer());
            case RESET:
                throw Cut.reset();
            case LOSE_ANSWER:
                dispatcher.answer(call);
                throw Cut.reset();
            case EXPIRE:
                world.transact(() -> world.jobs().forget(call.vault(), call.id()));
                return dispatcher.answer(call);
            case IGNORE_RANGE:
                return dispatcher.answer(call.withoutHeader("range"));
            case LIST_LAG:
                return dispatcher.answer(call.withHeader(Headers.LIST_LAG, Long.toString(fault.offset())));
            case FAIL_JOB:
                return dispatcher.answer(call, job -> job.willFail("Failed"));
            case WRONG_TREE_HASH:
                return dispatcher.answer(call, Job::spoilTreeHash);
            default:
                return changed(dispatcher.answer(call), fault);
        }
    }

    private static Reply given(Call call, Effect.Answer answer) {
        String body = call.id() == null ? answer.body() : answer.body().replace("not visible yet", call.id());
        return Reply.of(answer.status())
                .header("Content-Type", answer.contentType())
                .body(HeapBytes.of(body));
    }

    private static Reply changed(Reply reply, Effect fault) {
        switch (fault.kind()) {
            case WRONG_CHECKSUM:
                reply.headers().computeIfPresent(Headers.TREE_HASH, (name, hash) -> TreeHash.spoiled(hash));
                break;
            case MISSING_CHECKSUM:
                reply.headers().remove(Headers.TREE_HASH);
                break;
            case WRONG_CONTENT_RANGE:
                reply.headers().computeIfPresent("Content-Range", (name, value) -> shifted(value));
                break;
            default:
                break;
        }
        return reply;
    }

    private static String shifted(String contentRange) {
        int slash = contentRange.indexOf('/');
        ByteRange range = ByteRange.parse(contentRange.substring("bytes ".length(), slash))
                .orElseThrow();
        return "bytes " + range.shifted(SHIFT) + contentRange.substring(slash);
    }
}
