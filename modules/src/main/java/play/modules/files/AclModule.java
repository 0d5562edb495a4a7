package play.modules.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.host.Knowledge;
import play.host.NumberedAccount;
import play.host.NumberedAccounts;
import play.host.Observed;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Alias;
import play.param.Binding;
import play.param.Called;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.result.When;
import play.value.Unknown;

/** An entry of the access list of a file or directory, as setfacl sets it. */
public final class AclModule implements Resource<AclModule.Params> {
    /** What is to become of the entry. */
    public enum State {
        QUERY,
        PRESENT,
        ABSENT
    }

    /** Whom an entry is for. */
    public enum Kind {
        USER,
        GROUP,
        MASK,
        OTHER
    }

    @MutuallyExclusive({"entry", "etype"})
    @MutuallyExclusive({"entry", "entity"})
    @MutuallyExclusive({"entry", "permissions"})
    public record Params(
            @Doc("Path of a file or directory on the host.") @Alias("name") @HostPath
            String path,

            @Doc("Whether the entry is to be there; query: nothing is changed, and the list is told.") @Default("query")
            State state,

            @Doc("Whom the entry is for: a user, a group, the mask of all of these but the owner, or others.")
            Optional<Kind> etype,

            @Doc("Name or number of the user or group; without one, the owner, or the file's group.")
            @Matches(value = "[^:,\\s]*", expected = "a name or number without colons")
            @Default("")
            String entity,

            @Doc("Permissions: some of r, w, x, and X, which means x for directories and what somebody may run.")
            @Matches(value = "[rwxX-]{1,4}", expected = "some of r, w, x and X, or - for none")
            Optional<String> permissions,

            @Doc("The entry in one text, in place of the three: user:joe:rw-, or with state absent user:joe.")
            Optional<String> entry,

            @Called("default")
            @Doc("Whether the entry is one of what is made in the directory, rather than of the directory itself.")
            @Default("false")
            boolean forNew,

            @Doc("Whether a link at the path is followed; without, one is an error.") @Default("true")
            boolean follow,

            @Doc("Whether all below the directory gets the entry, too.") @Alias("recurse") @Default("false")
            boolean recursive,

            @Doc("What becomes of the mask: default makes it as wide as all entries together, unless the entry is the"
                    + " mask; mask does so always, no_mask never.")
            @Default("default")
            AccessEntry.MaskPolicy recalculateMask,

            @Doc("Whether access lists of NFSv4 are meant, which are not supported.") @Default("false")
            boolean useNfsv4Acls) {}

    record Result(
            @Doc("Entries, as getfacl writes them.") @When("the host tells them")
            List<String> acl) {}

