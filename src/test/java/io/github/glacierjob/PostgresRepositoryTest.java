package io.github.glacierjob;

class PostgresRepositoryTest extends AbstractJdbcRepositoryTest {

    @Override
    Database.Kind kind() {
        return Database.Kind.POSTGRESQL;
    }
}
