package play.modules.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import play.rule.Given;
import play.rule.ModuleCall;
import play.rule.Project;
import play.source.Span;

/**
 * Ports of a protocol that somebody opens, both ends included; {@code th} is tcp and udp.
 *
 * @param first 1 to 65535, or more where somebody wrote more
 */
record OpenedPorts(String protocol, long first, long last) {
    private static final Pattern NUMBERS = Pattern.compile("\\b([0-9]{1,5})(?:[-:]([0-9]{1,5}))?\\b");

    /**
     * A task that opens ports.
     *
     * @param ports empty where only a run tells which
     */
    record Task(Span place, Optional<List<OpenedPorts>> ports) {}

    /** Those of a text such as {@code 22, 2379-2380}. */
    static List<OpenedPorts> of(String protocol, String ports) {
        Matcher numbers = NUMBERS.matcher(ports);
        List<OpenedPorts> opened = new ArrayList<>();
        while (numbers.find()) {
            long first = Long.parseLong(numbers.group(1));
            opened.add(new OpenedPorts(
                    protocol, first, numbers.group(2) == null ? first : Long.parseLong(numbers.group(2))));
        }
        return opened;
    }

    /** @param port such as {@code 6443/tcp} */
    boolean covers(String port) {
        String[] words = port.split("/");
        long number = Long.parseLong(words[0]);
        return (protocol.equals(words[1]) || protocol.equals("th")) && first <= number && number <= last;
    }

    /** The tasks by modules of firewalls that let packets in, to ports or to all. */
    static List<Task> byTasks(Project project) {
        return Stream.of(
                        project.calls(IptablesModule.class)
                                .filter(call -> is(call, "chain", "INPUT") && is(call, "jump", "ACCEPT"))
                                .filter(call -> !is(call, "state", "absent"))
                                .flatMap(call -> task(
                                        call,
                                        call.given("protocol"),
                                        call.given("destination_port").or(() -> call.given("destination_ports")))),
                        project.calls(FirewalldModule.class)
                                .filter(call -> !is(call, "state", "disabled"))
                                .flatMap(call -> task(call, call.given("port"), call.given("port"))),
                        project.calls(UfwModule.class)
                                .filter(call -> is(call, "rule", "allow") && !is(call, "delete", "true"))
                                .flatMap(call -> task(call, call.given("proto"), call.given("to_port"))))
                .flatMap(tasks -> tasks)
                .toList();
    }

    private static boolean is(ModuleCall<?> call, String parameter, String text) {
        return call.given(parameter).filter(given -> given.is(text)).isPresent();
    }

    /** One without ports says nothing of them, and is none. */
    private static Stream<Task> task(ModuleCall<?> call, Optional<Given> protocol, Optional<Given> ports) {
        if (ports.isEmpty()) {
            return Stream.empty();
        }
        List<Given> each = ports.get().items().isEmpty()
                ? List.of(ports.get())
                : ports.get().items();
        boolean known = protocol.stream().allMatch(given -> given.literalText().isPresent())
                && each.stream().allMatch(given -> given.literalText().isPresent());
        String word = protocol.flatMap(Given::literalText).orElse("any");
        String both = word.contains("tcp") || word.contains("udp") ? word.replaceFirst(".*/", "") : "th";
        return Stream.of(new Task(
                call.place(),
                known
                        ? Optional.of(each.stream()
                                .flatMap(given -> of(both, given.literalText().orElse("")).stream())
                                .toList())
                        : Optional.empty()));
    }
}
