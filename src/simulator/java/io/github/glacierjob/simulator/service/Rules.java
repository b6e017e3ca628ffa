package io.github.glacierjob.simulator.service;

/**
 * The rules of the service: accepted calls, the size of a page, and the bytes that the policy {@code FreeTier} allows in
 * a day.
 */
public record Rules(boolean authorizationRequired, boolean selectSupported, int jobsPerPage, long freeBytesPerDay) {}
