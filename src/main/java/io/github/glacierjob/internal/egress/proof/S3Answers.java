package io.github.glacierjob.internal.egress.proof;

import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.proof.SinkAnswer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkResponse;

/**
 * Reads the answers of S3: the ETag that {@code aws2-s3:} sets as a header, and a response of the SDK as the body, for
 * example of {@code operation=headObject}. An ETag is the MD5, or the MD5 of the MD5s of all parts with the number of
 * parts, unless the object is encrypted with a key of KMS or of the user.
 */
final class S3Answers {

    private static final String ANSWERS = "software.amazon.awssdk.services.s3.model.";
    private static final Pattern ETAG = Pattern.compile("\"?([0-9a-fA-F]{32})(?:-(\\d{1,5}))?\"?");
    private static final Pattern CHECKSUM = Pattern.compile("([A-Za-z0-9+/]+={0,2})(?:-(\\d{1,5}))?");

    private static final Map<DigestAlgorithm, String> MEMBERS = Map.of(
            DigestAlgorithm.SHA_256, "ChecksumSHA256",
            DigestAlgorithm.CRC32C, "ChecksumCRC32C",
            DigestAlgorithm.CRC64NVME, "ChecksumCRC64NVME");

    /** The classes of a part or an object in the lists of S3. */
    private static final Set<String> LISTED = Set.of(ANSWERS + "Part", ANSWERS + "S3Object", ANSWERS + "ObjectVersion");

    private S3Answers() {}

    static List<SinkAnswer> read(Exchange exchange) {
        Message message = exchange.getMessage();
        String place = place(message);
        Map<String, Object> body = isAnswer(message.getBody()) ? members(message.getBody()) : Map.of();
        boolean keyed = "aws:kms".equals(body.get("ServerSideEncryption"))
                || "aws:kms:dsse".equals(body.get("ServerSideEncryption"))
                || body.get("SSECustomerAlgorithm") != null;
        List<SinkAnswer> answers = new ArrayList<>();
        String header = message.getHeader("CamelAwsS3ETag", String.class);
        if (header != null && !keyed && !isRepeated(header, body)) {
            answers.add(etag(SinkAnswer.at(place), header));
        }
        if (!body.isEmpty()) {
            answers.add(body(SinkAnswer.at(place), body, keyed));
        }
        return answers;
    }

    /** Whether the body is about the object that the upload has stored. Then the ETag of the upload adds nothing to it. */
    private static boolean isRepeated(String etag, Map<String, Object> body) {
        return body.get("ETag") != null
                && bare(etag).equals(bare(body.get("ETag").toString()));
    }

    private static String bare(String etag) {
        return etag.replace("\"", "");
    }

    private static String place(Message message) {
        String key = message.getHeader("CamelAwsS3ProducedKey", String.class);
        String bucket = message.getHeader("CamelAwsS3ProducedBucketName", String.class);
        return key == null ? null : "s3://" + bucket + "/" + key;
    }

    private static SinkAnswer etag(SinkAnswer answer, String etag) {
        Matcher read = ETAG.matcher(etag);
        if (!read.matches()) {
            return answer;
        }
        byte[] md5 = HexFormat.of().parseHex(read.group(1));
        return read.group(2) == null
                ? answer.digest(DigestAlgorithm.MD5, md5)
                : answer.digestOfParts(DigestAlgorithm.MD5, md5, Integer.parseInt(read.group(2)));
    }

    private static SinkAnswer body(SinkAnswer answer, Map<String, Object> body, boolean keyed) {
        SinkAnswer said = answer;
        if (body.get("ETag") != null && !keyed) {
            said = etag(said, body.get("ETag").toString());
        }
        Object length = body.getOrDefault("ContentLength", body.getOrDefault("ObjectSize", body.get("Size")));
        if (length instanceof Long bytes) {
            said = said.length(bytes);
        }
        boolean composite = "COMPOSITE".equals(body.get("ChecksumType"));
        for (Map.Entry<DigestAlgorithm, String> member : MEMBERS.entrySet()) {
            Object value = body.get(member.getValue());
            if (value != null) {
                said = checksum(said, member.getKey(), value.toString(), composite);
            }
        }
        return said;
    }

    private static SinkAnswer checksum(SinkAnswer answer, DigestAlgorithm algorithm, String value, boolean composite) {
        Matcher read = CHECKSUM.matcher(value);
        if (!read.matches()) {
            return answer;
        }
        byte[] digest = Base64.getDecoder().decode(read.group(1));
        int parts = read.group(2) == null ? 0 : Integer.parseInt(read.group(2));
        return composite || parts > 0
                ? answer.digestOfParts(algorithm, digest, parts)
                : answer.digest(algorithm, digest);
    }

    /** Whether a body is an answer of S3. A request has the same members, but with digests of the sender. */
    private static boolean isAnswer(Object body) {
        return body instanceof SdkResponse
                || body != null && LISTED.contains(body.getClass().getName());
    }

    /** The members of an answer of S3's SDK, with those of its checksum; empty for any other object. */
    private static Map<String, Object> members(Object body) {
        Map<String, Object> members = new HashMap<>();
        if (body instanceof SdkPojo answer && body.getClass().getName().startsWith(ANSWERS)) {
            for (SdkField<?> field : answer.sdkFields()) {
                Object value = field.getValueOrDefault(answer);
                if (field.memberName().equals("Checksum")) {
                    members.putAll(members(value));
                } else if (value != null) {
                    members.put(field.memberName(), value);
                }
            }
        }
        return members;
    }
}
