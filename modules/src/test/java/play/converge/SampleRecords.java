package play.converge;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import play.value.Bytes;

/** Instances of records, from samples of what they are made of. */
final class SampleRecords {
    Object of(java.lang.reflect.Type type) {
        if (type instanceof java.lang.reflect.ParameterizedType generic) {
            return ofClass((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        return ofClass((Class<?>) type, new java.lang.reflect.Type[0]);
    }

    private Object ofClass(Class<?> type, java.lang.reflect.Type[] arguments) {
        if (type == java.util.Optional.class) {
            return Optional.of(of(arguments[0]));
        }
        if (type == List.class) {
            return List.of(of(arguments[0]));
        }
        if (type == Map.class || type == java.util.SortedMap.class) {
            return new java.util.TreeMap<>(Map.of("x", of(arguments[1])));
        }
        if (type == String.class || type == Object.class) {
            return "x";
        }
        if (type == Bytes.class) {
            return Bytes.of("x");
        }
        if (type == Path.class) {
            return Path.of("/srv/x");
        }
        if (type == java.time.Instant.class) {
            return java.time.Instant.EPOCH;
        }
        if (type == java.time.Duration.class) {
            return java.time.Duration.ofSeconds(5);
        }
        if (type == boolean.class || type == Boolean.class) {
            return false;
        }
        if (type == int.class || type == Integer.class) {
            return 1;
        }
        if (type == long.class || type == Long.class) {
            return 1L;
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type.getName().equals("play.modules.kubernetes.GateCheck")) {
            return of(InstalledFamilies.loaded("play.modules.kubernetes.ReadyCheck"));
        }
        if (type.getName().equals("play.modules.databases.Rows$Kind")) {
            return constant("play.modules.databases.PostgresDatabase", "KIND");
        }
        if (type.getName().equals("play.modules.docker.DockerThings$Kind")) {
            return constant("play.modules.docker.DockerNetwork", "KIND");
        }
        if (type.isSealed()) {
            return of(type.getPermittedSubclasses()[0]);
        }
        return made(type);
    }

    private static Object constant(String type, String name) {
        try {
            Field field = InstalledFamilies.loaded(type).getDeclaredField(name);
            field.setAccessible(true);
            return Objects.requireNonNull(field.get(null));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type + " has no " + name, e);
        }
    }

    private Object made(Class<?> type) {
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(part -> part.getType())
                    .toArray(Class<?>[]::new);
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(Arrays.stream(type.getRecordComponents())
                    .map(part -> of(part.getGenericType()))
                    .toArray());
        } catch (ReflectiveOperationException | NullPointerException e) {
            throw new AssertionError("no sample of " + type, e);
        }
    }
}
