package io.github.glacierjob.repository;

import io.github.glacierjob.testkit.Database;

class H2RepositoryTest extends AbstractJdbcRepositoryTest {

    @Override
    Database.Kind kind() {
        return Database.Kind.H2;
    }
}
