package play.modules.etcd;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import play.host.Effect;
import play.host.Knowledge;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.Matches;
import play.param.Presence;

/** A role of etcd and what it permits. */
public final class EtcdctlRoleModule implements Resource<EtcdctlRoleModule.Params> {
    /** What may be done with keys. */
    public enum Access {
        READ,
        WRITE,
        READWRITE
    }

    /** Keys, and what may be done with them. */
    public record Permission(
            @Doc("What may be done.") @Default("readwrite") Access access,

            @Doc("The key, or with prefix what keys begin with.")
            @Matches(value = "[!-~]+", expected = "printable characters without blanks")
            String key,

            @Doc("Whether all keys are meant that begin with it.") @Default("false")
            boolean prefix,

            @Doc("The first key after those that are meant, which begin at key.")
            @Matches(value = "[!-~]+", expected = "printable characters without blanks")
            Optional<String> rangeEnd) {

        private KeyRange range() {
            return prefix
                    ? new KeyRange.Prefix(key)
                    : rangeEnd.<KeyRange>map(end -> KeyRange.of(key, end)).orElseGet(() -> new KeyRange.One(key));
        }
    }

    public record Params(
            @Doc("The role's name.") @Matches(value = EtcdJson.NAME, expected = EtcdJson.NAME_EXPECTED)
            String name,

            @Doc("What it permits, and nothing else: each access (read, write, readwrite), key, prefix, range_end.")
            @Default("[]")
            List<Permission> permissions,

            @Doc("Whether the role is to be there.") @Default("present")
            Presence state,

            @Doc("How etcd is reached.") EtcdClient client,
            @Inline EtcdStart start) {

        private StateKey<EtcdRole> role() {
            return new EtcdRole.Family(client).at(name);
        }

        private EtcdRole wanted() {
            Map<String, String> granted = new TreeMap<>();
            permissions.forEach(permission -> granted.put(
                    permission.range().toString(), permission.access().name().toLowerCase(Locale.ROOT)));
            return state == Presence.PRESENT ? new EtcdRole(true, granted) : EtcdRole.ABSENT;
        }
    }

    private static final String NETWORK =
            "name: network\npermissions:\n  - {access: readwrite, key: /network/, prefix: true}\n";
    private static final String ADD =
            Examples.CTL + "role add network\n" + Examples.CTL + "role grant-permission network ";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "etcdctl_role",
            "Creates, changes or removes a role of etcd, with exactly the given permissions.",
            Params.class,
            Examples.of("absent", "", NETWORK),
            Examples.of("drifted", ADD + "read /other\n", NETWORK),
            Examples.of("right", ADD + "readwrite /network/ --prefix=true\n", NETWORK));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return params.start().with(params.role());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(
                params.start().of(params.role(), EtcdRole.ABSENT, known),
                there -> plan(params, there, params.wanted()));
    }

    private static Plan plan(Params params, EtcdRole there, EtcdRole wanted) {
        if (there.equals(wanted)) {
            return Plan.UNCHANGED;
        }
        String verb = !wanted.present() ? "delete" : there.present() ? "change" : "create";
        String script = String.join(" || exit 1\n", commands(params.name(), there, wanted)) + "\n";
        return new Plan.Change(
                verb + " the etcd role " + params.name(),
                new Action.Run(
                        "etcdctl role " + params.name(),
                        params.client().script(script),
                        List.of(new Effect.Sets<>(params.role(), wanted))));
    }

    /** What is granted comes before what is revoked, so that nobody loses in between what stays. */
    private static List<String> commands(String name, EtcdRole there, EtcdRole wanted) {
        if (!wanted.present()) {
            return List.of("ctl role delete " + ShellWords.quote(name));
        }
        List<String> lines = new ArrayList<>();
        if (!there.present()) {
            lines.add("ctl role add " + ShellWords.quote(name));
        }
        wanted.permissions().forEach((range, access) -> {
            if (!access.equals(there.permissions().get(range))) {
                lines.add(command("grant-permission", List.of(name, access), range));
            }
        });
        there.permissions().keySet().stream()
                .filter(range -> !wanted.permissions().containsKey(range))
                .forEach(range -> lines.add(command("revoke-permission", List.of(name), range)));
        return lines;
    }

    /** After {@code --} come only names: a key may begin with a dash. */
    private static String command(String verb, List<String> names, String range) {
        List<String> words = new ArrayList<>(List.of("ctl", "role", verb));
        List<String> keys = KeyRange.parse(range).words();
        int end = keys.indexOf("--");
        words.addAll(keys.subList(0, end + 1));
        words.addAll(names);
        words.addAll(keys.subList(end + 1, keys.size()));
        return ShellWords.join(words);
    }
}
