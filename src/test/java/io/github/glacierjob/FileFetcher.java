package io.github.glacierjob;

import java.io.File;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;

/** A program that fetches an output into a file and may be killed. Arguments: endpoint, job id, directory, file name. */
public final class FileFetcher {

    private FileFetcher() {}

    /** Exit code 0 if the file is whole. */
    public static void main(String[] arguments) throws Exception {
        String uri =
                "glacier-job:photos?accessKey=a&secretKey=s&region=us-east-1&overrideEndpoint=true&uriEndpointOverride="
                        + arguments[0]
                        + "&operation=getJobOutput&outputMode=file&chunkSize=1048576&parallelism=4&workDirectory="
                        + arguments[2];
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            try (var template = context.createProducerTemplate()) {
                Exchange answer = template.request(uri, exchange -> {
                    exchange.getMessage().setHeader(GlacierJobConstants.ID, arguments[1]);
                    exchange.getMessage().setHeader(GlacierJobConstants.FILE_NAME, arguments[3]);
                });
                if (answer.getException() != null) {
                    throw answer.getException();
                }
                System.out.println(answer.getMessage().getBody(File.class).length());
            }
        }
        System.exit(0);
    }
}
