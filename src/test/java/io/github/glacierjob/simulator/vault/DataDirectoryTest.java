package io.github.glacierjob.simulator.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.simulator.AbstractSimulatorTest;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.sync.RequestBody;

class DataDirectoryTest extends AbstractSimulatorTest {
    @TempDir
    Path data;

    @BeforeEach
    void putAFileIntoAVault() throws IOException {
        Files.createDirectories(data.resolve(VAULT));
        Files.writeString(data.resolve(VAULT).resolve("letter.txt"), "dear all");
        restart();
    }

    private void restart() {
        restart(GlacierSimulator.builder().data(data));
    }

    private String inventory() {
        return outputOf(simulator.addInventoryJob(VAULT, "CSV"), null).body();
    }

    private String upload(String text) {
        return upload(VAULT, text);
    }

    private String upload(String vault, String text) {
        return client.uploadArchive(
                        r -> r.vaultName(vault)
                                .archiveDescription("mine")
                                .checksum(Content.of(text).treeHash()),
                        RequestBody.fromString(text))
                .archiveId();
    }

    @Test
    void aFileIsAnArchiveWithAStableId() {
        String before = inventory();
        assertThat(before).contains(",\"letter.txt\",", ",8,");

        restart();

        assertThat(inventory()).isEqualTo(before);
        String jobId = simulator.addArchiveJob(VAULT, Ids.archiveFor("photos/letter.txt"));
        assertThat(download(jobId, null).asUtf8String()).isEqualTo("dear all");
    }

    @Test
    void anUploadSurvivesARestart() {
        String archiveId = upload("kept");

        restart();

        assertThat(download(simulator.addArchiveJob(VAULT, archiveId), null).asUtf8String())
                .isEqualTo("kept");
        assertThat(inventory()).contains(archiveId + ",\"mine\",");
    }

    @Test
    void aDeletionRemovesAnUploadAndOnlyHidesAUserFile() {
        String archiveId = upload("short-lived");
        client.deleteArchive(r -> r.vaultName(VAULT).archiveId(archiveId));
        client.deleteArchive(r -> r.vaultName(VAULT).archiveId(Ids.archiveFor("photos/letter.txt")));

        restart();

        assertThat(inventory()).hasLineCount(1);
        assertThat(data.resolve(VAULT).resolve("letter.txt")).exists();
        assertThat(data.resolve(VAULT).resolve(archiveId)).doesNotExist();
    }

    @Test
    void createdAndDeletedVaultsSurviveARestart() {
        client.createVault(r -> r.vaultName("second"));
        client.createVault(r -> r.vaultName("third"));
        client.deleteVault(r -> r.vaultName("third"));

        restart();

        assertThat(vaults()).containsExactly("photos", "second");
    }

    private List<String> vaults() {
        return client.listVaults(r -> {}).vaultList().stream()
                .map(vault -> vault.vaultName())
                .toList();
    }

    static Stream<String> namesThatGlacierAllows() {
        return Stream.of(
                ".hidden",
                "...",
                "..twice",
                ".glacier-simulator.json",
                ".glacier-simulator.json.part",
                "-",
                "_.-",
                "ends.",
                "0",
                "x".repeat(255),
                "." + "x".repeat(254));
    }

    @ParameterizedTest
    @MethodSource("namesThatGlacierAllows")
    void anEmptyVaultOfAnyNameSurvivesARestart(String name) {
        client.createVault(r -> r.vaultName(name));

        restart();

        assertThat(vaults()).containsExactlyInAnyOrder("photos", name);
    }

    @ParameterizedTest
    @MethodSource("namesThatGlacierAllows")
    void aVaultOfAnyNameSurvivesARestartWithItsUploads(String name) {
        client.createVault(r -> r.vaultName(name));
        String archiveId = upload(name, "kept");

        restart();

        assertThat(vaults()).containsExactlyInAnyOrder("photos", name);
        assertThat(simulator.content(archiveId).expected(0, 4)).isEqualTo("kept".getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @MethodSource("namesThatGlacierAllows")
    void aDeletedVaultOfAnyNameStaysDeleted(String name) {
        client.createVault(r -> r.vaultName(name));
        client.deleteVault(r -> r.vaultName(name));

        restart();

        assertThat(vaults()).containsExactly("photos");
    }

    @Test
    void aHiddenDirectoryOfTheUserIsNotAVault() throws IOException {
        Files.createDirectories(data.resolve(".git"));

        restart();

        assertThat(vaults()).containsExactly("photos");
    }

    @Test
    void contentFromATestIsNotWritten() {
        simulator.addArchive(VAULT, Content.seeded(1, 40L << 40), null);

        restart();

        assertThat(inventory()).hasLineCount(2);
    }
}
