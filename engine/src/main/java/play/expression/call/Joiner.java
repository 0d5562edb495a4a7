package play.expression.call;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.expression.data.Failure;
import play.expression.data.TemplateObject;

/** Nothing when it is called first, a separator from then on. */
final class Joiner implements TemplateObject {
    private final String separator;
    private boolean used;

    Joiner(String separator) {
        this.separator = separator;
    }

    @Override
    public String called() {
        return "joiner";
    }

    @Override
    public boolean isCallable() {
        return true;
    }

    @Override
    public @Nullable Object call(List<@Nullable Object> positional, Map<String, @Nullable Object> named) {
        if (!positional.isEmpty() || !named.isEmpty()) {
            throw Failure.arguments("A joiner takes no arguments.");
        }
        boolean first = !used;
        used = true;
        return first ? "" : separator;
    }

    @Override
    public String toString() {
        return "<Joiner>";
    }
}
