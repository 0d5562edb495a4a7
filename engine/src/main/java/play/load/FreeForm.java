package play.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.load.ArgumentWords.Pair;
import play.load.ArgumentWords.Word;
import play.param.Meaning;
import play.param.Parameter;
import play.param.Schema;
import play.source.Located;
import play.source.Span;
import play.yaml.YamlNode.Scalar;

/** Arguments written as one text: {@code command: echo hi chdir=/tmp}, {@code file: path=/x state=absent}. */
final class FreeForm {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    private final Problems problems;

    FreeForm(Problems problems) {
        this.problems = problems;
    }

    /** The parts of the text, by the parameters they are for. */
    Map<Located<String>, Scalar> read(String module, Schema<?> schema, Scalar text) {
        Map<Located<String>, Scalar> arguments = new LinkedHashMap<>();
        Optional<Parameter> rest = schema.freeForm();
        List<Scalar> others = new ArrayList<>();
        ArgumentWords words = ArgumentWords.of(text);
        for (Word word : words.all()) {
            Optional<Pair> pair =
                    word.pair().filter(found -> isParameter(found.name().text(), schema));
            if (pair.isPresent()) {
                arguments.put(DataReader.located(pair.get().name()), pair.get().value());
            } else if (rest.isPresent()) {
                others.add(rest(word));
                others.add(word.gap());
            } else {
                String known = String.join(
                        ", ",
                        schema.parameters().stream()
                                .map(Parameter::name)
                                .sorted()
                                .toList());
                refuse(
                        "Module '" + module
                                + "' takes 'name=value' here, or better a mapping below its name, with these names: "
                                + known + ".",
                        word.written().span());
            }
        }
        if (rest.isPresent() && !others.isEmpty()) {
            Scalar joined = joined(text, others.subList(0, others.size() - 1));
            // A command keeps blanks around it and its last line end, unless other arguments stand beside it.
            boolean whole = rest.get().means(Meaning.COMMAND)
                    && arguments.isEmpty()
                    && text.text().strip().equals(joined.text());
            arguments.put(new Located<>(rest.get().name(), text.span()), whole ? text : joined);
        } else if (rest.isEmpty()) {
            words.open().ifPresent(at -> refuseQuote(text, at));
        }
        return arguments;
    }

    private static boolean isParameter(String name, Schema<?> schema) {
        Optional<Parameter> rest = schema.freeForm();
        return rest.isEmpty()
                ? NAME.matcher(name).matches() || (schema.takesAnyOther() && name.contains("{{"))
                : schema.find(name).filter(found -> !found.equals(rest.get())).isPresent();
    }

    /** Of the text itself only a '=' that is escaped loses its backslash. */
    private static Scalar rest(Word word) {
        boolean escaped = word.pair().isEmpty() && word.plain().text().contains("\\=");
        return escaped ? withoutBackslashes(word.plain()) : word.written();
    }

    private static Scalar withoutBackslashes(Scalar word) {
        List<Scalar> parts = new ArrayList<>();
        int from = 0;
        for (int at = word.text().indexOf("\\="); at >= 0; at = word.text().indexOf("\\=", from)) {
            parts.add(word.part(from, at));
            from = at + 1;
        }
        parts.add(word.part(from, word.text().length()));
        return joined(word, parts);
    }

    private static Scalar joined(Scalar whole, List<Scalar> parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.text()));
        int[] offsets = new int[text.length() + 1];
        int at = 0;
        for (Scalar part : parts) {
            System.arraycopy(part.offsets(), 0, offsets, at, part.text().length() + 1);
            at += part.text().length();
        }
        return whole.with(text.toString(), whole.span(), offsets);
    }

    private void refuseQuote(Scalar text, int at) {
        refuse(
                "This quote is not closed. Close it, or write '\\" + text.text().charAt(at)
                        + "' where it is part of the value.",
                text.spanOf(at, at + 1));
    }

    private void refuse(String detail, Span place) {
        problems.report(Diagnostic.error("bad-arguments", "Invalid module arguments", detail, place));
    }
}
