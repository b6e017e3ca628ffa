/**
 * One completed job's bytes, in the order of the flow: plan of ranges, ranged download, verification, chunk or stream.
 */
package io.github.glacierjob.output;
