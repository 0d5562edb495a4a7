package play.modules.kubernetes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.param.BindContext;
import play.param.BindException;
import play.param.ParameterType;
import play.param.Scalars;
import play.param.UnknownValueException;
import play.value.Content;
import play.value.Unknown;
import play.value.Values;

/** API objects. Which ones they are must be known; what they hold need not be. */
record ManifestsType() implements ParameterType<Manifests> {
    /** The fields that tell which object it is. */
    private static final List<String> NAMING = List.of("apiVersion", "kind", "metadata");

    @Override
    public String shown() {
        return "objects";
    }

    @Override
    public boolean takesUnknown() {
        return true;
    }

    @Override
    public Manifests read(@Nullable Object value, BindContext context) throws BindException {
        List<?> items = switch (value) {
            case List<?> list -> list;
            case Map<?, ?> map -> List.of(map);
            case String text -> documents(Content.of(text), context);
            case Unknown unknown -> throw new UnknownValueException(unknown);
            case null, default -> throw new BindException("must be an object, a list of objects, or YAML text");
        };
        return objects(items);
    }

    private static List<Object> documents(Content yaml, BindContext context) throws BindException {
        return context.documents(yaml, Set.copyOf(NAMING));
    }

    private static Manifests objects(List<?> items) throws BindException {
        List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        for (Object item : items) {
            objects.add(object(item));
        }
        return new Manifests(objects);
    }

    private static Map<String, @Nullable Object> object(@Nullable Object item) throws BindException {
        if (item instanceof Unknown unknown) {
            throw new UnknownValueException(unknown);
        }
        if (!(item instanceof Map<?, ?> map)) {
            throw new BindException("contains something that is not an object: " + item);
        }
        Optional<Unknown> unnamed = NAMING.stream()
                .flatMap(field -> Values.unknownIn(map.get(field)).stream())
                .findFirst();
        if (unnamed.isPresent()) {
            throw new UnknownValueException(unnamed.get());
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        map.forEach((key, field) -> object.put(String.valueOf(key), field));
        return object;
    }

    /** Those of a file on the controller. */
    record OfFile() implements ParameterType<ManifestFile> {
        @Override
        public String shown() {
            return "file of objects on the controller";
        }

        @Override
        public Source source() {
            return Source.LOCAL_FILE;
        }

        @Override
        public ManifestFile read(@Nullable Object value, BindContext context) throws BindException {
            String name = Scalars.text(value);
            return new ManifestFile(name, objects(documents(context.file(name), context)));
        }
    }

    /** Those that a template on the controller gives. */
    record OfTemplate() implements ParameterType<ManifestTemplate> {
        @Override
        public String shown() {
            return "template of objects on the controller";
        }

        @Override
        public Source source() {
            return Source.TEMPLATE_FILE;
        }

        @Override
        public ManifestTemplate read(@Nullable Object value, BindContext context) throws BindException {
            String name = Scalars.text(value);
            return new ManifestTemplate(name, objects(documents(context.template(name), context)));
        }
    }
}
