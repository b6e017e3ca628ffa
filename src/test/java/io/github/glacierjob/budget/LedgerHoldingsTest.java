package io.github.glacierjob.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.glacierjob.internal.egress.budget.Amount;
import io.github.glacierjob.internal.egress.budget.Charges;
import io.github.glacierjob.internal.egress.budget.Limits;
import io.github.glacierjob.internal.egress.cost.Tariff;
import io.github.glacierjob.internal.egress.ledger.EgressLedger;
import io.github.glacierjob.internal.initiation.Tier;
import io.github.glacierjob.prices.PriceList;
import io.github.glacierjob.testkit.Database;
import io.github.glacierjob.testkit.SameMoment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests a budget in a database, shared by several nodes and with the orders of a whole vault. */
class LedgerHoldingsTest {

    private static final int NODES = 4;
    private static final int VAULTS = 50;

    private final Set<String> statements = new ConcurrentSkipListSet<>();

    static Stream<Database.Kind> kinds() {
        return Database.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void nodesThatCreateTheRowOfABudgetAtTheSameMomentAllOrder(Database.Kind kind) throws Exception {
        try (Database database = new Database(kind)) {
            EgressLedger ledger = open(database.source);
            for (int i = 0; i < VAULTS; i++) {
                String vault = "budget-" + i;
                assertThat(SameMoment.begin(NODES, () -> hasOrdered(new LedgerHoldings(ledger, vault, charges()))))
                        .containsOnly(true);
            }
        }
    }

    @Test
    void openOrdersAreReadThroughTheIndexOfTheirState() throws Exception {
        try (Database database = new Database(Database.Kind.H2)) {
            EgressLedger ledger = open(noting(database.source));
            assertThat(hasOrdered(new LedgerHoldings(ledger, "photos", charges())))
                    .isTrue();

            List<String> ofOrders = statements.stream()
                    .filter(statement -> statement.startsWith("SELECT") && statement.contains("G_ORDERS"))
                    .toList();
            assertThat(ofOrders).isNotEmpty();
            for (String statement : ofOrders) {
                assertThat(plan(database, statement))
                        .contains("/* PUBLIC.G_ORDERS_STATE: VAULT_ARN = ?1\n        AND STATE = ?2");
            }
        }
    }

    private static EgressLedger open(DataSource source) {
        return EgressLedger.open(source, "G_", true, InstantSource.system());
    }

    private static boolean hasOrdered(LedgerHoldings holdings) {
        return holdings.take(List.of(), Amount.ofOne(1, BigDecimal.ZERO)).id() != null;
    }

    private static Charges charges() {
        return new Charges(new Limits(0, 0, 0, 0, 0), new Tariff(PriceList.load(null, null), null), List.of(Tier.BULK));
    }

    private static String plan(Database database, String statement) throws SQLException {
        try (Connection connection = database.source.getConnection();
                PreparedStatement explain = connection.prepareStatement("EXPLAIN " + statement)) {
            for (int i = 1; i <= explain.getParameterMetaData().getParameterCount(); i++) {
                explain.setString(i, "?");
            }
            try (ResultSet plan = explain.executeQuery()) {
                plan.next();
                return plan.getString(1);
            }
        }
    }

    private DataSource noting(DataSource source) {
        return Database.source(() -> {
            Connection connection = source.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("prepareStatement")) {
                            statements.add((String) arguments[0]);
                        }
                        return invoke(connection, method, arguments);
                    });
        });
    }

    private static Object invoke(Connection connection, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
