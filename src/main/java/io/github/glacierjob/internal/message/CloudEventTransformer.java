package io.github.glacierjob.internal.message;

import io.github.glacierjob.GlacierJobConstants;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.cloudevents.CloudEvent;
import org.apache.camel.cloudevents.CloudEvents;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.Transformer;

/**
 * Converts a message of either component to a CloudEvent in Camel's headers: the output of a job, or a part of it. A part
 * that is delivered again has the same id, so that a receiver can detect it. Thread-safe.
 */
@DataTypeTransformer(
        name = "glacier-job:application-cloudevents",
        description = "Adds CloudEvent headers to the Camel message with the job, the archive and the chunk")
public class CloudEventTransformer extends Transformer {

    private static final String TYPE = "org.apache.camel.event.aws.glacier.getJobOutput";
    private static final String SOURCE = "aws.glacier.vault.";

    @Override
    public void transform(Message message, DataType from, DataType to) {
        Exchange exchange = message.getExchange();
        CloudEvent version = CloudEvents.v1_0;
        Map<String, Object> headers = message.getHeaders();
        headers.putIfAbsent(CloudEvent.CAMEL_CLOUD_EVENT_ID, id(message));
        headers.putIfAbsent(CloudEvent.CAMEL_CLOUD_EVENT_VERSION, version.version());
        headers.put(CloudEvent.CAMEL_CLOUD_EVENT_TYPE, TYPE);
        put(headers, CloudEvent.CAMEL_CLOUD_EVENT_SOURCE, source(message));
        put(headers, CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT, subject(message));
        String completed = message.getHeader(GlacierJobConstants.COMPLETION_DATE, String.class);
        headers.put(CloudEvent.CAMEL_CLOUD_EVENT_TIME, completed == null ? version.getEventTime(exchange) : completed);
        String type = message.getHeader(GlacierJobConstants.CONTENT_TYPE, String.class);
        headers.put(
                CloudEvent.CAMEL_CLOUD_EVENT_CONTENT_TYPE,
                type == null ? CloudEvent.APPLICATION_OCTET_STREAM_MIME_TYPE : type);
    }

    /** The id: the job and the number of the part in its output; for a message without a job, the exchange's id. */
    private static String id(Message message) {
        String job = message.getHeader(GlacierJobConstants.ID, String.class);
        if (job == null) {
            return message.getExchange().getExchangeId();
        }
        Object part = message.getHeader(GlacierJobConstants.CHUNK_INDEX);
        return part == null ? job : job + "/" + part;
    }

    private static String source(Message message) {
        String vault = message.getHeader(GlacierJobConstants.VAULT_NAME, String.class);
        return vault == null ? null : SOURCE + vault;
    }

    /** The subject: the archive; for an inventory, the job. */
    private static String subject(Message message) {
        String archive = message.getHeader(GlacierJobConstants.ARCHIVE_ID, String.class);
        return archive == null ? message.getHeader(GlacierJobConstants.ID, String.class) : archive;
    }

    private static void put(Map<String, Object> headers, String name, String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }
}
