package io.github.glacierjob.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;

/**
 * A large inventory with difficult entries: ids and hashes that cannot be compressed, every fifth description
 * dangerous, and one of a thousand entries without an id.
 */
final class NastyInventory {

    private static final int ID_LENGTH = 138;
    private static final char[] ID = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray();
    private static final long FIRST = 1_400_000_000L;

    private final String vaultArn;
    private final boolean json;
    private final Random random = new Random(1);

    NastyInventory(String vaultArn, boolean json) {
        this.vaultArn = vaultArn;
        this.json = json;
    }

    void write(Path file, int entries) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(
                    json
                            ? "{\"VaultARN\":\"" + vaultArn
                                    + "\",\"InventoryDate\":\"2026-01-01T00:00:00Z\",\"ArchiveList\":["
                            : "ArchiveId,ArchiveDescription,CreationDate,Size,SHA256TreeHash\n");
            for (int i = 0; i < entries; i++) {
                out.write(json && i > 0 ? "," : "");
                out.write(entry(i));
            }
            out.write(json ? "]}" : "");
        }
    }

    private String entry(int number) {
        String id = number % 1000 == 500 ? "no id" : id();
        String created =
                Instant.ofEpochSecond(FIRST + random.nextInt(300_000_000)).toString();
        int size = random.nextInt(Integer.MAX_VALUE);
        byte[] hash = new byte[32];
        random.nextBytes(hash);
        String hex = HexFormat.of().formatHex(hash);
        return json
                ? "{\"ArchiveId\":\"" + id + "\",\"ArchiveDescription\":\"" + description(number)
                        + "\",\"CreationDate\":\"" + created + "\",\"Size\":" + size + ",\"SHA256TreeHash\":\"" + hex
                        + "\"}"
                : id + ",\"" + description(number) + "\"," + created + "," + size + "," + hex + "\n";
    }

    private String id() {
        char[] id = new char[ID_LENGTH];
        for (int i = 0; i < ID_LENGTH; i++) {
            id[i] = ID[random.nextInt(ID.length)];
        }
        return new String(id);
    }

    /** JSON and CSV both write a quote with a backslash. */
    private String description(int number) {
        if (number % 5 != 0) {
            return "photos/2016/IMG_" + number + ".jpg";
        }
        String nasty = "=cmd|' /C calc'!A0 ../../\\\"etc\\\",passwd \u202e\u0000\ud83d\ude00 <v>é</v> " + number;
        return json ? nasty.replace("\u0000", "\\u0000\\ud800\\n") : nasty;
    }
}
