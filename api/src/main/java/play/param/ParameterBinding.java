package play.param;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.value.Omit;
import play.value.TemplateStyle;
import play.value.Unknown;

/** Makes a params record from values that are rendered for one host. */
final class ParameterBinding<P extends Record> {
    private final Schema<P> schema;
    private final BindContext context;
    private final Map<String, @Nullable Object> given = new LinkedHashMap<>();

    /** @param rendered by the names as written; {@code Omit} counts as not written */
    ParameterBinding(Schema<P> schema, Map<String, ? extends @Nullable Object> rendered, BindContext context) {
        this.schema = schema;
        this.context = context;
        rendered.forEach((name, value) -> {
            if (value != Omit.OMIT) {
                given.put(name, value);
            }
        });
    }

    Binding<P> bind() {
        List<Binding.Fault> faults = new ArrayList<>();
        for (GroupRule.Fault fault : schema.rules().broken(new GivenParameters(schema, given))) {
            faults.add(new Binding.Fault("", "The module " + schema.told(fault)));
        }
        if (!faults.isEmpty()) {
            return new Binding.Wrong<>(faults);
        }
        List<@Nullable Object> arguments = new ArrayList<>();
        for (Parameter parameter : schema.parameters()) {
            try {
                arguments.add(argument(parameter));
            } catch (UnknownValueException e) {
                return new Binding.Undetermined<>("parameter '" + parameter.name() + "' is unknown: " + e.reason());
            } catch (BindException e) {
                faults.add(new Binding.Fault(
                        parameter.name(),
                        "Parameter '" + parameter.name() + e.part() + "' " + e.getMessage(),
                        e.problems()));
            }
        }
        return faults.isEmpty()
                ? new Binding.Bound<>(schema.construct(arguments.iterator()))
                : new Binding.Wrong<>(faults);
    }

    /** The same of a mapping within a parameter; the first fault is told. */
    P bindField() throws BindException {
        List<GroupRule.Fault> broken = schema.rules().broken(new GivenParameters(schema, given));
        if (!broken.isEmpty()) {
            throw new BindException(schema.told(broken.getFirst()));
        }
        List<@Nullable Object> arguments = new ArrayList<>();
        for (Parameter parameter : schema.parameters()) {
            try {
                arguments.add(argument(parameter));
            } catch (BindException e) {
                throw e.ofField(parameter.name());
            }
        }
        return schema.construct(arguments.iterator());
    }

    private Optional<Map.Entry<String, @Nullable Object>> written(Parameter parameter) {
        return given.entrySet().stream()
                .filter(entry -> parameter.answersTo(entry.getKey()))
                .findFirst();
    }

    private @Nullable Object argument(Parameter parameter) throws BindException {
        Optional<Map.Entry<String, @Nullable Object>> entry = written(parameter);
        if (entry.isPresent()) {
            Optional<Unknown> unknown = parameter.type().missing(entry.get().getValue());
            if (unknown.isPresent()) {
                throw new UnknownValueException(unknown.get());
            }
        }
        if (parameter.anyOther()) {
            Map<String, @Nullable Object> others = new LinkedHashMap<>(given);
            others.keySet().removeIf(name -> schema.find(name).isPresent());
            return parameter.read(others, context);
        }
        if (entry.isPresent() && !(entry.get().getValue() == null && !parameter.required())) {
            return wrapped(parameter, read(parameter, entry.get().getValue()));
        }
        if (parameter.fallback().isPresent()) {
            return wrapped(parameter, parameter.read(parameter.fallback().get(), context));
        }
        if (parameter.optional()) {
            return Optional.empty();
        }
        throw new BindException("is missing: " + parameter.doc());
    }

    private static @Nullable Object wrapped(Parameter parameter, @Nullable Object read) {
        return parameter.optional() ? Optional.ofNullable(read) : read;
    }

    private @Nullable Object read(Parameter parameter, @Nullable Object value) throws BindException {
        if (isSet(Meaning.ON_HOST, false)) {
            if (parameter.type().equals(ParameterTypes.of(FileSource.class))) {
                return new FileSource.OnHost(HostPaths.absoluteUnlessAddress(Scalars.text(value), context));
            }
            if (parameter.type().equals(ParameterTypes.of(PathSource.class))) {
                return new PathSource.OnHost(HostPaths.absoluteUnlessAddress(Scalars.text(value), context));
            }
        }
        BindContext opened = isSet(Meaning.DECRYPTED, true) ? context : context.asWritten();
        BindContext followed = isSet(Meaning.LINKS_FOLLOWED, true) ? opened : opened.withoutFollowing();
        return parameter.read(value, styled(followed), names());
    }

    private Set<String> names() {
        return schema.parameters().stream()
                .filter(parameter -> written(parameter)
                        .filter(entry -> entry.getValue() != null)
                        .isPresent())
                .map(Parameter::name)
                .collect(Collectors.toSet());
    }

    private BindContext styled(BindContext plain) throws BindException {
        for (Parameter option : schema.all(Meaning.TEMPLATE_OPTION)) {
            Optional<Unknown> unknown =
                    written(option).flatMap(entry -> option.type().missing(entry.getValue()));
            if (unknown.isPresent()) {
                throw new UnknownValueException(unknown.get());
            }
        }
        TemplateStyle style = schema.style(given);
        return style.equals(TemplateStyle.USUAL) ? plain : plain.inStyle(style);
    }

    /** What is no flag at all is reported where that parameter is read. */
    private boolean isSet(Meaning meaning, boolean otherwise) {
        Optional<Parameter> parameter = schema.find(meaning);
        Optional<Object> flag = parameter
                .flatMap(this::written)
                .flatMap(entry -> Optional.ofNullable(entry.getValue()))
                .or(() -> parameter.flatMap(Parameter::fallback));
        try {
            return flag.isPresent() ? Scalars.flag(flag.get()) : otherwise;
        } catch (BindException e) {
            return otherwise;
        }
    }
}
