package play.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The program is built as docs/architecture.md says: its table of packages is read here. */
class ArchitectureTest {
    private static final Path HOME = Path.of(System.getProperty("play.home", ""));
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("play");

    private static final Pattern ROW =
            Pattern.compile("^\\| `play\\.([a-z.]+)` \\| [^|]+ \\| ([a-z. -]+) \\|$", Pattern.MULTILINE);

    private static final Pattern REASON =
            Pattern.compile("^\\| `play\\.([a-z.]+)` \\| [^|]{20,} \\|$", Pattern.MULTILINE);

    /** What areas of modules may use beside themselves. */
    private static final Set<String> FOR_MODULES =
            Set.of("param", "result", "module", "host", "files", "value", "rule", "source", "diag", "modules.remains");

    /** Packages bring units and users. */
    private static final Set<String> FOR_PACKAGES = Set.of("modules.services", "modules.users");

    /** Helm tells of its releases in YAML, and of API objects; its examples have an API server. */
    private static final Set<String> FOR_HELM = Set.of("yaml", "modules.kubernetes");

    /** Rules of a firewall look at units that are started and stopped. */
    private static final Set<String> FOR_FIREWALL = Set.of("modules.services");

    /** kubeadm starts the kubelet's unit; its examples join an API server. */
    private static final Set<String> FOR_KUBEADM = Set.of("modules.services", "modules.kubernetes");

    /** Their programs answer in JSON. */
    private static final Set<String> FOR_SERVICES = Set.of("modules.clients");

    /** They fetch files to the controller. */
    private static final Set<String> FOR_FILES_OF_THE_WEB = Set.of("modules.downloads", "web");

    /** Jobs are those of users. */
    private static final Set<String> FOR_CRON = Set.of("modules.users");

    /** A key, a certificate or an answer of a server is a file whose content a program of the host makes. */
    private static final Set<String> FOR_MADE_FILES = Set.of("modules.files");

    private static final Map<String, Set<String>> FOR_AREAS = Map.ofEntries(
            Map.entry("modules.cron", FOR_CRON),
            Map.entry("modules.packages", FOR_PACKAGES),
            Map.entry("modules.helm", FOR_HELM),
            Map.entry("modules.firewall", FOR_FIREWALL),
            Map.entry("modules.kubeadm", FOR_KUBEADM),
            Map.entry("modules.acme", FOR_SERVICES),
            Map.entry("modules.etcd", FOR_SERVICES),
            Map.entry("modules.ceph", FOR_SERVICES),
            Map.entry("modules.downloads", Set.of("web")),
            Map.entry("modules.files", FOR_FILES_OF_THE_WEB),
            Map.entry("modules.artifacts", Set.of("modules.downloads", "modules.registry", "web")),
            Map.entry("modules.registry", FOR_FILES_OF_THE_WEB),
            Map.entry("modules.containers", Set.of("modules.artifacts", "modules.registry")),
            Map.entry("modules.openssh", FOR_MADE_FILES),
            Map.entry("modules.web", Set.of("modules.files", "modules.downloads")),
            Map.entry("modules.flatpak", Set.of("modules.downloads")),
            Map.entry("modules.wireguard", FOR_MADE_FILES),
            Map.entry("modules.openssl", FOR_MADE_FILES));

    private static final Set<String> PROGRAM = Set.of(
            "cli",
            "console",
            "editor",
            "galaxy",
            "journal",
            "report",
            "lab",
            "lsp",
            "savedplan",
            "scaffold",
            "schema",
            "selfcheck",
            "tunnel",
            "view");

    /** Names that say nothing of what is inside. */
    private static final Set<String> EMPTY_NAMES =
            Set.of("util", "utils", "common", "core", "impl", "helper", "helpers", "manager", "misc", "base");

    /** Packages by name without {@code play.}, with those each may use. */
    private static Map<String, Set<String>> table() throws IOException {
        Matcher row = ROW.matcher(Files.readString(HOME.resolve("docs/architecture.md")));
        Map<String, Set<String>> table = new TreeMap<>();
        while (row.find()) {
            table.put(
                    row.group(1),
                    row.group(2).equals("-") ? Set.of() : Set.of(row.group(2).split(" ")));
        }
        return table;
    }

    private static String packageOf(JavaClass type) {
        return type.getPackageName().substring("play.".length());
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith("play.");
    }

    @Test
    void theClassesAreSeen() {
        assertTrue(CLASSES.size() > 200, () -> "only " + CLASSES.size() + " classes");
        Set<String> packages = CLASSES.stream().map(ArchitectureTest::packageOf).collect(Collectors.toSet());
        assertTrue(packages.containsAll(Set.of("run", "modules.files", "cli")), packages::toString);
    }

    @Test
    void theTableNamesExactlyThePackagesOfTheEngine() throws IOException {
        Set<String> there = CLASSES.stream()
                .map(ArchitectureTest::packageOf)
                .filter(name -> !name.startsWith("modules.") && !PROGRAM.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(table().keySet()), there);
    }

    @Test
    void packagesUseWhatTheirRowNames() throws IOException {
        Map<String, Set<String>> table = table();
        assertNone(dependencies().filter(dependency -> {
            String from = packageOf(dependency.getOriginClass());
            String to = packageOf(dependency.getTargetClass());
            return !allowed(table, from).test(to);
        }));
    }

