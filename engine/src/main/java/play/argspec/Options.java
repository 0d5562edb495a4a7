package play.argspec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.param.GroupRule;
import play.param.GroupRules;

/**
 * Variables or keys that are given together.
 *
 * @param all by name, in the order they were written
 * @param rules what is asked of several
 */
public record Options(Map<String, ArgumentSpec> all, GroupRules rules) {
    public static final Options NONE = new Options(Map.of(), GroupRules.NONE);

    public Options {
        all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** The words of each rule that is broken, to follow the name of what has these options. */
    public List<String> broken(Map<String, ? extends @Nullable Object> given) {
        return rules.broken(new GivenArguments(this, given)).stream()
                .map(GroupRule.Fault::message)
                .toList();
    }

    public Optional<ArgumentSpec> find(String name) {
        return all.values().stream().filter(spec -> spec.answersTo(name)).findFirst();
    }
}
