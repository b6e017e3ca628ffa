package io.github.glacierjob.simulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.simulator.AbstractSimulatorTest;
import io.github.glacierjob.simulator.Content;
import io.github.glacierjob.simulator.GlacierSimulator;
import io.github.glacierjob.simulator.ManualClock;
import io.github.glacierjob.simulator.Operation;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glacier.model.DescribeVaultOutput;
import software.amazon.awssdk.services.glacier.model.ResourceNotFoundException;

class VaultOperationsTest extends AbstractSimulatorTest {

    @Test
    void creatingAVaultTwiceKeepsItsArchives() {
        simulator.addArchive(VAULT, Content.of("abcde"), null);

        HttpResponse<String> answer = put("/-/vaults/photos", "");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(header(answer, "Location")).isEqualTo("/111122223333/vaults/photos");
        assertThat(client.describeVault(r -> r.vaultName(VAULT)).numberOfArchives())
                .isEqualTo(1);
    }

    @Test
    void aVaultIsDescribedAsTheServiceDoes() {
        restart(GlacierSimulator.builder().clock(new ManualClock(Instant.parse("2024-02-03T04:05:06.007Z"))));
        simulator.addArchive(VAULT, Content.of("abcde"), null);

        assertThat(get("/-/vaults/photos").body())
                .isEqualTo("{\"CreationDate\":\"2024-02-03T04:05:06.007Z\","
                        + "\"LastInventoryDate\":\"2024-02-03T04:05:06.007Z\",\"NumberOfArchives\":1,"
                        + "\"SizeInBytes\":32773,\"VaultARN\":\"" + ARN + "\",\"VaultName\":\"photos\"}");
    }

    @Test
    void aNewVaultHasNoInventory() {
        client.createVault(r -> r.vaultName("new"));

        assertThat(client.describeVault(r -> r.vaultName("new")).lastInventoryDate())
                .isNull();
        assertThat(post("/-/vaults/new/jobs", "{\"Type\":\"inventory-retrieval\"}")
                        .body())
                .isEqualTo(error(
                        "ResourceNotFoundException",
                        "Inventory retrieval jobs for vault arn:aws:glacier:us-east-1:111122223333:vaults/new cannot"
                                + " be initiated yet, as Amazon Glacier has not yet generated an initial inventory for"
                                + " this vault."));
    }

    @Test
    void vaultsAreListedTenAtATimeByName() {
        for (int i = 0; i < 24; i++) {
            simulator.createVault("v" + i);
        }

        assertThat(client.listVaultsPaginator(r -> {}).vaultList())
                .extracting(DescribeVaultOutput::vaultName)
                .hasSize(25)
                .isSorted();
        assertThat(simulator.requests(Operation.LIST_VAULTS)).hasSize(3);
        assertThat(client.listVaults(r -> r.limit("1000")).vaultList()).hasSize(10);
        assertThat(get("/-/vaults?limit=0").statusCode()).isEqualTo(400);
    }

    @Test
    void aVaultThatHoldsArchivesCannotBeDeleted() {
        String archiveId = simulator.addArchive(VAULT, Content.of("abcde"), null);

        assertThat(delete("/-/vaults/photos").body())
                .isEqualTo(error("InvalidParameterValueException", "Vault not empty or recently written to: " + ARN));

        client.deleteArchive(r -> r.vaultName(VAULT).archiveId(archiveId));
        assertThat(delete("/-/vaults/photos").statusCode()).isEqualTo(204);
        assertThat(delete("/-/vaults/photos").statusCode()).isEqualTo(204);
        assertThatThrownBy(() -> client.describeVault(r -> r.vaultName(VAULT)))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Vault not found for ARN: " + ARN);
    }

    @Test
    void badVaultNamesAreRefused() {
        assertThat(get("/-/vaults/my%20vault").body())
                .isEqualTo(error("InvalidParameterValueException", "Invalid vault name: my vault"));
        assertThat(get("/-/vaults/%2E%2E/jobs").statusCode()).isEqualTo(400);
        assertThat(get("/-/vaults/" + "x".repeat(256)).statusCode()).isEqualTo(400);
    }

    @Test
    void tagsAreAddedListedAndRemoved() {
        client.addTagsToVault(r -> r.vaultName(VAULT).tags(Map.of("a", "1", "b", "2")));
        client.removeTagsFromVault(r -> r.vaultName(VAULT).tagKeys("a"));

        assertThat(client.listTagsForVault(r -> r.vaultName(VAULT)).tags()).isEqualTo(Map.of("b", "2"));
    }

    @Test
    void anAccessPolicyIsStored() {
        assertThat(get("/-/vaults/photos/access-policy").statusCode()).isEqualTo(404);
        client.setVaultAccessPolicy(r -> r.vaultName(VAULT).policy(p -> p.policy("{}")));
        assertThat(client.getVaultAccessPolicy(r -> r.vaultName(VAULT)).policy().policy())
                .isEqualTo("{}");
        client.deleteVaultAccessPolicy(r -> r.vaultName(VAULT));
        assertThat(get("/-/vaults/photos/access-policy").statusCode()).isEqualTo(404);
    }
}
