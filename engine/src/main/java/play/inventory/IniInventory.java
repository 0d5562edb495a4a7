package play.inventory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.source.SourceFile;
import play.source.Span;
import play.yaml.YamlNode;

/** Reads inventories with sections {@code [group]}, {@code [group:vars]} and {@code [group:children]}. Used once. */
final class IniInventory {
    private static final Pattern SECTION = Pattern.compile("\\[([^:\\]\\s]+)(?::(\\w+))?\\]\\s*(#.*|;.*)?");
    private static final List<String> KINDS = List.of("hosts", "children", "vars");

    private final SourceFile file;
    private final InventoryBuilder inventory;
    private final Problems problems;
    private final Map<String, Span> varsOf = new LinkedHashMap<>();
    private final Map<String, HostVars> groupVars = new LinkedHashMap<>();
    private final List<Child> waiting = new ArrayList<>();
    private String group = Group.UNGROUPED;
    private String kind = "hosts";

    /** A group that is named as a child. */
    private record Child(String parent, String name, Span place) {}

    IniInventory(SourceFile file, InventoryBuilder inventory, Problems problems) {
        this.file = file;
        this.inventory = inventory;
        this.problems = problems;
    }

    void read() {
        for (int number = 1; number <= file.lineCount(); number++) {
            String line = file.line(number);
            String content = line.strip();
            if (!content.isEmpty() && content.charAt(0) != '#' && content.charAt(0) != ';') {
                int start = file.offsetOf(number, 1) + line.indexOf(content);
                line(content, start);
            }
        }
        waiting.forEach(this::enter);
        varsOf.forEach(this::checkGroup);
        groupVars.forEach(inventory::group);
    }

    private void line(String content, int start) {
        if (content.startsWith("[")
                && content.indexOf('=') < 0
                && SECTION.matcher(content).matches()) {
            section(content, start);
            return;
        }
        switch (kind) {
            case "vars" -> variable(content, start);
            case "children" -> child(content, start);
            default -> hosts(content, start);
        }
    }

    private void section(String content, int start) {
        Matcher section = SECTION.matcher(content);
        section.matches();
        group = section.group(1);
        kind = section.group(2) == null ? "hosts" : section.group(2);
        if (!KINDS.contains(kind)) {
            report(
                    "inventory-shape",
                    "A section is [group], [group:vars] or [group:children], not '" + content + "'."
                            + Suggestions.hint(kind, KINDS),
                    file.span(start + section.start(2), start + section.end(2)));
            kind = "hosts";
        } else if (kind.equals("vars")) {
            varsOf.putIfAbsent(group, file.span(start + section.start(1), start + section.end(1)));
        } else {
            inventory
                    .group(group, HostVars.NONE)
                    .groupAt(group, file.span(start + section.start(1), start + section.end(1)));
            enterWaiting(group);
        }
    }

    /** Variables for a group that nothing defines are a spelling mistake. */
    private void checkGroup(String name, Span place) {
        if (!inventory.hasGroup(name)) {
            report("unknown-group", "Variables are written for group '" + name + "', which no section defines.", place);
        }
    }

    private void variable(String content, int start) {
        int equals = content.indexOf('=');
        if (equals < 1) {
            report(
                    "inventory-shape",
                    "A line of [" + group + ":vars] is 'name=value'.",
                    file.span(start, start + content.length()));
            return;
        }
        String name = content.substring(0, equals).strip();
        String rest = content.substring(equals + 1);
        String value = rest.strip();
        int valueStart = start + equals + 1 + rest.indexOf(value);
        Span place = file.span(start, start + name.length());
        YamlNode read = PythonLiteral.read(value, file.span(valueStart, valueStart + value.length()));
        groupVars.merge(group, new HostVars(Map.of(name, new HostVars.HostVar(read, place))), HostVars::and);
    }

    private void child(String content, int start) {
        String name = content.split("\\s", 2)[0];
        Child child = new Child(group, name, file.span(start, start + name.length()));
        if (inventory.hasGroup(name)) {
            enter(child);
        } else {
            waiting.add(child);
        }
    }

    private void enter(Child child) {
        inventory.child(child.parent(), child.name(), child.place());
    }

    /** A child stands where its own section begins, as in Ansible: that decides the order of hosts. */
    private void enterWaiting(String name) {
        waiting.stream().filter(child -> child.name().equals(name)).forEach(this::enter);
        waiting.removeIf(child -> child.name().equals(name));
    }

    private void hosts(String content, int start) {
        List<IniWords.Word> words = IniWords.split(content, start, file);
        if (words.isEmpty()) {
            return;
        }
        Map<String, HostVars.HostVar> vars = new LinkedHashMap<>();
        for (IniWords.Word word : words.subList(1, words.size())) {
            int equals = word.text().indexOf('=');
            if (equals < 1) {
                report(
                        "inventory-shape",
                        "After a host come variables as 'name=value', not '" + word.text() + "'.",
                        word.span());
            } else {
                String name = word.text().substring(0, equals);
                Span place = file.span(
                        word.span().start(),
                        Math.min(word.span().end(), word.span().start() + name.length()));
                vars.put(
                        name,
                        new HostVars.HostVar(
                                PythonLiteral.read(word.text().substring(equals + 1), word.value(equals)), place));
            }
        }
        IniWords.Word name = words.getFirst();
        InventoryNames.Hosts hosts = InventoryNames.read(name.text(), name.span(), new HostVars(vars), problems);
        hosts.names()
                .forEach(host -> inventory
                        .host(host, hosts.vars())
                        .hostAt(host, name.span())
                        .member(group, host));
    }

    private void report(String code, String detail, Span place) {
        inventory.lose();
        problems.report(Diagnostic.error(code, "Invalid inventory", detail, place));
    }
}
