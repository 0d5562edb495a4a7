package play.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.diag.Suggestions;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.FreshMap;
import play.expression.data.TemplateObject;
import play.expression.data.Undefined;

/** A macro where it was defined: it sees the variables there. */
final class Macro implements TemplateObject {
    private static final String CALLER = "caller";
    private static final String MORE = "varargs";
    private static final String NAMED = "kwargs";

    private final CompiledPiece.MacroCode code;
    private final Renderer renderer;
    private final Frame around;

    Macro(CompiledPiece.MacroCode code, Renderer renderer, Frame around) {
        this.code = code;
        this.renderer = renderer;
        this.around = around;
    }

    @Override
    public String called() {
        return "macro '" + code.name() + "'";
    }

    @Override
    public @Nullable Object member(String name) {
        return switch (name) {
            case "name" -> code.name();
            case "arguments" -> new FreshList(code.parameters());
            case "catch_kwargs" -> takes(NAMED);
            case "catch_varargs" -> takes(MORE);
            case CALLER -> takes(CALLER);
            default -> TemplateObject.super.member(name);
        };
    }

    /** Whether its body asks for one of the names that no macro declares. */
    private boolean takes(String special) {
        return code.mentions().contains(special) && !code.parameters().contains(special);
    }

    @Override
    public boolean isCallable() {
        return true;
    }

    @Override
    public @Nullable Object call(List<@Nullable Object> positional, Map<String, @Nullable Object> named) {
        Map<String, @Nullable Object> others = new HashMap<>(named);
        Frame frame = new Frame(around);
        special(positional, others, frame);
        int given = Math.min(positional.size(), code.parameters().size());
        for (int i = 0; i < given; i++) {
            frame.set(code.parameters().get(i), positional.get(i));
        }
        for (String parameter :
                code.parameters().subList(given, code.parameters().size())) {
            frame.set(parameter, others.containsKey(parameter) ? others.remove(parameter) : missing(parameter, frame));
        }
        rest(others, frame);
        return renderer.result(frame, code.body());
    }

    private void special(List<@Nullable Object> positional, Map<String, @Nullable Object> others, Frame frame) {
        int most = code.parameters().size();
        if (takes(MORE)) {
            frame.set(MORE, new FreshList(positional.subList(Math.min(most, positional.size()), positional.size())));
        } else if (positional.size() > most) {
            throw Failure.arguments(
                    "The " + called() + " takes at most " + most + " arguments, " + positional.size() + " are given.");
        }
        if (takes(CALLER)) {
            frame.set(
                    CALLER,
                    others.containsKey(CALLER)
                            ? others.remove(CALLER)
                            : Undefined.because("The " + called() + " is not called by '{% call %}' here."));
        }
    }

    /** A default sees the parameters before its own. */
    private @Nullable Object missing(String parameter, Frame frame) {
        int index = code.parameters().indexOf(parameter)
                - (code.parameters().size() - code.defaults().size());
        if (index < 0) {
            return Undefined.because("The " + called() + " is called without its parameter '" + parameter + "'.");
        }
        List<@Nullable Object> value = new ArrayList<>();
        Evaluation evaluation = renderer.evaluation();
        evaluation.again(frame, () -> value.add(code.defaults().get(index).run(evaluation)));
        return value.getFirst();
    }

    private void rest(Map<String, @Nullable Object> others, Frame frame) {
        if (takes(NAMED)) {
            frame.set(NAMED, new FreshMap(others));
        } else if (others.containsKey(CALLER)) {
            throw Failure.arguments(
                    "The " + called() + " has no use for the body of '{% call %}': it never calls 'caller()'.");
        } else if (!others.isEmpty()) {
            String name = others.keySet().iterator().next();
            throw Failure.arguments(
                    code.parameters().contains(name)
                            ? "The " + called() + " is given its argument '" + name + "' twice."
                            : "The " + called() + " has no argument '" + name + "'."
                                    + Suggestions.hint(name, code.parameters()));
        }
    }

    @Override
    public String toString() {
        return "<Macro '" + code.name() + "'>";
    }
}
