package io.github.glacierjob.bench;

/**
 * One completed job's output, as the contestants are told of it.
 *
 * @param vault     its vault
 * @param jobId     the job
 * @param archiveId the archive
 * @param size      bytes in it
 * @param treeHash  what the bytes have to match
 */
record Output(String vault, String jobId, String archiveId, long size, String treeHash) {

    String line() {
        return String.join(" ", vault, jobId, archiveId, Long.toString(size), treeHash);
    }

    static Output of(String line) {
        String[] parts = line.split(" ");
        return new Output(parts[0], parts[1], parts[2], Long.parseLong(parts[3]), parts[4]);
    }
}
