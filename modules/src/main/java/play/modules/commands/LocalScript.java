package play.modules.commands;

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
    /** Reads the name of a file, in quotes where it has blanks, and words after it. */
    static final class Type implements ParameterType<LocalScript> {
        private static final Pattern CALL = Pattern.compile("(?s)\\s*(?:'([^']+)'|\"([^\"]+)\"|(\\S+))(.*)");

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
            return call.matches() ? name(call) : written;
        }

        private static String name(Matcher call) {
            for (int group = 1; group <= 2; group++) {
                if (call.group(group) != null) {
                    return call.group(group);
                }
            }
            return call.group(3);
        }

        @Override
        public LocalScript read(@Nullable Object value, BindContext context) throws BindException {
            Matcher call = CALL.matcher(Scalars.text(value));
            if (!call.matches()) {
                throw new BindException("names no script");
            }
            String name = name(call);
            return new LocalScript(
                    new LocalFile(name, context.file(name), context.modeOfFile(name)),
                    call.group(4).strip());
        }
    }
}
