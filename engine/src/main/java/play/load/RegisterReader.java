package play.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import play.playbook.Register;
import play.yaml.YamlNode;

/** Reads {@code register}: a variable, or a mapping of variables to expressions. */
final class RegisterReader {
    private static final String KEY = "register";

    private final DataReader data;

    RegisterReader(DataReader data) {
        this.data = data;
    }

    Register read(Keys keys) {
        Optional<YamlNode> written = keys.take(KEY).filter(node -> !Keys.isNothing(node));
        return written.map(node -> read(keys, node)).orElse(Register.NOTHING);
    }

    private Register read(Keys keys, YamlNode written) {
        return switch (written) {
            case YamlNode.Scalar name ->
                data.checkVariable(DataReader.located(name)) ? new Register.Whole(name.text()) : Register.NOTHING;
            case YamlNode.Mapping parts -> new Register.Parts(parts(keys, parts));
            case YamlNode.Sequence list -> {
                keys.wrong(KEY, "a variable, or a mapping of variables to expressions", list);
                yield Register.NOTHING;
            }
        };
    }

    private Map<String, Register.Part> parts(Keys keys, YamlNode.Mapping written) {
        Map<String, Register.Part> parts = new LinkedHashMap<>();
        for (YamlNode.Entry entry : written.entries()) {
            boolean named = data.checkVariable(DataReader.located(entry.key()));
            if (entry.value() instanceof YamlNode.Scalar expression && !Keys.isNothing(expression)) {
                if (named) {
                    parts.put(
                            entry.key().text(),
                            new Register.Part(
                                    data.expression(expression), entry.key().span()));
                }
            } else {
                keys.wrong(KEY + "." + entry.key().text(), "an expression", entry.value());
            }
        }
        return parts;
    }
}
