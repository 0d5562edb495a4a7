package play.modules.databases;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.Plan;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.Matches;
import play.param.Presence;

/** Users of a server of MySQL or MariaDB. */
public final class MysqlUserModule implements OnServer<MysqlUserModule.Params> {
    public record Params(
            @Doc("Name of the user; an empty one is that of nobody in particular.") @Alias("user")
            String name,

            @Doc("Host that the user comes from, in which % stands for anything.")
            @Default("localhost")
            @Matches(value = "[^\\x00-\\x20'\\\\]{1,255}", expected = "a host, an address, or %")
            String host,

            @Doc("Whether it is about the user from every host that there is an account for; then none is made.")
            @Default("false")
            boolean hostAll,

            @Doc("Whether there is such a user.") @Default("present")
            Presence state,

            @Inline MysqlPasswordWish password,
            @Inline MysqlGrantWish grants,
            @Inline MysqlAccountWish account,
            @Inline MysqlSession session,
            @Inline MysqlAccess access) {
        StateKey<MysqlAccounts> key() {
            return MysqlAccounts.at(access, name);
        }

        String at(String where) {
            return MysqlAccess.text(name) + "@" + MysqlAccess.text(where);
        }
    }

    record Result(@Doc("The user.") String user) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "mysql_user",
                    "Makes or removes users of MySQL and MariaDB, with their privileges. The host needs their client.",
                    Params.class,
                    MysqlExamples.users())
            .alias("community.mysql.mysql_user")
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        if (!params.name().matches("[^\\x00-\\x1f\\\\]{0,128}")) {
            faults.add(new Binding.Fault("name", "'" + params.name() + "' is no name of a user"));
        }
        faults.addAll(params.password().check());
        faults.addAll(params.account().check());
        faults.addAll(params.session().check());
        return faults;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.key());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(known.of(params.key()), there -> {
            Set<String> hosts = params.hostAll()
                    ? there.hosts().keySet()
                    : Set.of(params.host().toLowerCase(Locale.ROOT));
            if (params.state() == Presence.ABSENT) {
                return remove(params, there, hosts);
            }
            return hosts.isEmpty()
                    ? new Plan.Rejected("there is no user '" + params.name()
                            + "' from any host, and 'host_all' makes none; leave it out, and give 'host'")
                    : new MysqlUserPlan(params, there, known).of(hosts);
        });
    }

    private static Plan remove(Params params, MysqlAccounts there, Set<String> hosts) {
        SortedMap<String, MysqlAccount> rest = new TreeMap<>(there.hosts());
        rest.keySet().removeAll(hosts);
        String gone = there.hosts().keySet().stream()
                .filter(hosts::contains)
                .map(params::at)
                .collect(Collectors.joining(", "));
        return gone.isEmpty()
                ? Plan.UNCHANGED
                : OnServer.change(
                        "remove the user " + gone,
                        params.access().sql(params.session().before() + "DROP USER " + gone + ";\n"),
                        List.of(new Effect.Sets<>(params.key(), new MysqlAccounts(rest))));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return Map.of("user", params.name());
    }
}
