package play.modules.files;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.files.ResolvedPath;
import play.host.FileDigests;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Plan;
import play.module.Resource;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.LocalDestination;
import play.result.When;

/** A file of the host, on the controller. */
public final class FetchModule implements Resource<FetchModule.Params> {
    public record Params(
            @Doc("Path of the file on the host; symbolic links are followed. Up to 32 MiB are fetched.") @HostPath
            String src,

            @Doc("Directory on the controller, in which the file gets the path HOST/SRC; a relative one is in the"
                    + " playbook's directory. With flat the path of the file itself, or with a slash at its end the"
                    + " directory that takes it.")
            LocalDestination dest,

            @Doc("Whether dest is taken as it is.") @Default("false")
            boolean flat,

            @Doc("Whether a file that is not there is a failure.") @Default("true")
            boolean failOnMissing,

            @Doc("Whether what has arrived is compared with the file's digest.") @Default("true")
            boolean validateChecksum) {

        /** Where the file goes. */
        String target() {
            Path at = dest.path();
            if (!flat) {
                return at.resolve(dest.host())
                        .resolve(source().substring(1))
                        .normalize()
                        .toString();
            }
            return (dest.written().endsWith("/") ? at.resolve(Paths.name(src)) : at).toString();
        }

        String source() {
            return Paths.clean(src);
        }
    }

    record Result(
            @Doc("Path of the file on the host.") String file,

            @Doc("Path of the file on the controller.") @When("the file is there")
            Optional<String> dest,

            @Doc("SHA-1 of what the file holds.") @When("the file is there")
            Optional<String> checksum,

            @Doc("The same.") @When("the file is there") Optional<String> remoteChecksum,

            @Doc("MD5 of what the file holds.") @When("the file is there")
            Optional<String> md5sum,

            @Doc("Why nothing was fetched.") @When("the file is not there, and fail_on_missing is false")
            Optional<String> msg) {}

    private static final String YAML = "src: /srv/log\ndest: fetched/\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "fetch",
                    "Copies a file of the host to the controller.",
                    Params.class,
                    new Example("absent", "echo x >/srv/log", "src: /srv/log\ndest: logs/\n"),
                    new Example("drifted", "date >/srv/log; head -c 300000 /dev/urandom >>/srv/log", YAML),
                    new Example("right", "echo x >/srv/log", YAML),
                    new Example("right: nothing to fetch, as may be", "", YAML + "fail_on_missing: false\n"))
            .returns(Result.class)
            .asInAnsible();

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(Files.at(params.source()), FetchedFile.kept(params.target()));
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return ResolvedPath.plan(params.source(), known, (at, found) -> switch (found) {
            case FileState.Regular file -> there(params, at, known);
            case FileState other ->
                params.failOnMissing()
                        ? new Plan.Rejected(
                                other.present()
                                        ? at + " is " + other.described() + ", not a file"
                                        : "there is no file " + params.source())
                        : Plan.UNCHANGED;
        });
    }

    private static Plan there(Params params, String at, Knowledge known) {
        List<StateKey<?>> digests = List.of(Files.at(at), sha1(at), md5(at));
        if (!digests.stream().allMatch(known::has)) {
            return new Plan.Needs(digests);
        }
        return known.of(Files.at(at)) instanceof Observed.Known<FileState>(FileState.Regular whole, var how)
                ? new FetchedFile(params, at, whole, how, known).plan()
                : new Plan.Undetermined(at + " changed while it was looked at");
    }

    private static StateKey<?> sha1(String path) {
        return FileDigests.at(path, FileDigests.Algorithm.SHA1);
    }

    private static StateKey<?> md5(String path) {
        return FileDigests.at(path, FileDigests.Algorithm.MD5);
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("file", params.source());
        if (!(ResolvedPath.follow(params.source(), after)
                instanceof ResolvedPath.At(String at, FileState.Regular file))) {
            result.put("msg", "the remote file does not exist, not transferring, ignored");
            return result;
        }
        result.put("dest", params.target());
        Object sum = FileResult.digest(FileDigests.at(at, FileDigests.Algorithm.SHA1), after);
        result.put("checksum", sum);
        result.put("remote_checksum", sum);
        result.put("md5sum", FileResult.digest(FileDigests.at(at, FileDigests.Algorithm.MD5), after));
        return result;
    }
}
