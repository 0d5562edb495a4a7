package play.modules.files;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
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
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;
import play.param.Matches;
import play.param.SecretText;
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

            @Doc("Absolute path on the host; a directory, or a path that ends in a slash, takes the file under the"
                    + " URL's name.")
            @HostPath
            String dest,

            @Doc("sha256: and 64 hex digits. Without it, or with the word none, nothing is verified, and an existing"
                    + " file is left alone.")
            @Matches(
                    value = "(?i)sha256:[0-9a-f]{64}|none|",
                    expected = "sha256: and 64 hex digits, or the word none to go without a check")
            @Default("none")
            String checksum,

            @Doc("Headers to send, by name; values are never shown.") @Default("{}")
            Map<String, SecretText> headers,

            @Doc("User name for basic authentication.") @Alias("username")
            Optional<String> urlUsername,

            @Doc("Password for basic authentication.") @Alias("password")
            Optional<SecretText> urlPassword,

            @Doc("How long connecting, and the start of the answer, may take.") @Default("30")
            Duration timeout,

            @Doc("Whether the host fetches it itself, with curl or wget; else the controller does, once for all hosts.")
            @Default("false")
            boolean onTarget,

            @Doc("Whether a file whose place no other can take (a mount of its own, as containers have) is written"
                    + " where it stands.")
            @Default("false")
            boolean unsafeWrites,

            @Inline WantedAttributes attributes) {

        Optional<String> sha256() {
            return checksum.isEmpty() || checksum.equalsIgnoreCase("none")
                    ? Optional.empty()
                    : Optional.of(checksum.substring(7).toLowerCase(Locale.ROOT));
        }
    }

    /** Examples fetch from a server of the host itself, for a blank host knows no other. */
    private static final String SERVE = """
        cat >/root/serve.pl <<'END'
        use IO::Socket::INET;
        my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1:8099', Listen => 5, ReuseAddr => 1) or die $!;
        while (my $client = $server->accept) {
          while (<$client>) { last if /^\\r?$/ }
          print $client "HTTP/1.0 200 OK\\r\\nContent-Length: 6\\r\\n\\r\\nhello\\n";
          close $client;
        }
        END
        systemctl is-active --quiet example-server || systemd-run --quiet --unit=example-server perl /root/serve.pl
        i=0; until curl -s http://127.0.0.1:8099/ >/dev/null || [ $i -gt 50 ]; do i=$((i+1)); sleep 0.1; done
        """;

    private static final String YAML =
            "url: http://127.0.0.1:8099/hello.txt\ndest: /srv/hello.txt\non_target: true\nchecksum: sha256:"
                    + Bytes.of("hello\n").sha256() + "\n";

    record Result(
            @Doc("Path of the file.") String dest,
            @Inline FileResult.Plain file,

            @Doc("Where it was to be fetched from, without a password.")
            String url,

            @Doc("SHA-1 of what was fetched.") String checksumSrc,
            @Doc("SHA-1 of the file.") String checksumDest) {}

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
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys =
                new ArrayList<>(destination(params).probes(params.attributes().ownership()));
        keys.add(sha1(destination(params).path()));
        return keys;
    }

    private static StateKey<FileDigest> sha1(String path) {
        return FileDigests.at(path, FileDigests.Algorithm.SHA1);
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return destination(params).plan(known, (path, now) -> file(params, path, now));
    }

    private static Plan file(Params params, String path, Knowledge known) {
        if (!known.has(sha1(path))) {
            return new Plan.Needs(List.of(sha1(path)));
        }
        Content content = content(params, path, known);
        Plan plan = new WantedFile(
                        path, content, params.attributes(), new Replacing(Optional.empty(), params.unsafeWrites()))
                .plan(known);
        return plan instanceof Plan.Change(String title, List<Action> actions) ? change(params, title, actions) : plan;
    }

    /** Without a checksum a file that is there counts as the one that is wanted. */
    private static Content content(Params params, String path, Knowledge known) {
        Download download = download(params);
        Foreseen<String> sum = params.sha256()
                .<Foreseen<String>>map(Foreseen.Exactly::new)
                .orElseGet(() -> new Foreseen.Later<>("checksum: none"));
        if (params.sha256().isEmpty()
                && known.of(Files.at(path)) instanceof Observed.Known<FileState>(FileState.Regular there, var how)) {
            sum = there.sha256();
        }
        return new Content.Produced(download.key(), Download.PART, sum, false);
    }

    private static Plan change(Params params, String title, List<Action> actions) {
        List<Action> all = new ArrayList<>();
        for (Action action : actions) {
            if (!(action instanceof Action.WriteFile write)) {
                all.add(action);
            } else if (params.onTarget()) {
                all.add(new FetchScript(address(params).url(), params.sha256(), headers(params), params.timeout())
                        .writing(write));
            } else {
                Download download = download(params);
                all.add(new Action.Produce(download.key(), download, List.of()));
                all.add(write);
            }
        }
        return new Plan.Change(title, all);
    }

    private static Download download(Params params) {
        return new Download(address(params).url(), params.sha256(), headers(params), params.timeout());
    }

    private static WebAddress address(Params params) {
        return WebAddress.of(params.url());
    }

    private static Map<String, SecretText> headers(Params params) {
        Map<String, SecretText> headers = new HashMap<>(params.headers());
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
        String name = Paths.name(params.url().replaceFirst("[?#].*$", "").replaceFirst("^[a-zA-Z]+://[^/]*", "/"));
        return new Destination(params.dest(), Optional.of(name.isEmpty() ? "index.html" : name));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        String path = destination(params).path(after);
        Map<String, @Nullable Object> result = FileResult.of("dest", path, after);
        result.put("url", address(params).url());
        Object sum = after.has(sha1(path)) ? FileResult.digest(sha1(path), after) : new Unknown(path + " was not read");
        result.put("checksum_src", sum);
        result.put("checksum_dest", sum);
        return result;
    }
}
