package play.modules.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import play.files.Paths;
import play.files.Patterns;
import play.files.TextEncoding;
import play.host.FileDigests;
import play.host.Knowledge;
import play.host.Mode;
import play.host.Observed;
import play.host.ShellWords;
import play.host.StateKey;
import play.host.WantedMode;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Query;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;
import play.param.Range;

/** What stands below directories: files of some names, ages, sizes. */
public final class FindModule implements Query<FindModule.Params> {
    /** What is looked for. */
    enum Kind {
        ANY(entry -> true, ""),
        DIRECTORY(FoundFiles.Entry::isDirectory, "-type d"),
        FILE(FoundFiles.Entry::isFile, "-type f"),
        LINK(FoundFiles.Entry::isLink, "-type l");

        private final Predicate<FoundFiles.Entry> is;
        private final String test;

        Kind(Predicate<FoundFiles.Entry> is, String test) {
            this.is = is;
            this.test = test;
        }
    }

    /** The time that counts as a file's age. */
    enum Stamp {
        ATIME,
        CTIME,
        MTIME
    }

    public record Params(
            @Doc("Paths of the directories.") @Alias({"path", "name"}) @HostPath
            List<String> paths,

            @Doc("Names that are looked for: patterns of a shell, or of Python with use_regex. None means all.")
            @Alias("pattern")
            @Default("[]")
            List<String> patterns,

            @Doc("Names among them that are left out, likewise.") @Alias("exclude") @Default("[]")
            List<String> excludes,

            @Doc("Pattern, in Python's notation, with which some line of the file begins; only with file_type: file.")
            Optional<String> contains,

            @Doc("Whether the pattern is looked for anywhere in the content as a whole, instead of line by line.")
            @Default("false")
            boolean readWholeFile,

            @Doc("How files are encoded that contains looks into: utf-8, latin-1, cp1252. Others than UTF-8 take iconv"
                    + " on the host.")
            @Default("utf-8")
            String encoding,

            @Doc("What is looked for.") @Default("file") Kind fileType,

            @Doc("Least age, as 2d (s, m, h, d or w; seconds without); with a minus, greatest age.")
            @Matches(value = "(?i)-?[0-9]{1,10}[smhdw]?", expected = "a number with s, m, h, d or w behind it")
            Optional<String> age,

            @Doc("The time that counts for it.") @Default("mtime")
            Stamp ageStamp,

            @Doc("Least size, as 10m (b, k, m, g or t; bytes without); with a minus, greatest size.")
            @Matches(value = "(?i)-?[0-9]{1,10}[bkmgt]?", expected = "a number with b, k, m, g or t behind it")
            Optional<String> size,

            @Doc("Permission bits that it has: octal digits, or what chmod makes of none: u=rwx,g=rx.")
            Optional<WantedMode> mode,

            @Doc("Whether it has exactly these bits; without, one of them is enough.") @Default("true")
            boolean exactMode,

            @Doc("Whether directories are looked into.") @Default("false")
            boolean recurse,

            @Doc("How many levels are looked into with recurse; all without.") @Range(from = 0, to = 100_000)
            Optional<Integer> depth,

            @Doc("Whether names that begin with a dot are listed.") @Default("false")
            boolean hidden,

            @Doc("Whether links to directories are entered.") @Default("false")
            boolean follow,

            @Doc("Whether files are digested.") @Default("false")
            boolean getChecksum,

            @Doc("How the checksum is made.") @Default("sha1") @Alias({"checksum", "checksum_algo"})
            FileDigests.Algorithm checksumAlgorithm,

            @Doc("Whether patterns and excludes are regular expressions, which match from the start of a name.")
            @Default("false")
            boolean useRegex,

            @Doc("How many are listed at most.") @Range(from = 1, to = Integer.MAX_VALUE)
            Optional<Integer> limit) {}

    private static final Mode NO_BITS = new Mode(0);

