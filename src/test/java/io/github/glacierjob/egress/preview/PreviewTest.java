package io.github.glacierjob.egress.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.egress.GlacierEgressPreview;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the results of operation=preview for an inventory. */
class PreviewTest extends AbstractPreviewTest {

    @Test
    void theFilterDecidesWhatIsCountedAndBadEntriesAreNamed() throws Exception {
        GlacierEgressPreview preview = preview(inventory(json(
                        ARN, entry("a", 100), entry("b", 2000), entry("", 5), entry("c", "null"), entry("d", 1L << 60)))
                + "&filter=${body.size} < 1000");

        Map<String, Object> map = preview.toMap();
        assertThat(map)
                .containsEntry("archives", 2L)
                .containsEntry("bytes", 100L)
                .containsEntry("archivesWithoutSize", 1L)
                .containsEntry("refusedByFilter", 2L)
                .containsEntry("badEntries", 1L);
    }

    @Test
    void anArchiveWithoutASizeMakesTheTotalUnknownAndNotSmaller() throws Exception {
        GlacierEgressPreview preview = preview(inventory(json(ARN, entry("a", GB), entry("b", "null"))));

        assertThat(preview.getTotalCost()).isEmpty();
        assertThat(member(preview.toMap(), "asked", "cost", "total")).isNull();
        assertThat(member(preview.toMap(), "asked", "cost", "unknown")).isEqualTo(List.of("size of archives"));
        assertThat(preview.toString()).contains("1 archives have no size").containsPattern("USD total +unknown");
    }

    @Test
    void aRegionWithoutPricesHasNoCostAndStillHasCounts() throws Exception {
        String arn = ARN.replace("us-east-2", "eu-south-9");
        String uri = "glacier-egress:photos?operation=preview&useDefaultCredentialsProvider=true&region=eu-south-9&"
                + inventory(json(arn, entry("a", GB)));
        GlacierEgressPreview preview =
                glacier.request(uri, exchange -> {}).getMessage().getBody(GlacierEgressPreview.class);

        assertThat(preview.getArchives()).isEqualTo(1);
        assertThat(preview.getTotalCost()).isEmpty();
        assertThat(preview.getRetrievalCost()).isEmpty();
        assertThat(preview.toMap()).containsEntry("small", null).containsEntry("cheapest", null);
        assertThat(preview.toString()).containsPattern("USD retrieval +unknown");
    }

    @Test
    void theCheapestAndTheFastestPlanAreShownBesideTheRequestedOne() throws Exception {
        GlacierEgressPreview preview = preview(inventory(json(ARN, entry("a", GB), entry("b", GB))) + "&tier=Standard");

        assertThat(member(preview.toMap(), "asked", "tier")).isEqualTo("Standard");
        assertThat(member(preview.toMap(), "cheapest", "tier")).isEqualTo("Bulk");
        assertThat(member(preview.toMap(), "fastest", "tier")).isEqualTo("Expedited");
        assertThat(member(preview.toMap(), "asked", "cost", "retrieval")).isEqualTo(new BigDecimal("0.02"));
        assertThat(member(preview.toMap(), "asked", "requests", "InitiateJob")).isEqualTo(2L);
        assertThat(member(preview.toMap(), "asked", "requests", "GetJobOutput")).isEqualTo(256L);
        assertThat(preview.toString())
                .contains("asked          cheapest           fastest")
                .contains("tier                                Standard              Bulk         Expedited");
    }

    @Test
    void smallArchivesAreThoseWhoseRequestCostsMoreThanTheirBytes() throws Exception {
        GlacierEgressPreview preview = preview(
                inventory(json(ARN, entry("a", GB), entry("b", 10_737_418), entry("c", 10_737_419), entry("d", 1))));

        assertThat(member(preview.toMap(), "small", "below")).isEqualTo(10_737_419L);
        assertThat(member(preview.toMap(), "small", "archives")).isEqualTo(2L);
        assertThat(member(preview.toMap(), "small", "shareOfArchives")).isEqualTo(0.5);
        assertThat((Double) member(preview.toMap(), "small", "shareOfCost")).isBetween(0.028, 0.029);
    }

