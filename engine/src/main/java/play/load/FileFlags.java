package play.load;

import java.util.Map;
import java.util.Optional;
import play.param.Meaning;
import play.param.Parameter;
import play.param.Schema;
import play.playbook.Data;
import play.source.Located;

/** What the flags of a call say of the files it names; a flag with a template says nothing before a run. */
record FileFlags(Schema<?> schema, Map<Located<String>, Data> arguments) {
    /** Whether they are sure to be files of the controller. */
    boolean areOnController() {
        return isAbsentOr(false, Meaning.ON_HOST);
    }

    /** Whether those that are encrypted are sure to be decrypted. */
    boolean areDecrypted() {
        return isAbsentOr(true, Meaning.DECRYPTED);
    }

    private boolean isAbsentOr(boolean wanted, Meaning meaning) {
        Optional<Parameter> flag = schema.find(meaning);
        return arguments.entrySet().stream()
                .filter(entry -> flag.filter(
                                known -> known.answersTo(entry.getKey().value()))
                        .isPresent())
                .allMatch(entry -> entry.getValue().literalText().equals(Optional.of(String.valueOf(wanted))));
    }
}
