package play.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.inventory.Group;
import play.inventory.Inventory;
import play.playbook.Vars;
import play.vars.VariableSources;

/** An inventory as ansible-inventory shows it. Secrets are masked; templates stay as they are written. */
record ListedInventory(Inventory inventory, VariableSources sources) {
    /** @param export whether variables are at the groups that have them, not at each host */
    Map<String, @Nullable Object> all(boolean export) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        Map<String, @Nullable Object> ofHosts = new LinkedHashMap<>();
        inventory.hosts().keySet().forEach(host -> {
            Map<String, @Nullable Object> vars = shown(export ? sources.ownOf(host) : sources.inventoryOf(host));
            if (!vars.isEmpty()) {
                ofHosts.put(host, vars);
            }
        });
        all.put("_meta", Map.of("hostvars", ofHosts));
        inventory.groups().values().forEach(group -> {
            Map<String, @Nullable Object> entry = group(group, export);
            if (!entry.isEmpty()) {
                all.put(group.name(), entry);
            }
        });
        return all;
    }

    private Map<String, @Nullable Object> group(Group group, boolean export) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        if (!group.children().isEmpty()) {
            entry.put("children", List.copyOf(group.children()));
        }
        if (!group.hosts().isEmpty() && !group.name().equals(Group.ALL)) {
            entry.put("hosts", List.copyOf(group.hosts()));
        }
        Map<String, @Nullable Object> vars = export ? shown(sources.ofGroup(group)) : Map.of();
        if (!vars.isEmpty()) {
            entry.put("vars", vars);
        }
        return entry;
    }

    /** What is said of a host. */
    Optional<Map<String, @Nullable Object>> host(String name) {
        return inventory.host(name).map(host -> shown(sources.inventoryOf(name)));
    }

    /** A group and all below it, a line for each; none where there is no such group. */
    List<String> graph(String name) {
        List<String> lines = new ArrayList<>();
        inventory.group(name).ifPresent(group -> {
            lines.add("@" + name + ":");
            below(group, "  ", lines);
        });
        return lines;
    }

    private void below(Group group, String indent, List<String> lines) {
        for (String child : group.children()) {
            lines.add(indent + "|--@" + child + ":");
            inventory.group(child).ifPresent(inner -> below(inner, indent + "|  ", lines));
        }
        if (!group.name().equals(Group.ALL)) {
            group.hosts().forEach(host -> lines.add(indent + "|--" + host));
        }
    }

    private static Map<String, @Nullable Object> shown(Vars vars) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        vars.all()
                .forEach((name, var) ->
                        all.put(name, ShownValues.masked(var.value().written())));
        return all;
    }
}
