package io.github.glacierjob.simulator.service;

/** What is let in, how much of it is listed at once, and what the policy {@code FreeTier} lets pass in a day. */
public record Rules(boolean authorizationRequired, boolean selectSupported, int jobsPerPage, long freeBytesPerDay) {}
