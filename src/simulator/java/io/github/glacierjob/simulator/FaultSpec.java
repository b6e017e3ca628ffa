package io.github.glacierjob.simulator;

import io.github.glacierjob.simulator.program.Quantity;
import java.util.Arrays;

/**
 * Parses a fault from one word, the value of the program's option {@code --fault}:
 * {@code KIND[:ARGUMENT[:ARGUMENT]][@OPERATION[+OPERATION...]][,KEY=VALUE...]}.
 *
 * <p>KIND is the name of a factory method of {@link Fault}, its arguments follow after colons (sizes like {@code 1M},
 * durations like {@code 30s}). OPERATION is the API's name, for example {@code getJobOutput}. Keys: {@code times=N},
 * {@code times=always}, {@code every=K}, {@code probability=P}, {@code after=N}, {@code vault=NAME}, {@code job=ID},
 * {@code rangeStart=OFFSET}. Example: {@code resetBody:1M@getJobOutput,every=3,times=5}.
 */
final class FaultSpec {
    private final String[] arguments;

    private FaultSpec(String[] arguments) {
        this.arguments = arguments;
    }

    static Fault parse(String text) {
        String[] parts = text.split(",");
        String[] head = parts[0].split("@", 2);
        Fault fault = new FaultSpec(head[0].split(":", 4)).kind();
        if (head.length == 2) {
            fault = fault.on(Arrays.stream(head[1].split("\\+"))
                    .map(FaultSpec::operation)
                    .toArray(Operation[]::new));
        }
        for (int i = 1; i < parts.length; i++) {
            fault = refine(fault, parts[i]);
        }
        return fault;
    }

    private Fault kind() {
        return switch (arguments[0]) {
            case "throttling" -> Fault.throttling();
            case "tooManyRequests" -> Fault.tooManyRequests();
            case "serviceUnavailable" -> Fault.serviceUnavailable();
            case "emptyServiceUnavailable" -> Fault.emptyServiceUnavailable();
            case "badGateway" -> Fault.badGateway();
            case "accessDenied" -> Fault.accessDenied();
            case "expiredToken" -> Fault.expiredToken();
            case "requestTimeout" -> Fault.requestTimeout();
            case "insufficientCapacity" -> Fault.insufficientCapacity();
            case "policyEnforced" -> Fault.policyEnforced();
            case "notFoundYet" -> Fault.notFoundYet();
            case "answer" -> Fault.answer((int) Quantity.number(argument(1)), argument(2), argument(3));
            default -> breakage();
        };
    }

    private Fault breakage() {
        return switch (arguments[0]) {
            case "resetBeforeAnswer" -> Fault.resetBeforeAnswer();
            case "answerLost" -> Fault.answerLost();
            case "listLag" -> Fault.listLag((int) Quantity.number(argument(1)));
            case "stallBeforeAnswer" -> Fault.stallBeforeAnswer(Quantity.duration(argument(1)));
            case "resetBody" -> Fault.resetBody(Quantity.size(argument(1)));
            case "earlyEnd" -> Fault.earlyEnd(Quantity.size(argument(1)));
            case "truncation" -> Fault.truncation(Quantity.size(argument(1)));
            case "truncationWithoutLength" -> Fault.truncationWithoutLength(Quantity.size(argument(1)));
            case "stallBody" ->
                arguments.length == 2
                        ? Fault.stallBody(Quantity.size(argument(1)))
                        : Fault.stallBody(Quantity.size(argument(1)), Quantity.duration(argument(2)));
            case "corruptBody" -> Fault.corruptBody(Quantity.size(argument(1)));
            case "wrongChecksum" -> Fault.wrongChecksum();
            case "missingChecksum" -> Fault.missingChecksum();
            case "ignoreRange" -> Fault.ignoreRange();
            case "wrongContentRange" -> Fault.wrongContentRange();
            case "failedJob" -> Fault.failedJob();
            case "expired" -> Fault.expired();
            case "wrongTreeHash" -> Fault.wrongTreeHash();
            default -> throw new IllegalArgumentException("No such fault: " + arguments[0]);
        };
    }

    private String argument(int index) {
        if (index >= arguments.length) {
            throw new IllegalArgumentException("Fault " + arguments[0] + " needs an argument more");
        }
        return arguments[index];
    }

    private static Operation operation(String name) {
        for (Operation operation : Operation.values()) {
            if (operation.name().replace("_", "").equalsIgnoreCase(name)) {
                return operation;
            }
        }
        throw new IllegalArgumentException("No such operation: " + name);
    }

    private static Fault refine(Fault fault, String pair) {
        String[] parts = pair.split("=", 2);
        String value = parts.length == 2 ? parts[1] : "";
        return switch (parts[0]) {
            case "times" -> value.equals("always") ? fault.always() : fault.times(Quantity.number(value));
            case "every" -> fault.every(Math.max(1, Quantity.number(value)));
            case "probability" -> fault.probability(Double.parseDouble(value), 1);
            case "after" -> fault.after(Quantity.number(value));
            case "vault" -> fault.vault(value);
            case "job" -> fault.job(value);
            case "rangeStart" -> fault.rangeStart(Quantity.size(value));
            default -> throw new IllegalArgumentException("No such key of a fault: " + pair);
        };
    }
}
