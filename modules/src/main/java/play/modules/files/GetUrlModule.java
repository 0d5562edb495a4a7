package play.modules.files;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Backup;
import play.files.WantedAttributes;
import play.files.WantedFile;
import play.host.FileDigest;
import play.host.FileDigests;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Replacing;
import play.module.Resource;
import play.modules.downloads.ServedText;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.Matches;
import play.param.Meaning;
import play.param.Means;
import play.param.NoEffect;
import play.param.SecretText;
import play.result.When;
import play.value.Bytes;
import play.value.Content;
import play.value.Foreseen;
import play.value.Unknown;

/** A file from a web server, verified by its checksum. */
public final class GetUrlModule implements Resource<GetUrlModule.Params> {
    public record Params(
            @Doc("Where the file is, http or https.")
            @Matches(value = "(?i)https?://\\S+", expected = "a URL of http or https")
            String url,

            @Doc("Path on the host; a directory, or a path that ends in a slash, takes the file under the"
                    + " URL's name.")
            @HostPath
            @Means(Meaning.ALL_IT_CHANGES)
            String dest,

            @Doc("sha256: and 64 hex digits, or the address of a list that has them, which the host asks for; or"
                    + " likewise by another algorithm. Without it, or with the word none, nothing is verified, and an"
                    + " existing file is left alone.")
            @Matches(value = Checksum.PATTERN, expected = Checksum.EXPECTED)
            @Default("none")
            String checksum,

            @Doc("Without a checksum: whether an existing file is fetched anew at each run. A dry run tells a"
                    + " change each time, a run only where something else has come.")
            @Default("false")
            boolean force,

            @Doc("Headers to send, by name; values are never shown.") @Default("{}")
            Map<String, SecretText> headers,

            @Doc("User name for basic authentication.") @Alias("username")
            Optional<String> urlUsername,

            @Doc("Password for basic authentication.") @Alias("password")
            Optional<SecretText> urlPassword,

            @Doc("Whether user name and password go with the first request.")
            @Default("true")
            @NoEffect("They always do. Leave it out.")
            boolean forceBasicAuth,

            @Doc("Whether the server's certificate must be valid.") @Default("true")
            boolean validateCerts,

            @Doc("How long connecting may take, and the server may be silent, at each attempt.") @Default("30")
            Duration timeout,

            @Doc("Whether the host fetches it itself, with curl or wget; else the controller does, once for all hosts.")
            @Default("false")
            boolean onTarget,

            @Doc("Whether a file whose place no other can take (a mount of its own, as containers have) is written"
                    + " where it stands.")
            @Default("false")
            boolean unsafeWrites,

            @Doc("Whether what the file held is kept beside it before it is replaced, as NAME.NUMBER.DATE@TIME~.")
            @Default("false")
            boolean backup,

            @Doc("What the request says of the program that sends it (User-Agent).")
            Optional<String> httpAgent,

            @Doc("Where a download is put before it is whole.")
            @NoEffect("It is put beside the file, so that it can take its place at once. Leave it out.")
            Optional<String> tmpDest,

            @Doc("Whether an answer that is compressed on its way is decompressed.")
            @Default("true")
            @NoEffect("Nothing is asked for that would be. Leave it out.")
            boolean decompress,

            @Inline HostFetch fetch,
            @Inline WantedAttributes attributes,
            @Inline FileLabels labels) {
        /** Whether the host asks the server. */
        private boolean byHost() {
            return onTarget || fetch.isAsked();
        }
    }

    /** Examples fetch from a server of the host itself, for a blank host knows no other. */
    private static final String SERVE = "echo hello >/root/hello.txt\n" + serving("/root/hello.txt");

