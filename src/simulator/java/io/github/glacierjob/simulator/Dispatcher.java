package io.github.glacierjob.simulator;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a call in, or refuses it as the service does, and hands it to the resource that answers it. */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final World world;
    private final Map<Operation, Handler> handlers = new EnumMap<>(Operation.class);

    Dispatcher(World world) {
        this.world = world;
        ArchiveResource archives = new ArchiveResource(world);
        new VaultResource(world).register(handlers);
        new VaultConfigurationResource(world).register(handlers);
        archives.register(handlers);
        new MultipartResource(world, archives).register(handlers);
        new JobResource(world).register(handlers);
        new JobOutputResource(world).register(handlers);
        new AccountResource(world).register(handlers);
    }

    /** Executes the call; never throws. */
    Reply answer(Call call) {
        return answer(call, job -> {});
    }

    /** Executes the call and changes the job it initiates, if it does, before that can end; never throws. */
    Reply answer(Call call, Consumer<Job> change) {
        try {
            check(call);
            Handler handler = handlers.get(call.operation());
            return world.transact(() -> {
                Reply reply = handler.handle(call);
                String begun = reply.headers.get(JobResource.JOB_ID);
                if (begun != null) {
                    change.accept(world.anyJob(begun));
                }
                return reply;
            });
        } catch (GlacierError e) {
            return Reply.error(e);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", call.line().method(), call.line().path(), e);
            return Reply.error(new GlacierError(500, "InternalServerError", e.toString()));
        }
    }

    private void check(Call call) {
        if (call.operation() == Operation.UNKNOWN) {
            throw new GlacierError(
                    404,
                    "UnknownOperationException",
                    "No operation: " + call.line().path());
        }
        if (!"2012-06-01".equals(call.header("x-amz-glacier-version"))) {
            throw call.header("x-amz-glacier-version") == null
                    ? GlacierError.missing("API version")
                    : GlacierError.invalid("Invalid API version: " + call.header("x-amz-glacier-version"));
        }
        checkCaller(call);
        checkAccount(call.target().account());
        if (call.vault() != null) {
            World.checkVaultName(call.vault());
        }
    }

    private void checkCaller(Call call) {
        String authorization = call.header("authorization");
        if (authorization == null && world.settings.rules().authorizationRequired()) {
            throw new GlacierError(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        if (authorization != null && authorization.contains("Credential=EXPIRED/")) {
            throw new GlacierError(
                    403, "ExpiredTokenException", "The security token included in the request is expired");
        }
    }

    private void checkAccount(String account) {
        if (account.equals("-") || account.equals(world.settings.accountId())) {
            return;
        }
        if (account.matches("\\d{12}")) {
            throw GlacierError.denied("User is not authorized to access account: " + account);
        }
        throw GlacierError.invalid("Invalid account ID: " + account);
    }
}
