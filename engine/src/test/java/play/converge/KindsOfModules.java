package play.converge;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Identity;
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
import play.module.Patience;
import play.module.Plan;
import play.module.Procedure;
import play.module.Query;
import play.module.Resource;

/** The smallest module of each other kind, and two resources that do not keep their word. */
final class KindsOfModules {
    private KindsOfModules() {}

    /** Shouts: something that can only be done. */
    static final class Shouting implements Procedure<Shouting.Params> {
        record Params(String script) {}

        @Override
        public ModuleSpec<Params> spec() {
            return ModuleSpec.of("shout", "Runs a script.", Params.class);
        }

        @Override
        public List<StateKey<?>> probes(Params params) {
            return List.of();
        }

        @Override
        public Decision decide(Params params, Knowledge known) {
            return new Decision.Do(new Action.Run(
                    "shout", Script.of(params.script()).ofUser(), List.of(new Effect.Opaque("a script", Reach.HOST))));
        }

        @Override
        public Map<String, @Nullable Object> result(Params params, ScriptResult done) {
            return Map.of("stdout", done.out());
        }
    }

    /** Cannot even say what it asks for. */
    record Mistaken(Supplier<Error> mistake) implements Query<Mistaken.Params> {
        record Params() {}

        @Override
        public ModuleSpec<Params> spec() {
            return ModuleSpec.of("mistaken", "Fails.", Params.class);
        }

        @Override
        public List<StateKey<?>> probes(Params params) {
            throw mistake.get();
        }

        @Override
        public Answer answer(Params params, Knowledge known) {
            throw mistake.get();
        }
    }

    /** Asks who it is run by, which a session keeps. */
    static final class Who implements Query<Who.Params> {
        record Params() {}

        @Override
        public ModuleSpec<Params> spec() {
            return ModuleSpec.of("who", "Tells the user.", Params.class);
        }

        @Override
        public List<StateKey<?>> probes(Params params) {
            return List.of(Identity.KEY);
        }

        @Override
        public Answer answer(Params params, Knowledge known) {
            return new Answer.Found(Map.of());
        }
    }

    /** Waits for a file. */
    record Gate(Runnable look) implements Query<Gate.Params> {
        record Params(String path) {}

        @Override
        public ModuleSpec<Params> spec() {
            return ModuleSpec.of("gate", "Waits.", Params.class);
        }

        @Override
        public List<StateKey<?>> probes(Params params) {
            return List.of(Files.withoutDigest(params.path()));
        }

        @Override
        public Answer answer(Params params, Knowledge known) {
            look.run();
            return known.of(Files.withoutDigest(params.path()))
                                    instanceof Observed.Known<FileState>(FileState state, var how)
                            && state.present()
                    ? new Answer.Found(Map.of("ready", true))
                    : new Answer.Waiting("it is not there");
        }

        @Override
        public Optional<Patience> patience(Params params) {
            return Optional.of(new Patience(Duration.ofSeconds(30), Duration.ofMillis(10)));
        }
    }

    /** Says that it makes a link, and makes none. */
    static final class Liar implements Resource<Liar.Params> {
        record Params(String path) {}

        @Override
        public ModuleSpec<Params> spec() {
            return ModuleSpec.of("liar", "Lies.", Params.class);
        }

        @Override
        public List<StateKey<?>> probes(Params params) {
            return List.of();
        }

        @Override
        public Plan plan(Params params, Knowledge known) {
            Effect link = new Effect.Sets<>(Files.withoutDigest(params.path()), new FileState.Symlink("/elsewhere"));
            return new Plan.Change("link it", new Action.Run("link it", Script.of("true"), List.of(link)));
        }
    }

    /** Asks for one more state each time. */
    static final class Insatiable implements Resource<Insatiable.Params> {
        record Params(String path) {}

        @Override
        public ModuleSpec<Params> spec() {
            return ModuleSpec.of("insatiable", "Asks.", Params.class);
        }

        @Override
        public List<StateKey<?>> probes(Params params) {
            return List.of();
        }

        @Override
        public Plan plan(Params params, Knowledge known) {
            return new Plan.Needs(List.of(Files.withoutDigest(params.path() + System.nanoTime())));
        }
    }
}
