package io.github.glacierjob.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcOptionsTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "1st", "a b", "a.b.c", "a;DROP TABLE b", "a\"", ".a", "a.", "%s"})
    void anInvalidTableNameIsRefused(String name) {
        assertThatThrownBy(() -> new JdbcJobRepository().setTableName(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tableName: '" + name + "' must be the name of a table");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 999, 86_400_001})
    void aClaimAgeOutOfRangeIsRefused(long age) {
        assertThatThrownBy(() -> new JdbcClaimRepository().setClaimAge(age))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("claimAge: '" + age + "' must be 1000 to 86400000 ms");
    }

    @Test
    void aRepositoryWithoutADatabaseDoesNotStart() {
        assertThatThrownBy(new JdbcProgressRepository()::start)
                .hasStackTraceContaining("dataSource: is not set; it must be the javax.sql.DataSource");
    }

    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        assertThat(new JdbcProgressRepository().getTableName()).isEqualTo("GLACIER_JOB_PROGRESS");
        assertThat(new JdbcJobRepository().getTableName()).isEqualTo("GLACIER_JOB_CONSUMED");
        assertThat(new JdbcClaimRepository().getTableName()).isEqualTo("GLACIER_JOB_CLAIM");
        assertThat(new JdbcClaimRepository().getClaimAge()).isEqualTo(60_000);
        assertThat(new JdbcClaimRepository().isCreateTable()).isTrue();
    }
}