    /** What a mode such as {@code +x} leaves out, which names nobody. */
    private static final Mode USUAL_UMASK = new Mode(0022);

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "find",
                    "Lists what stands below directories, by name, age, size and content.",
                    Params.class,
                    new Example("old logs", "mkdir -p /srv/log", "paths: /srv/log\npatterns: '*.log'\nage: 4w\n"))
            .returns(FindResult.class)
            .asInAnsible()
            .insteadOf(new Program("find", "-(delete|exec|execdir|ok|okdir|printf|fprint)"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        if (params.useRegex()) {
            params.patterns()
                    .forEach(pattern -> Patterns.fault("patterns", pattern).ifPresent(faults::add));
            params.excludes()
                    .forEach(pattern -> Patterns.fault("excludes", pattern).ifPresent(faults::add));
        }
        params.contains()
                .flatMap(pattern -> Patterns.fault("contains", pattern))
                .ifPresent(faults::add);
        TextEncoding.fault(params.encoding()).ifPresent(faults::add);
        if (params.contains().isPresent() && params.fileType() != Kind.FILE) {
            faults.add(new Binding.Fault("contains", "contains looks into files, so it needs file_type: file"));
        }
        return faults;
    }

    private static StateKey<FoundFiles> key(Params params, String path) {
        List<String> tests = new ArrayList<>();
        if (!params.follow() && params.fileType() != Kind.ANY) {
            tests.add(params.fileType().test);
        }
        if (!params.hidden()) {
            tests.add("! -name '.*'");
        }
        FileNames.tests(params.patterns(), params.useRegex(), ShellWords::quote).ifPresent(tests::add);
        int depth = params.recurse() ? params.depth().orElse(0) : 1;
        return new FileWalk(depth, params.follow(), tests).key(Paths.clean(path));
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return params.paths().stream()
                .<StateKey<?>>map(path -> key(params, path))
                .toList();
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        FindResult.Gathering found = new FindResult.Gathering();
        for (String path : params.paths()) {
            switch (known.of(key(params, path))) {
                case Observed.Unknown<FoundFiles>(String why) -> {
                    return new Answer.Failed(why);
                }
                case Observed.Known<FoundFiles>(FoundFiles.Missing none, var how) -> found.missing(path);
                case Observed.Known<FoundFiles>(FoundFiles.Foreseen later, var how) -> {
                    return FindResult.later(path);
                }
                case Observed.Known<FoundFiles>(FoundFiles.Listed listed, var how) ->
                    found.add(listed, chosen(params, listed));
            }
        }
        Optional<FoundFiles.Entry> unnameable = found.entries().stream()
                .filter(entry -> entry.path().indexOf('\uFFFD') >= 0)
                .findFirst();
        if (unnameable.isPresent()) {
            return new Answer.Failed("the name " + unnameable.get().path()
                    + " is not UTF-8, so no task could use it; leave it out with patterns, excludes or other paths");
        }
        return params.contains().isPresent()
                ? containing(params, found, family(params, params.contains().get()), known)
                : told(params, found, known);
    }

    private static LineMatches.Family family(Params params, String pattern) {
        TextEncoding encoding = TextEncoding.named(params.encoding()).orElse(TextEncoding.UTF_8);
        return new LineMatches.Family(
                pattern, params.readWholeFile(), encoding.charset().name());
    }

    private static List<FoundFiles.Entry> chosen(Params params, FoundFiles.Listed listed) {
        FileNames names = FileNames.of(params.patterns(), params.excludes(), params.useRegex());
        return listed.entries().stream()
                .filter(entry -> isChosen(params, entry, listed.now()))
                .filter(entry -> names.wants(Paths.name(entry.path())))
                .sorted(Comparator.comparing(FoundFiles.Entry::path))
                .toList();
    }

    private static boolean isChosen(Params params, FoundFiles.Entry entry, long now) {
        boolean sized = params.fileType() == Kind.FILE || (params.fileType() == Kind.ANY && entry.isFile());
        long age = now - entry.number(params.ageStamp().name().toLowerCase(Locale.ROOT));
        return params.fileType().is.test(entry)
                && (params.hidden() || !Paths.name(entry.path()).startsWith("."))
                && params.age().map(Bound::ofAge).stream().allMatch(bound -> bound.holds(age))
                && (!sized
                        || params.size().map(Bound::ofSize).stream()
                                .allMatch(bound -> bound.holds(entry.number("size"))))
                && params.mode().stream().allMatch(mode -> hasMode(entry, mode, params.exactMode()));
    }

    private static boolean hasMode(FoundFiles.Entry entry, WantedMode wanted, boolean exactly) {
        int bits = entry.raw() & 07777;
        Mode mode = wanted.over(NO_BITS, false, USUAL_UMASK);
        return mode.bits() == 0 || (exactly ? bits == mode.bits() : (bits & mode.bits()) != 0);
    }

    private static Answer containing(
            Params params, FindResult.Gathering found, LineMatches.Family family, Knowledge known) {
        List<StateKey<?>> missing = missing(found, entry -> family.key(entry.path()), known);
        if (!missing.isEmpty()) {
            return new Answer.Needs(missing);
        }
        List<FoundFiles.Entry> matching = new ArrayList<>();
        for (FoundFiles.Entry entry : found.entries()) {
            switch (known.of(family.key(entry.path()))) {
                case Observed.Unknown<LineMatches>(String why) -> {
                    return new Answer.Failed(why);
                }
                case Observed.Known<LineMatches>(LineMatches.Foreseen later, var how) -> {
                    return FindResult.later(entry.path());
                }
                case Observed.Known<LineMatches>(LineMatches.Seen(boolean matches), var how) -> {
                    if (matches) {
                        matching.add(entry);
                    }
                }
            }
        }
        return told(params, found.of(matching), known);
    }

    private static Answer told(Params params, FindResult.Gathering all, Knowledge known) {
        FindResult.Gathering found = params.limit().map(all::limited).orElse(all);
        if (!params.getChecksum()) {
            return found.answer(entry -> null);
        }
        FileDigests family = new FileDigests(params.checksumAlgorithm());
        List<StateKey<?>> missing = missing(found.files(), entry -> family.key(entry.path()), known);
        return missing.isEmpty() ? found.answer(entry -> digest(entry, family, known)) : new Answer.Needs(missing);
    }

    private static @Nullable Object digest(FoundFiles.Entry entry, FileDigests family, Knowledge known) {
        return entry.isFile() ? FileResult.digest(family.key(entry.path()), known) : null;
    }

    private static List<StateKey<?>> missing(
            FindResult.Gathering found, Function<FoundFiles.Entry, StateKey<?>> key, Knowledge known) {
        return found.entries().stream()
                .<StateKey<?>>map(key)
                .filter(one -> !known.has(one))
                .toList();
    }
}
