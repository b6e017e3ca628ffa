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

    /** Stores the progress of each output for the next start; application.properties names this bean. */
    @Bean
    FileProgressRepository progress(@Value("${retrieved}") Path directory) {
        return new FileProgressRepository(directory.resolve(".progress"));
    }
}
