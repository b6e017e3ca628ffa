/** What a consumer has done, how fast its outputs arrive, and the health checks. */
package io.github.glacierjob.internal.health;
