package io.github.glacierjob.simulator.job;

import io.github.glacierjob.simulator.job.JobRequest.Listing;
import io.github.glacierjob.simulator.protocol.Marker;
import io.github.glacierjob.simulator.vault.Archive;
import io.github.glacierjob.simulator.vault.Vault;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** The archives of an inventory; {@code nextMarker} is the start of the next inventory, null at the end. */
record Inventory(List<Archive> archives, String nextMarker) {

    static Inventory of(Vault vault, Listing listing) {
        List<Archive> archives = select(vault, listing);
        Integer limit = listing.limit();
        if (limit == null || archives.size() <= limit) {
            return new Inventory(archives, null);
        }
        String next = Marker.encode(vault.name(), archives.get(limit).id());
        return new Inventory(archives.subList(0, limit), next);
    }

    private static List<Archive> select(Vault vault, Listing listing) {
        Predicate<Archive> wanted = archive -> true;
        if (listing.startDate() != null) {
            Instant start = OffsetDateTime.parse(listing.startDate()).toInstant();
            wanted = wanted.and(archive -> !archive.created().isBefore(start));
        }
        if (listing.endDate() != null) {
            Instant end = OffsetDateTime.parse(listing.endDate()).toInstant();
            wanted = wanted.and(archive -> archive.created().isBefore(end));
        }
        List<Archive> archives = new ArrayList<>(vault.archives().values());
        archives.sort(Comparator.comparing(Archive::created));
        if (listing.marker() != null) {
            String first = Marker.decode(vault.name(), listing.marker());
            archives = archives.stream()
                    .dropWhile(archive -> !archive.id().equals(first))
                    .toList();
        }
        return archives.stream().filter(wanted).toList();
    }
}
