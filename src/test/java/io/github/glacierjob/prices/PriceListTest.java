package io.github.glacierjob.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceListTest {

    private static final String HEAD = "region,item,tier,price,currency,unit,date,source\n";
    private static final long GB = 1L << 30;

    @TempDir
    Path directory;

    private final DefaultCamelContext context = new DefaultCamelContext();

    private PriceList list(String text) throws IOException {
        return PriceList.load(context, resource(text.getBytes(StandardCharsets.UTF_8)));
    }

    private String resource(byte[] bytes) throws IOException {
        return "file:" + Files.write(directory.resolve("prices.csv"), bytes);
    }

    @Test
    void theShippedListHasThePublicPricesOfTheUnitedStatesAndTheirAge() {
        PriceList shipped = PriceList.load(null, null);
        assertThat(shipped.retrieval("us-east-2", "Bulk", GB)).contains(new BigDecimal("0.002525"));
        assertThat(shipped.retrieval("us-east-2", "Standard", GB)).contains(new BigDecimal("0.01005"));
        assertThat(shipped.retrieval("us-east-2", "Expedited", GB)).contains(new BigDecimal("0.04"));
        assertThat(shipped.transferOut("us-east-2", 100 * GB)).contains(new BigDecimal("9.00"));
        assertThat(shipped.currency()).isEqualTo("USD");
        assertThat(shipped.oldest("us-east-2")).contains(LocalDate.parse("2023-03-24"));
    }

    @Test
    void aSecondOrderWhileTheOutputExistsIsFreeByDefault() throws IOException {
        assertThat(PriceList.load(context, null).restaging("eu-north-1", "Bulk", 7, GB))
                .hasValueSatisfying(money -> assertThat(money).isZero());
        PriceList own = list(HEAD + "*,restagedRetrieval,Bulk,0.5,EUR,GB,2026-01-01,mine\n"
                + "*,restagedRequest,Bulk,0.25,EUR,request,2026-01-01,mine\n");
        assertThat(own.restaging("eu-north-1", "Bulk", 7, GB)).contains(new BigDecimal("2.25"));
        assertThat(own.restaging("eu-north-1", "Standard", 7, GB)).isEmpty();
        assertThat(own.currency()).isEqualTo("EUR");
    }

    @Test
    void aMissingPriceIsUnknownAndNotZero() {
        PriceList shipped = PriceList.load(null, null);
        assertThat(shipped.retrieval("eu-west-1", "Bulk", 0)).isEmpty();
        assertThat(shipped.transferOut("eu-west-1", 0)).isEmpty();
        assertThat(shipped.retrieval(null, "Bulk", 1)).isEmpty();
        assertThat(shipped.retrieval("us-east-2", null, 1)).isEmpty();
        assertThat(shipped.retrieval("us-east-2", "Slow", 1)).isEmpty();
        assertThat(shipped.retrieval("ap-southeast-2", "Standard", GB)).contains(new BigDecimal("0.01206"));
        assertThat(shipped.transferOut("ap-southeast-2", GB)).isEmpty();
    }

    @Test
    void anUnknownPriceMakesTheSumUnknown() throws IOException {
        PriceList list = list(HEAD + "*,retrieval,Bulk,1,USD,GB,2026-01-01,mine\n");
        assertThat(list.retrievedBytes("x", "Bulk", GB)).contains(BigDecimal.ONE);
        assertThat(list.retrieval("x", "Bulk", GB)).isEmpty();
    }

    @Test
    void amountsAreExactForOneByteAndForTheLargestVaults() throws IOException {
        PriceList list = list(HEAD + "*,retrieval,Bulk,0.0025,USD,GB,2026-01-01,mine\n"
                + "*,transferOut,,0.000000000001,USD,10^9 bytes,2026-01-01,mine\n");
        assertThat(list.retrievedBytes("x", "Bulk", 1))
                .contains(new BigDecimal("0.0025").divide(BigDecimal.valueOf(GB)));
        assertThat(list.retrievedBytes("x", "Bulk", Long.MAX_VALUE))
                .contains(new BigDecimal("0.0025")
                        .multiply(BigDecimal.valueOf(Long.MAX_VALUE))
                        .divide(BigDecimal.valueOf(GB)));
        assertThat(list.transferOut("x", 1)).contains(new BigDecimal("1E-21"));
    }

    @Test
    void aRowOfTheRegionWinsOverTheRowOfAllRegions() throws IOException {
        PriceList list = list(HEAD + "eu-west-1,transferOut,,2,USD,GB,2025-01-01,mine\n"
                + "*,transferOut,,1,USD,GB,2024-01-01,mine\n");
        assertThat(list.transferOut("eu-west-1", GB)).contains(new BigDecimal("2"));
        assertThat(list.transferOut("eu-west-3", GB)).contains(BigDecimal.ONE);
        assertThat(list.oldest("eu-west-1")).contains(LocalDate.parse("2025-01-01"));
        assertThat(list.oldest("eu-west-3")).contains(LocalDate.parse("2024-01-01"));
    }

    @Test
    void commentsEmptyLinesQuotesAndWindowsLineEndsAreAccepted() throws IOException {
        PriceList list = list("\uFEFF# mine\r\n\r\n" + HEAD.replace("\n", "\r\n")
                + "*, transferOut ,,1,USD,GB,2024-01-01,\"the invoice, \"\"page 2\"\"\"\r\n");
        assertThat(list.transferOut("eu-west-3", GB)).contains(BigDecimal.ONE);
    }

    @Test
    void aLimitInMoneyNeedsAPriceForEachTierItMayUse() {
        PriceList shipped = PriceList.load(null, null);
        assertThatCode(() -> shipped.requireRetrieval("maxCost", "us-east-2", List.of("Bulk", "Standard")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> shipped.requireRetrieval("maxCost", "ap-southeast-2", List.of("Standard", "Bulk")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxCost: needs the prices of retrieval and request of tier Bulk in region ap-southeast-2,"
                        + " (shipped) glacier-prices.csv does not have both; set option prices to a list that has them,"
                        + " or do not set maxCost");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "us_east,retrieval,Bulk,1,USD,GB,2026-01-01,a | region: 'us_east' must be the name of a region of AWS",
                ",retrieval,Bulk,1,USD,GB,2026-01-01,a | region: '' must be the name of a region of AWS",
                "*,storage,Bulk,1,USD,GB,2026-01-01,a | item: 'storage' must be one of retrieval, request, restaged",
                "*,retrieval,bulk,1,USD,GB,2026-01-01,a | tier: 'bulk' must be one of Bulk, Standard, Expedited",
                "*,retrieval,,1,USD,GB,2026-01-01,a | tier: '' must be one of Bulk, Standard, Expedited",
                "*,transferOut,Bulk,1,USD,GB,2026-01-01,a | tier: 'Bulk' must be empty for transferOut",
                "*,retrieval,Bulk,-1,USD,GB,2026-01-01,a | price: '-1' must be 0 or more",
                "*,retrieval,Bulk,1e3,USD,GB,2026-01-01,a | price: '1e3' must be 0 or more",
                "*,retrieval,Bulk,,USD,GB,2026-01-01,a | price: '' must be 0 or more",
                "*,retrieval,Bulk,9999999999,USD,GB,2026-01-01,a | price: '9999999999' must be 0 or more",
                "*,retrieval,Bulk,1,usd,GB,2026-01-01,a | currency: 'usd' must be three capital letters",
                "*,retrieval,Bulk,1,EUR,GB,2026-01-01,a | currency: 'EUR' must be USD as in the lines before",
                "*,retrieval,Bulk,1,USD,GiB,2026-01-01,a | unit: 'GiB' must be one of GB, 10^9 bytes for retrieval",
                "*,request,Bulk,1,USD,GB,2026-01-01,a | unit: 'GB' must be one of request, 1000 requests for request",
                "*,retrieval,Bulk,1,USD,GB,1.1.2026,a | date: '1.1.2026' must be a date such as 2026-11-26",
                "*,retrieval,Bulk,1,USD,GB,2026-01-01, | source: '' must name the source of the price in 1 to 500 characters",
                "*,retrieval,Bulk,1,USD,GB,2026-01-01 | number of fields: '7' must be 8: region, item, tier",
                "*,retrieval,Bulk,1,USD,GB,2026-01-01,a,b | number of fields: '9' must be 8: region, item, tier",
                "*,retrieval,Bulk,1,USD,GB,2026-01-01,\"a | quotes: '*,retrieval,Bulk,1,USD,GB,2026-01-01,\"a' must end",
                "x,transferOut,,1,USD,GB,2026-01-01,a | region, item, tier: 'transferOut in region x' must not occur"
                        + " twice; see line 2"
            },
            quoteCharacter = '\u0001')
    void anErrorNamesTheResourceTheLineTheFieldTheValueAndTheRule(String row, String error) throws IOException {
        String text = HEAD + "x,transferOut,,1,USD,GB,2026-01-01,a\n\n# the next line is wrong\n" + row + "\n";
        assertThatThrownBy(() -> list(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("prices: file:" + directory.resolve("prices.csv") + ", line 5, " + error);
    }

    @Test
    void aFileThatIsNotAPriceListIsRefused() throws IOException {
        String name = "prices: file:" + directory.resolve("prices.csv");
        assertThatThrownBy(() -> list("")).hasMessage(name + ": '1 lines' must have at least one price");
        assertThatThrownBy(() -> list(HEAD)).hasMessage(name + ": '2 lines' must have at least one price");
        assertThatThrownBy(() -> list("region;item\nx;y"))
                .hasMessage(name + ", line 1, names of the columns: 'region;item' must be " + HEAD.strip());
        assertThatThrownBy(() -> PriceList.load(context, resource(new byte[] {(byte) 0xC3, 0x28})))
                .hasMessageStartingWith(name)
                .hasMessageEndingWith("must be text in UTF-8");
        assertThatThrownBy(() -> PriceList.load(context, resource(new byte[(1 << 20) + 1])))
                .hasMessageStartingWith(name)
                .hasMessageEndingWith("must be at most 1048576 bytes");
    }

    @Test
    void anErrorNamesAMissingListWithoutItsPassword() {
        assertThatThrownBy(() -> PriceList.load(context, "file:missing.csv?password=secret"))
                .isInstanceOf(RuntimeCamelException.class)
                .hasMessageContaining("prices: file:missing.csv")
                .hasMessageNotContaining("secret");
    }
}
