package io.github.glacierjob.internal.egress.naming;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.inventory.InventoryArchive;
import io.github.glacierjob.naming.ArchiveName;
import io.github.glacierjob.naming.ArchiveNaming;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All namers of an application are called, in the same order on every node. */
class ContextNamingTest {

    private static final String SERVICES = "META-INF/services/" + ArchiveNaming.class.getName();

    @TempDir
    private Path directory;

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() {
        context.stop();
    }

    /** A namer of an application. */
    public static final class Application implements ArchiveNaming {

        @Override
        public ArchiveName nameOf(String archiveId, String description) {
            return description.startsWith("app:") ? ArchiveName.of(description.substring(4)) : null;
        }
    }

    /** The first namer by the name of its class; it has no answer for archive b. */
    public static final class Another implements ArchiveNaming {

        @Override
        public ArchiveName nameOf(String archiveId, String description) {
            return archiveId.equals("b") ? null : ArchiveName.of("another.txt");
        }
    }

    /** A namer that cannot be created. */
    public static final class Broken implements ArchiveNaming {

        private Broken() {}

        @Override
        public ArchiveName nameOf(String archiveId, String description) {
            return ArchiveName.of("broken.txt");
        }
    }

    /**
     * A class loader of an application that has a file of services and its own classes. Classes of another loader are
     * not visible to it.
     */
    private ClassLoader loader(String... lines) throws IOException {
        Path file = Files.createTempFile(directory, "services", "");
        Files.writeString(file, String.join("\n", lines));
        URL services = file.toUri().toURL();
        return new ClassLoader(ContextNamingTest.class.getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                return name.equals(SERVICES)
                        ? Collections.enumeration(Collections.singleton(services))
                        : super.getResources(name);
            }

            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (!name.equals(Application.class.getName())) {
                    return super.loadClass(name, resolve);
                }
                try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                    byte[] bytes = in.readAllBytes();
                    return defineClass(name, bytes, 0, bytes.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        };
    }

    private String name(String id, String description) {
        ArchiveName name = ContextNaming.of(context).nameOf(id, description);
        return name == null ? null : name.name();
    }

    @Test
    void theBuiltInNamingsAreAlwaysPresent() {
        assertThat(name("a", "photos/a.jpg")).isEqualTo("photos/a.jpg");
        assertThat(name("a", "free text")).isNull();
    }

    @Test
    void aServiceIsFoundByTheClassLoaderOfTheApplication() throws Exception {
        assertThat(name("a", "app:x.txt")).isEqualTo("app:x.txt");
        context.setApplicationContextClassLoader(loader(Application.class.getName()));
        assertThat(name("a", "app:x.txt")).isEqualTo("x.txt");
        assertThat(name("a", "b/x.txt")).isEqualTo("b/x.txt");
    }

    @Test
    void aServiceIsFoundByTheClassLoaderOfTheThread() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader(Application.class.getName()));
        try {
            assertThat(name("a", "app:x.txt")).isEqualTo("x.txt");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void servicesAreUsedInTheOrderOfTheirClassNamesAndABrokenOneIsSkipped() throws Exception {
        context.setApplicationContextClassLoader(
                loader(Application.class.getName(), Broken.class.getName(), "no.such.Class", Another.class.getName()));

        assertThat(name("a", "app:x.txt")).isEqualTo("another.txt");
        assertThat(name("b", "app:x.txt")).isEqualTo("x.txt");
    }

    @Test
    void anEndlesslyFailingClassLoaderIsIgnored() {
        AtomicInteger asked = new AtomicInteger();
        context.setApplicationContextClassLoader(new ClassLoader(ContextNamingTest.class.getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                if (name.equals(SERVICES) && asked.incrementAndGet() < 1000) {
                    throw new IOException("the archive is closed");
                }
                return super.getResources(name);
            }
        });

        assertThat(name("a", "photos/a.jpg")).isEqualTo("photos/a.jpg");
        assertThat(asked).hasValueLessThan(300);
    }

    @Test
    void beansAreUsedFirstInTheOrderOfTheirNamesAndAFailingOneIsSkipped() throws Exception {
        context.setApplicationContextClassLoader(loader(Another.class.getName()));
        AtomicInteger asked = new AtomicInteger();
        context.getRegistry().bind("b", (ArchiveNaming) (id, description) -> ArchiveName.of("b-" + id));
        context.getRegistry().bind("a", (ArchiveNaming) (id, description) -> {
            asked.incrementAndGet();
            if (id.equals("none")) {
                return null;
            }
            throw new StackOverflowError("too deep");
        });

        assertThat(name("none", "")).isEqualTo("b-none");
        assertThat(name("fails", "")).isEqualTo("b-fails");
        assertThat(asked).hasValue(2);
    }

    @Test
    void anArchiveOfAnInventoryIsConvertedToItsSafeName() {
        context.getRegistry().bind("mine", (ArchiveNaming)
                (id, description) -> id.equals("mine") ? ArchiveName.of("../mine.txt") : null);
        context.start();

        assertThat(converted("a", "C:\\photos\\a.jpg").name()).isEqualTo("C/photos/a.jpg");
        assertThat(converted("a", "../a.jpg").name()).isEqualTo("a");
        assertThat(converted("a", "free text").name()).isEqualTo("a");
        assertThat(converted("mine", "b.txt").name()).isEqualTo("mine");
        ArchiveName dated = converted("a", "mt2 eyJmaWxlbmFtZSI6ImIiLCJtdGltZSI6IjIwMTIxMjI3VDEwMTExMloifQ");
        assertThat(context.getTypeConverter().convertTo(String.class, dated))
                .isEqualTo("{\"name\":\"b\",\"modified\":\"2012-12-27T10:11:12Z\"}");
    }

    private ArchiveName converted(String id, String description) {
        InventoryArchive archive = new InventoryArchive(id, description, "2017-08-22T17:24:07Z", 1, "00".repeat(32));
        return context.getTypeConverter()
                .convertTo(ArchiveName.class, new org.apache.camel.support.DefaultExchange(context), archive);
    }
}
