package play.modules.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.files.WantedAttributes;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Inline;

/** An archive of files and directories of the host, made anew where it does not hold what they hold. */
public final class ArchiveModule implements Resource<ArchiveModule.Params> {
    public record Params(
            @Doc("Paths on the host of what is packed; may have wildcards. Of a directory all below it is,"
                    + " under its name; if its path ends in a slash, only what is in it.")
            List<String> path,

            @Doc("The archive: a path in an existing directory. Without it, that of the one path, with the"
                    + " format's ending.")
            @HostPath
            Optional<String> dest,

            @Doc("gz, bz2 and xz: a tar archive, compressed, or where path is one file, that file, compressed; tar;"
                    + " zip.")
            @Default("gz")
            PackFormat format,

            @Doc("Paths, which may have wildcards, of what is left out, with all below it.") @Default("[]")
            List<String> excludePath,

            @Doc("Patterns with * and ? for paths within the archive of what is left out; * stands for slashes too.")
            @Default("[]")
            List<String> exclusionPatterns,

            @Doc("Whether one file becomes an archive, too.") @Default("false")
            boolean forceArchive,

            @Doc("Whether what was packed is removed afterwards; where it is gone, the archive stays as it is.")
            @Default("false")
            boolean remove,

            @Inline WantedAttributes attributes,
            @Inline FileLabels labels) {}

    record Result(
            @Doc("Path of the archive.") String dest,
            @Inline FileResult.Plain plain,

            @Doc("absent, archive, compress (one file), or incomplete where a path is missing.")
            String destState,

            @Doc("Absolute paths of what is packed.") List<String> archived,

            @Doc("Directory that names in the archive begin at.")
            String arcroot,

            @Doc("Paths that are not there.") List<String> missing,
            @Doc("What the paths stand for.") List<String> expandedPaths,

            @Doc("What the paths to leave out stand for.") List<String> expandedExcludePaths) {}

    private static final String MAKE =
            "mkdir -p /srv/in/sub; echo one >/srv/in/one; echo two >/srv/in/sub/two; ln -s one /srv/in/alias\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "archive",
                    "Packs files and directories of the host.",
                    Params.class,
                    new Example("absent", MAKE, "path: /srv/in\ndest: /srv/in.tgz\nmode: '0640'\n"),
                    new Example(
                            "drifted",
                            MAKE + "tar -C /srv -czf /srv/in.tgz in; echo other >/srv/in/one",
                            "path: [/srv/in]\ndest: /srv/in.tgz\n"),
                    new Example(
                            "right", MAKE + "tar -C /srv -czf /srv/in.tgz in", "path: [/srv/in]\ndest: /srv/in.tgz\n"),
                    new Example("one file", MAKE, "path: /srv/in/one\nattributes: +d\n"),
                    new Example(
                            "some, by patterns",
                            MAKE + "echo x >/srv/in/x.log",
                            "path: [/srv/in/*]\ndest: /srv/some.tar\nformat: tar\nexclude_path: [/srv/in/su?]\n"
                                    + "exclusion_patterns: ['*.log']\n"),
                    new Example("and removed", MAKE, "path: /srv/in/\ndest: /srv/gone.tgz\nremove: true\n"))
            .returns(Result.class)
            .alias("community.general.archive")
            .insteadOf(
                    new Program("tar", "^(?!\\S+\\s+c\\w*\\s|.*\\s(-\\w*c\\w*|--create)(\\s|$))"),
                    new Program("zip"),
                    new Program("gzip", "-\\w*d"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    private static Packing packing(Params params) {
        return new Packing(params);
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        params.path().stream()
                .filter(path -> !path.matches(Paths.ABSOLUTE))
                .forEach(path -> faults.add(new Binding.Fault("path", "path must be absolute, not '" + path + "'")));
        params.excludePath().stream()
                .filter(path -> !path.matches(Paths.ABSOLUTE))
                .forEach(path -> faults.add(
                        new Binding.Fault("exclude_path", "exclude_path must be absolute, not '" + path + "'")));
        if (params.path().isEmpty()) {
            faults.add(new Binding.Fault("path", "path must name something"));
        }
        if (params.dest().isEmpty()
                && (params.path().size() != 1
                        || PackedThings.isPattern(params.path().getFirst()))) {
            faults.add(new Binding.Fault("dest", "dest must name the archive where path is not one path"));
        }
        return faults;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return packing(params).probes();
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return packing(params).plan(known);
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Packing packing = packing(params);
        Map<String, @Nullable Object> result = new LinkedHashMap<>(FileResult.of("dest", packing.dest(), after));
        result.putAll(packing.told(after));
        return result;
    }
}
