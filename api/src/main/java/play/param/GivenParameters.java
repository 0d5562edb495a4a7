package play.param;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.value.Flag;
import play.value.Omit;
import play.value.Unknown;
import play.value.Values;

/**
 * What a task gives a module, by any of a parameter's names.
 *
 * @param given what is not known is {@link Unknown}, what may be left out {@link Omit#OMIT}
 */
record GivenParameters(Schema<?> schema, Map<String, ? extends @Nullable Object> given) implements GroupRule.Given {
    @Override
    public boolean has(String name) {
        return value(name).isPresent();
    }

    @Override
    public boolean surelyHas(String name) {
        return value(name).filter(value -> value != Omit.OMIT).isPresent();
    }

    @Override
    public boolean is(String name, @Nullable Object value) {
        Optional<Object> found = value(name).or(() -> schema.find(name).flatMap(Parameter::fallback));
        return found.map(Values::revealed)
                .filter(known ->
                        !(known instanceof Unknown) && known != Omit.OMIT && same(known, String.valueOf(value)))
                .isPresent();
    }

    @Override
    public boolean hides(String name) {
        return value(name).filter(Values::hasSecrets).isPresent();
    }

    private Optional<Object> value(String name) {
        return schema.find(name)
                .flatMap(parameter -> given.entrySet().stream()
                        .filter(entry -> parameter.answersTo(entry.getKey()) && entry.getValue() != null)
                        .findFirst())
                .map(Map.Entry::getValue);
    }

    private static boolean same(Object value, String wanted) {
        boolean flag = wanted.equals("true") || wanted.equals("false");
        return flag
                ? Flag.parse(value).equals(Flag.parse(wanted))
                : String.valueOf(value).strip().equalsIgnoreCase(wanted);
    }
}
