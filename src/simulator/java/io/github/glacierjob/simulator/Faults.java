package io.github.glacierjob.simulator;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The faults in force, and what each does to an answer. Thread-safe. */
final class Faults {
    private static final long SHIFT = TreeHash.MIB;

    private final World world;
    private final Dispatcher dispatcher;
    private final List<InjectedFault> injected = new CopyOnWriteArrayList<>();

    Faults(World world, Dispatcher dispatcher) {
        this.world = world;
        this.dispatcher = dispatcher;
    }

    InjectedFault inject(Fault fault) {
        InjectedFault one = new InjectedFault(fault);
        injected.add(one);
        return one;
    }

    void clear() {
        injected.forEach(InjectedFault::withdraw);
        injected.clear();
    }

    /** The fault that happens to this call. */
    Optional<Fault> next(Call call) {
        return injected.stream().filter(one -> one.claims(call)).findFirst().map(InjectedFault::fault);
    }

    /** The answer to the call under this fault; faults of the body and of the connection are left to the sender. */
    Reply answer(Call call, Fault fault) throws Cut {
        switch (fault.kind()) {
            case ANSWER:
                return given(call, fault.answer());
            case RESET:
                throw Cut.reset();
            case LOSE_ANSWER:
                dispatcher.answer(call);
                throw Cut.reset();
            case EXPIRE:
                world.transact(() -> world.jobs.forget(world.vaults().get(call.vault()), call.id()));
                return dispatcher.answer(call);
            case IGNORE_RANGE:
                return dispatcher.answer(call.withoutHeader("range"));
            case FAIL_JOB:
                return dispatcher.answer(call, job -> job.failure = "Failed");
            case WRONG_TREE_HASH:
                return dispatcher.answer(call, job -> job.wrongTreeHash = true);
            default:
                return changed(dispatcher.answer(call), fault);
        }
    }

    /** Whether the fault happens while the body goes out. */
    static boolean strikesBody(Fault fault) {
        return switch (fault.kind()) {
            case RESET_BODY, EARLY_END, STALL_BODY, CORRUPT_BODY -> true;
            default -> false;
        };
    }

    private static Reply given(Call call, Fault.Answer answer) {
        String body = call.id() == null ? answer.body() : answer.body().replace("not visible yet", call.id());
        return Reply.of(answer.status())
                .header("Content-Type", answer.contentType())
                .body(Content.of(body));
    }

    private static Reply changed(Reply reply, Fault fault) {
        switch (fault.kind()) {
            case WRONG_CHECKSUM:
                reply.headers.computeIfPresent(ArchiveResource.TREE_HASH, (name, hash) -> Job.spoiled(hash));
                break;
            case MISSING_CHECKSUM:
                reply.headers.remove(ArchiveResource.TREE_HASH);
                break;
            case WRONG_CONTENT_RANGE:
                reply.headers.computeIfPresent("Content-Range", (name, value) -> shifted(value));
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
