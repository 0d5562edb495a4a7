package play.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import play.diag.Suggestions;
import play.module.ModuleRegistry;
import play.scaffold.Kind;
import play.scaffold.Scaffold;

/** {@code play new KIND NAME}: the first files of something, which 'play lint' has nothing to say of. */
final class NewCommand implements Command {
    private static final Option FOLDER =
            Option.of("DIR", "The directory of the project, instead of this one.", "--directory");
    private static final List<String> KINDS =
            Stream.of(Kind.values()).map(NewCommand::name).toList();
    private static final int FAILED = 1;

    @Override
    public String name() {
        return "new";
    }

    @Override
    public String synopsis() {
        return "playbook|role|inventory|module NAME [--directory DIR]";
    }

    @Override
    public List<Option> options() {
        return List.of(FOLDER);
    }

    @Override
    public List<String> words() {
        return KINDS;
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException {
        if (arguments.rest().size() != 2) {
            throw new UsageException("'play new' needs one of " + String.join(", ", KINDS) + ", and a name");
        }
        Kind kind = kind(arguments.rest().getFirst());
        String name = named(kind, arguments.rest().getLast());
        Path folder = arguments.path(FOLDER.name()).orElse(Path.of(""));
        Scaffold scaffold = Scaffold.of(kind, name);
        try {
            scaffold.write(folder);
        } catch (FileAlreadyExistsException e) {
            terminal.err()
                    .println("play: " + e.getMessage() + " is there already, and nothing was written: choose another"
                            + " name, or move it");
            return FAILED;
        } catch (IOException e) {
            terminal.err().println("play: the files cannot be written: " + e);
            return FAILED;
        }
        scaffold.places().forEach(place -> terminal.out().println(folder.resolve(place)));
        return 0;
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static Kind kind(String word) throws UsageException {
        return Stream.of(Kind.values())
                .filter(kind -> name(kind).equals(word))
                .findFirst()
                .orElseThrow(() -> new UsageException("there is no '" + word + "' to be made, but "
                        + String.join(", ", KINDS) + "." + Suggestions.hint(word, KINDS)));
    }

    /** The ending that files get need not be typed, and may be. */
    private static String named(Kind kind, String given) throws UsageException {
        String name = given.replaceFirst("\\.ya?ml$", "");
        if (!kind.names().matcher(name).matches()) {
            throw new UsageException("'" + given + "' is no name for a " + name(kind) + ", which is of small letters,"
                    + " digits and '_'" + (kind.names().matcher("a-b").matches() ? " or '-'" : "")
                    + ", and begins with a letter");
        }
        if (kind == Kind.MODULE && ModuleRegistry.installed().find(name).isPresent()) {
            throw new UsageException("play has a module '" + name + "' itself: choose another name");
        }
        return name;
    }
}
