package io.github.glacierjob.prices;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.URISupport;

/**
 * The prices of the service, by region and tier. Immutable and thread-safe. Money is exact and never rounded here. An
 * item without a price gives an empty result, because unknown is not free.
 *
 * <p>It is read from a resource in CSV with the columns region, item, tier, price, currency, unit, date and source. A GB has
 * 2^30 bytes, as AWS bills.
 */
public final class PriceList {

    private static final String SHIPPED = "glacier-prices.csv";

    private final String resource;
    private final Map<PriceKey, Price> prices;

    private PriceList(String resource, Map<PriceKey, Price> prices) {
        this.resource = resource;
        this.prices = prices;
    }

    /**
     * Reads a price list.
     *
     * @param context  finds the resource; may be null for the shipped list
     * @param resource such as {@code file:prices.csv}; null for the list in this library
     * @return the list
     * @throws IllegalArgumentException if the list is wrong; the message names the resource, the line, the field, the
     *                                  value and the rule
     * @throws RuntimeCamelException    if the resource cannot be read
     */
    public static PriceList load(CamelContext context, String resource) {
        String name = resource == null ? "(shipped) " + SHIPPED : URISupport.sanitizeUri(resource);
        try (InputStream bytes = open(context, resource)) {
            return new PriceList(name, PriceReader.read(name, bytes));
        } catch (IOException e) {
            // Without the cause, because its message has the resource with its password.
            throw new RuntimeCamelException(
                    "prices: " + name + " cannot be read: " + URISupport.sanitizeUri(String.valueOf(e.getMessage())));
        }
    }

    private static InputStream open(CamelContext context, String resource) throws IOException {
        if (resource != null) {
            return ResourceHelper.resolveMandatoryResourceAsInputStream(context, resource);
        }
        InputStream shipped = PriceList.class.getResourceAsStream(SHIPPED);
        if (shipped == null) {
            throw new FileNotFoundException(SHIPPED);
        }
        return shipped;
    }

    /**
     * The cost of one retrieval of an archive: its request and its bytes.
     *
     * @param region the service's name of the region; null if it is not known
     * @param tier   Bulk, Standard or Expedited
     * @param bytes  how many bytes the archive has
     * @return the money; empty if one of the two prices is not known
     */
    public Optional<BigDecimal> retrieval(String region, String tier, long bytes) {
        return plus(requests(region, tier, 1), retrievedBytes(region, tier, bytes));
    }

    /**
     * The cost of the bytes of retrievals, without their requests.
     *
     * @param region the service's name of the region; null if it is not known
     * @param tier   Bulk, Standard or Expedited
     * @param bytes  how many bytes the archives have
     * @return the money; empty if the price is not known
     */
    public Optional<BigDecimal> retrievedBytes(String region, String tier, long bytes) {
        return money(region, PriceItem.RETRIEVAL, tier, bytes);
    }

    /**
     * The cost of the requests of retrievals, without their bytes.
     *
     * @param region   the service's name of the region; null if it is not known
     * @param tier     Bulk, Standard or Expedited
     * @param requests how many requests
     * @return the money; empty if the price is not known
     */
    public Optional<BigDecimal> requests(String region, String tier, long requests) {
        return money(region, PriceItem.REQUEST, tier, requests);
    }

    /**
     * The cost of archives that are ordered again while their outputs exist: requests and bytes.
     *
     * @param region   the service's name of the region; null if it is not known
     * @param tier     Bulk, Standard or Expedited
     * @param requests how many requests
     * @param bytes    how many bytes the archives have
     * @return the money; empty if one of the two prices is not known
     */
    public Optional<BigDecimal> restaging(String region, String tier, long requests, long bytes) {
        return plus(
                money(region, PriceItem.RESTAGED_REQUEST, tier, requests),
                money(region, PriceItem.RESTAGED_RETRIEVAL, tier, bytes));
    }

    /**
     * The cost of downloads that leave the region.
     *
     * @param region the service's name of the region; null if it is not known
     * @param bytes  how many bytes
     * @return the money; empty if the price is not known
     */
    public Optional<BigDecimal> transferOut(String region, long bytes) {
        return money(region, PriceItem.TRANSFER_OUT, "", bytes);
    }

    private Optional<BigDecimal> money(String region, PriceItem item, String tier, long quantity) {
        if (quantity < 0) {
            throw new IllegalArgumentException(item.text() + ": '" + quantity + "' must be 0 or more");
        }
        return find(region, item, tier).map(price -> price.of(quantity));
    }

    private Optional<Price> find(String region, PriceItem item, String tier) {
        if (region == null || tier == null) {
            return Optional.empty();
        }
        PriceKey key = new PriceKey(region, item, tier);
        return Optional.ofNullable(prices.get(key)).or(() -> Optional.ofNullable(prices.get(key.anywhere())));
    }

    private static Optional<BigDecimal> plus(Optional<BigDecimal> one, Optional<BigDecimal> other) {
        return one.flatMap(money -> other.map(money::add));
    }

    /**
     * Refuses a limit in money if a retrieval has no price, because such a limit could not be enforced.
     *
     * @param option the option that is the limit, named in the error
     * @param region the service's name of the region; null if it is not known
     * @param tiers  all tiers that may be used
     * @throws IllegalArgumentException that names the option, the region, the tier, and the list
     */
    public void requireRetrieval(String option, String region, Collection<String> tiers) {
        for (String tier : tiers) {
            if (retrieval(region, tier, 0).isEmpty()) {
                throw new IllegalArgumentException(option + ": needs the prices of retrieval and request of tier "
                        + tier
                        + " in region " + (region == null ? "(not known)" : region) + ", " + resource
                        + " does not have both; set option prices to a list that has them, or do not set " + option);
            }
        }
    }

    /**
     * The currency of all prices.
     *
     * @return three capital letters
     */
    public String currency() {
        return prices.values().iterator().next().currency();
    }

    /**
     * The resource of the list.
     *
     * @return the resource without passwords
     */
    public String resource() {
        return resource;
    }

    /**
     * The date of the oldest price of a region.
     *
     * @param region the service's name of the region; null if it is not known
     * @return the oldest date of the rows that apply to the region; empty if no row applies
     */
    public Optional<LocalDate> oldest(String region) {
        return used(region).map(Price::date).min(Comparator.naturalOrder());
    }

    private Stream<Price> used(String region) {
        return prices.values().stream()
                .filter(price -> find(region, price.key().item(), price.key().tier())
                        .filter(found -> found == price)
                        .isPresent());
    }
}
