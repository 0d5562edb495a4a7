package play.modules.packages;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.Base64Text;
import play.host.Fields;
import play.host.HostState;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Bytes;

/**
 * What is in the archives of the packages that are to come.
 *
 * @param items what they put into the file system
 * @param scripts that run before and after that
 * @param settings contents of files that others go by, by path: conffiles, units and the like
 * @param policy whether the host decides by a program of its own which services packages may start
 */
record Archives(List<Item> items, List<String> scripts, Map<String, Bytes> settings, boolean policy)
        implements HostState {
    /**
     * One file, directory or link.
     *
     * @param mode as {@code ls -l} shows it: {@code drwxr-xr-x}
     * @param owner with the group: {@code root/adm}
     * @param size in bytes
     * @param path absolute; of a link followed by {@code -> target}
     */
    record Item(String mode, String owner, long size, String path) {
        boolean isDirectory() {
            return mode.startsWith("d");
        }
    }

    Archives {
        items = List.copyOf(items);
        scripts = List.copyOf(scripts);
        settings = Map.copyOf(settings);
    }

    @Override
    public boolean present() {
        return true;
    }

    /** Keys are what is asked of apt ({@link Transactions.Wish}). */
    record Family() implements StateFamily<Archives> {
        private static final String MARK = "=archives ";
        private static final Shape START = Shape.of(" ", "mark index");
        private static final Shape ITEM = Shape.of(" ", "item mode owner size path");
        private static final Shape SCRIPT = Shape.of(" ", "script base64");
        private static final Shape SETTING = Shape.of(" ", "setting base64 path");

        static StateKey<Archives> of(Transactions.Wish wish) {
            return new Family().key(wish.id());
        }

        @Override
        public String name() {
            return "package-archives";
        }

        @Override
        public Class<Archives> type() {
            return Archives.class;
        }

        @Override
        public boolean isForesight() {
            return true;
        }

        @Override
        public Place under() {
            return Place.below("/var", "/usr", "/etc");
        }

        @Override
        public Script read(List<StateKey<Archives>> keys) {
            return AptArchives.read(
                    keys.stream().map(key -> Transactions.Wish.of(key.id())).toList());
        }

        @Override
        public Told<Archives> told(List<StateKey<Archives>> keys, ScriptResult result) throws UnknownStateException {
            Map<Integer, List<String>> sections = new HashMap<>();
            List<String> section = new ArrayList<>();
            for (String line : result.lines()) {
                if (line.startsWith(MARK)) {
                    section = new ArrayList<>();
                    sections.put(START.read(line).index("index", keys.size()), section);
                } else {
                    section.add(line);
                }
            }
            return (index, id) -> {
                List<String> lines = sections.get(index);
                if (lines == null) {
                    throw result.unknown("apt does not tell what packages bring");
                }
                return of(lines);
            };
        }

        private static Archives of(List<String> lines) throws UnknownStateException {
            List<Item> items = new ArrayList<>();
            List<String> scripts = new ArrayList<>();
            Map<String, Bytes> settings = new HashMap<>();
            boolean policy = false;
            for (String line : lines) {
                switch (line.split(" ", 2)[0]) {
                    case "none" ->
                        throw new UnknownStateException(
                                line.substring("none".length()).strip());
                    case "policy" -> policy = true;
                    case "item" -> {
                        Fields item = ITEM.read(line);
                        // What is no file, directory or link has no size.
                        if (item.text("mode").matches("[-dlh].{9}")) {
                            items.add(new Item(item.text("mode"), item.text("owner"), item.number("size"), path(item)));
                        }
                    }
                    case "script" ->
                        scripts.add(Base64Text.decoded(SCRIPT.read(line).text("base64"))
                                .utf8());
                    case "setting" -> {
                        Fields setting = SETTING.read(line);
                        settings.put(setting.text("path"), Base64Text.decoded(setting.text("base64")));
                    }
                    default -> throw UnknownStateException.expected("none, policy, item, script or setting", line);
                }
            }
            return new Archives(items, scripts, settings, policy);
        }

        /** Archives have {@code ./etc/nginx/}. */
        private static String path(Fields item) {
            String path = item.text("path").replaceFirst("^\\.", "");
            return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        }
    }
}
