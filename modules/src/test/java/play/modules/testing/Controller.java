package play.modules.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Realm;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.module.Action;
import play.module.HostFiles;
import play.module.Plan;
import play.module.Producer;
import play.module.ProductionException;
import play.module.Recipe;
import play.module.Resource;
import play.module.Sealing;
import play.module.Workshop;
import play.testkit.LocalHost;
import play.value.Bytes;
import play.value.Content;
import play.value.Records;
import play.value.Secret;
import play.vault.Vault;
import play.vault.VaultException;
import play.vault.VaultPassword;

/**
 * A controller in a temporary folder, which is the host as well: plans of modules are made from what is really there,
 * and carried out by the real producers and {@code sh}.
 */
public final class Controller {
    private final Path folder;
    private final List<Producer<?>> producers;
    private final Map<String, Map<String, Content>> made = new HashMap<>();
    private InstantSource clock = InstantSource.system();
    private Optional<Secret> vaultPassword = Optional.empty();
    private RandomGenerator random = new SecureRandom();
    private Path home = Path.of("").toAbsolutePath();

    public Controller(Path folder, List<Producer<?>> producers) {
        this.folder = folder;
        this.producers = producers;
    }

    public Controller at(Instant now) {
        clock = InstantSource.fixed(now);
        return this;
    }

    public Controller vaultPassword(String password) {
        vaultPassword = Optional.of(new Secret(password));
        return this;
    }

    public Controller random(RandomGenerator source) {
        random = source;
        return this;
    }

    public Controller home(Path distribution) {
        home = distribution;
        return this;
    }

    public Path state() {
        return folder.resolve("state");
    }

    public Path cache() {
        return folder.resolve("cache");
    }

    public Workshop workshop() {
        return new Workshop(state(), cache(), home, clock, random, vaultPassword, line -> {})
                .with(new Vaults())
                .with((HostFiles) path -> Files.newInputStream(Path.of(path)));
    }

    /** As a run has it. */
    private record Vaults() implements Sealing {
        private static VaultPassword of(Secret password) {
            return new VaultPassword(VaultPassword.DEFAULT_LABEL, String.valueOf(password.value()));
        }

        @Override
        public String seal(Bytes plain, Secret password) {
            return Vault.seal(plain, of(password), new SecureRandom());
        }

        @Override
        public Bytes open(String text, Secret password) throws ProductionException {
            try {
                return new Vault(List.of(of(password))).open(text);
            } catch (VaultException e) {
                throw new ProductionException(String.valueOf(e.getMessage()), e);
            }
        }
    }

    /** The plan of a module for what is there now. */
    public <P extends Record> Plan plan(Resource<P> module, P params) {
        return plan(module, params, new HashMap<>());
    }

    private <P extends Record> Plan plan(Resource<P> module, P params, Map<StateKey<?>, Observed<?>> known) {
        read(module.probes(params), known);
        for (int round = 0; round < 8; round++) {
            Plan plan = module.plan(params, new Known(known));
            if (!(plan instanceof Plan.Needs(List<StateKey<?>> more))) {
                return plan;
            }
            read(more, known);
        }
        throw new AssertionError("asks without end");
    }

    /** Carries the plan out, and fails if any foreseen state is not what is found; what the module did is returned. */
    public <P extends Record> Plan run(Resource<P> module, P params) throws ProductionException, InterruptedException {
        Plan plan = plan(module, params);
        if (plan instanceof Plan.Change(String title, List<Action> actions)) {
            for (Action action : actions) {
                carryOut(action);
            }
            actions.forEach(action -> action.effects().forEach(this::verify));
        }
        return plan;
    }

    /** What {@code register} gets now. */
    public <P extends Record> Map<String, @Nullable Object> result(Resource<P> module, P params) {
        Map<StateKey<?>, Observed<?>> known = new HashMap<>();
        read(module.probes(params), known);
        return module.result(params, new Known(known));
    }

    /** One state, read now. */
    public <S extends HostState> Observed<S> read(StateKey<S> key) {
        Map<StateKey<?>, Observed<?>> known = new HashMap<>();
        read(List.of(key), known);
        return new Known(known).of(key);
    }

    /** What a product's part holds, as a host would get it. */
    public Bytes part(String key, String part) {
        Content content = resolve(made.get(key), part);
        return bytes(content);
    }

