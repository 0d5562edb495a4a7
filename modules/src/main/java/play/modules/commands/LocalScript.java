package play.modules.commands;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.param.BindContext;
import play.param.BindException;
import play.param.LocalFile;
import play.param.ParameterType;
import play.param.ReadBy;
import play.param.Scalars;

/**
 * A script of the controller, with the words it is called with.
 *
 * @param arguments as a shell reads them; may be empty
 */
@ReadBy(LocalScript.Type.class)
record LocalScript(LocalFile file, String arguments) {
    /** Reads the name of a file, quoted as for a shell, and words after it. */
    static final class Type implements ParameterType<LocalScript> {
        private static final Pattern CALL =
                Pattern.compile("(?s)\\s*((?:'[^']*'|\"(?:[^\"\\\\]|\\\\.)*\"|\\\\.|[^\\s'\"\\\\])+)(?=\\s|$)(.*)");

        /** What of a word is one thing for a shell. */
        private static final Pattern PART =
                Pattern.compile("(?s)'([^']*)'|\"((?:[^\"\\\\]|\\\\.)*)\"|\\\\(.)|([^'\"\\\\]+)");

        @Override
        public String shown() {
            return "file on the controller, with arguments";
        }

        @Override
        public Source source() {
            return Source.LOCAL_FILE;
        }

        @Override
        public String fileName(String written) {
            Matcher call = CALL.matcher(written);
            return call.matches() ? unquoted(call.group(1)) : written;
        }

        private static String unquoted(String word) {
            return PART.matcher(word).replaceAll(part -> Matcher.quoteReplacement(plain(part)));
        }

        /** Within double quotes a backslash stands for itself, but before some characters. */
        private static String plain(MatchResult part) {
            return switch (part) {
                case MatchResult quoted when quoted.group(1) != null -> quoted.group(1);
                case MatchResult quoted
                when quoted.group(2) != null ->
                    quoted.group(2).replaceAll("\\\\\n", "").replaceAll("\\\\([\"\\\\$`])", "$1");
                case MatchResult escaped
                when escaped.group(3) != null -> escaped.group(3).replace("\n", "");
                default -> part.group(4);
            };
        }

        @Override
        public LocalScript read(@Nullable Object value, BindContext context) throws BindException {
            Matcher call = CALL.matcher(Scalars.text(value));
            if (!call.matches()) {
                throw new BindException("names no script; the first word must be its name, quoted as a shell reads it");
            }
            String name = unquoted(call.group(1));
            return new LocalScript(
                    new LocalFile(name, context.file(name), context.modeOfFile(name)),
                    call.group(2).strip());
        }
    }
}