    private static final String INSTALL = "DEBIAN_FRONTEND=noninteractive apt-get -y -q install acl >/dev/null\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "acl",
                    "Sets, removes or tells entries of access lists.",
                    Params.class,
                    new Example(
                            "absent",
                            INSTALL + "echo x >/srv/x",
                            "path: /srv/x\nstate: present\netype: user\nentity: daemon\npermissions: rw\n"),
                    new Example(
                            "drifted",
                            INSTALL + "mkdir /srv/d; setfacl -m u:daemon:r /srv/d",
                            "path: /srv/d\nstate: present\nentry: user:daemon:rwX\ndefault: true\n"),
                    new Example(
                            "right",
                            INSTALL + "echo x >/srv/x; setfacl -m g:1:r /srv/x",
                            "path: /srv/x\nstate: present\netype: group\nentity: 1\npermissions: r\n"),
                    new Example(
                            "below a directory",
                            INSTALL + "mkdir -p /srv/d/e; echo x >/srv/d/e/x",
                            "path: /srv/d\nstate: present\netype: user\nentity: daemon\npermissions: rX\n"
                                    + "recursive: true\n"),
                    new Example(
                            "removed",
                            INSTALL + "echo x >/srv/x; setfacl -m u:daemon:rw /srv/x",
                            "path: /srv/x\nstate: absent\netype: user\nentity: daemon\n"))
            .returns(Result.class)
            .alias("ansible.posix.acl")
            .insteadOf(new Program("setfacl"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    /** The entry that is written, in whichever way. */
    private record Written(String kind, String entity, Optional<String> permissions) {
        static Written of(Params params) {
            if (params.entry().isEmpty()) {
                return new Written(
                        params.etype()
                                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                                .orElse(""),
                        params.entity(),
                        params.permissions());
            }
            String[] parts = parts(params.entry().get());
            return new Written(
                    Map.of("u", "user", "g", "group", "m", "mask", "o", "other").getOrDefault(parts[0], parts[0]),
                    parts.length > 1 ? parts[1] : "",
                    parts.length > 2 ? Optional.of(parts[2]) : Optional.empty());
        }

        static String[] parts(String entry) {
            return entry.replaceFirst("^d(efault)?:", "").split(":", -1);
        }
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        if (params.useNfsv4Acls()) {
            faults.add(new Binding.Fault(
                    "use_nfsv4_acls", "access lists of NFSv4 are not set; use `command` with nfs4_setfacl"));
        }
        if (params.state() != State.QUERY) {
            entryFault(params).ifPresent(faults::add);
        } else if (params.entry().isPresent()) {
            faults.add(new Binding.Fault("entry", "entry is not for state: query, which tells all entries"));
        }
        return faults;
    }

    private static Optional<Binding.Fault> entryFault(Params params) {
        String place = params.entry().isPresent() ? "entry" : "etype";
        Written written = Written.of(params);
        if (Written.parts(params.entry().orElse("")).length > 3) {
            return Optional.of(new Binding.Fault(place, "an entry is of at most three parts, such as user:joe:rw"));
        } else if (!AccessList.KINDS.contains(written.kind())) {
            return Optional.of(new Binding.Fault(place, "an entry needs one of user, group, mask and other"));
        } else if (params.state() == State.PRESENT
                && !written.permissions().orElse("").matches("[rwxX-]{1,4}")) {
            return Optional.of(new Binding.Fault(place, "an entry that is to be there needs permissions, such as rX"));
        } else if (params.state() == State.ABSENT
                && !written.kind().equals("mask")
                && written.entity().isEmpty()) {
            return Optional.of(new Binding.Fault(
                    place, "the entries of the owner, the group and others cannot be removed; name an entity"));
        } else if (!written.entity().isEmpty() && written.kind().matches("mask|other")) {
            return Optional.of(new Binding.Fault("entity", "an entry of the mask or of others has no entity"));
        }
        return Optional.empty();
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        AccessChange change = change(params, "");
        List<StateKey<?>> keys = new ArrayList<>(change.probes());
        number(params).ifPresent(keys::add);
        return keys;
    }

    private static Optional<StateKey<NumberedAccount>> number(Params params) {
        Written written = Written.of(params);
        return written.entity().matches("[0-9]+")
                ? Optional.of((written.kind().equals("group") ? NumberedAccounts.GROUPS : NumberedAccounts.USERS)
                        .key(written.entity()))
                : Optional.empty();
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        Written written = Written.of(params);
        return number(params)
                .map(key -> Plan.on(
                        known.of(key),
                        account -> change(params, account.present() ? account.name() : written.entity())
                                .plan(params, known)))
                .orElseGet(() -> change(params, written.entity()).plan(params, known));
    }

    private static AccessChange change(Params params, String entity) {
        Written written = Written.of(params);
        Optional<String> permissions = params.state() == State.PRESENT ? written.permissions() : Optional.empty();
        return new AccessChange(
                Paths.clean(params.path()),
                new AccessEntry(written.kind() + ":" + entity + ":", permissions),
                params.forNew() || params.entry().orElse("").matches("d(efault)?:.*"),
                params.recalculateMask());
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        switch (change(params, "").list(after)) {
            case Observed.Known<AccessList>(AccessList.Of list, var how) -> result.put("acl", list.lines());
            case Observed.Known<AccessList> none -> result.put("acl", List.of());
            case Observed.Unknown<AccessList>(String why) -> result.put("acl", new Unknown(why));
        }
        return result;
    }
}
