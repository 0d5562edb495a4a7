package play.converge;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Reach;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Answer;
import play.module.Decision;
import play.module.ModuleSpec;
import play.module.Procedure;
import play.module.Query;
import play.module.Replacing;
import play.value.Content;
import play.value.Foreseen;

/** Procedures that need more than one run of a script. */
final class Procedures {
    private static final Foreseen<String> ANYBODY = new Foreseen.Later<>("whoever runs the tests");

    private Procedures() {}

    /** Decides what its parameters say. */
    record Deciding() implements Procedure<Deciding.Params> {
        record Params(Decision decision) {}

        @Override
        public ModuleSpec<Params> spec() {
            throw new AssertionError("nobody reads its parameters");
        }

        @Override
        public Decision decide(Params params, Knowledge known) {
            return params.decision();
        }

        @Override
        public Map<String, @Nullable Object> result(Params params, ScriptResult done) {
            return Map.of("stdout", done.out());
        }
    }

    /** Runs a command unless something is there. */
    record Creating() implements Procedure<Creating.Params> {
        record Params(String creates, String command) {}

        @Override
        public ModuleSpec<Params> spec() {
            throw new AssertionError("nobody reads its parameters");
        }

        @Override
        public List<StateKey<?>> probes(Params params) {
            return List.of(Files.withoutDigest(params.creates()));
        }

        @Override
        public Decision decide(Params params, Knowledge known) {
            return known.of(Files.withoutDigest(params.creates())).equals(Observed.read(FileState.ABSENT))
                    ? command(params.command()).decision()
                    : new Decision.Skip("it is there", Optional.empty());
        }

        @Override
        public Map<String, @Nullable Object> result(Params params, ScriptResult done) {
            return Map.of("stdout", done.out());
        }
    }

    static Deciding.Params rejected(String why) {
        return new Deciding.Params(new Decision.Rejected(why));
    }

    /** Brings a script to a host, runs it and takes it away. */
    static Deciding.Params script(String path, String text) {
        return new Deciding.Params(new Decision.Do(
                List.of(write(path, text)),
                run("sh " + path, new Effect.Opaque("a script", Reach.HOST)),
                List.of(new Action.Remove(path))));
    }

    static Deciding.Params command(String command) {
        return new Deciding.Params(new Decision.Do(run(command, new Effect.Opaque("a command", Reach.HOST))));
    }

    /** Cuts the connection and makes another one. */
    static Deciding.Params reboot(Action... after) {
        return new Deciding.Params(
                new Decision.Do(List.of(), run("true", new Effect.Opaque("a reboot", Reach.HOST)), List.of(after)));
    }

    static Action reconnect() {
        return new Action.Reconnect(Duration.ofSeconds(5));
    }

    /** Waits until a file is there once the host is back. */
    static Action back(String path, Duration deadline) {
        return new Action.AwaitReturn<>(
                Files.withoutDigest(path), state -> state.present(), path + " is there", Duration.ZERO, deadline);
    }

    /** Says that it makes a link, and runs something else. */
    static Deciding.Params linking(String path, String command) {
        return new Deciding.Params(new Decision.Do(
                run(command, new Effect.Sets<>(Files.withoutDigest(path), new FileState.Symlink("/told")))));
    }

    static Action write(String path, String text) {
        Content content = Content.of(text);
        FileState.Attributes attributes =
                new FileState.Attributes(ANYBODY, ANYBODY, new Foreseen.Later<>("the umask decides"));
        return new Action.WriteFile(
                path, content, new FileState.Regular(attributes, content.sha256(), content.size()), Replacing.WHOLE);
    }

    private static Action.Run run(String command, Effect effect) {
        return new Action.Run(command, Script.of(command), List.of(effect));
    }

    /** Says by its output whether it has changed anything. */
    record Telling() implements Procedure<Deciding.Params> {
        @Override
        public ModuleSpec<Deciding.Params> spec() {
            throw new AssertionError("nobody reads its parameters");
        }

        @Override
        public Decision decide(Deciding.Params params, Knowledge known) {
            return params.decision();
        }

        @Override
        public boolean tellsChange(Deciding.Params params) {
            return true;
        }

        @Override
        public boolean changed(Deciding.Params params, ScriptResult done) {
            return !done.out().equals("0 rows\n");
        }

        @Override
        public boolean printsWords() {
            return false;
        }

        @Override
        public Map<String, @Nullable Object> result(Deciding.Params params, ScriptResult done) {
            return Map.of("stdout", done.out());
        }
    }

    /** Asks by what it would do. */
    record Asking() implements Query<Deciding.Params> {
        @Override
        public ModuleSpec<Deciding.Params> spec() {
            throw new AssertionError("nobody reads its parameters");
        }

        @Override
        public List<StateKey<?>> probes(Deciding.Params params) {
            throw new AssertionError("it acts");
        }

        @Override
        public Answer answer(Deciding.Params params, Knowledge known) {
            throw new AssertionError("it acts");
        }

        @Override
        public Optional<Procedure<Deciding.Params>> acting(Deciding.Params params) {
            return Optional.of(new Telling());
        }
    }

    static Deciding.Params telling(String text) {
        return new Deciding.Params(new Decision.Do(new Action.Run("tell", Script.of(text), List.of())));
    }
}
