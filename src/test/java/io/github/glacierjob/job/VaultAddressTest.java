package io.github.glacierjob.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class VaultAddressTest {

    @ParameterizedTest
    @CsvSource({
        "photos, , , -, photos",
        "photos, -, , -, photos",
        "photos, 111122223333, , 111122223333, photos",
        "-_.a9, , , -, -_.a9",
        "..., , , -, ...",
        "arn:aws:glacier:us-east-1:111122223333:vaults/photos, , us-east-1, 111122223333, photos",
        "arn:aws:glacier:us-east-1:111122223333:vaults/photos, 444455556666, us-east-1, 111122223333, photos",
        "arn:aws-us-gov:glacier:us-gov-west-1:111122223333:vaults/a.b, , us-gov-west-1, 111122223333, a.b",
        "arn:aws-cn:glacier:cn-north-1:111122223333:vaults/v, , cn-north-1, 111122223333, v"
    })
    void aNameOrAnArnIsRead(String text, String accountId, String region, String account, String name) {
        VaultAddress vault = VaultAddress.parse(text, accountId);

        assertThat(vault.region()).isEqualTo(Optional.ofNullable(region));
        assertThat(vault.accountId()).isEqualTo(account);
        assertThat(vault.name()).isEqualTo(name);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                ".",
                "..",
                "a/b",
                "../x",
                "a b",
                "a%2Fb",
                "photos\n",
                "\u00fcber",
                "arn:aws:s3:us-east-1:111122223333:vaults/photos",
                "arn:aws:glacier::111122223333:vaults/photos",
                "arn:aws:glacier:us-east-1:1111:vaults/photos",
                "arn:aws:glacier:us-east-1:111122223333:vaults/",
                "arn:aws:glacier:us-east-1:111122223333:vaults/..",
                "arn:aws:glacier:us-east-1:111122223333:vaults/a/b",
                "arn:aws:glacier:us-east-1:111122223333:vaults/photos/jobs/x",
                "arn:aws:glacier:us-east-1:111122223333:photos"
            })
    void anInvalidVaultIsRefused(String text) {
        assertThatThrownBy(() -> VaultAddress.parse(text, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("vaultNameOrArn: ");
    }

    @Test
    void aNameOfMoreThan255CharactersIsRefused() {
        assertThat(VaultAddress.parse("v".repeat(255), null).name()).hasSize(255);
        assertThatThrownBy(() -> VaultAddress.parse("v".repeat(256), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 255 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1111-2222-3333", "1111222233334", "..", "--", "11112222333a"})
    void anAccountIsTwelveDigitsOrADash(String accountId) {
        assertThatThrownBy(() -> VaultAddress.parse("photos", accountId))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("accountId: ");
    }
}
