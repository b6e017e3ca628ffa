package io.github.glacierjob.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.prices.PriceList;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two vaults of AWS's own cost page, calculated with the shipped prices. */
class CostExamplesTest {

    private static final String REGION = "us-east-2";

    private final PriceList prices = PriceList.load(null, null);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100,000 archives of 1 GB | 100000 | 1073741824 | 1153.57",
                "10,000,000 archives of 10 MB | 10000000 | 10485760 | 11229.21"
            })
    void theManualHasTheCostsOfTheShippedPrices(String vault, long archives, long bytes, BigDecimal solution) {
        BigDecimal glacier = prices.retrievedBytes(REGION, "Bulk", archives * bytes)
                .orElseThrow()
                .add(prices.requests(REGION, "Bulk", archives).orElseThrow());
        BigDecimal out = prices.transferOut(REGION, archives * bytes).orElseThrow();

        String row = "| %s | %s | %s | %s | %s | %s |"
                .formatted(
                        vault,
                        dollars(solution),
                        dollars(glacier),
                        dollars(solution.subtract(glacier.setScale(2, RoundingMode.HALF_UP))),
                        dollars(glacier),
                        dollars(glacier.add(out)));
        assertThat(Path.of("src/main/docs/egress-budget.md")).content().contains(row);
    }

    private static String dollars(BigDecimal money) {
        return String.format(Locale.ROOT, "$%,.2f", money.setScale(2, RoundingMode.HALF_UP));
    }
}
