/** The demo, {@code mvn -q -Pdemo}: a simulated or real vault, a job, its chunks, and a verified file. */
package io.github.glacierjob.demo;