    /** A room with more than twenty types is kept only with a reason, which stands in the page. */
    @Test
    void largePackagesHaveAReason() throws IOException {
        Set<String> large = new TreeSet<>();
        CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(ArchitectureTest::packageOf, Collectors.counting()))
                .forEach((name, types) -> {
                    if (types > 20) {
                        large.add(name);
                    }
                });
        Set<String> reasoned = new TreeSet<>();
        Matcher row = REASON.matcher(Files.readString(HOME.resolve("docs/architecture.md")));
        while (row.find()) {
            reasoned.add(row.group(1));
        }
        assertEquals(large, reasoned);
    }

    /** An unknown package may use nothing; the test of the table tells of it. */
    private static Predicate<String> allowed(Map<String, Set<String>> table, String from) {
        if (PROGRAM.contains(from)) {
            return to -> true;
        }
        if (from.startsWith("modules.")) {
            return to -> FOR_MODULES.contains(to)
                    || FOR_AREAS.getOrDefault(from, Set.of()).contains(to);
        }
        return to -> table.getOrDefault(from, Set.of()).contains(to);
    }

    private static Stream<Dependency> dependencies() {
        return CLASSES.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> isOurs(dependency.getTargetClass()))
                .filter(dependency -> !dependency
                        .getOriginClass()
                        .getPackageName()
                        .equals(dependency.getTargetClass().getPackageName()));
    }

    @Test
    void onlyTheProgramPrintsAndExits() {
        assertNone(accesses()
                .filter(access -> !PROGRAM.contains(packageOf(access.getOriginOwner())))
                .filter(access -> access.getTargetOwner().getName().equals("java.lang.System")
                        && Set.of("out", "err", "exit", "in")
                                .contains(access.getTarget().getName())));
    }

    private static Stream<JavaAccess<?>> accesses() {
        return CLASSES.stream().flatMap(type -> type.getAccessesFromSelf().stream());
    }

    /** What an editor is answered follows from data; what has a state or a protocol is in the package beside it. */
    @Test
    void answersToEditorsAreOfDataAlone() {
        Set<String> forbidden =
                Set.of("java.nio.file.Files", "java.util.concurrent.Executors", "java.lang.Thread", "java.time.Clock");
        assertNone(outside(forbidden::contains)
                .filter(dependency -> packageOf(dependency.getOriginClass()).equals("editor")));
    }

    @Test
    void logsGoThroughSlf4j() {
        assertNone(outside(name -> name.startsWith("java.util.logging") || name.startsWith("org.apache.logging")));
    }

    @Test
    void eachFixedLibraryHasItsUsers() {
        Map<String, Set<String>> users = Map.of(
                "org.snakeyaml",
                Set.of("yaml"),
                "org.mvel2",
                Set.of("expression"),
                "net.schmizz",
                Set.of("connection.ssh"),
                "com.hierynomus",
                Set.of("connection.ssh"),
                "org.jline",
                Set.of("cli", "view"),
                "org.eclipse.lsp4j",
                Set.of("lsp"),
                "com.google.gson",
                Set.of());
        users.forEach((library, packages) -> assertNone(outside(name -> name.startsWith(library + "."))
                .filter(dependency -> !packages.contains(packageOf(dependency.getOriginClass())))));
    }

    private static Stream<Dependency> outside(Predicate<String> wanted) {
        return CLASSES.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> wanted.test(dependency.getTargetClass().getName()));
    }

    /**
     * A module is a pure function: it reads no clock, file, random source or environment. Producers are not modules.
     */
    @Test
    void modulesTouchNothing() {
        Set<String> forbidden = Set.of(
                "java.nio.file.Files",
                "java.time.Clock",
                "java.util.Random",
                "java.security.SecureRandom",
                "java.lang.ProcessBuilder",
                "java.net.http.HttpClient");
        assertNone(CLASSES.stream()
                .filter(type -> type.isAssignableTo("play.module.TaskModule"))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency ->
                        forbidden.contains(dependency.getTargetClass().getName())));
        assertNone(accesses()
                .filter(access -> access.getOriginOwner().isAssignableTo("play.module.TaskModule"))
                .filter(access -> access.getTargetOwner().getPackageName().matches("java\\.(time|lang)"))
                .filter(access -> Set.of("now", "getenv", "currentTimeMillis", "nanoTime")
                        .contains(access.getTarget().getName())));
    }

    @Test
    void namesOfPackagesSayWhatIsInside() {
        Set<String> empty = CLASSES.stream()
                .flatMap(type -> Arrays.stream(type.getPackageName().split("\\.")))
                .filter(EMPTY_NAMES::contains)
                .collect(Collectors.toSet());
        assertEquals(Set.of(), empty);
    }

    @Test
    void everyPackageIsNullMarked() throws IOException {
        Set<String> without = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            if (!type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked")) {
                without.add(type.getPackageName());
            }
        }
        assertEquals(Set.of(), without);
    }

    private static void assertNone(Stream<?> violations) {
        assertEquals(
                "", violations.map(ArchitectureTest::told).distinct().sorted().collect(Collectors.joining("\n")));
    }

    private static String told(Object violation) {
        return violation instanceof Dependency dependency
                ? dependency.getDescription()
                : ((JavaAccess<?>) violation).getDescription();
    }
}
