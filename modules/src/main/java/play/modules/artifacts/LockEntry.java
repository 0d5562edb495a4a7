package play.modules.artifacts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One artifact of a lock file, for one version and architecture.
 *
 * @param locked whether the version is the lock file's own
 * @param url of the official release; empty where nobody publishes it, so that it is built
 * @param sha256 of what {@code url} gives, where the lock file says it
 * @param sha256Url where the publisher gives that digest
 * @param members the files it gives: name on the host to name in the tar; the latter is empty when {@code url} gives
 *     the one file itself
 * @param go programs of {@code lab/tools/build}, named as the files
 */
record LockEntry(
        String name,
        String version,
        String arch,
        boolean locked,
        String url,
        Optional<String> sha256,
        Optional<String> sha256Url,
        Map<String, String> members,
        List<String> go) {
    private static final String DIGEST = "[0-9a-f]{64}";

    /** The lock file is not as it should be; the message says where and how. */
    static final class WrongLock extends Exception {
        private static final long serialVersionUID = 1L;

        WrongLock(String message) {
            super(message);
        }
    }

    /**
     * Reads an entry.
     *
     * @param data what the lock file holds
     * @param version other than that of the lock file, whose digests do not count then
     */
    static LockEntry of(@Nullable Object data, String name, Optional<String> version, String arch) throws WrongLock {
        Map<?, ?> artifacts = map(map(data, "the file").get("artifacts"), "artifacts");
        if (!artifacts.containsKey(name)) {
            List<String> names =
                    artifacts.keySet().stream().map(String::valueOf).sorted().toList();
            throw new WrongLock("there is no artifact '" + name + "'; the lock file has " + String.join(", ", names));
        }
        return new Reading(map(artifacts.get(name), name), name, version, arch).entry();
    }

    private static Map<?, ?> map(@Nullable Object value, String what) throws WrongLock {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new WrongLock(what + " is not a mapping");
    }

    /** Whether lab/tools/build makes it. */
    boolean isBuilt() {
        return !go.isEmpty();
    }

    /**
     * Whether files of a release with this digest serve.
     *
     * @param release SHA-256; empty for a build from source, which go.sum pins
     * @param built whether such a build will do
     */
    boolean isServedBy(String release, boolean built) {
        return release.isEmpty() ? built : sha256.map(release::equals).orElse(true);
    }

    /** {@code HOST/PATH} of what is at {@code https://HOST/PATH}. */
    static String path(String url) {
        return url.replaceFirst("^[a-z]+://", "");
    }

    /** The name of the file that {@code url} gives. */
    String file() {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private record Reading(Map<?, ?> fields, String name, Optional<String> wanted, String arch) {
        LockEntry entry() throws WrongLock {
            boolean locked = wanted.isEmpty() || wanted.get().equals(text("version"));
            Optional<String> digest =
                    locked && fields.get("sha256") instanceof Map<?, ?> byArch ? digest(byArch) : Optional.empty();
            Optional<String> digestUrl =
                    fields.containsKey("sha256_url") ? Optional.of(filled(text("sha256_url"))) : Optional.empty();
            return new LockEntry(name, version(), arch, locked, url(), digest, digestUrl, members(), go());
        }

        private String url() throws WrongLock {
            if (fields.containsKey("url")) {
                return filled(text("url"));
            }
            if (go().isEmpty()) {
                throw new WrongLock(name + " has neither url nor go: its source is unknown");
            }
            return "";
        }

        private String version() throws WrongLock {
            return wanted.isPresent() ? wanted.get() : text("version");
        }

        private String text(String field) throws WrongLock {
            if (fields.get(field) instanceof String text) {
                return text;
            }
            throw new WrongLock(name + "." + field + " is not a string");
        }

        private String filled(String template) throws WrongLock {
            return template.replace("{version}", version()).replace("{arch}", arch);
        }

        private Optional<String> digest(Map<?, ?> byArch) throws WrongLock {
            Object digest = byArch.get(arch);
            if (digest == null) {
                return Optional.empty();
            }
            if (!(digest instanceof String hex && hex.matches(DIGEST))) {
                throw new WrongLock(name + ".sha256." + arch + " is not 64 lower-case hexadecimal digits");
            }
            return Optional.of(hex);
        }

        private Map<String, String> members() throws WrongLock {
            if (!fields.containsKey("archive")) {
                return Map.of(name, "");
            }
            Map<String, String> members = new LinkedHashMap<>();
            for (Map.Entry<?, ?> member :
                    map(fields.get("archive"), name + ".archive").entrySet()) {
                String file = String.valueOf(member.getKey());
                if (!file.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
                    throw new WrongLock(name + ".archive names a file '" + file + "', which is not a plain file name");
                }
                members.put(file, filled(String.valueOf(member.getValue())));
            }
            return members;
        }

        private List<String> go() {
            return fields.get("go") instanceof List<?> programs
                    ? programs.stream().map(String::valueOf).toList()
                    : List.of();
        }
    }
}