    private void carryOut(Action action) throws ProductionException, InterruptedException {
        switch (action) {
            case Action.Produce produce -> made.put(produce.key(), produce(produce.recipe()));
            case Action.WriteFile write -> write(write);
            case Action.Run run -> {
                ScriptResult result = LocalHost.run(run.script());
                if (!result.succeeded()) {
                    throw new AssertionError(run.title() + " failed: " + result.err() + result.out());
                }
            }
            case Action.Await<?> await -> await(await);
            case Action.SetAttributes attributes -> throw new AssertionError("not carried out here: " + attributes);
            case Action.MakeDirectory directory -> throw new AssertionError("not carried out here: " + directory);
            case Action.AwaitReturn<?> back -> throw new AssertionError("not carried out here: " + back);
            case Action.Reconnect reconnect -> throw new AssertionError("not carried out here: " + reconnect);
            case Action.Link link -> throw new AssertionError("not carried out here: " + link);
            case Action.Remove remove -> throw new AssertionError("not carried out here: " + remove);
        }
    }

    private <S extends HostState> void await(Action.Await<S> await) throws InterruptedException {
        Instant deadline = Instant.now().plus(await.deadline());
        while (!(read(await.key()) instanceof Observed.Known<S>(S state, var how)
                && await.condition().test(state))) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not in time: " + await.wanted());
            }
            Thread.sleep(100);
        }
    }

    private void write(Action.WriteFile write) {
        Content content =
                write.content() instanceof Content.Produced(String key, String part, var digest, boolean secret)
                        ? resolve(made.get(key), part)
                        : write.content();
        try {
            Files.write(Path.of(write.path()), bytes(content).toArray());
            if (write.after().attributes().mode()
                    instanceof play.value.Foreseen.Exactly<play.host.Mode>(play.host.Mode mode)) {
                LocalHost.run(Script.of("chmod " + mode + " " + ShellWords.quote(write.path())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Content resolve(@Nullable Map<String, Content> parts, String part) {
        @Nullable Content content = parts == null ? null : parts.get(part);
        if (content == null) {
            throw new AssertionError("nothing produced part " + part);
        }
        return content;
    }

    private static Bytes bytes(Content content) {
        if (content instanceof Content.LocalFile file) {
            try {
                return Bytes.of(Files.readAllBytes(file.path()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (content instanceof Content.Streamed stream) {
            try (InputStream in = stream.source().open()) {
                return Bytes.of(in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return content.bytes().orElseThrow();
    }

    /** The parts of a recipe, by its real producer. */
    public Map<String, Content> produce(Recipe recipe) throws ProductionException, InterruptedException {
        for (Producer<?> producer : producers) {
            if (producer.recipe().isInstance(recipe)) {
                return produce(producer, recipe);
            }
        }
        throw new AssertionError("no producer for " + recipe);
    }

    private <R extends Recipe> Map<String, Content> produce(Producer<R> producer, Recipe recipe)
            throws ProductionException, InterruptedException {
        return producer.produce(producer.recipe().cast(recipe), workshop());
    }

    private void verify(Effect effect) {
        if (effect instanceof Effect.Sets<?>(StateKey<?> key, HostState foreseen)
                && key.family().rereadable()) {
            Observed<?> found = read(key);
            if (!(found instanceof Observed.Known<?>(HostState state, var how) && Records.agree(foreseen, state))) {
                throw new AssertionError("foreseen of " + key + ": " + foreseen + "\nfound: " + found);
            }
        }
    }

    private void read(List<? extends StateKey<?>> keys, Map<StateKey<?>, Observed<?>> into) {
        Set<StateFamily<?>> families = new HashSet<>();
        keys.stream().filter(key -> !into.containsKey(key)).forEach(key -> families.add(key.family()));
        families.forEach(family -> readFamily(family, keys, into));
    }

    @SuppressWarnings("unchecked") // keys of one family have its type
    private <S extends HostState> void readFamily(
            StateFamily<S> family, List<? extends StateKey<?>> keys, Map<StateKey<?>, Observed<?>> into) {
        List<StateKey<S>> own = new ArrayList<>();
        keys.stream().filter(key -> key.family().equals(family)).forEach(key -> own.add((StateKey<S>) key));
        Script script = family.read(own);
        boolean here = own.getFirst().realm() instanceof Realm.Controller;
        into.putAll(family.parse(own, LocalHost.run(here ? inController(script) : script)));
    }

    private Script inController(Script script) {
        String variables = "PLAY_STATE=" + ShellWords.quote(state().toString()) + "\nPLAY_CACHE="
                + ShellWords.quote(cache().toString()) + "\n";
        return Script.of(variables + script.text()).withStdin(script.stdin());
    }

    private record Known(Map<StateKey<?>, Observed<?>> states) implements Knowledge {
        @Override
        public boolean has(StateKey<?> key) {
            return states.containsKey(key);
        }

        @Override
        @SuppressWarnings("unchecked") // each family parsed states for its own keys
        public <S extends HostState> Observed<S> of(StateKey<S> key) {
            Observed<?> state = states.get(key);
            if (state == null) {
                throw new AssertionError("planned with a state that no probe asked for: " + key);
            }
            return (Observed<S>) state;
        }
    }
}
