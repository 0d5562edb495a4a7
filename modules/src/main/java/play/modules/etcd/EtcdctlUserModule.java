package play.modules.etcd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Script;
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
import play.param.SecretText;
import play.value.Bytes;

/** A user of etcd and its roles. */
public final class EtcdctlUserModule implements Resource<EtcdctlUserModule.Params> {
    public record Params(
            @Doc("The user's name; of a client that shows a certificate, the certificate's CN.")
            @Matches(value = EtcdJson.NAME, expected = EtcdJson.NAME_EXPECTED)
            String name,

            @Doc("The roles it has, and no others.")
            @Matches(value = EtcdJson.NAME, expected = EtcdJson.NAME_EXPECTED)
            @Default("[]")
            List<String> roles,

            @Doc("Its password, set when the user is made: etcd does not reveal it. Without one, only a"
                    + " certificate opens.")
            Optional<SecretText> password,

            @Doc("Whether the user is to be there.") @Default("present")
            Presence state,

            @Doc("How etcd is reached.") EtcdClient client,
            @Inline EtcdStart start) {

        private StateKey<EtcdUser> user() {
            return new EtcdUser.Family(client).at(name);
        }
    }

    private static final String ONE = "name: one\nroles: [reader]\n";
    private static final String ROLE = Examples.CTL + "role add reader\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
            "etcdctl_user",
            "Creates, changes or removes a user of etcd, with exactly the given roles.",
            Params.class,
            Examples.of("absent", ROLE, ONE),
            Examples.of(
                    "drifted",
                    ROLE + Examples.CTL + "role add other\n" + Examples.CTL + "user add one --no-password\n"
                            + Examples.CTL + "user grant-role one other\n",
                    ONE),
            Examples.of(
                    "right",
                    ROLE + Examples.CTL + "user add one --no-password\n" + Examples.CTL
                            + "user grant-role one reader\n",
                    ONE));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return params.start().with(params.user());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(params.start().of(params.user(), EtcdUser.ABSENT, known), there -> plan(params, there));
    }

    private static Plan plan(Params params, EtcdUser there) {
        EtcdUser wanted = params.state() == Presence.PRESENT ? new EtcdUser(true, params.roles()) : EtcdUser.ABSENT;
        if (there.equals(wanted)) {
            return Plan.UNCHANGED;
        }
        String verb = !wanted.present() ? "delete" : there.present() ? "change" : "create";
        Script script = params.client()
                .script(commands(params, there, wanted))
                .withStdin(Bytes.of(
                        params.password().map(secret -> secret.reveal() + "\n").orElse("")));
        return new Plan.Change(
                verb + " the etcd user " + params.name(),
                new Action.Run(
                        "etcdctl user " + params.name(), script, List.of(new Effect.Sets<>(params.user(), wanted))));
    }

    private static String commands(Params params, EtcdUser there, EtcdUser wanted) {
        String name = ShellWords.quote(params.name());
        if (!wanted.present()) {
            return "ctl user delete " + name + "\n";
        }
        List<String> lines = new ArrayList<>();
        if (!there.present()) {
            lines.add("ctl user add " + name
                    + (params.password().isPresent() ? " --interactive=false" : " --no-password"));
        }
        wanted.roles().stream()
                .filter(role -> !there.roles().contains(role))
                .forEach(role -> lines.add("ctl user grant-role " + name + " " + ShellWords.quote(role)));
        there.roles().stream()
                .filter(role -> !wanted.roles().contains(role))
                .forEach(role -> lines.add("ctl user revoke-role " + name + " " + ShellWords.quote(role)));
        return String.join(" || exit 1\n", lines) + "\n";
    }
}
