package play.expression;

import java.util.Map;
import java.util.TreeMap;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.expression.syntax.Syntax;

/**
 * The first line of a template file that says how it is read: {@code #jinja2: lstrip_blocks: True}.
 *
 * @param end where the template begins: behind that line, else at its start
 */
record TemplateHeader(int end, Syntax.Blocks blocks) {
    private static final String MARK = "#jinja2:";
    private static final TemplateHeader NONE = new TemplateHeader(0, Syntax.Blocks.PLAIN);

    static TemplateHeader of(String text, Origin origin, Problems problems) {
        if (!text.startsWith(MARK)) {
            return NONE;
        }
        int line = text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n');
        Map<String, Boolean> flags = new TreeMap<>(Map.of("trim_blocks", true, "lstrip_blocks", false));
        int at = MARK.length();
        for (String pair : text.substring(at, line).split(",", -1)) {
            String[] parts = pair.strip().split("\\s*:\\s*", 2);
            String value = parts.length == 2 ? parts[1] : "";
            if (flags.containsKey(parts[0]) && (value.equals("True") || value.equals("False"))) {
                flags.put(parts[0], value.equals("True"));
            } else {
                problems.report(Diagnostic.error(
                        "template-header",
                        "Invalid header of a template",
                        "'" + pair.strip() + "' is not an option of a template here. Supported are 'trim_blocks' and"
                                + " 'lstrip_blocks', each followed by ': True' or ': False', with commas between."
                                + Suggestions.hint(parts[0], flags.keySet()),
                        origin.spanOf(at, at + pair.length())));
            }
            at += pair.length() + 1;
        }
        return new TemplateHeader(
                Math.min(line + 1, text.length()),
                new Syntax.Blocks(
                        Boolean.TRUE.equals(flags.get("trim_blocks")),
                        Boolean.TRUE.equals(flags.get("lstrip_blocks"))));
    }
}
