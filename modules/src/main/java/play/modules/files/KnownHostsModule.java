package play.modules.files;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.EditedFile;
import play.files.TextLines;
import play.files.WantedAttributes;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Replacing;
import play.module.Resource;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.Meaning;
import play.param.Means;
import play.param.Presence;
import play.param.RequiredIf;
import play.result.When;

/** The key of an SSH server, as its clients on a host know it. */
public final class KnownHostsModule implements Resource<KnownHostsModule.Params> {
    @RequiredIf(when = "state", is = "present", needs = "key")
    public record Params(
            @Doc("The server: a name or address, with a port that is not 22 as [name]:port.")
            @Alias("host")
            @Matches(value = "[^\\s,]+", expected = "a single name or address, without commas and blanks")
            String name,

            @Doc("Its line in the file: the name, also among others with commas between them, the type of the key, the"
                    + " key. Of each type a server has one key. Without it, state: absent removes all of the server.")
            @Matches(value = "[^\\n]+\\n?", expected = "a single line")
            Optional<String> key,

            @Doc("The file; its directory must be there.")
            @Default("~/.ssh/known_hosts")
            @HostPath
            @Means(Meaning.ALL_IT_CHANGES)
            String path,

            @Doc("Whether the name is hashed, so that nobody can read of the file which servers there are.")
            @Default("false")
            boolean hashHost,

            @Doc("Whether the key is to be there.") @Default("present")
            Presence state) {

        private String host() {
            return name.toLowerCase(Locale.ROOT);
        }

        private Optional<KnownHostLine> line() {
            return key.flatMap(KnownHostLine::read);
        }

        private EditedFile file() {
            return new EditedFile(path, true, false, WantedAttributes.ANY, Replacing.WHOLE);
        }
    }

    record Result(
            @Doc("The server.") String name,
            @Doc("The file.") String path,
            @Doc("present or absent.") String state,
            @Doc("As the task says it.") boolean hashHost,

            @Doc("As the task says it.") @When("it is given")
            Optional<String> key) {}

    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJdD7y3aLq454yWBdwLWbieU1ebz9/cu7/QEXn9OIeZJ";
    private static final String YAML =
            "name: git.example.org\nkey: git.example.org,10.0.0.1 " + KEY + "\npath: /etc/ssh/ssh_known_hosts\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "known_hosts",
                    "Adds or removes keys of SSH servers in a file of known hosts.",
                    Params.class,
                    new Example("absent", "rm -f /etc/ssh/ssh_known_hosts", YAML),
                    new Example(
                            "drifted",
                            "printf 'git.example.org ssh-ed25519 AAAA\\nother ssh-rsa AAAA\\n'"
                                    + " >/etc/ssh/ssh_known_hosts",
                            YAML + "hash_host: true\n"),
                    new Example("right", "echo 'git.example.org " + KEY + "' >/etc/ssh/ssh_known_hosts", YAML),
                    new Example(
                            "to be removed",
                            "printf 'git.example.org ssh-rsa AAAA\\nother ssh-rsa AAAA\\n'"
                                    + " >/etc/ssh/ssh_known_hosts; ssh-keygen -H -f /etc/ssh/ssh_known_hosts; rm"
                                    + " /etc/ssh/ssh_known_hosts.old",
                            "name: git.example.org\nstate: absent\npath: /etc/ssh/ssh_known_hosts\n"))
            .asInAnsible()
            .insteadOf(new Program("ssh-keyscan", "^[^>]*$"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        if (params.key().isEmpty()) {
            return List.of();
        }
        Optional<KnownHostLine> line = params.line();
        if (line.isEmpty()) {
            return List.of(new Binding.Fault(
                    "key",
                    "key must be a line as in a file of known hosts: the name, the type of the key, the key; what"
                            + " ssh-keyscan prints is one"));
        }
        return line.get().names(params.host())
                ? List.of()
                : List.of(new Binding.Fault(
                        "key",
                        "key is that of '" + line.get().hosts() + "', among which name '" + params.name()
                                + "' is not"));
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return params.file().probes();
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return params.file().plan(known, text -> edited(params, text));
    }

    private static String edited(Params params, String text) {
        List<String> lines = new ArrayList<>();
        boolean there = false;
        for (String line : TextLines.of(text)) {
            Optional<KnownHostLine> about = KnownHostLine.read(line).filter(known -> known.names(params.host()));
            boolean same =
                    about.isPresent() && params.line().filter(about.get()::says).isPresent();
            boolean goes = params.state() == Presence.ABSENT
                    ? about.isPresent() && (params.key().isEmpty() || same)
                    : about.isPresent()
                            && !same
                            && params.line().filter(about.get()::replaces).isPresent();
            if (same && params.state() == Presence.PRESENT && params.hashHost()) {
                Optional<String> others = about.orElseThrow().withoutPlain(params.host(), line);
                others.ifPresent(lines::add);
                there |= others.filter(line::equals).isPresent();
            } else if (!goes) {
                lines.add(line);
                there |= same;
            }
        }
        if (params.state() == Presence.PRESENT && !there) {
            lines.add(written(params));
        }
        return TextLines.joined(lines, text);
    }

    /** The line as it is given, or with its name hashed. */
    private static String written(Params params) {
        String given = params.key().orElseThrow().strip();
        KnownHostLine line = params.line().orElseThrow();
        return params.hashHost()
                ? given.replace(line.hosts(), line.hashed(params.host()).hosts())
                : given;
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new HashMap<>(Map.of(
                "name", params.name(),
                "path", params.path(),
                "state", params.state() == Presence.ABSENT ? "absent" : "present",
                "hash_host", params.hashHost()));
        params.key().ifPresent(key -> result.put("key", key));
        return result;
    }
}
