package io.github.glacierjob.internal.egress.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.glacierjob.egress.GlacierEgressEndpoint;
import io.github.glacierjob.internal.egress.ledger.EgressVault;
import io.github.glacierjob.internal.egress.ledger.RealMoment;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.ReadyVault;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process that pauses while it claims an archive. */
class PausedClaimTest {

    private static final Duration PAUSE = ArchiveClaims.AGE.plusSeconds(1);
    private static final RealMoment AFTERWARDS = new RealMoment(PAUSE.toNanos(), Instant.EPOCH.plus(PAUSE));

    private ReadyVault vault;
    private RealMoment now = new RealMoment(0, Instant.EPOCH);

    static Stream<Database.Kind> kinds() {
        return Database.kinds();
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    /** The claims of a process that pauses as soon as it has noted when its transaction begins. */
    private ArchiveClaims pausedAfterTheBegin() {
        GlacierEgressEndpoint endpoint = vault.glacier.context.getEndpoint(vault.uri(""), GlacierEgressEndpoint.class);
        EgressVault opened = new EgressVault(endpoint, endpoint.getConfiguration());
        opened.open();
        return new ArchiveClaims(opened, () -> {
            RealMoment noted = now;
            now = AFTERWARDS;
            return noted;
        });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aClaimThatAnotherNodeTookOverDuringThePauseIsLost(Database.Kind kind) throws Exception {
        vault = new ReadyVault(kind);
        vault.ready(1, 10);
        ArchiveClaims claims = pausedAfterTheBegin();

        HeldArchive archive = claims.take(1, Set.of()).get(0);
        vault.update("UPDATE GLACIER_EGRESS_ARCHIVE SET NODE = 'other', CLAIM_NO = CLAIM_NO + 1");

        assertThatThrownBy(() -> claims.require(archive)).isInstanceOf(ClaimLostException.class);
        assertThat(archive.isOver()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aClaimThatNoNodeTookOverDuringThePauseIsKept(Database.Kind kind) throws Exception {
        vault = new ReadyVault(kind);
        vault.ready(1, 10);
        ArchiveClaims claims = pausedAfterTheBegin();

        HeldArchive archive = claims.take(1, Set.of()).get(0);
        claims.require(archive);

        assertThat(archive.isOver()).isFalse();
    }
}
