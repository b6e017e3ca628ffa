/** The job list of a vault: read page by page, packed, and shared by all callers that need it at the same time. */
package io.github.glacierjob.internal.listing;
