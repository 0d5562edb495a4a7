package play.vars;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import play.inventory.FolderVars;
import play.inventory.Group;
import play.inventory.Host;
import play.inventory.HostVars;
import play.inventory.Inventory;
import play.load.DataReader;
import play.module.Enrolment;
import play.playbook.Data;
import play.playbook.Vars;
import play.source.Span;
import play.vault.Vault;

/**
 * What is fixed before a run: the inventory, the folders beside it and beside the playbooks, and what the run was
 * started with. Only hosts that tasks bring into the inventory come to it. Safe for use by many threads.
 */
public final class VariableSources {
    private volatile Inventory inventory;
    private final List<FolderVars> besidePlaybooks;
    private final DataReader reader;
    private final Invocation invocation;
    private final Vault vault;
    private final Map<String, Vars> inventoryVars = new ConcurrentHashMap<>();

    /** What came into the inventory in the run, in this order. */
    private final List<Enrolled> enrolments = new ArrayList<>();

    /** Variables of hosts that came into the inventory in the run. */
    private final Map<String, Vars> enrolled = new ConcurrentHashMap<>();

    /** @param besidePlaybooks what the folders beside the playbooks say; it wins over what stands beside inventories */
    public VariableSources(
            Inventory inventory,
            List<FolderVars> besidePlaybooks,
            DataReader reader,
            Invocation invocation,
            Vault vault) {
        this.inventory = inventory;
        this.besidePlaybooks = List.copyOf(besidePlaybooks);
        this.reader = reader;
        this.invocation = invocation;
        this.vault = vault;
    }

    /** All hosts and groups there are by now. */
    public Inventory inventory() {
        return inventory;
    }

    /**
     * Has a host come into the inventory, and into groups of it. The controller that no inventory names, where a task
     * puts it into a group, is still reached without a connection.
     *
     * @param place of the task, for messages about its variables
     * @return whether anything is other than before
     */
    public synchronized boolean enrol(String host, Enrolment enrolment, Span place) {
        Inventory before = inventory;
        Vars had = enrolled.getOrDefault(host, Vars.NONE);
        Map<String, Vars.Var> vars = new LinkedHashMap<>(had.all());
        if (enrolment.host().isEmpty() && before.isImplicit(host)) {
            vars.put("ansible_connection", new Vars.Var(new Data.Literal("local", place), place));
        }
        boolean fresh = false;
        for (Map.Entry<String, @Nullable Object> var : enrolment.vars().entrySet()) {
            Vars.Var given = new Vars.Var(new Data.Literal(var.getValue(), place), place);
            Vars.@Nullable Var old = vars.put(var.getKey(), given);
            fresh |= old == null
                    || !(old.value() instanceof Data.Literal(@Nullable Object value, var span, var parts)
                            && Objects.equals(value, var.getValue()));
        }
        enrolled.put(host, new Vars(vars));
        enrolments.add(new Enrolled(host, enrolment));
        inventory = before.with(host, enrolment.groups(), enrolment.parents());
        inventoryVars.clear();
        return fresh || inventory != before;
    }

    /** A host, and what a task did with it. */
    private record Enrolled(String host, Enrolment what) {}

    /** Has another inventory take the place of the one so far; what tasks brought into that comes into it too. */
    public synchronized void refresh(Inventory fresh) {
        Inventory all = fresh;
        for (Enrolled one : enrolments) {
            all = all.with(one.host(), one.what().groups(), one.what().parents());
        }
        inventory = all;
        inventoryVars.clear();
    }

    /** What the run was started with. */
    public Invocation invocation() {
        return invocation;
    }

    Vault vault() {
        return vault;
    }

    /** Whether all that says which variables hosts have could be read. */
    boolean isComplete() {
        return inventory.complete() && folders().allMatch(FolderVars::complete);
    }

    /** What stands beside inventories and playbooks. */
    Stream<FolderVars> folders() {
        return Stream.concat(inventory.beside().stream(), besidePlaybooks.stream());
    }

    /** What the inventory and the folders beside it and beside the playbooks say of a host. */
    public Vars inventoryOf(String host) {
        return inventoryVars.computeIfAbsent(host, this::merged);
    }

    private Vars merged(String host) {
        HostVars ofGroups = HostVars.NONE;
        for (Part part : parts(host)) {
            ofGroups = part.group().isEmpty() ? ofGroups : ofGroups.and(part.vars());
        }
        return read(ofGroups).and(ownOf(host));
    }

    /** What is said of a name, part by part, the winning one first. */
    List<Said> said(String host, String name) {
        List<Said> all = new ArrayList<>();
        for (Part part : parts(host).reversed()) {
            part.vars()
                    .find(name)
                    .ifPresent(var -> all.add(
                            new Said(part.title(), reader.read(var.value()).written(), Optional.of(var.place()))));
        }
        return all;
    }

    /**
     * A part of {@link Layer#INVENTORY}.
     *
     * @param place as Ansible calls it
     * @param group whose it is; empty for the host's own
     */
    private record Part(String place, String group, HostVars vars) {
        String title() {
            return place + (group.isEmpty() ? "" : " (" + group + ")");
        }
    }

    /**
     * The parts in Ansible's order: all, groups and host; of each first the inventory's word, then the folders' beside
     * it, then beside playbooks. What a later one says wins.
     */
    private List<Part> parts(String host) {
        List<Group> groups = inventory.groupsOf(host);
        List<Group> all =
                groups.stream().filter(group -> group.name().equals(Group.ALL)).toList();
        List<Group> others =
                groups.stream().filter(group -> !group.name().equals(Group.ALL)).toList();
        List<Part> parts = new ArrayList<>();
        groups.forEach(group -> parts.add(new Part("inventory group vars", group.name(), group.vars())));
        for (List<Group> tier : List.of(all, others)) {
            addFolders(parts, "inventory group_vars", inventory.beside(), tier);
            addFolders(parts, "playbook group_vars", besidePlaybooks, tier);
        }
        parts.add(new Part("inventory host vars", "", ofInventory(host)));
        inventory.beside().forEach(folder -> parts.add(new Part("inventory host_vars", "", folder.host(host))));
        besidePlaybooks.forEach(folder -> parts.add(new Part("playbook host_vars", "", folder.host(host))));
        return parts;
    }

    private static void addFolders(List<Part> parts, String place, List<FolderVars> folders, List<Group> groups) {
        for (Group group : groups) {
            folders.forEach(folder -> parts.add(new Part(place, group.name(), folder.group(group.name()))));
        }
    }

    private HostVars ofInventory(String host) {
        return inventory.host(host).map(Host::vars).orElse(HostVars.NONE);
    }

    /** What is said of a host itself, and not of its groups. */
    public Vars ownOf(String host) {
        HostVars beside = HostVars.NONE;
        for (FolderVars folder : folders().toList()) {
            beside = beside.and(folder.host(host));
        }
        return read(ofInventory(host))
                .and(enrolled.getOrDefault(host, Vars.NONE))
                .and(read(beside));
    }

    /** What is said of a group itself. */
    public Vars ofGroup(Group group) {
        HostVars vars = group.vars();
        for (FolderVars folder : folders().toList()) {
            vars = vars.and(folder.group(group.name()));
        }
        return read(vars);
    }

    private Vars read(HostVars vars) {
        Map<String, Vars.Var> all = new LinkedHashMap<>();
        vars.all().forEach((name, var) -> all.put(name, new Vars.Var(reader.read(var.value()), var.place())));
        return new Vars(all);
    }
}
