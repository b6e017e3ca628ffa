package com.google.cloud.storage;

/** What a sender says of a blob that is to be stored. */
public final class BlobInfo {
    private final String md5;

    public BlobInfo(String md5) {
        this.md5 = md5;
    }

    public String getMd5() {
        return md5;
    }
}
