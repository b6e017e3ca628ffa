package com.google.cloud.storage;

/** What a sender declares about a blob before it is stored. */
public final class BlobInfo {
    private final String md5;

    public BlobInfo(String md5) {
        this.md5 = md5;
    }

    public String getMd5() {
        return md5;
    }
}
