package play.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.param.Meaning;
import play.param.Parameter;
import play.param.Schema;
import play.playbook.Data;
import play.source.Located;
import play.value.TemplateStyle;

/**
 * What the flags of a call say of the files it names; a flag with a template says nothing before a run.
 *
 * @param all whether there are no other arguments, of which only the run will tell
 */
record FileFlags(Schema<?> schema, Map<Located<String>, Data> arguments, boolean all) {
    /** Whether they are sure to be files of the controller. */
    boolean areOnController() {
        return isAbsentOr(false, Meaning.ON_HOST);
    }

    /** Whether those that are encrypted are sure to be decrypted. */
    boolean areDecrypted() {
        return isAbsentOr(true, Meaning.DECRYPTED);
    }

    /** How templates are written; nothing where only the run will tell. */
    Optional<TemplateStyle> style() {
        List<Parameter> options = schema.all(Meaning.TEMPLATE_OPTION);
        Map<String, Object> written = new HashMap<>();
        for (Map.Entry<Located<String>, Data> entry : arguments.entrySet()) {
            String name = entry.getKey().value();
            if (options.stream().anyMatch(option -> option.answersTo(name))) {
                Optional<String> text = entry.getValue().literalText();
                if (text.isEmpty()) {
                    return Optional.empty();
                }
                written.put(name, text.get());
            }
        }
        boolean others = !all && !options.isEmpty();
        return others ? Optional.empty() : Optional.of(schema.style(written));
    }

    private boolean isAbsentOr(boolean wanted, Meaning meaning) {
        Optional<Parameter> flag = schema.find(meaning);
        List<Data> given = arguments.entrySet().stream()
                .filter(entry -> flag.filter(
                                known -> known.answersTo(entry.getKey().value()))
                        .isPresent())
                .map(Map.Entry::getValue)
                .toList();
        boolean certain = all || flag.isEmpty() || !given.isEmpty();
        String text = String.valueOf(wanted);
        return given.isEmpty()
                ? certain && flag.flatMap(Parameter::shownFallback).stream().allMatch(text::equals)
                : certain
                        && given.stream().allMatch(value -> value.literalText().equals(Optional.of(text)));
    }
}
