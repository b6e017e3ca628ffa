package io.github.glacierjob.simulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.simulator.AbstractSimulatorTest;
import io.github.glacierjob.simulator.Content;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.glacier.model.InvalidParameterValueException;
import software.amazon.awssdk.services.glacier.model.MissingParameterValueException;
import software.amazon.awssdk.services.glacier.model.UploadArchiveResponse;

class ArchiveOperationsTest extends AbstractSimulatorTest {
    private static final Content CONTENT = Content.seeded(3, 5L * MIB + 9);

    private RequestBody body(long start, long end) {
        return RequestBody.fromBytes(CONTENT.expected(start, end - start));
    }

    @Test
    void anUploadBecomesAnArchive() {
        UploadArchiveResponse uploaded = client.uploadArchive(
                r -> r.vaultName(VAULT).archiveDescription("mine").checksum(CONTENT.treeHash()),
                body(0, CONTENT.size()));

        assertThat(uploaded.checksum()).isEqualTo(CONTENT.treeHash());
        assertThat(uploaded.archiveId()).matches("[A-Za-z0-9_-]{138}");
        assertThat(uploaded.location()).isEqualTo("/111122223333/vaults/photos/archives/" + uploaded.archiveId());
        assertThat(simulator.content(uploaded.archiveId()).treeHash()).isEqualTo(CONTENT.treeHash());
    }

    @Test
    void aLargeUploadIsKeptOutsideTheHeap() {
        Content large = Content.seeded(4, 9L * MIB + 1);

        String archiveId = client.uploadArchive(
                        r -> r.vaultName(VAULT).checksum(large.treeHash()),
                        RequestBody.fromBytes(large.expected(0, large.size())))
                .archiveId();

        assertThat(simulator.treeHash(archiveId)).isEqualTo(large.treeHash());
    }

    @Test
    void anUploadWithAWrongTreeHashIsRefused() {
        assertThatThrownBy(() -> client.uploadArchive(
                        r -> r.vaultName(VAULT).checksum(Content.of("other").treeHash()), body(0, 10)))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> client.uploadArchive(r -> r.vaultName(VAULT), body(0, 10)))
                .isInstanceOf(MissingParameterValueException.class);
    }

    @Test
    void anUploadWithAWrongLinearHashHasAWrongSignature() {
        HttpResponse<String> answer = send(request("/-/vaults/photos/archives")
                .header("x-amz-sha256-tree-hash", Content.of("abc").treeHash())
                .header("x-amz-content-sha256", Content.of("xyz").treeHash())
                .POST(BodyPublishers.ofString("abc")));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("InvalidSignatureException");
    }

    @Test
    void anEmptyUploadIsRefused() {
        assertThat(post("/-/vaults/photos/archives", "").body())
                .isEqualTo(error("InvalidParameterValueException", "Invalid Content-Length: 0"));
    }

    @Test
    void descriptionsOutsidePrintableAsciiAreRefused() {
        assertThatThrownBy(() -> client.uploadArchive(
                        r -> r.vaultName(VAULT)
                                .archiveDescription("x".repeat(1025))
                                .checksum(CONTENT.treeHash()),
                        body(0, CONTENT.size())))
                .isInstanceOf(InvalidParameterValueException.class);
    }

    private String beginUpload(long partSize) {
        return client.initiateMultipartUpload(
                        r -> r.vaultName(VAULT).archiveDescription("  in parts").partSize(Long.toString(partSize)))
                .uploadId();
    }

    private void uploadPart(String uploadId, long start, long end) {
        client.uploadMultipartPart(
                r -> r.vaultName(VAULT)
                        .uploadId(uploadId)
                        .range("bytes " + start + "-" + (end - 1) + "/*")
                        .checksum(CONTENT.treeHash(start, end)),
                body(start, end));
    }

    private String complete(String uploadId, String treeHash) {
        return client.completeMultipartUpload(r -> r.vaultName(VAULT)
                        .uploadId(uploadId)
                        .archiveSize(Long.toString(CONTENT.size()))
                        .checksum(treeHash))
                .archiveId();
    }

    @Test
    void partsInAnyOrderBecomeAnArchive() {
        String uploadId = beginUpload(2L * MIB);
        uploadPart(uploadId, 4L * MIB, CONTENT.size());
        uploadPart(uploadId, 0, 2L * MIB);
        assertThatThrownBy(() -> complete(uploadId, CONTENT.treeHash()))
                .hasMessageContaining("Missing part at offset 2097152");
        uploadPart(uploadId, 2L * MIB, 4L * MIB);

        assertThat(client.listParts(r -> r.vaultName(VAULT).uploadId(uploadId)).parts())
                .hasSize(3)
                .first()
                .matches(part -> part.rangeInBytes().equals("0-2097151"))
                .matches(part -> part.sha256TreeHash().equals(CONTENT.treeHash(0, 2L * MIB)));
        String archiveId = complete(uploadId, CONTENT.treeHash());

        assertThat(simulator.treeHash(archiveId)).isEqualTo(CONTENT.treeHash());
        assertThat(complete(uploadId, CONTENT.treeHash())).isEqualTo(archiveId);
        assertThat(client.listMultipartUploads(r -> r.vaultName(VAULT)).uploadsList())
                .isEmpty();
    }

    @Test
    void anUploadInPartsIsListedAndAborted() {
        String first = beginUpload(MIB);
        beginUpload(MIB);

        assertThat(client.listMultipartUploadsPaginator(r -> r.vaultName(VAULT).limit("1"))
                        .uploadsList())
                .hasSize(2)
                .allMatch(upload -> upload.archiveDescription().equals("in parts"))
                .allMatch(upload -> upload.partSizeInBytes() == MIB);
        client.abortMultipartUpload(r -> r.vaultName(VAULT).uploadId(first));
        assertThat(client.listMultipartUploads(r -> r.vaultName(VAULT)).uploadsList())
                .hasSize(1);
    }

    @Test
    void partsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> beginUpload(3L * MIB))
                .hasMessageContaining("Invalid part size: 3145728. Part size must not be null, must be a power of two "
                        + "and be between 1048576 and 4294967296 bytes.");
        String uploadId = beginUpload(MIB);
        assertThatThrownBy(() -> uploadPart(uploadId, 17, MIB))
                .hasMessageContaining("Invalid Content-Range: bytes 17-");
        assertThatThrownBy(() -> uploadPart(uploadId, 0, 2L * MIB)).hasMessageContaining("Invalid Content-Range");
        HttpResponse<String> answer = send(request("/-/vaults/photos/multipart-uploads/" + uploadId)
                .header("Content-Range", "bytes 0-9/*")
                .PUT(BodyPublishers.ofString("abc")));
        assertThat(answer.body()).contains("Content-Range: bytes 0-9/* is incompatible with Content-Length: 3");
    }
}
