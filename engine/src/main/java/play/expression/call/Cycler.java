package play.expression.call;

import java.util.List;
import org.jspecify.annotations.Nullable;
import play.expression.data.Failure;
import play.expression.data.ObjectMethod;
import play.expression.data.TemplateObject;

/** Gives its values in turn, and begins again behind the last. */
final class Cycler implements TemplateObject {
    private final List<@Nullable Object> values;
    private int at;

    Cycler(List<@Nullable Object> values) {
        if (values.isEmpty()) {
            throw Failure.arguments("The function 'cycler' needs at least one value.");
        }
        this.values = values;
    }

    @Override
    public String called() {
        return "cycler";
    }

    @Override
    public @Nullable Object member(String name) {
        return switch (name) {
            case "current" -> values.get(at);
            case "next" -> new ObjectMethod(name, List.of(), given -> next());
            case "reset" -> new ObjectMethod(name, List.of(), given -> reset());
            default -> TemplateObject.super.member(name);
        };
    }

    @Override
    public String toString() {
        return "<Cycler>";
    }

    private @Nullable Object next() {
        Object value = values.get(at);
        at = (at + 1) % values.size();
        return value;
    }

    private @Nullable Object reset() {
        at = 0;
        return null;
    }
}