    @Test
    void aHeaderGivesTheRateOfTheConnection() throws Exception {
        String inventory = inventory(json(ARN, entry("a", 48 * GB)));
        Exchange answer = glacier.request(uri("operation=preview&" + inventory), exchange -> exchange.getMessage()
                .setHeader("CamelGlacierEgressBytesPerHour", GB));
        Map<String, Object> map =
                answer.getMessage().getBody(GlacierEgressPreview.class).toMap();

        assertThat(map).containsEntry("bytesPerHour", GB);
        assertThat(member(map, "asked", "days", "rate")).isEqualTo(2.0);
        assertThat(member(map, "asked", "days", "total")).isEqualTo(2.5);
        assertThat(member(preview(inventory).toMap(), "asked", "days", "rate")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "fast", "NaN"})
    void anInvalidRateIsRefused(String rate) throws Exception {
        Exchange answer =
                glacier.request(uri("operation=preview&" + inventory(json(ARN))), exchange -> exchange.getMessage()
                        .setHeader("CamelGlacierEgressBytesPerHour", rate));

        assertThat(answer.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("CamelGlacierEgressBytesPerHour: '" + rate + "' must be a number greater than 0");
    }

    @Test
    void jobsInFlightAreALimitOfTheBudget() throws Exception {
        String inventory = inventory(json(ARN, entry("a", 1), entry("b", 1), entry("c", 1)));

        assertThat(member(preview(inventory).toMap(), "asked", "days", "total")).isEqualTo(0.5);
        assertThat(member(preview(inventory + "&jobsInFlight=1").toMap(), "asked", "days", "limits", "jobsInFlight"))
                .isEqualTo(1.0);
        assertThat(preview(inventory + "&jobsInFlight=1").getTime()).contains(Duration.ofHours(36));
    }

    @ParameterizedTest
    @CsvSource({
        "ordersPerSecond=0.00001, ordersPerSecond, 2.315",
        "bytesPerHour=1G, bytesPerHour, 2.0",
        "bytesPerDay=12G, bytesPerDay, 4.0",
        "costPerDay=0.04, costPerDay, 3.001"
    })
    void eachLimitOfTheBudgetHasItsDays(String option, String limit, double days) throws Exception {
        String inventory = inventory(json(ARN, entry("a", 24 * GB), entry("b", 24 * GB)));

        GlacierEgressPreview preview = preview(inventory + "&" + option);

        assertThat(member(preview.toMap(), "asked", "days", "limits", limit)).isEqualTo(days);
        assertThat(member(preview.toMap(), "asked", "days", "budget")).isEqualTo(days);
        assertThat(member(preview.toMap(), "asked", "withinMaxCost")).isNull();
    }

    @Test
    void aPlanThatCostsMoreThanMaxCostIsMarked() throws Exception {
        String inventory = inventory(json(ARN, entry("a", 40 * GB)));

        GlacierEgressPreview preview = preview(inventory + "&tier=Standard&maxCost=0.2");

        assertThat(member(preview.toMap(), "asked", "withinMaxCost")).isEqualTo(false);
        assertThat(member(preview.toMap(), "cheapest", "withinMaxCost")).isEqualTo(true);
        assertThat(preview.toString()).containsPattern("within maxCost +no: orders stop +yes +no: orders stop");
    }

    @Test
    void thePreviewIsConvertedToJson() throws Exception {
        Exchange answer = ask(inventory(json(ARN, entry("a", GB))));

        assertThat(answer.getMessage().getBody(String.class))
                .contains("\"archives\":1,\"bytes\":1073741824")
                .contains("\"tier\":\"Bulk\"")
                .contains("\"retrieval\":0.00,\"requests\":0.00,\"transferOut\":0.09,\"total\":0.09");
    }

    @Test
    void anotherOperationThanPreviewIsRefusedWithoutADatabase() throws Exception {
        Exchange answer =
                glacier.request(uri("operation=preview&" + inventory(json(ARN))), exchange -> exchange.getMessage()
                        .setHeader("CamelGlacierEgressOperation", "status"));

        assertThat(answer.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "CamelGlacierEgressOperation: 'status' must be preview, or absent: with operation=preview an"
                                + " endpoint does nothing else");
    }

    @Test
    void aWrongPriceListFailsTheStart() throws Exception {
        Path prices = Files.writeString(
                directory.resolve("prices.csv"),
                "region,item,tier,price,currency,unit,date,source\nus-east-2,retrieval,Bulk,free,USD,GB,2026-01-01,me\n");
        String uri = uri("operation=preview&prices=file:" + prices + "&" + inventory(json(ARN)));

        assertThatThrownBy(() -> {
                    glacier.context.start();
                    glacier.context.getEndpoint(uri).start();
                })
                .hasRootCauseMessage("prices: file:" + prices
                        + ", line 2, price: 'free' must be 0 or more, in digits, with at most 12 of them after the decimal"
                        + " point");
    }
}
