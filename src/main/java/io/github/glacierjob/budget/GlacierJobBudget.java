package io.github.glacierjob.budget;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.budget.Holdings.Taken;
import io.github.glacierjob.internal.egress.budget.Amount;
import io.github.glacierjob.internal.egress.budget.Charges;
import io.github.glacierjob.internal.egress.budget.Limits;
import io.github.glacierjob.internal.egress.cost.Tariff;
import io.github.glacierjob.internal.egress.ledger.EgressLedger;
import io.github.glacierjob.internal.initiation.Tier;
import io.github.glacierjob.internal.message.OrderWitness;
import io.github.glacierjob.internal.text.Rejection;
import io.github.glacierjob.internal.vault.OptionTexts;
import io.github.glacierjob.inventory.InventoryArchive;
import io.github.glacierjob.prices.PriceList;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;

/**
 * The budget of a route that initiates jobs: at most so many orders in a second, bytes in an hour and in a day, and so
 * much money. The limits hold over any sliding window, like the limits of {@code glacier-egress:}.
 *
 * <p>Use it before {@code operation=initiateJob}. As a processor it reserves the room that the order needs, or throws a
 * {@link BudgetUsedUpException}. As a predicate it reserves the room and returns true, or returns false. Each order of an
 * exchange needs its own room, also in a loop or in the parts of a split message. The order counts until its exchange is
 * done and a window longer, unless the exchange ends with a failure that shows that nothing was initiated, or an existing
 * job was reused. A job that was initiated counts, even if a later step of the route fails. The size of the archive is in
 * an {@link InventoryArchive} as the body, or in the header {@code CamelGlacierJobArchiveSizeInBytes}; an archive of
 * unknown size fills the tightest limit of bytes alone.
 *
 * <p>With a {@code dataSource} all nodes share the budget, and it survives restarts. Without one, the budget belongs to
 * this process. Set all properties before the first use. Thread-safe from then on.
 */
public class GlacierJobBudget implements Processor, Predicate, CamelContextAware {

    private CamelContext camelContext;
    private double ordersPerSecond;
    private long bytesPerHour;
    private long bytesPerDay;
    private double costPerDay;
    private double maxCost;
    private String prices;
    private String region;
    private String tier = Tier.STANDARD.toString();
    private DataSource dataSource;
    private String tablePrefix = "GLACIER_EGRESS_";
    private String vaultArn = "glacier-job";
    private InstantSource clock = InstantSource.system();
    private State state;

    /** Creates a budget without limits. */
    public GlacierJobBudget() {}

    /** The state that the first order creates from the properties. */
    private record State(Limits limits, Tariff tariff, Holdings holdings) {

        Charges charges(Tier tier) {
            requirePrices(tier);
            return new Charges(limits, tariff, List.of(tier));
        }

