package com.google.cloud.storage;

/**
 * The type of the body that {@code google-storage:} sets, as far as a proof reads it. The library itself is not
 * available in this version.
 */
public final class Blob {
    private final String md5;
    private final String crc32c;
    private final long size;

    public Blob(String md5, String crc32c, long size) {
        this.md5 = md5;
        this.crc32c = crc32c;
        this.size = size;
    }

    public String getMd5() {
        return md5;
    }

    public String getCrc32c() {
        return crc32c;
    }

    public Long getSize() {
        return size;
    }
}
