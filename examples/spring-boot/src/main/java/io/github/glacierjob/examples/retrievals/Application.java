package io.github.glacierjob.examples.retrievals;

import io.github.glacierjob.repository.FileProgressRepository;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A service that retrieves archives. */
@SpringBootApplication
public class Application {
    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }

    /** How much of each output was consumed, also for the next start; application.properties refers to it by its name. */
    @Bean
    FileProgressRepository progress(@Value("${retrieved}") Path directory) {
        return new FileProgressRepository(directory.resolve(".progress"));
    }
}
