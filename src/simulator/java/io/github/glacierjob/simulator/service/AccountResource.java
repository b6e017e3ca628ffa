package io.github.glacierjob.simulator.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.glacierjob.simulator.job.RetrievalPolicy;
import io.github.glacierjob.simulator.protocol.Call;
import io.github.glacierjob.simulator.protocol.GlacierError;
import io.github.glacierjob.simulator.protocol.Handler;
import io.github.glacierjob.simulator.protocol.Json;
import io.github.glacierjob.simulator.protocol.JsonRequest;
import io.github.glacierjob.simulator.protocol.Reply;
import io.github.glacierjob.simulator.protocol.Route;
import io.github.glacierjob.simulator.vault.Account;
import io.github.glacierjob.simulator.vault.Ids;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The operations on the account: provisioned capacity (two units, a month each) and the data retrieval policy.
 *
 * @see <a href="https://docs.aws.amazon.com/amazonglacier/latest/dev/data-retrieval-policy-operations.html">Data
 *     retrieval operations</a>
 */
final class AccountResource {
    private static final int UNITS = 2;
    private static final List<String> STRATEGIES = List.of("BytesPerHour", "FreeTier", "None");

    private final Account account;
    private final Ids ids;
    private final RetrievalPolicy policy;
    private final List<Unit> units = new ArrayList<>();

    AccountResource(Account account, Ids ids, RetrievalPolicy policy) {
        this.account = account;
        this.ids = ids;
        this.policy = policy;
    }

    /** One unit of provisioned capacity. */
    private record Unit(String id, Instant start, Instant end) {}

    void register(Map<Route, Handler> handlers) {
        handlers.put(Route.PURCHASE_PROVISIONED_CAPACITY, this::purchase);
        handlers.put(Route.LIST_PROVISIONED_CAPACITY, this::listUnits);
        handlers.put(Route.GET_DATA_RETRIEVAL_POLICY, call -> Reply.json(200, policy.describe()));
        handlers.put(Route.SET_DATA_RETRIEVAL_POLICY, this::setPolicy);
    }

    private Reply purchase(Call call) {
        dropExpired();
        if (units.size() == UNITS) {
            throw GlacierError.limit("Provisioned capacity limit of " + UNITS + " units exceeded");
        }
        Instant now = account.now();
        Unit unit = new Unit(
                ids.request(), now, now.atOffset(ZoneOffset.UTC).plusMonths(1).toInstant());
        units.add(unit);
        return Reply.of(201).header("x-amz-capacity-id", unit.id());
    }

    private Reply listUnits(Call call) {
        dropExpired();
        ArrayNode list = Json.array();
        for (Unit unit : units) {
            list.addObject()
                    .put("CapacityId", unit.id())
                    .put("ExpirationDate", Json.millis(unit.end()))
                    .put("StartDate", Json.millis(unit.start()));
        }
        return Reply.json(200, Json.object().set("ProvisionedCapacityList", list));
    }

    private void dropExpired() {
        units.removeIf(unit -> !account.now().isBefore(unit.end()));
    }

    private Reply setPolicy(Call call) {
        ObjectNode wanted = JsonRequest.child(JsonRequest.request(call.body().bytes()), "Policy");
        JsonNode rule = wanted == null ? null : wanted.path("Rules").get(0);
        if (rule == null) {
            throw GlacierError.missing("Policy");
        }
        String strategy = JsonRequest.string(rule, "Strategy");
        if (!STRATEGIES.contains(String.valueOf(strategy))) {
            throw GlacierError.invalid("Invalid strategy: " + strategy);
        }
        JsonNode bytes = rule.path("BytesPerHour");
        boolean limited = strategy.equals("BytesPerHour");
        if (limited != bytes.isIntegralNumber()) {
            throw GlacierError.invalid("BytesPerHour is required by, and only by, its own strategy");
        }
        policy.set(strategy, limited ? bytes.asLong() : null);
        return Reply.of(204);
    }
}
