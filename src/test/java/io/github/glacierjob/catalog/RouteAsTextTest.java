package io.github.glacierjob.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.GlacierJobConfiguration;
import io.github.glacierjob.GlacierJobEndpoint;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;

/** Tests routes in YAML and XML, as tools and people write them. */
class RouteAsTextTest extends CamelTestSupport {
    @Test
    void aYamlRouteHasParameters() throws Exception {
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

    /** The configuration of the route's only endpoint. */
    private GlacierJobConfiguration listJobsIn(String name, String route) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(name, route));
        return context.getEndpoints().stream()
                .filter(GlacierJobEndpoint.class::isInstance)
                .map(endpoint -> ((GlacierJobEndpoint) endpoint).getConfiguration())
                .findFirst()
                .orElseThrow();
    }
}
