package play.converge;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import play.host.HostState;
import play.host.StateFamily;
import play.module.ModuleSet;

/** All families of states that are on the class path, each with what it takes to ask it for something. */
final class InstalledFamilies {
    private InstalledFamilies() {}

    private static final Map<Path, FileSystem> ARCHIVES = new HashMap<>();

    /** A family, with ids that it can be asked for, and the words that its answers are likely made of. */
    record Fuzzed(StateFamily<?> family, List<String> ids, List<String> words) {
        @Override
        public String toString() {
            return family.getClass().getName().replace("play.modules.", "");
        }
    }

    static Stream<Fuzzed> all() throws IOException {
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
                        StateFamily<?> family = (StateFamily<?>) new SampleRecords().of(type);
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

    static Class<?> loaded(String name) {
        try {
            return Class.forName(name, false, ModuleSet.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Most families take any text; some make their ids themselves. */
    private static List<String> ids(Class<?> type) {
        return switch (type.getName()) {
            case "play.modules.packages.Transactions", "play.modules.packages.Archives$Family" ->
                List.of("install -- x", "remove --auto-remove -- y z");
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
}
