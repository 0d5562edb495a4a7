package play.expression.call;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.expression.data.Failure;
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
            case "next" -> new Step(false);
            case "reset" -> new Step(true);
            default -> TemplateObject.super.member(name);
        };
    }

    @Override
    public String toString() {
        return "<Cycler>";
    }

    /** {@code next()}, and {@code reset()}. */
    private final class Step implements TemplateObject {
        private final boolean back;

        Step(boolean back) {
            this.back = back;
        }

        @Override
        public String called() {
            return back ? "method 'reset'" : "method 'next'";
        }

        @Override
        public boolean isCallable() {
            return true;
        }

        @Override
        public @Nullable Object call(List<@Nullable Object> positional, Map<String, @Nullable Object> named) {
            if (!positional.isEmpty() || !named.isEmpty()) {
                throw Failure.arguments("The " + called() + " takes no arguments.");
            }
            if (back) {
                at = 0;
                return null;
            }
            Object value = values.get(at);
            at = (at + 1) % values.size();
            return value;
        }

        @Override
        public String toString() {
            return "<" + called() + ">";
        }
    }
}
