package io.github.glacierjob.simulator.service;

import io.github.glacierjob.simulator.job.Job;
import io.github.glacierjob.simulator.job.Jobs;
import io.github.glacierjob.simulator.job.RetrievalPolicy;
import io.github.glacierjob.simulator.protocol.Call;
import io.github.glacierjob.simulator.protocol.GlacierError;
import io.github.glacierjob.simulator.protocol.Handler;
import io.github.glacierjob.simulator.protocol.Headers;
import io.github.glacierjob.simulator.protocol.Reply;
import io.github.glacierjob.simulator.protocol.Route;
import io.github.glacierjob.simulator.vault.Account;
import io.github.glacierjob.simulator.vault.Ids;
import io.github.glacierjob.simulator.vault.Vaults;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts a call, or refuses it as the service does, and passes it to the resource that answers it. */
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final World world;
    private final Rules rules;
    private final Map<Route, Handler> handlers = new EnumMap<>(Route.class);

    /** Creates a dispatcher for all operations on {@code world}. */
    public Dispatcher(World world, Rules rules) {
        this.world = world;
        this.rules = rules;
        Account account = world.account();
        Ids ids = world.ids();
        Vaults vaults = world.vaults();
        Jobs jobs = world.jobs();
        RetrievalPolicy policy = new RetrievalPolicy(rules.freeBytesPerDay());
        ArchiveResource archives = new ArchiveResource(account, ids, vaults);
        new VaultResource(account, vaults, jobs).register(handlers);
        new VaultConfigurationResource(vaults).register(handlers);
        archives.register(handlers);
        new MultipartResource(account, ids, vaults, archives).register(handlers);
        new JobResource(account, vaults, jobs, policy, rules).register(handlers);
        new JobOutputResource(vaults, jobs).register(handlers);
        new AccountResource(account, ids, policy).register(handlers);
    }

    /** Executes the call; never throws. */
    public Reply answer(Call call) {
        return answer(call, job -> {});
    }

    /** Executes the call. If the call initiates a job, {@code change} changes the job before it can end. Never throws. */
    public Reply answer(Call call, Consumer<Job> change) {
        try {
            check(call);
            Handler handler = handlers.get(call.route());
            return world.transact(() -> {
                Reply reply = handler.handle(call);
                String begun = reply.headers().get(Headers.JOB_ID);
                if (begun != null) {
                    change.accept(world.jobs().any(begun));
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
        if (call.route() == Route.UNKNOWN) {
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
            Vaults.checkName(call.vault());
        }
    }

    private void checkCaller(Call call) {
        String authorization = call.header("authorization");
        if (authorization == null && rules.authorizationRequired()) {
            throw new GlacierError(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        if (authorization != null && authorization.contains("Credential=EXPIRED/")) {
            throw new GlacierError(
                    403, "ExpiredTokenException", "The security token included in the request is expired");
        }
    }

    private void checkAccount(String account) {
        if (account.equals("-") || account.equals(world.account().id())) {
            return;
        }
        if (account.matches("\\d{12}")) {
            throw GlacierError.denied("User is not authorized to access account: " + account);
        }
        throw GlacierError.invalid("Invalid account ID: " + account);
    }
}
