package play.modules.control;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.module.Control;
import play.module.Enrolment;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Verdict;
import play.param.Alias;
import play.param.AnyOther;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;

/** Brings a host into the inventory of the run, for plays that start afterwards and for delegation. */
public final class AddHostModule implements Control<AddHostModule.Params> {
    private static final Pattern WITH_PORT = Pattern.compile("([^:\\[\\]]+|\\[[^\\]]+\\]):([0-9]{1,5})");

    public record Params(
            @Doc("Name or address of the host; a port may stand behind a colon.")
            @Alias({"hostname", "host"})
            @Matches(value = "\\S+", expected = "a name, without blanks")
            String name,

            @Doc("Groups that it comes into; what is not there is made.") @Alias({"groupname", "group"}) @Default("[]")
            List<String> groups,

            @Doc("Variables of the host: everything else that is given.") @AnyOther
            Map<String, Object> vars) {}

    record Added(
            @Doc("Name of the host.") String hostName,
            @Doc("The groups.") List<String> groups,
            @Doc("The variables.") Map<String, Object> hostVars) {}

    record Result(@Doc("What has come into the inventory.") Added addHost) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "add_host",
                    "Brings a host into the inventory of the run, once for all hosts of the batch.",
                    Params.class,
                    new Example("one", "", "name: web9.example.com\ngroups: [web]\nansible_user: root\n"))
            .asInAnsible()
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public boolean isForAll() {
        return true;
    }

    @Override
    public Optional<Set<String>> enrols(Function<String, Optional<List<String>>> written) {
        return written.apply("name")
                .flatMap(hosts -> written.apply("groups").map(groups -> {
                    Set<String> names = new HashSet<>(groups);
                    hosts.forEach(host -> names.add(host(host)));
                    return names;
                }));
    }

    private static String host(String name) {
        Matcher port = WITH_PORT.matcher(name);
        return port.matches() ? port.group(1).replaceAll("[\\[\\]]", "") : name;
    }

    @Override
    public Verdict evaluate(Params params) {
        Map<String, @Nullable Object> vars = new LinkedHashMap<>(params.vars());
        Matcher port = WITH_PORT.matcher(params.name());
        String host = host(params.name());
        if (port.matches()) {
            vars.put("ansible_ssh_port", Long.parseLong(port.group(2)));
        }
        List<String> groups = new ArrayList<>();
        for (String group : params.groups()) {
            if (!groups.contains(group.strip())) {
                groups.add(group.strip());
            }
        }
        Map<String, @Nullable Object> added = new LinkedHashMap<>();
        added.put("host_name", host);
        added.put("groups", groups);
        added.put("host_vars", vars);
        return new Verdict.Enrols(new Enrolment(Optional.of(host), groups, List.of(), vars), Map.of("add_host", added));
    }
}
