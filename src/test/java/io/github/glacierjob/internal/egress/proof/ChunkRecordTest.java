package io.github.glacierjob.internal.egress.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.checksum.DigestAlgorithm;
import io.github.glacierjob.checksum.DigestRun;
import io.github.glacierjob.checksum.Digests;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChunkRecordTest {

    private static final Set<DigestAlgorithm> CRC = Set.of(DigestAlgorithm.CRC32C);

    private final ChunkRecord record = ChunkRecord.of(CRC, null, Optional.empty(), Optional.empty());

    private void chunk(int number, boolean isProved) {
        byte[] bytes = {(byte) number};
        Digests digests = DigestRun.of(CRC, bytes);
        record.take(number - 1, digests, DigestRun.after(digests), new ObjectPlan.Place(number, 3, 3, 1, 3));
        record.reached(isProved);
    }

    @Test
    void anArchiveIsProvedIfAllItsChunksAre() {
        chunk(1, true);
        chunk(2, true);

        assertThat(record.areProved()).isTrue();
        assertThat(record.line()).endsWith("proved=2");
    }

    @Test
    void aChunkThatIsSentAgainMustBeProvedAgain() {
        chunk(1, true);
        chunk(2, true);
        chunk(2, false);

        assertThat(record.areProved()).isFalse();
        assertThat(record.line()).endsWith("proved=1");
    }

    @Test
    void chunksAfterAGapAreNotProved() {
        chunk(1, true);
        chunk(3, true);

        assertThat(record.areProved()).isFalse();
    }
}
