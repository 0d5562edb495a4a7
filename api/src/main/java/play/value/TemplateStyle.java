package play.value;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a template is written.
 *
 * @param trim whether the line break behind a block or comment is left out
 * @param lstrip whether the spaces between the beginning of a line and one are
 */
public record TemplateStyle(Delimiters block, Delimiters variable, Delimiters comment, boolean trim, boolean lstrip) {
    /** What something in a template begins and ends with; neither is empty. */
    public record Delimiters(String start, String end) {}

    /** As strings of playbooks are written, and templates that say nothing else. */
    public static final TemplateStyle USUAL = new TemplateStyle(
            new Delimiters("{%", "%}"), new Delimiters("{{", "}}"), new Delimiters("{#", "#}"), true, false);

    /** The names that Jinja has for its parts. */
    public static final List<String> OPTIONS = List.of(
            "block_start_string",
            "block_end_string",
            "variable_start_string",
            "variable_end_string",
            "comment_start_string",
            "comment_end_string",
            "trim_blocks",
            "lstrip_blocks");

    /**
     * The same but for one option.
     *
     * @param option one of {@link #OPTIONS}
     * @param value a text that is not empty, or a boolean
     * @return nothing where there is no such option, or it takes no such value
     */
    public Optional<TemplateStyle> with(String option, @Nullable Object value) {
        return switch (value) {
            case Boolean flag -> with(option, flag.booleanValue());
            case String text when !text.isEmpty() -> with(option, text);
            case null, default -> Optional.empty();
        };
    }

    private Optional<TemplateStyle> with(String option, boolean flag) {
        return switch (option) {
            case "trim_blocks" -> Optional.of(new TemplateStyle(block, variable, comment, flag, lstrip));
            case "lstrip_blocks" -> Optional.of(new TemplateStyle(block, variable, comment, trim, flag));
            default -> Optional.empty();
        };
    }

    private Optional<TemplateStyle> with(String option, String text) {
        return switch (option) {
            case "block_start_string" -> Optional.of(blocks(new Delimiters(text, block.end())));
            case "block_end_string" -> Optional.of(blocks(new Delimiters(block.start(), text)));
            case "variable_start_string" -> Optional.of(variables(new Delimiters(text, variable.end())));
            case "variable_end_string" -> Optional.of(variables(new Delimiters(variable.start(), text)));
            case "comment_start_string" -> Optional.of(comments(new Delimiters(text, comment.end())));
            case "comment_end_string" -> Optional.of(comments(new Delimiters(comment.start(), text)));
            default -> Optional.empty();
        };
    }

    private TemplateStyle blocks(Delimiters other) {
        return new TemplateStyle(other, variable, comment, trim, lstrip);
    }

    private TemplateStyle variables(Delimiters other) {
        return new TemplateStyle(block, other, comment, trim, lstrip);
    }

    private TemplateStyle comments(Delimiters other) {
        return new TemplateStyle(block, variable, other, trim, lstrip);
    }

    /** What makes it no style, as a whole sentence without its end. */
    public Optional<String> fault() {
        return Stream.of(block, variable, comment)
                                .map(Delimiters::start)
                                .distinct()
                                .count()
                        == 3
                ? Optional.empty()
                : Optional.of("block_start_string, variable_start_string and comment_start_string must be different");
    }
}
