package play.expression.syntax;

import java.util.Map;

/** Statements that templates do not have. */
final class Statements {
    private static final String WITHOUT = " Ansible has it only where its setting 'jinja2_extensions' names '";

    private static final Map<String, String> EXTENSIONS = Map.of(
            "do", "jinja2.ext.do'; write '{% set _ = … %}' instead.",
            "break", "jinja2.ext.loopcontrols'; put the rest of the loop in an 'if', or filter its items.",
            "continue", "jinja2.ext.loopcontrols'; put the rest of the loop in an 'if', or filter its items.",
            "trans", "jinja2.ext.i18n'; write the text itself.");

    private Statements() {}

    static String unknown(String keyword, String shown) {
        String extension = EXTENSIONS.get(keyword);
        return extension == null
                ? "There is no statement " + shown + "; there are 'if', 'for', 'set', 'macro', 'call', 'include',"
                        + " 'import', 'from', 'extends', 'block', 'filter', 'with', 'autoescape' and 'raw'."
                : "There is no statement '" + keyword + "'." + WITHOUT + extension;
    }
}
