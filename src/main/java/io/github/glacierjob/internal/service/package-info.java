/** Access to the Glacier service: requests, JSON, failures, retries. */
package io.github.glacierjob.internal.service;
