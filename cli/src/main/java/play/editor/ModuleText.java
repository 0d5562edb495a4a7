package play.editor;

import play.param.Parameter;

/** Documentation of parameters, in Markdown. */
final class ModuleText {
    private ModuleText() {}

    static String parameter(Parameter parameter) {
        StringBuilder text = new StringBuilder("**`" + parameter.name() + "`** (" + parameter.shownType());
        if (parameter.required()) {
            text.append(", required");
        }
        parameter
                .shownFallback()
                .ifPresent(value -> text.append(", default `").append(value).append('`'));
        text.append(")\n\n").append(parameter.doc());
        if (!parameter.aliases().isEmpty()) {
            text.append("\n\nAlso: `")
                    .append(String.join("`, `", parameter.aliases()))
                    .append('`');
        }
        return text.toString();
    }
}
