package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.files.Ownership;
import play.files.Paths;
import play.files.ResolvedPath;
import play.files.Steps;
import play.files.WantedAttributes;
import play.files.WantedDirectory;
import play.files.WantedFile;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Plan;
import play.value.Content;

/**
 * The {@code dest} of a file. It is a path, or a directory to put the file in: one that stands there, or one that is
 * meant by a slash at the end and made where it is missing.
 *
 * @param dest as written
 * @param name of the file within a directory; without one, {@code dest} can only be a path
 * @param fresh attributes of directories that are made
 */
record Destination(String dest, Optional<String> name, WantedAttributes fresh) {
    private static final String NO_NAME = "index.html";

    Destination(String dest, Optional<String> name) {
        this(dest, name, WantedAttributes.ANY);
    }

    /** Of what comes from a URL, at the end of which is its name. */
    static Destination ofAddress(String dest, String url) {
        String name = fileName(url);
        return new Destination(dest, Optional.of(name.isEmpty() ? NO_NAME : name));
    }

    /** The name at the end of a URL; it may be empty. */
    static String fileName(String url) {
        return Paths.name(url.replaceFirst("[?#].*$", "").replaceFirst("^[a-zA-Z]+://[^/]*", "/"));
    }

    /** Plans the file at a path, given what is known. */
    @FunctionalInterface
    interface At {
        Plan plan(String path, Knowledge known);
    }

    /** @param ownership that the file is to have */
    List<StateKey<?>> probes(Ownership ownership) {
        List<StateKey<?>> keys = new ArrayList<>(file(path()).probes());
        keys.addAll(ownership.probes());
        keys.add(Inodes.at(path()));
        if (name.isPresent() && !endsInSlash()) {
            keys.add(Inodes.at(inside()));
        }
        if (endsInSlash()) {
            keys.addAll(directory().probes());
        }
        return keys;
    }

    Plan plan(Knowledge known, At at) {
        if (endsInSlash()) {
            return Steps.inOrder(known, List.of(this::directory, after -> at.plan(path(), after)));
        }
        if (name.isEmpty()) {
            return at.plan(path(), known);
        }
        return switch (ResolvedPath.follow(path(), known)) {
            case ResolvedPath.Ask(var next) -> new Plan.Needs(List.of(next));
            case ResolvedPath.At(String found, FileState.Directory directory) -> within(known, at);
            // The plan for the file itself says what is wrong with anything else.
            case ResolvedPath.At other -> at.plan(path(), known);
            case ResolvedPath.Unknown unknown -> at.plan(path(), known);
            case ResolvedPath.Refused refused -> at.plan(path(), known);
        };
    }

    private Plan within(Knowledge known, At at) {
        return file(inside()).asking(known).orElseGet(() -> at.plan(inside(), known));
    }

    /** Where the file stands; it was planned inside a directory if what is inside was asked for. */
    String path(Knowledge after) {
        return name.isPresent() && after.has(Files.at(inside())) ? inside() : path();
    }

    /** Where it stands unless a directory is there. */
    String path() {
        return endsInSlash() ? inside() : Paths.clean(dest);
    }

    private String inside() {
        return Paths.join(dest, name.orElse(""));
    }

    private boolean endsInSlash() {
        return name.isPresent() && dest.endsWith("/");
    }

    private WantedDirectory directory() {
        return new WantedDirectory(dest, fresh);
    }

    /** One that is there keeps its attributes. */
    private Plan directory(Knowledge known) {
        boolean there = ResolvedPath.follow(Paths.clean(dest), known)
                instanceof ResolvedPath.At(String at, FileState.Directory directory);
        return there ? Plan.UNCHANGED : directory().plan(known);
    }

    private static WantedFile file(String path) {
        return new WantedFile(path, Content.of(""), WantedAttributes.ANY);
    }
}
