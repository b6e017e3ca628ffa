package io.github.glacierjob.bench;

/**
 * The output of one completed job, for the contestants.
 *
 * @param vault     its vault
 * @param jobId     the job
 * @param archiveId the archive
 * @param size      its bytes
 * @param treeHash  the hash that the bytes must have
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
