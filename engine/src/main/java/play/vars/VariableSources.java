package play.vars;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import play.inventory.FolderVars;
import play.inventory.Group;
import play.inventory.HostVars;
import play.inventory.Inventory;
import play.load.DataReader;
import play.playbook.Vars;
import play.vault.Vault;

/**
 * What is fixed before a run: the inventory, the folders beside it and beside the playbooks, and what the run was
 * started with. Immutable to those who look, and safe for use by many threads.
 */
public final class VariableSources {
    private final Inventory inventory;
    private final List<FolderVars> besidePlaybooks;
    private final DataReader reader;
    private final Invocation invocation;
    private final Vault vault;
    private final Map<String, Vars> inventoryVars = new ConcurrentHashMap<>();

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

    Inventory inventory() {
        return inventory;
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

    /**
     * {@link Layer#INVENTORY}, in Ansible's order: all, groups and host; of each first the inventory's word, then the
     * folders' beside it, then beside playbooks.
     */
    private Vars merged(String host) {
        List<Group> groups = inventory.groupsOf(host);
        List<Group> all =
                groups.stream().filter(group -> group.name().equals(Group.ALL)).toList();
        List<Group> others =
                groups.stream().filter(group -> !group.name().equals(Group.ALL)).toList();
        HostVars vars = HostVars.NONE;
        for (Group group : groups) {
            vars = vars.and(group.vars());
        }
        for (List<Group> tier : List.of(all, others)) {
            for (List<FolderVars> folders : List.of(inventory.beside(), besidePlaybooks)) {
                for (Group group : tier) {
                    for (FolderVars folder : folders) {
                        vars = vars.and(folder.group(group.name()));
                    }
                }
            }
        }
        return read(vars.and(own(host)));
    }

    private HostVars own(String host) {
        HostVars vars = inventory.host(host).map(known -> known.vars()).orElse(HostVars.NONE);
        for (FolderVars folder : folders().toList()) {
            vars = vars.and(folder.host(host));
        }
        return vars;
    }

    /** What is said of a host itself, and not of its groups. */
    public Vars ownOf(String host) {
        return read(own(host));
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
