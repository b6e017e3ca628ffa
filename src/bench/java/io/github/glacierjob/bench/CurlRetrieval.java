package io.github.glacierjob.bench;

import java.util.ArrayList;
import java.util.List;

/** One request per output with curl: no hash, no retry. */
final class CurlRetrieval implements Retrieval {

    private final Setting setting;

    CurlRetrieval(Setting setting) {
        this.setting = setting;
    }

    @Override
    public void retrieve(List<Output> outputs) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "curl",
                "-sSf",
                "-H",
                "Authorization: AWS4-HMAC-SHA256 Credential=a/b",
                "-H",
                "x-amz-glacier-version: 2012-06-01"));
        for (Output output : outputs) {
            command.add(setting.endpoint() + "/-/vaults/" + output.vault() + "/jobs/" + output.jobId() + "/output");
            command.addAll(List.of("-o", setting.file(output).toString()));
        }
        Process curl = new ProcessBuilder(command).inheritIO().start();
        if (curl.waitFor() != 0) {
            throw new IllegalStateException("curl ended with " + curl.exitValue());
        }
    }
}
