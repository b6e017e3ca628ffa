package io.github.glacierjob.internal.egress.budget;

import io.github.glacierjob.internal.egress.budget.Limit.Measure;
import io.github.glacierjob.internal.egress.budget.Spending.Spent;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.initiation.Tier;
import io.github.glacierjob.internal.service.GlacierJobs;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.glacier.model.DataRetrievalRule;

/**
 * The limits of the account: its data retrieval policy, which applies to Standard retrievals only, and its provisioned
 * capacity, which applies to Expedited retrievals. They are read once an hour if the permissions allow it; otherwise
 * the service's refusals decide. Thread-safe.
 */
public final class AccountRules {

    private static final Logger LOG = LoggerFactory.getLogger(AccountRules.class);

    private static final Duration READ_EVERY = Duration.ofHours(1);
    private static final Duration HOUR = Duration.ofHours(1);

    /** The wait if another program has used up what the policy allows. */
    private static final Duration POLICY_PAUSE = Duration.ofMinutes(15);

    private static final Duration SHORTEST_PAUSE = Duration.ofMinutes(1);

    /** A unit of capacity gives at least three Expedited retrievals in five minutes. */
    private static final Duration FOR_ONE_OF_A_UNIT = Duration.ofSeconds(100);

    private final EgressVault vault;
    private final SpentRows spent;
    private final List<Tier> tiers;
    private final AtomicReference<Rules> rules = new AtomicReference<>(new Rules(null, 0, Instant.EPOCH));

    public AccountRules(EgressVault vault, SpentRows spent, List<Tier> tiers) {
        this.vault = vault;
        this.spent = spent;
        this.tiers = tiers;
    }

    /**
     * The limits as they were read.
     *
     * @param policy null if it is not known
     * @param units  the number of units of provisioned capacity; 0 if it is not known
     * @param read   when they were read
     */
    private record Rules(DataRetrievalRule policy, int units, Instant read) {}

    /** Reads the limits if the last read is more than an hour old. */
    public void read() {
        Instant now = vault.ledger().now();
        boolean concerned = tiers.contains(Tier.STANDARD) || tiers.contains(Tier.EXPEDITED);
        if (!concerned || now.isBefore(rules.get().read().plus(READ_EVERY))) {
            return;
        }
        GlacierJobs jobs = vault.vault().jobs();
        String account = vault.options().vault().accountId();
        DataRetrievalRule policy = tiers.contains(Tier.STANDARD)
                ? asked("data retrieval policy", account, jobs::retrievalPolicy)
                        .flatMap(rule -> rule)
                        .orElse(null)
                : null;
        int units = tiers.contains(Tier.EXPEDITED)
                ? asked("provisioned capacity", account, jobs::provisionedUnits).orElse(0)
                : 0;
        rules.set(new Rules(policy, units, now));
    }

    private <T> Optional<T> asked(String what, String account, Function<String, T> request) {
        try {
            return Optional.of(request.apply(account));
        } catch (RuntimeException e) {
            LOG.debug("Vault {}: the {} of the account cannot be read", vault.arn(), what, e);
            return Optional.empty();
        }
    }

    /**
     * The limit of bytes per hour that the policy sets for Standard; empty if it sets no number, or if it is not known.
     */
    public Optional<Limit> limit() {
        return Optional.ofNullable(rules.get().policy())
                .filter(policy -> tiers.get(0) == Tier.STANDARD)
                .filter(policy -> policy.bytesPerHour() != null)
                .map(policy -> new Limit(
                        "the account's data retrieval policy, BytesPerHour=" + policy.bytesPerHour(),
                        Measure.BYTES,
                        BigDecimal.valueOf(policy.bytesPerHour()),
                        HOUR));
    }

    /**
     * How long to wait after the policy refused a retrieval: until the oldest order of this vault in the last hour is
     * an hour old.
     */
    public Duration policyPause() {
        Instant now = vault.ledger().now();
        List<Spent> rows =
                vault.ledger().sql().inTransaction(connection -> spent.lastHour(connection, vault.arn(), now));
        return rows.stream()
                .map(Spent::at)
                .min(Comparator.naturalOrder())
                .map(first -> Duration.between(now, first.plus(HOUR)))
                .map(left -> left.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : left)
                .orElse(isFreeTier() ? HOUR : POLICY_PAUSE);
    }

    private boolean isFreeTier() {
        return Optional.ofNullable(rules.get().policy())
                .filter(policy -> "FreeTier".equals(policy.strategy()))
                .isPresent();
    }

    /**
     * How long to wait after Expedited had no capacity: the average time between two retrievals that the bought
     * capacity allows.
     */
    public Duration capacityPause() {
        int units = rules.get().units();
        return units == 0 ? SHORTEST_PAUSE : FOR_ONE_OF_A_UNIT.dividedBy(units);
    }
}
