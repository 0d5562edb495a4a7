package play.converge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import play.diag.Printable;
import play.host.HostState;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.module.ModuleSet;
import play.value.Bytes;

/**
 * Whatever a host prints, every family makes states of it, {@code Unknown} where it can't, by itself: none throws, none
 * quotes secrets. The outputs are made of the words of the family's own script and class, so that they get past its
 * first look, and of what hosts should not say.
 */
class FamilyFuzzTest {
    private static final int OUTPUTS = 400;

    /** In characters; ids and paths are in it, and words of the host. */
    private static final int LONGEST = 10_100;

    /** Is printed by hosts, and no family that reads secrets may repeat it. */
    private static final String SECRET = "hunter2";

    private static final Map<Path, FileSystem> ARCHIVES = new HashMap<>();

    /** Begins the answer of one call of kubectl or Helm; its exit code follows, and a line feed. */
    private static final String SECTION = "\u001e";

    /** A family, with ids that it can be asked for, and the words that its answers are likely made of. */
    record Fuzzed(StateFamily<?> family, List<String> ids, List<String> words) {
        @Override
        public String toString() {
            return family.getClass().getName().replace("play.modules.", "");
        }
    }

    static Stream<Fuzzed> families() throws IOException {
        List<Fuzzed> all = new ArrayList<>();
        for (Path root : List.of(root(StateFamily.class), root(ClassMark.class))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".class"))
                        .sorted()
                        .toList()) {
                    String name =
                            root.relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", "");
                    Class<?> type = loaded(name);
                    if (StateFamily.class.isAssignableFrom(type) && type.isRecord()) {
                        StateFamily<?> family = (StateFamily<?>) new Samples().of(type);
                        all.add(new Fuzzed(family, ids(type), words(file, family)));
                    }
                }
            }
        }
        return all.stream();
    }

    /** A class of the modules' part. */
    private static final class ClassMark {
        private static Class<?> type() {
            return play.modules.files.FileModules.class;
        }
    }

    /** Classes are in a folder, or in the archive that a build has made of it. */
    private static Path root(Class<?> type) throws IOException {
        try {
            Class<?> of = type == ClassMark.class ? ClassMark.type() : type;
            Path place = Path.of(
                    of.getProtectionDomain().getCodeSource().getLocation().toURI());
            return Files.isDirectory(place) ? place : archive(place).getPath("/");
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Stays open, since classes are read from it until the last test. */
    private static FileSystem archive(Path file) throws IOException {
        FileSystem open = ARCHIVES.get(file);
        if (open == null) {
            open = FileSystems.newFileSystem(file);
            ARCHIVES.put(file, open);
        }
        return open;
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name, false, ModuleSet.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Most families take any text; some make their ids themselves. */
    private static List<String> ids(Class<?> type) {
        return switch (type.getName()) {
            case "play.modules.packages.Transactions" -> List.of("install -- x", "remove --auto-remove -- y z");
            case "play.modules.kubernetes.KubeObjects",
                    "play.modules.kubernetes.DryApplies",
                    "play.modules.kubernetes.KubeCondition$Family" ->
                List.of("v1 ConfigMap a/b", "apps/v1 Deployment /b");
            default -> List.of("x", "/srv/a b", "0");
        };
    }

    private static List<String> words(Path file, StateFamily<?> family) throws IOException {
        Set<String> words = new LinkedHashSet<>();
        String outer = String.valueOf(file.getFileName()).replaceFirst("[$.].*", "");
        try (Stream<Path> beside = Files.list(file.getParent())) {
            for (Path other : beside.filter(
                            path -> String.valueOf(path.getFileName()).startsWith(outer))
                    .sorted()
                    .toList()) {
                addWords(words, new String(Files.readAllBytes(other), StandardCharsets.ISO_8859_1));
            }
        }
        addWords(words, script(family));
        return List.copyOf(words);
    }

    private static <S extends HostState> String script(StateFamily<S> family) {
        try {
            return family.read(ids(family.getClass()).stream().map(family::key).toList())
                    .text();
        } catch (RuntimeException asksForOtherIds) {
            return "";
        }
    }

    private static void addWords(Set<String> words, String text) {
        Matcher matcher =
                Pattern.compile("[A-Za-z_=+.-][A-Za-z0-9_=.:/-]{1,30}").matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void noOutputOfAHostIsTooOdd(Fuzzed fuzzed) {
        OddOutput odd = new OddOutput(new Random(20), fuzzed.words(), fuzzed.ids());
        Set<String> failures = new LinkedHashSet<>();
        for (int i = 0; i < OUTPUTS; i++) {
            ScriptResult result =
                    new ScriptResult(i % 3 == 0 ? 0 : i % 4, odd.next(i), Bytes.of(i % 2 == 0 ? "" : "sh: odd\n"));
            parse(fuzzed.family(), fuzzed.ids(), result).ifPresent(failures::add);
        }
        assertEquals(Set.of(), failures);
    }

    private static <S extends HostState> Optional<String> parse(
            StateFamily<S> family, List<String> ids, ScriptResult result) {
        List<StateKey<S>> keys = ids.stream().map(family::key).toList();
        try {
            Map<?, ? extends Observed<?>> states = family.parse(keys, result);
            return states.keySet().equals(new HashSet<>(keys))
                    ? states.values().stream()
                            .flatMap(state -> fault(family, state, result.out()).stream())
                            .findFirst()
                    : Optional.of("other keys: " + states.keySet());
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.of(e.getClass() + " at "
                    + Arrays.stream(e.getStackTrace())
                            .filter(at -> at.getClassName().startsWith("play."))
                            .limit(1)
                            .toList());
        }
    }

    /** Reasons say something, not too much, and nothing secret, but for the words of a call that failed. */
    private static Optional<String> fault(StateFamily<?> family, Observed<?> state, String out) {
        return state instanceof Observed.Unknown<?>(String reason)
                        && (reason.isBlank()
                                || reason.length() > LONGEST
                                || (family.secret() && !out.contains(SECTION) && reason.contains(SECRET)))
                ? Optional.of("a reason such as: " + Printable.line(reason))
                : Optional.empty();
    }

    @Test
    void allFamiliesAreTried() throws IOException {
        assertTrue(families().count() >= 70);
    }

    /** What passwords, keys of clusters and contents are in; whose answers are quoted nowhere. */
    @Test
    void familiesThatReadSecretsSaySo() throws IOException {
        assertEquals(
                Set.of(
                        "host.FileTexts",
                        "CephUser$Family",
                        "StoredSecrets",
                        "EtcdAnswer$Family",
                        "EtcdValues",
                        "DryApplies",
                        "HelmInfoModule$Family",
                        "HelmReleases",
                        "HelmRenders",
                        "K8sInfoModule$Family",
                        "KubeCondition$Family",
                        "KubeObjects",
                        "ObjectMetadata$Family",
                        "SecretDigests$Family",
                        "SelectedObjects$Family",
                        "HttpReplies",
                        "Passwords"),
                families()
                        .filter(fuzzed -> fuzzed.family().secret())
                        .map(fuzzed -> fuzzed.toString().replaceFirst("^(play|[a-z]+)[.](?!FileTexts)", ""))
                        .collect(Collectors.toSet()));
    }

    /** As a proxy answers, or a shell that greets: nothing that a family asked for. */
    @ParameterizedTest
    @MethodSource("families")
    void whatSomebodyElseSaysIsNotAbsence(Fuzzed fuzzed) {
        for (String odd : List.of("<html>login</html>\n", "Welcome!\0", "[7]\n".repeat(7))) {
            ScriptResult result = new ScriptResult(0, Bytes.of(odd), Bytes.EMPTY);
            states(fuzzed.family(), fuzzed.ids(), result)
                    .forEach((key, state) -> assertFalse(
                            state instanceof Observed.Known<?>(HostState known, var how) && !known.present(),
                            () -> key + " is taken as absent: " + Printable.line(odd)));
        }
    }

    private static <S extends HostState> Map<StateKey<S>, Observed<S>> states(
            StateFamily<S> family, List<String> ids, ScriptResult result) {
        return family.parse(ids.stream().map(family::key).toList(), result);
    }

    /** Instances of records, from samples of what they are made of. */
    private static final class Samples {
        private Object of(java.lang.reflect.Type type) {
            if (type instanceof java.lang.reflect.ParameterizedType generic) {
                return ofClass((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
            }
            return ofClass((Class<?>) type, new java.lang.reflect.Type[0]);
        }

        private Object ofClass(Class<?> type, java.lang.reflect.Type[] arguments) {
            if (type == java.util.Optional.class) {
                return Optional.of(of(arguments[0]));
            }
            if (type == List.class) {
                return List.of(of(arguments[0]));
            }
            if (type == Map.class || type == java.util.SortedMap.class) {
                return new java.util.TreeMap<>(Map.of("x", of(arguments[1])));
            }
            if (type == String.class || type == Object.class) {
                return "x";
            }
            if (type == Bytes.class) {
                return Bytes.of("x");
            }
            if (type == Path.class) {
                return Path.of("/srv/x");
            }
            if (type == java.time.Duration.class) {
                return java.time.Duration.ofSeconds(5);
            }
            if (type == boolean.class || type == Boolean.class) {
                return false;
            }
            if (type == int.class || type == Integer.class) {
                return 1;
            }
            if (type == long.class || type == Long.class) {
                return 1L;
            }
            if (type.isEnum()) {
                return type.getEnumConstants()[0];
            }
            if (type.getName().equals("play.modules.kubernetes.GateCheck")) {
                return of(loaded("play.modules.kubernetes.ReadyCheck"));
            }
            if (type.isSealed()) {
                return of(type.getPermittedSubclasses()[0]);
            }
            return made(type);
        }

        private Object made(Class<?> type) {
            try {
                Class<?>[] types = Arrays.stream(type.getRecordComponents())
                        .map(part -> part.getType())
                        .toArray(Class<?>[]::new);
                Constructor<?> constructor = type.getDeclaredConstructor(types);
                constructor.setAccessible(true);
                return constructor.newInstance(Arrays.stream(type.getRecordComponents())
                        .map(part -> of(part.getGenericType()))
                        .toArray());
            } catch (ReflectiveOperationException | NullPointerException e) {
                throw new AssertionError("no sample of " + type, e);
            }
        }
    }

    /** What hosts should not print. */
    private static final class OddOutput {
        private static final List<String> JUNK = List.of(
                "",
                " ",
                "\t",
                "\r",
                "\0",
                "\u00e9\uFFFD",
                "-1",
                "0",
                "1",
                "7",
                "99999999999999999999",
                "1.5",
                "1e999",
                "0x1f",
                "null",
                "true",
                "[]",
                "{}",
                "{\"a\":",
                "\"",
                "'",
                "\\",
                "=",
                ":",
                "/",
                "..",
                "%",
                "*",
                "2026-13-45T99:99:99Z",
                "81a4",
                "ffffffffff",
                "a b c d e f g h i j k l m",
                SECTION + "0\n",
                SECTION + "0\n{}",
                SECTION + "1\n",
                SECTION + "\n",
                SECRET,
                SECRET,
                SECRET);

        private final Random random;
        private final List<String> words;

        OddOutput(Random random, List<String> words, List<String> ids) {
            this.random = random;
            this.words = Stream.of(words, JUNK, JUNK, ids).flatMap(List::stream).toList();
        }

        Bytes next(int i) {
            byte[] bytes = switch (i % 8) {
                case 0, 1, 2 -> lines(" ").getBytes(StandardCharsets.UTF_8);
                case 3 -> lines(random.nextBoolean() ? "=" : "\t").getBytes(StandardCharsets.UTF_8);
                case 4, 5 ->
                    (random.nextBoolean() ? json(0) : json(0) + "\n" + lines(" ") + json(1))
                            .getBytes(StandardCharsets.UTF_8);
                case 6 -> String.join("\0", words(12)).getBytes(StandardCharsets.UTF_8);
                default -> binary();
            };
            return Bytes.of(random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes);
        }

        private String word() {
            return words.get(random.nextInt(words.size()));
        }

        private List<String> words(int most) {
            return IntStream.range(0, random.nextInt(most))
                    .mapToObj(n -> word())
                    .toList();
        }

        private String lines(String between) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(9); n >= 0; n--) {
                text.append(String.join(between, words(9))).append(random.nextInt(9) == 0 ? "" : "\n");
            }
            return text.toString();
        }

        private String json(int depth) {
            return switch (depth > 4 ? 0 : random.nextInt(5)) {
                case 0 ->
                    List.of("null", "1", "-1", "\"x\"", "1e400", "99999999999999999999", "true", "\"\"", "{}", "[]")
                            .get(random.nextInt(10));
                case 1 -> "[" + json(depth + 1) + "," + json(depth + 1) + "]";
                default -> object(depth);
            };
        }

        private String object(int depth) {
            StringBuilder text = new StringBuilder("{");
            for (int n = random.nextInt(7); n >= 0; n--) {
                text.append('"')
                        .append(word().replaceAll("[\\\\\"\\p{Cntrl}]", ""))
                        .append("\":")
                        .append(json(depth + 1))
                        .append(n == 0 ? "" : ",");
            }
            return text.append('}').toString();
        }

        private byte[] binary() {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            return bytes;
        }
    }
}
