package io.github.glacierjob.internal.egress.proof;

import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.proof.SinkAnswer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.PluginHelper;

/** Reads the answers of Azure Blob Storage and Google Cloud Storage. */
final class CloudAnswers {

    private static final String GOOGLE_BLOB = "com.google.cloud.storage.Blob";

    private CloudAnswers() {}

    /** The MD5 that {@code azure-storage-blob:} sets as a header, if there is also the ETag of the answer. */
    static Optional<SinkAnswer> azure(Exchange exchange) {
        Message message = exchange.getMessage();
        if (message.getHeader("CamelAzureStorageBlobETag") == null) {
            return Optional.empty();
        }
        byte[] md5 = message.getHeader("CamelAzureStorageBlobContentMD5", byte[].class);
        return Optional.of(SinkAnswer.at(null).digest(DigestAlgorithm.MD5, md5));
    }

    /** The digests of the blob that {@code google-storage:} sets as the body, or the CRC in a header. */
    static Optional<SinkAnswer> google(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        String crc = exchange.getMessage().getHeader("CamelGoogleCloudStorageCrc32cHex", String.class);
        if (body != null && isBlob(body.getClass())) {
            SinkAnswer answer = SinkAnswer.at(null)
                    .digest(DigestAlgorithm.MD5, base64(member(exchange, body, "md5")))
                    .digest(DigestAlgorithm.CRC32C, base64(member(exchange, body, "crc32c")));
            Object size = member(exchange, body, "size");
            return Optional.of(size instanceof Long length ? answer.length(length) : answer);
        }
        return Optional.ofNullable(crc).map(hex -> SinkAnswer.at(null)
                .digest(DigestAlgorithm.CRC32C, HexFormat.of().parseHex(hex)));
    }

    private static boolean isBlob(Class<?> type) {
        return type != null && (type.getName().equals(GOOGLE_BLOB) || isBlob(type.getSuperclass()));
    }

    private static Object member(Exchange exchange, Object bean, String name) {
        return PluginHelper.getBeanIntrospection(exchange.getContext()).getOrElseProperty(bean, name, null, false);
    }

    private static byte[] base64(Object text) {
        return text == null ? null : Base64.getDecoder().decode(text.toString());
    }
}
