package play.param;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import play.host.Mode;
import play.value.Content;

/** No file, template or expression is at hand while literals are read. */
final class LiteralContext implements BindContext {
    static final BindContext INSTANCE = new LiteralContext();

    private static final Mode USUAL = new Mode(0644);

    private LiteralContext() {}

    @Override
    public Content file(String name) {
        return Content.of("");
    }

    @Override
    public Content template(String name) {
        return Content.of("");
    }

    @Override
    public Mode modeOfFile(String name) {
        return USUAL;
    }

    @Override
    public Mode modeOfTemplate(String name) {
        return USUAL;
    }

    /** Any absolute path will do. */
    @Override
    public Optional<String> home(String account) {
        return Optional.of("/~" + account);
    }

    /** What is set where is known on hosts only. */
    @Override
    public Optional<String> variable(String name) {
        return Optional.empty();
    }

    @Override
    public String directory() {
        return "/";
    }

    /** What is there is not looked at. */
    @Override
    public Optional<LocalFolder> folder(String name) {
        return Optional.empty();
    }

    @Override
    public LocalTree tree(String name) {
        return new LocalTree(name, true, new TreeMap<>());
    }

    @Override
    public List<Object> documents(Content yaml, Set<String> open) {
        return List.of();
    }

    @Override
    public Path destination(String name) {
        return Path.of("/");
    }

    @Override
    public String source(String name) {
        return name;
    }

    @Override
    public String host() {
        return "";
    }

    @Override
    public Evaluated evaluate(String expression) {
        return new Evaluated(expression, null);
    }
}
