package io.github.glacierjob;

class H2RepositoryTest extends AbstractJdbcRepositoryTest {

    @Override
    Database.Kind kind() {
        return Database.Kind.H2;
    }
}
