package play.vars;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import play.inventory.FolderVars;
import play.inventory.Group;
import play.inventory.HostVars;
import play.inventory.Inventory;
import play.load.DataReader;
import play.playbook.RoleUse;
import play.playbook.Step;
import play.playbook.Vars;
import play.vault.Vault;

/**
 * The variables of a run, as tasks see and change them. What the user wrote is shared by all hosts and immutable; what
 * hosts gain in the run is kept per host. Safe for use by the threads of different hosts.
 */
public final class Variables {
    private final Inventory inventory;
    private final List<FolderVars> besidePlaybooks;
    private final DataReader reader;
    private final RunVars run;
    private final Vault vault;
    private final Map<String, Vars> inventoryVars = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Entry>> facts = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Entry>> set = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Entry>> included = new ConcurrentHashMap<>();
    private volatile PlayVars play;
    private final Map<RoleUse, RoleLayers> ofRoles = Collections.synchronizedMap(new IdentityHashMap<>());
    private volatile PlayRoles roles = new PlayRoles(List.of());
    private @Nullable AllHostVars unchanging;
    private volatile Consumer<@Nullable Object> witness = value -> {};
    private volatile Predicate<String> participants = host -> true;

    /** @param besidePlaybooks what the folders beside the playbooks say; it wins over what stands beside inventories */
    public Variables(
            Inventory inventory, List<FolderVars> besidePlaybooks, DataReader reader, RunVars run, Vault vault) {
        this.inventory = inventory;
        this.besidePlaybooks = List.copyOf(besidePlaybooks);
        this.reader = reader;
        this.run = run;
        this.vault = vault;
        this.play = new PlayVars(Vars.NONE, Vars.NONE, List.of(), List.of(), List.of(), java.nio.file.Path.of("."));
    }

    /** Has every value told that a step reads from now on, before the step gets it. */
    public void witness(Consumer<@Nullable Object> told) {
        witness = told;
    }

    void tell(@Nullable Object value) {
        witness.accept(value);
    }

    /** Has {@code ansible_play_hosts} and {@code ansible_play_batch} name only hosts that still take part. */
    public void participants(Predicate<String> takingPart) {
        participants = takingPart;
    }

    /** Those of {@code hosts} that still take part in the play. */
    List<String> takingPart(List<String> hosts) {
        return hosts.stream().filter(participants).toList();
    }

    public void startPlay(PlayVars started) {
        roles = new PlayRoles(started.roles());
        play = started;
        unchanging = null;
        ofRoles.clear();
    }

    public PlayVars play() {
        return play;
    }

    Inventory inventory() {
        return inventory;
    }

    /** What the roles of the play say to all of it. */
    PlayRoles roles() {
        return roles;
    }

    /** What a use of a role says to its own steps, put together once a play. */
    RoleLayers layersOf(RoleUse use) {
        return ofRoles.computeIfAbsent(use, RoleLayers::of);
    }

    /** The variables of all hosts as they are now; shared by all that is evaluated while nothing changes. */
    AllHostVars hostVars() {
        @Nullable AllHostVars shared = unchanging;
        return shared == null ? new AllHostVars(this) : shared;
    }

    /**
     * Until the next play starts only this thread reads, and nothing is set; so what {@code hostvars} come to is kept.
     */
    void keepHostVars() {
        unchanging = new AllHostVars(this);
    }

    RunVars run() {
        return run;
    }

    Vault vault() {
        return vault;
    }

    /**
     * What a step sees for a host.
     *
     * @param local variables of this one evaluation, which win over all but extra variables: the item of a loop, a
     *     fresh result
     */
    public HostScope scope(String host, Step.Context context, Map<String, ? extends @Nullable Object> local) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        local.forEach((name, value) -> entries.put(name, new Entry.Fixed(value)));
        return new HostScope(this, host, context, entries);
    }

    /** {@code set_fact} and {@code register}: the host has these until the run ends. */
    public void set(String host, Map<String, ? extends @Nullable Object> values) {
        if (!values.isEmpty()) {
            set.merge(host, fixed(values), Variables::joined);
        }
    }

    /** What was read of a host, under names without the prefix {@code ansible_}. */
    public void facts(String host, Map<String, ? extends @Nullable Object> values) {
        facts.put(host, fixed(values));
    }

    /**
     * {@code include_vars}: the host has these until the run ends; templates in them are evaluated when they are read.
     */
    public void include(String host, Vars vars) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        vars.all().forEach((name, var) -> entries.put(name, Entry.of(var)));
        included.merge(host, entries, Variables::joined);
    }

    private static Map<String, Entry> fixed(Map<String, ? extends @Nullable Object> values) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        values.forEach((name, value) -> entries.put(name, new Entry.Fixed(value)));
        return Collections.unmodifiableMap(entries);
    }

    private static Map<String, Entry> joined(Map<String, Entry> old, Map<String, Entry> fresh) {
        Map<String, Entry> both = new LinkedHashMap<>(old);
        both.putAll(fresh);
        return Collections.unmodifiableMap(both);
    }

    Map<String, Entry> factsOf(String host) {
        return facts.getOrDefault(host, Map.of());
    }

    Map<String, Entry> setOf(String host) {
        return set.getOrDefault(host, Map.of());
    }

    Map<String, Entry> includedOf(String host) {
        return included.getOrDefault(host, Map.of());
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
     * In Ansible's order: all, groups and host; of each first the inventory's word, then the folders' beside it, then
     * beside playbooks.
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
        Optional<HostVars> own = inventory.host(host).map(known -> known.vars());
        vars = vars.and(own.orElse(HostVars.NONE));
        for (List<FolderVars> folders : List.of(inventory.beside(), besidePlaybooks)) {
            for (FolderVars folder : folders) {
                vars = vars.and(folder.host(host));
            }
        }
        return read(vars);
    }

    private Vars read(HostVars vars) {
        Map<String, Vars.Var> all = new LinkedHashMap<>();
        vars.all().forEach((name, var) -> all.put(name, new Vars.Var(reader.read(var.value()), var.place())));
        return new Vars(all);
    }
}
