package io.github.glacierjob.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.GlacierJobConfiguration;
import io.github.glacierjob.GlacierJobEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** Routes that tools and people write without Java. */
class RouteAsTextTest {
    @Test
    void aYamlRouteNamesItsParameters() throws Exception {
        assertThat(listJobsIn("route.yaml", """
                        - from:
                            uri: direct:list
                            steps:
                              - to:
                                  uri: glacier-job:photos
                                  parameters:
                                    operation: listJobs
                                    region: eu-west-1
                                    accessKey: a+b
                                    secretKey: c&d
                        """))
                .extracting(GlacierJobConfiguration::getAccessKey, GlacierJobConfiguration::getSecretKey)
                .containsExactly("a+b", "c&d");
    }

    @Test
    void anXmlRouteHasAUri() throws Exception {
        String route = """
                <route>
                  <from uri="direct:list"/>
                  <to uri="glacier-job:photos?operation=listJobs&amp;region=eu-west-1&amp;accessKey=a&amp;secretKey=b"/>
                </route>
                """;
        assertThat(listJobsIn("route.xml", route).getOperation()).hasToString("listJobs");
    }

    /** The configuration of the one endpoint in the route. */
    private static GlacierJobConfiguration listJobsIn(String name, String route) throws Exception {
        try (var camel = new DefaultCamelContext()) {
            Resource resource = ResourceHelper.fromString(name, route);
            PluginHelper.getRoutesLoader(camel).loadRoutes(resource);
            camel.start();
            return camel.getEndpoints().stream()
                    .filter(GlacierJobEndpoint.class::isInstance)
                    .map(endpoint -> ((GlacierJobEndpoint) endpoint).getConfiguration())
                    .findFirst()
                    .orElseThrow();
        }
    }
}
