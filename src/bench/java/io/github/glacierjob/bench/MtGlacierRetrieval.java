package io.github.glacierjob.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** mt-aws-glacier, a Perl program with one process for each connection; a property names its script. */
final class MtGlacierRetrieval implements Retrieval {

    static final String SCRIPT = "bench.mtglacier";

    private static final int MOST_CONNECTIONS = 30;

    /** It is fastest with this size, because it starts fewer processes. */
    private static final int SEGMENT_MIB = 64;

    private final Setting setting;

    MtGlacierRetrieval(Setting setting) {
        this.setting = setting;
    }

    static boolean isInstalled() {
        return !System.getProperty(SCRIPT, "").isEmpty();
    }

    @Override
    public void retrieve(List<Output> outputs) throws Exception {
        Path journal = Files.createTempFile("mtglacier", ".journal");
        Path config = Files.createTempFile("mtglacier", ".cfg");
        try {
            Files.write(journal, outputs.stream().map(MtGlacierRetrieval::line).toList());
            Files.write(
                    config,
                    List.of("key=" + "A".repeat(20), "secret=" + "s".repeat(40), "region=us-east-1", "protocol=http"));
            run(outputs.get(0).vault(), journal, config);
        } finally {
            Files.delete(journal);
            Files.delete(config);
        }
    }

    /** The name of the archive in its journal. */
    private static String line(Output output) {
        return String.join(
                "\t",
                "B",
                "1351000000",
                "CREATED",
                output.archiveId(),
                Long.toString(output.size()),
                "1351000000",
                output.treeHash(),
                output.jobId());
    }

    private void run(String vault, Path journal, Path config) throws IOException, InterruptedException {
        Path script = Path.of(System.getProperty(SCRIPT));
        ProcessBuilder perl = new ProcessBuilder(
                        "perl",
                        "-I" + script.resolveSibling("lib"),
                        script.toString(),
                        "restore-completed",
                        "--config=" + config,
                        "--vault=" + vault,
                        "--dir=" + setting.directory(),
                        "--journal=" + journal,
                        "--concurrency=" + Math.min(setting.parallelism(), MOST_CONNECTIONS),
                        "--segment-size=" + SEGMENT_MIB)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        URI endpoint = setting.endpoint();
        perl.environment().put("MTGLACIER_FAKE_HOST", endpoint.getHost() + ":" + endpoint.getPort());
        int exit = perl.start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException("mtglacier ended with " + exit);
        }
    }
}
