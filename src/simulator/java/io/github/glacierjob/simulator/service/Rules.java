package io.github.glacierjob.simulator.service;

/** What is let in, and how much of it is listed at once. */
public record Rules(boolean authorizationRequired, boolean selectSupported, int jobsPerPage) {}
