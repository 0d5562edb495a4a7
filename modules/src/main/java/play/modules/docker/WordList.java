package play.modules.docker;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import play.host.CommandWords;
import play.param.BindContext;
import play.param.BindException;
import play.param.ParameterType;
import play.param.ReadBy;
import play.param.Scalars;

/** Words of a command: a list of them, or a text with quotes as a shell reads them. */
@ReadBy(WordList.Type.class)
record WordList(List<String> words) {
    WordList {
        words = List.copyOf(words);
    }

    /** Takes either. */
    static final class Type implements ParameterType<WordList> {
        @Override
        public String shown() {
            return "string or list of string";
        }

        @Override
        public WordList read(@Nullable Object value, BindContext context) throws BindException {
            if (value instanceof List<?> list) {
                List<String> words = new ArrayList<>();
                for (Object word : list) {
                    words.add(Scalars.text(word));
                }
                return new WordList(words);
            }
            try {
                return new WordList(CommandWords.of(Scalars.text(value)));
            } catch (CommandWords.UnfinishedException e) {
                throw new BindException(String.valueOf(e.getMessage()));
            }
        }
    }
}
