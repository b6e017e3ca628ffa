package io.github.glacierjob.bench;

import java.nio.file.Files;
import java.util.List;
import software.amazon.awssdk.services.glacier.GlacierClient;

/** One request per output, into a file, as in the SDK's own example. */
final class SdkFileRetrieval implements Retrieval {

    private final Setting setting;
    private final GlacierClient client;

    SdkFileRetrieval(Setting setting) {
        this.setting = setting;
        this.client = Clients.client(setting.endpoint(), 1);
    }

    @Override
    public void retrieve(List<Output> outputs) throws Exception {
        for (Output output : outputs) {
            Files.deleteIfExists(setting.file(output));
            client.getJobOutput(
                    request -> request.accountId("-").vaultName(output.vault()).jobId(output.jobId()),
                    setting.file(output));
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
