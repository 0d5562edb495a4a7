package play.modules.files;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;
import play.param.Meaning;
import play.param.Means;
import play.value.Bytes;
import play.value.Content;
import play.value.TemplateStyle;
import play.value.TemplateStyle.Delimiters;

/** How a template is written, and what becomes of the text that it comes to. */
public record TemplateWriting(
        @Doc("What begins a block of the template; its first line may say so too, for all of these:"
                + " #jinja2: variable_start_string: '[%'.")
        @Default("{%")
        @Matches(value = TemplateWriting.SOME, expected = TemplateWriting.SOMETHING)
        @Means(Meaning.TEMPLATE_OPTION)
        String blockStartString,

        @Doc("What ends a block.")
        @Default("%}")
        @Matches(value = TemplateWriting.SOME, expected = TemplateWriting.SOMETHING)
        @Means(Meaning.TEMPLATE_OPTION)
        String blockEndString,

        @Doc("What begins an expression.")
        @Default("{{")
        @Matches(value = TemplateWriting.SOME, expected = TemplateWriting.SOMETHING)
        @Means(Meaning.TEMPLATE_OPTION)
        String variableStartString,

        @Doc("What ends an expression.")
        @Default("}}")
        @Matches(value = TemplateWriting.SOME, expected = TemplateWriting.SOMETHING)
        @Means(Meaning.TEMPLATE_OPTION)
        String variableEndString,

        @Doc("What begins a comment.")
        @Default("{#")
        @Matches(value = TemplateWriting.SOME, expected = TemplateWriting.SOMETHING)
        @Means(Meaning.TEMPLATE_OPTION)
        String commentStartString,

        @Doc("What ends a comment.")
        @Default("#}")
        @Matches(value = TemplateWriting.SOME, expected = TemplateWriting.SOMETHING)
        @Means(Meaning.TEMPLATE_OPTION)
        String commentEndString,

        @Doc("Whether the line break behind a block is left out.") @Default("true") @Means(Meaning.TEMPLATE_OPTION)
        boolean trimBlocks,

        @Doc("Whether the spaces between the beginning of a line and a block are left out.")
        @Default("false")
        @Means(Meaning.TEMPLATE_OPTION)
        boolean lstripBlocks,

        @Doc("How lines end in the file: \\n, \\r or \\r\\n in double quotes; without it, by a line feed.")
        @Matches(value = "\n|\r|\r\n|\\\\n|\\\\r|\\\\r\\\\n", expected = "one of \"\\n\", \"\\r\" and \"\\r\\n\"")
        Optional<String> newlineSequence,

        @Doc("Character encoding of the file, by its name.") @Default("utf-8")
        String outputEncoding) {
    static final String SOME = "(?s).+";
    static final String SOMETHING = "a text that is not empty";

    List<Binding.Fault> faults() {
        List<Binding.Fault> faults = new ArrayList<>();
        TemplateStyle style = new TemplateStyle(
                new Delimiters(blockStartString, blockEndString),
                new Delimiters(variableStartString, variableEndString),
                new Delimiters(commentStartString, commentEndString),
                trimBlocks,
                lstripBlocks);
        style.fault().ifPresent(why -> faults.add(new Binding.Fault("block_start_string", why)));
        if (charset().isEmpty()) {
            faults.add(new Binding.Fault(
                    "output_encoding",
                    "'" + outputEncoding + "' is no character encoding that files are written in; utf-8, iso-8859-1 and"
                            + " windows-1252 are some"));
        }
        return faults;
    }

    private Optional<Charset> charset() {
        try {
            Charset charset =
                    Charset.forName(outputEncoding.replaceFirst("(?i)^(latin|iso8859)[-_]?(\\d+)$", "iso-8859-$2"));
            return charset.canEncode() ? Optional.of(charset) : Optional.empty();
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    /** What is written of a rendered template. */
    Content of(Content rendered) {
        String newline = newlineSequence
                .map(text -> text.replace("\\n", "\n").replace("\\r", "\r"))
                .orElse("\n");
        Charset charset = charset().orElse(StandardCharsets.UTF_8);
        if (newline.equals("\n") && charset.equals(StandardCharsets.UTF_8)) {
            return rendered;
        }
        return rendered.bytes()
                .map(bytes -> {
                    byte[] encoded = bytes.utf8()
                            .replace("\r\n", "\n")
                            .replace("\n", newline)
                            .getBytes(charset);
                    return rendered.hasSecrets() ? Content.secret(Bytes.of(encoded)) : Content.of(Bytes.of(encoded));
                })
                .orElse(rendered);
    }

    /** Why the text can't be written in the encoding. */
    Optional<String> unwritable(Content rendered) {
        Charset charset = charset().orElse(StandardCharsets.UTF_8);
        return rendered.bytes()
                .filter(bytes -> !charset.newEncoder().canEncode(bytes.utf8()))
                .map(bytes -> "the template comes to characters that " + outputEncoding + " does not have");
    }
}
