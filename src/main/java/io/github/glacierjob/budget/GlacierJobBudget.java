package io.github.glacierjob.budget;

import io.github.glacierjob.GlacierJobConstants;
import io.github.glacierjob.budget.Holdings.Taken;
import io.github.glacierjob.internal.egress.budget.Amount;
import io.github.glacierjob.internal.egress.budget.Charges;
import io.github.glacierjob.internal.egress.budget.Cost;
import io.github.glacierjob.internal.egress.budget.Limits;
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
 * The budget of a route that initiates jobs: at most so many orders in a second, bytes in an hour and in a day, and so much
 * money. The limits hold over any sliding window, as those of {@code glacier-egress:}.
 *
 * <p>It stands before {@code operation=initiateJob}: as a processor it takes the room that the order needs, or throws a
 * {@link BudgetUsedUpException}; as a predicate it says whether it has taken it. Each order of an exchange needs room
 * of its own, also in a loop or in the parts of a split message. The order counts until its exchange is done and a
 * window longer, unless the exchange ends with a failure that shows that nothing was initiated, or an existing job
 * was reused. A job that was initiated counts, even if a later step of the route fails. The size of the archive is in
 * an {@link InventoryArchive} as the body, or in the header {@code CamelGlacierJobArchiveSizeInBytes}; an archive of
 * unknown size fills the tightest limit of bytes alone.
 *
 * <p>With a {@code dataSource} all nodes share the budget, and restarts keep it. Without one it is of this process. Set all
 * properties before it is used. Thread-safe from then on.
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

    /** A budget whose limits are yet to be set. */
    public GlacierJobBudget() {}

    /** The state that the first order creates from the properties. */
    private record State(Limits limits, PriceList list, String region, Cost cost, Holdings holdings) {

        Charges charges(Tier tier) {
            requirePrices(tier);
            return new Charges(limits, cost, List.of(tier));
        }

        /** That of the property tier has prices: this is one of a header. */
        private void requirePrices(Tier tier) {
            for (String option : limits.inMoney()) {
                try {
                    list.requireRetrieval(option, region, List.of(tier.toString()));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "Header " + GlacierJobConstants.TIER + " '" + tier + "': " + e.getMessage(), e);
                }
            }
        }
    }

    /**
     * Takes the room that an order needs.
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
     * Takes the room that an order needs, if there is any.
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
            PriceList list = PriceList.load(camelContext, prices);
            limits.inMoney().forEach(option -> list.requireRetrieval(option, region, List.of(tier)));
            state = new State(limits, list, region, Cost.of(list, region), holdings(limits, Cost.of(list, region)));
        }
        return state;
    }

    private Holdings holdings(Limits limits, Cost cost) {
        return dataSource == null
                ? new MemoryHoldings(clock)
                : new LedgerHoldings(
                        EgressLedger.open(dataSource, tablePrefix, true, clock),
                        vaultArn,
                        new Charges(limits, cost, List.of(Tier.values())));
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
     * How many orders there may be in a second.
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
     * How many bytes may be ordered in any hour.
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
     * How many bytes may be ordered in any 24 hours.
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
     * What the orders of any 24 hours may cost.
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
     * What all orders together may cost.
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
     * What the service costs.
     *
     * @param prices a resource, as the option of glacier-egress; null, the default, is the list that is shipped
     */
    public void setPrices(String prices) {
        this.prices = prices;
    }

    public String getRegion() {
        return region;
    }

    /**
     * The region whose prices count; needed with a limit in money.
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
     * The tier of orders that have no header {@code CamelGlacierJobTier}.
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
     * Where the orders are kept, in the tables of the ledger of glacier-egress, which are made if they do not exist.
     *
     * @param dataSource gives connections; null, the default, keeps them in memory
     */
    public void setDataSource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public String getTablePrefix() {
        return tablePrefix;
    }

    /**
     * How the names of the tables begin.
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
     * Whose budget it is in the database: with the ARN of a vault, what glacier-egress orders of that vault counts too.
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
     * What tests drive the time with.
     *
     * @param clock a clock; the default is the system's, or the database's with a dataSource
     */
    public void setClock(InstantSource clock) {
        this.clock = clock;
    }
}
