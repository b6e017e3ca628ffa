/** A vault's job list in small: read page by page, packed, and read once for all that want to know it at the same time. */
package io.github.glacierjob.internal.listing;
