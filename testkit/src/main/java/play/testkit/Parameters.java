package play.testkit;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.host.Mode;
import play.module.TaskModule;
import play.param.BindContext;
import play.param.BindException;
import play.param.Binding;
import play.param.Evaluated;
import play.param.LocalFolder;
import play.param.LocalTree;
import play.value.Bytes;
import play.value.Content;
import play.value.Values;

/**
 * Parameters of modules as the engine binds them, for pure tests; files and expressions are those that the test names.
 */
public final class Parameters implements BindContext {
    private final Map<String, Content> files = new HashMap<>();
    private final Map<String, Mode> modes = new HashMap<>();
    private final Map<String, LocalFolder> folders = new HashMap<>();
    private final Map<String, LocalTree> trees = new HashMap<>();
    private final Map<String, @Nullable Object> values = new HashMap<>();

    public Parameters file(String name, Content content) {
        files.put(name, content);
        return this;
    }

    /** The permission bits of a file or template. */
    public Parameters mode(String name, Mode mode) {
        modes.put(name, mode);
        return this;
    }

    /** A folder with these files, by path. */
    public Parameters folder(String name, Map<String, String> texts) {
        TreeMap<String, Bytes> below = new TreeMap<>();
        texts.forEach((path, text) -> below.put(path, Bytes.of(text)));
        trees.put(name, new LocalTree(name, true, below));
        return this;
    }

    /** A folder with all that is in it. */
    public Parameters folder(LocalFolder folder) {
        folders.put(folder.name(), folder);
        return this;
    }

    public Parameters value(String expression, @Nullable Object value) {
        values.put(expression, value);
        return this;
    }

    /** Without files and expressions. */
    public static <P extends Record> P of(TaskModule<P> module, Map<String, ? extends @Nullable Object> written) {
        return new Parameters().bind(module, written);
    }

    /** The params record; a wrong or unknown parameter fails the test. */
    public <P extends Record> P bind(TaskModule<P> module, Map<String, ? extends @Nullable Object> written) {
        Map<String, @Nullable Object> plain = new HashMap<>();
        written.forEach((name, value) -> plain.put(name, Values.copyOf(value)));
        return switch (module.spec().schema().bind(plain, this)) {
            case Binding.Bound<P>(P params) -> params;
            case Binding.Undetermined<P>(String why) -> throw new AssertionError("cannot tell: " + why);
            case Binding.Wrong<P>(List<Binding.Fault> faults) -> throw new AssertionError(faults.toString());
        };
    }

    /** What is wrong with parameters, whatever the host is like; empty where nothing is. */
    public static <P extends Record> String wrong(
            TaskModule<P> module, Map<String, ? extends @Nullable Object> written) {
        return new Parameters().faults(module, written);
    }

    /** The same, with the files and values of this. */
    public <P extends Record> String faults(TaskModule<P> module, Map<String, ? extends @Nullable Object> written) {
        Map<String, @Nullable Object> plain = new HashMap<>();
        written.forEach((name, value) -> plain.put(name, Values.copyOf(value)));
        List<Binding.Fault> faults = switch (module.spec().schema().bind(plain, this)) {
            case Binding.Bound<P>(P params) -> module.check(params);
            case Binding.Undetermined<P>(String why) -> throw new AssertionError("cannot tell: " + why);
            case Binding.Wrong<P>(List<Binding.Fault> some) -> some;
        };
        return faults.stream().map(Binding.Fault::message).collect(Collectors.joining("\n"));
    }

    @Override
    public Content file(String name) throws BindException {
        Content content = files.get(name);
        if (content == null) {
            throw new BindException("names a file that is not there: " + name);
        }
        return content;
    }

    /** As most files have them. */
    @Override
    public Mode modeOfFile(String name) {
        return modes.getOrDefault(name, new Mode(0644));
    }

    @Override
    public Mode modeOfTemplate(String name) {
        return modeOfFile(name);
    }

    /** As most hosts have them; nobody has no account. */
    @Override
    public Optional<String> home(String account) {
        return account.equals("nobody-here")
                ? Optional.empty()
                : Optional.of(account.isEmpty() ? "/root" : "/home/" + account);
    }

    /** That of root has a home; nothing else is set. */
    @Override
    public Optional<String> variable(String name) {
        return name.equals("HOME") ? Optional.of("/root") : Optional.empty();
    }

    /** That of root, as whom most tasks run. */
    @Override
    public String directory() {
        return "/root";
    }

    @Override
    public Optional<LocalFolder> folder(String name) {
        return Optional.ofNullable(folders.get(name));
    }

    @Override
    public LocalTree tree(String name) throws BindException {
        LocalTree tree = trees.get(name);
        if (tree != null) {
            return tree;
        }
        Bytes bytes = file(name)
                .bytes()
                .orElseThrow(() -> new BindException("names a file whose content this test does not know: " + name));
        return new LocalTree(name, false, new TreeMap<>(Map.of(name, bytes)));
    }

    @Override
    public Content template(String name) throws BindException {
        return file(name);
    }

    @Override
    public List<Object> documents(Content yaml, Set<String> open) throws BindException {
        throw new BindException("holds YAML text, which this test does not read");
    }

    @Override
    public Path destination(String name) {
        return Path.of("/playbook").resolve(name).normalize();
    }

    @Override
    public String source(String name) {
        String slash = name.endsWith("/") && !name.equals("/") ? "/" : "";
        return destination(name) + slash;
    }

    @Override
    public String host() {
        return "host";
    }

    @Override
    public Evaluated evaluate(String expression) throws BindException {
        if (!values.containsKey(expression)) {
            throw new BindException("names an expression the test has no value for: " + expression);
        }
        return new Evaluated(expression, values.get(expression));
    }
}
