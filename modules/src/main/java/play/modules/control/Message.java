package play.modules.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.module.Verdict;
import play.value.FlowText;
import play.value.Secret;
import play.value.Values;

/** What a task says when it fails: a text, a list of lines, or any other value. */
final class Message {
    private Message() {}

    /** A failure whose result has the message as it was given. */
    static Verdict failure(Object message, String why, Map<String, ? extends @Nullable Object> more) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>(more);
        result.put("msg", message);
        return Values.unknownIn(message)
                .<Verdict>map(unknown -> new Verdict.Undetermined("its message is unknown: " + unknown.reason()))
                .orElseGet(() -> new Verdict.Failed(why, result));
    }

    /** For people: the lines of a list each on its own. */
    static String text(@Nullable Object message) {
        return switch (message) {
            case Secret secret -> text(secret.value());
            case List<?> lines -> lines.stream().map(Message::text).collect(Collectors.joining("\n"));
            case null, default -> FlowText.of(message);
        };
    }
}
