package io.github.glacierjob.internal.initiation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.internal.service.ServiceJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WantedJobTest {

    private static final String INVENTORY = "'Type':'inventory-retrieval'";
    private static final String SHOWN = "'Action':'InventoryRetrieval'";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}|{'ArchiveSizeInBytes':5,'RetrievalByteRange':'0-4','Tier':'Standard'}|true
            {}|{'ArchiveSizeInBytes':5,'RetrievalByteRange':'0-3'}|false
            {'RetrievalByteRange':'00-04'}|{'ArchiveSizeInBytes':5}|true
            {'Tier':'Standard','Description':''}|{'JobDescription':null,'Tier':null}|true
            {'Tier':'Bulk'}|{'Tier':'Standard'}|false
            {'Description':'a'}|{'JobDescription':'b'}|false
            {'Description':'a'}|{}|false
            {}|{'JobDescription':'b'}|false
            {'SNSTopic':'arn:aws:sns:x:1:t'}|{'SNSTopic':null}|false
            {}|{'ArchiveId':'other'}|false
            {}|{'Action':'InventoryRetrieval'}|false
            """)
    void aRetrievalIsRecognisedByAllItsParameters(String asked, String shown, boolean recognised) {
        assertThat(recognised("'Type':'archive-retrieval','ArchiveId':'a'", asked, shown("ArchiveRetrieval", shown)))
                .isEqualTo(recognised);
    }

    private static String shown(String action, String members) {
        String more = members.substring(1, members.length() - 1);
        String archive = members.contains("'ArchiveId'") ? "" : ",'ArchiveId':'a'";
        return (members.contains("'Action'")
                        ? "{" + more
                        : "{'Action':'" + action + "'" + (more.isEmpty() ? "" : "," + more))
                + archive + "}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}|{}|true
            {'Limit':'7'}|{'Limit':'7'}|true
            {'Limit':'07'}|{'Limit':'7'}|true
            {'Limit':'7'}|{'Limit':'8'}|false
            {'Limit':'7'}|{'Limit':null}|false
            {'Limit':'7','Marker':'m'}|{'Limit':'7','Marker':'m'}|true
            {'Limit':'7','Marker':'m'}|{'Limit':'7','Marker':'n'}|false
            {'Limit':'7','Marker':'m'}|{'Limit':'7','Marker':null}|true
            {'StartDate':'2013-03-20T17:03:43Z'}|{'StartDate':'2013-03-20T17:03:43.000Z'}|true
            {'StartDate':'2013-03-20T17:03:43Z'}|{'EndDate':'2013-03-20T17:03:43Z'}|false
            {}|{'Format':'JSON'}|true
            {}|{'Format':'CSV'}|false
            """)
    void anInventoryIsRecognisedByAllItsParameters(String asked, String shown, boolean recognised) {
        assertThat(recognised(
                        INVENTORY,
                        "{'InventoryRetrievalParameters':" + asked + "}",
                        "{" + SHOWN + ",'InventoryRetrievalParameters':" + shown + "}"))
                .isEqualTo(recognised);
    }

    private static boolean recognised(String base, String asked, String shown) {
        String more = asked.substring(1, asked.length() - 1);
        String parameters = "{" + base + (more.isEmpty() ? "" : "," + more) + "}";
        return new WantedJob(ServiceJson.PARAMETERS.fromText(parameters.replace('\'', '"')))
                .isMadeInto(ServiceJson.JOB.fromText(shown.replace('\'', '"')));
    }
}