    /** Shell lines that have a server at port 8099 of the host itself, which answers with a file. */
    static String serving(String file) {
        return """
            cat >/root/serve.pl <<'END'
            use IO::Socket::INET;
            my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1:8099', Listen => 5, ReuseAddr => 1) or die $!;
            while (my $client = $server->accept) {
              while (<$client>) { last if /^\\r?$/ }
              open(my $file, '<:raw', '@FILE@') or die $!;
              print $client "HTTP/1.0 200 OK\\r\\nContent-Length: " . (-s $file) . "\\r\\n\\r\\n", <$file>;
              close $client;
            }
            END
            systemctl is-active --quiet example-server || systemd-run --quiet --unit=example-server perl /root/serve.pl
            i=0; until curl -s http://127.0.0.1:8099/ >/dev/null || [ $i -gt 50 ]; do i=$((i+1)); sleep 0.1; done
            """.replace("@FILE@", file);
    }

    private static final String YAML =
            "url: http://127.0.0.1:8099/hello.txt\ndest: /srv/hello.txt\non_target: true\nchecksum: sha256:"
                    + Bytes.of("hello\n").sha256() + "\n";

    record Result(
            @Doc("Path of the file.") String dest,
            @Inline FileResult.Plain file,
            @Inline FileResult.Numbers numbers,

            @Doc("Where it was to be fetched from, without a password.")
            String url,

            @Doc("SHA-1 of what was fetched.") String checksumSrc,
            @Doc("SHA-1 of the file.") String checksumDest,

            @Doc("Path of what was kept of the file.") @When("backup is true, and the file was replaced")
            Optional<String> backupFile) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "get_url",
                    "Downloads a file from a web server and verifies it.",
                    Params.class,
                    new Example("absent", SERVE, YAML),
                    new Example("drifted", SERVE + "echo old >/srv/hello.txt", YAML),
                    new Example("right", "echo hello >/srv/hello.txt", YAML))
            .returns(Result.class)
            .asInAnsible()
            .insteadOf(new Program("curl"), new Program("wget"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        if (!params.byHost() && !address(params).isAskedFor()) {
            faults.add(new Binding.Fault(
                    "url",
                    "url must name a host, and have characters such as { | and \\ as %7B %7C and %5C: "
                            + address(params) + " is no address that can be asked for"));
        }
        if (params.timeout().isZero()) {
            faults.add(new Binding.Fault("timeout", "timeout must be longer than 0"));
        }
        return faults;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys =
                new ArrayList<>(destination(params).probes(params.attributes().ownership()));
        keys.addAll(digests(params, destination(params).path()));
        Checksum.address(params.checksum()).ifPresent(address -> keys.add(ServedText.at(address)));
        return keys;
    }

    /** What the result tells, and what the file is verified by where that is another. */
    private static List<StateKey<?>> digests(Params params, String path) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(sha1(path)));
        Checksum.algorithm(params.checksum())
                .filter(algorithm -> algorithm != FileDigests.Algorithm.SHA256)
                .ifPresent(algorithm -> keys.add(FileDigests.at(path, algorithm)));
        return keys;
    }

    private static StateKey<FileDigest> sha1(String path) {
        return FileDigests.at(path, FileDigests.Algorithm.SHA1);
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Checksum.address(params.checksum())
                .map(address -> Plan.on(known.of(ServedText.at(address)), list -> listed(params, list, known)))
                .orElseGet(() -> new Getting(params, Checksum.of(params.checksum())).plan(known));
    }

    private static Plan listed(Params params, ServedText list, Knowledge known) {
        String name = Destination.fileName(params.url());
        return Checksum.in(list.content(), params.checksum(), name)
                .map(sum -> new Getting(params, Optional.of(sum)).plan(known))
                .orElseGet(() -> new Plan.Rejected("there is no checksum of " + name + " in what 'checksum' names: "
                        + Checksum.address(params.checksum()).orElse("")));
    }

    /**
     * How it is brought.
     *
     * @param sum that it has, where that is known
     */
    private record Getting(Params params, Optional<Checksum> sum) {
        Plan plan(Knowledge known) {
            return destination(params).plan(known, this::file);
        }

        private Plan file(String path, Knowledge known) {
            List<StateKey<?>> missing = new ArrayList<>(digests(params, path));
            missing.removeIf(known::has);
            if (!missing.isEmpty()) {
                return new Plan.Needs(missing);
            }
            Plan plan = new WantedFile(
                            path,
                            new Content.Produced(download().key(), Download.PART, sha256(path, known), false),
                            params.attributes(),
                            new Replacing(Optional.empty(), params.unsafeWrites()))
                    .plan(known);
            Plan kept = params.backup() ? Backup.before(plan, path, path, known) : plan;
            return change(params.labels().after(kept, path, known), known);
        }

        /** A file that has the checksum is the one that is wanted; without a checksum, any is that is there. */
        private Foreseen<String> sha256(String path, Knowledge known) {
            if (sum.isPresent() && sum.get().algorithm() == FileDigests.Algorithm.SHA256) {
                return new Foreseen.Exactly<>(sum.get().hex());
            }
            boolean wanted = sum.isPresent() ? has(path, sum.get(), known) : !params.force();
            return wanted
                            && known.of(Files.at(path))
                                    instanceof Observed.Known<FileState>(FileState.Regular there, var how)
                    ? there.sha256()
                    : new Foreseen.Later<>("it is fetched during the run");
        }

        private static boolean has(String path, Checksum sum, Knowledge known) {
            return known.of(FileDigests.at(path, sum.algorithm()))
                            instanceof Observed.Known<FileDigest>(FileDigest.Of(String hex), var how)
                    && hex.equals(sum.hex());
        }

        private Plan change(Plan plan, Knowledge known) {
            return plan instanceof Plan.Change(String title, List<Action> actions)
                    ? change(title, actions, known)
                    : plan;
        }

        /** What has these attributes already and turns out to hold what comes. */
        private static Optional<String> held(Action.WriteFile write, Knowledge known) {
            return known.of(Files.at(write.path()))
                                    instanceof Observed.Known<FileState>(FileState.Regular there, var how)
                            && there.attributes().equals(write.after().attributes())
                            && there.sha256() instanceof Foreseen.Exactly<String>(String hex)
                    ? Optional.of(hex)
                    : Optional.empty();
        }

        private Plan change(String title, List<Action> actions, Knowledge known) {
            List<Action> all = new ArrayList<>();
            for (Action action : actions) {
                if (!(action instanceof Action.WriteFile write)) {
                    all.add(action);
                } else if (params.byHost()) {
                    all.add(new FetchScript(download(), params.fetch()).writing(write, held(write, known)));
                } else {
                    Download download = download();
                    all.add(new Action.Produce(download.key(), download, List.of()));
                    all.add(write);
                }
            }
            return new Plan.Change(title, all);
        }

        private Download download() {
            return new Download(
                    GetUrlModule.address(params).url(), sum, headers(params), params.timeout(), params.validateCerts());
        }
    }

    @Override
    public boolean tellsChange(Params params) {
        return params.force();
    }

    private static WebAddress address(Params params) {
        return WebAddress.of(params.url());
    }

    private static Map<String, SecretText> headers(Params params) {
        Map<String, SecretText> headers = new HashMap<>(params.headers());
        params.httpAgent().ifPresent(agent -> headers.putIfAbsent("User-Agent", new SecretText(agent)));
        WebAddress address = address(params);
        Optional<String> user = params.urlUsername().or(address::user);
        String password = params.urlPassword()
                .map(SecretText::reveal)
                .or(address::password)
                .orElse("");
        user.ifPresent(name -> {
            String basic = Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
            headers.put("Authorization", new SecretText("Basic " + basic));
        });
        return headers;
    }

    private static Destination destination(Params params) {
        return Destination.ofAddress(params.dest(), params.url());
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        String path = destination(params).path(after);
        Map<String, @Nullable Object> result = FileResult.of("dest", path, after);
        result.put("url", address(params).url());
        Object sum = after.has(sha1(path)) ? FileResult.digest(sha1(path), after) : new Unknown(path + " was not read");
        result.put("checksum_src", sum);
        result.put("checksum_dest", sum);
        if (params.backup()) {
            Backup.told(result, path, after);
        }
        return result;
    }
}