        /** Requires prices for a tier that a header names; the prices of the property's tier were checked before. */
        private void requirePrices(Tier tier) {
            for (String option : limits.inMoney()) {
                try {
                    tariff.prices().requireRetrieval(option, tariff.region(), List.of(tier.toString()));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "Header " + GlacierJobConstants.TIER + " '" + tier + "': " + e.getMessage(), e);
                }
            }
        }
    }

    /**
     * Reserves the room that an order needs.
     *
     * @throws BudgetUsedUpException    if there is no room now
     * @throws IllegalArgumentException if there is never room for an archive of this size, or a property is wrong
     */
    @Override
    public void process(Exchange exchange) throws BudgetUsedUpException {
        Taken taken = take(exchange);
        if (taken.refusal() != null) {
            throw new BudgetUsedUpException(
                    taken.refusal().limit() + " leaves no room for the next order"
                            + (taken.refusal().at() == null
                                    ? ""
                                    : " until " + taken.refusal().at()),
                    taken.refusal().at());
        }
    }

    /**
     * Reserves the room that an order needs, if there is enough.
     *
     * @return whether the order may be sent
     */
    @Override
    public boolean matches(Exchange exchange) {
        return take(exchange).refusal() == null;
    }

    private Taken take(Exchange exchange) {
        TakenRoom before = exchange.getProperty(OrderWitness.PROPERTY, TakenRoom.class);
        if (before != null && before.isFor(exchange)) {
            return new Taken(before.id(), null);
        }
        State open = open();
        Long size = size(exchange.getMessage());
        Charges charges = open.charges(tier(exchange.getMessage()));
        charges.refusal(size).ifPresent(refusal -> {
            throw new IllegalArgumentException("The archive is " + refusal + "; raise the limit, or remove it");
        });
        Amount amount = charges.intended(size, false);
        Taken taken = open.holdings().take(open.limits().list(), amount);
        if (taken.id() != null) {
            TakenRoom room = new TakenRoom(open.holdings(), taken.id(), exchange.getExchangeId());
            exchange.setProperty(OrderWitness.PROPERTY, room);
            exchange.getExchangeExtension().addOnCompletion(room);
        }
        return taken;
    }

    private static Long size(Message message) {
        if (message.getBody() instanceof InventoryArchive archive) {
            return archive.size();
        }
        return message.getHeader(GlacierJobConstants.ARCHIVE_SIZE_IN_BYTES, Long.class);
    }

    private Tier tier(Message message) {
        String named = message.getHeader(GlacierJobConstants.TIER, tier, String.class);
        return Tier.of(named).orElseThrow(() -> Rejection.of("tier", named, "must be Bulk, Standard or Expedited"));
    }

    private synchronized State open() {
        if (state == null) {
            Limits limits = new Limits(ordersPerSecond, bytesPerHour, bytesPerDay, costPerDay, maxCost).checked();
            Tariff tariff = new Tariff(PriceList.load(camelContext, prices), region);
            limits.inMoney().forEach(option -> tariff.prices().requireRetrieval(option, region, List.of(tier)));
            state = new State(limits, tariff, holdings(limits, tariff));
        }
        return state;
    }

    private Holdings holdings(Limits limits, Tariff tariff) {
        return dataSource == null
                ? new MemoryHoldings(clock)
                : new LedgerHoldings(
                        EgressLedger.open(dataSource, tablePrefix, true, clock),
                        vaultArn,
                        new Charges(limits, tariff, List.of(Tier.values())));
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    public double getOrdersPerSecond() {
        return ordersPerSecond;
    }

    /**
     * Sets how many orders are allowed in a second.
     *
     * @param ordersPerSecond such as 10 or 0.5; 0, the default, is no limit
     */
    public void setOrdersPerSecond(double ordersPerSecond) {
        this.ordersPerSecond = ordersPerSecond;
    }

    public String getBytesPerHour() {
        return String.valueOf(bytesPerHour);
    }

    /**
     * Sets how many bytes may be ordered in any hour.
     *
     * @param bytesPerHour such as 100000 or 100G; 0, the default, is no limit
     */
    public void setBytesPerHour(String bytesPerHour) {
        this.bytesPerHour = OptionTexts.bytes("bytesPerHour", bytesPerHour);
    }

    public String getBytesPerDay() {
        return String.valueOf(bytesPerDay);
    }

    /**
     * Sets how many bytes may be ordered in any 24 hours.
     *
     * @param bytesPerDay such as 100000 or 1T; 0, the default, is no limit
     */
    public void setBytesPerDay(String bytesPerDay) {
        this.bytesPerDay = OptionTexts.bytes("bytesPerDay", bytesPerDay);
    }

    public double getCostPerDay() {
        return costPerDay;
    }

    /**
     * Sets the highest cost of the orders of any 24 hours.
     *
     * @param costPerDay in the currency of the prices; 0, the default, is no limit
     */
    public void setCostPerDay(double costPerDay) {
        this.costPerDay = costPerDay;
    }

    public double getMaxCost() {
        return maxCost;
    }

    /**
     * Sets the highest cost of all orders together.
     *
     * @param maxCost in the currency of the prices; 0, the default, is no limit
     */
    public void setMaxCost(double maxCost) {
        this.maxCost = maxCost;
    }

    public String getPrices() {
        return prices;
    }

    /**
     * Sets the price list.
     *
     * @param prices a resource, like the option of glacier-egress; null, the default, is the list in this library
     */
    public void setPrices(String prices) {
        this.prices = prices;
    }

    public String getRegion() {
        return region;
    }

    /**
     * Sets the region of the prices; required with a limit in money.
     *
     * @param region such as us-east-1
     */
    public void setRegion(String region) {
        this.region = region;
    }

    public String getTier() {
        return tier;
    }

    /**
     * Sets the tier of orders without the header {@code CamelGlacierJobTier}.
     *
     * @param tier Bulk, Standard or Expedited; the default is Standard
     */
    public void setTier(String tier) {
        this.tier = tier;
    }

    public DataSource getDataSource() {
        return dataSource;
    }

    /**
     * Sets the database of the orders. They are in the tables of the ledger of glacier-egress, which are created if they
     * do not exist.
     *
     * @param dataSource gives connections; null, the default, keeps the orders in memory
     */
    public void setDataSource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public String getTablePrefix() {
        return tablePrefix;
    }

    /**
     * Sets the prefix of the names of the tables.
     *
     * @param tablePrefix letters, digits and underscores; the default is GLACIER_EGRESS_
     */
    public void setTablePrefix(String tablePrefix) {
        EgressLedger.checkPrefix(tablePrefix);
        this.tablePrefix = tablePrefix;
    }

    public String getVaultArn() {
        return vaultArn;
    }

    /**
     * Sets the name of the budget in the database. If it is the ARN of a vault, the orders of glacier-egress for that
     * vault count too.
     *
     * @param vaultArn an ARN, or any name; the default is glacier-job
     */
    public void setVaultArn(String vaultArn) {
        this.vaultArn = vaultArn;
    }

    public InstantSource getClock() {
        return clock;
    }

    /**
     * Sets the clock; for tests.
     *
     * @param clock a clock; the default is the system's, or the database's with a dataSource
     */
    public void setClock(InstantSource clock) {
        this.clock = clock;
    }
}
