package play.inventory;

import java.util.List;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.source.Span;
import play.yaml.YamlNode;
import play.yaml.YamlNode.Entry;
import play.yaml.YamlNode.Mapping;

/** Reads groups of groups and hosts written in YAML. */
final class YamlInventory {
    private static final List<String> KEYS = List.of("hosts", "vars", "children");

    private final InventoryBuilder inventory;
    private final Problems problems;

    YamlInventory(InventoryBuilder inventory, Problems problems) {
        this.inventory = inventory;
        this.problems = problems;
    }

    void read(YamlNode root) {
        if (root instanceof Mapping groups) {
            groups.entries().forEach(entry -> group(entry.key(), entry.value()));
        } else if (!isNothing(root)) {
            wrong(root.span(), "An inventory is a mapping of groups, such as 'all:' with 'hosts:' below it.");
        }
    }

    private void group(YamlNode.Scalar key, YamlNode body) {
        String name = key.text();
        inventory.group(name, HostVars.NONE).groupAt(name, key.span());
        if (isNothing(body)) {
            return;
        }
        if (!(body instanceof Mapping group)) {
            wrong(body.span(), "Group '" + name + "' must be a mapping with hosts, vars or children.");
            return;
        }
        for (Entry entry : group.entries()) {
            switch (entry.key().text()) {
                case "hosts" -> hosts(name, entry.value());
                case "children" -> children(name, entry.value());
                case "vars" -> vars(name, entry.value());
                default -> unknown(entry.key());
            }
        }
    }

    private void unknown(YamlNode.Scalar key) {
        inventory.lose();
        problems.report(Diagnostic.error(
                "unknown-key",
                "Unknown key",
                "A group has hosts, vars and children, no '" + key.text() + "'." + Suggestions.hint(key.text(), KEYS),
                key.span()));
    }

    private void hosts(String group, YamlNode body) {
        if (isNothing(body)) {
            return;
        }
        if (!(body instanceof Mapping hosts)) {
            wrong(body.span(), "Hosts are keys of a mapping: write 'name:' on a line for each, with no '-' before it.");
            return;
        }
        for (Entry entry : hosts.entries()) {
            Span place = entry.key().span();
            InventoryNames.Hosts written = InventoryNames.read(entry.key().text(), place, hostVars(entry), problems);
            written.names()
                    .forEach(name -> inventory
                            .host(name, written.vars())
                            .hostAt(name, place)
                            .member(group, name));
        }
    }

    private HostVars hostVars(Entry host) {
        if (host.value() instanceof Mapping vars) {
            return HostVars.of(vars);
        }
        if (!isNothing(host.value())) {
            wrong(host.value().span(), "The variables of host '" + host.key().text() + "' must be a mapping.");
        }
        return HostVars.NONE;
    }

    private void children(String group, YamlNode body) {
        if (isNothing(body)) {
            return;
        }
        if (!(body instanceof Mapping children)) {
            wrong(
                    body.span(),
                    "Children are keys of a mapping: write 'group:' on a line for each, with no '-' before it.");
            return;
        }
        for (Entry entry : children.entries()) {
            inventory.child(group, entry.key().text(), entry.key().span());
            group(entry.key(), entry.value());
        }
    }

    private void vars(String group, YamlNode body) {
        if (body instanceof Mapping vars) {
            inventory.group(group, HostVars.of(vars));
        } else if (!isNothing(body)) {
            wrong(body.span(), "The vars of group '" + group + "' must be a mapping.");
        }
    }

    private static boolean isNothing(YamlNode node) {
        return node instanceof YamlNode.Scalar scalar && scalar.value() == null;
    }

    private void wrong(Span place, String detail) {
        inventory.lose();
        problems.report(Diagnostic.error("inventory-shape", "Invalid inventory", detail, place));
    }
}
