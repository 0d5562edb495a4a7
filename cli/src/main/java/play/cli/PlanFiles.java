package play.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import play.savedplan.Fingerprints;
import play.savedplan.SavedPlan;
import play.savedplan.SavedPlanFile;
import play.source.FileNames;

/** What commands about plans share: the file, the key, and the command line in it. */
final class PlanFiles {
    /** The file of the key, in the state folder. */
    static final String KEY = "plan-key";

    /** Flags that say how it is gone about this time. */
    private static final Set<String> OF_ONE_TIME = Set.of(
            RunCommand.CHECK.name(),
            RunCommand.CONFIRM.name(),
            RunCommand.RESUME_ANYWAY.name(),
            RunReports.PROFILE.name(),
            RunReports.BY_HOST.name());

    /** What writes a file about this time. */
    private static final List<Option> OF_ONE_FILE = List.of(RunCommand.EVENTS, RunReports.REPORT);

    private PlanFiles() {}

    /** By the key of this user on this machine. */
    static Fingerprints fingerprints() throws UsageException {
        Path key = Home.state().resolve(KEY);
        try {
            return Fingerprints.in(key);
        } catch (IOException e) {
            throw new UsageException("the key of plans, " + key + ", cannot be used: " + FileFault.why(e));
        }
    }

    /** The plan that a command line names. */
    static SavedPlan read(Arguments arguments, String command) throws UsageException {
        if (arguments.rest().size() != 1) {
            throw new UsageException("'play " + command + "' needs one plan: a file that 'play plan -o FILE' has made");
        }
        String name = arguments.rest().getFirst();
        Path file = FileNames.path(name).orElseThrow(() -> new UsageException("no file can be called '" + name + "'"));
        try {
            return SavedPlanFile.read(file);
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no plan " + file + "; 'play plan -o FILE' makes one");
        } catch (IOException e) {
            throw new UsageException("the plan " + file + " cannot be read: " + FileFault.why(e));
        }
    }

    /**
     * The words of {@code play run}, without what may be a secret: values of variables. With one of those no {@code -e}
     * is among them: which value counts depends on the order of all.
     */
    static List<String> words(Arguments arguments) {
        boolean values = hasValues(arguments);
        return arguments.words(new RunCommand().options()).stream()
                .filter(word -> !values || !word.startsWith(Loaded.EXTRA_VARS.name() + "="))
                .filter(word -> !OF_ONE_TIME.contains(word))
                .filter(word -> OF_ONE_FILE.stream().noneMatch(option -> word.startsWith(option.name() + "=")))
                .toList();
    }

    /** Whether variables are given on the command line itself. */
    static boolean hasValues(Arguments arguments) {
        return arguments.all(Loaded.EXTRA_VARS.name()).stream().anyMatch(value -> !value.startsWith("@"));
    }

    /** Of all {@code -e} where one gives values on the command line itself, else empty. */
    static String variables(Arguments arguments, Fingerprints fingerprints) {
        return hasValues(arguments) ? fingerprints.of(String.join("\0", arguments.all(Loaded.EXTRA_VARS.name()))) : "";
    }

    /** How much it is. */
    static String summary(SavedPlan plan) {
        int unknown = plan.unknown().size();
        return "The plan has " + plan.changes() + (plan.changes() == 1 ? " change" : " changes")
                + (unknown == 0
                        ? ""
                        : ", and what " + unknown + (unknown == 1 ? " task does" : " tasks do")
                                + " only the run will tell")
                + ".";
    }
}
