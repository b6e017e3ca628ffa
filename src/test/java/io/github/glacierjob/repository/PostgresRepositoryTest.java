package io.github.glacierjob.repository;

import io.github.glacierjob.testkit.Database;

class PostgresRepositoryTest extends AbstractJdbcRepositoryTest {

    @Override
    Database.Kind kind() {
        return Database.Kind.POSTGRESQL;
    }
}
