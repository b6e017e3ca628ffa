/** A retrieval to watch, {@code mvn -q -Pdemo}: a simulated vault or a real one, a job, its chunks, a verified file. */
package io.github.glacierjob.demo;
