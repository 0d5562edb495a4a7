package play.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import play.contract.ModuleContract;
import play.contract.Watched;
import play.converge.Attendant;
import play.converge.ConvergeOptions;
import play.converge.Converger;
import play.converge.ModuleResult;
import play.converge.Session;
import play.converge.Store;
import play.event.Redactor;
import play.event.StateChange;
import play.host.Effect;
import play.module.Resource;
import play.module.Workshop;
import play.result.ResultType;
import play.value.Bytes;

/**
 * A resource that acts on a folder of this machine, run as {@code play} runs it: for resources that need no host of
 * their own. They act as the user who runs the test.
 *
 * @param folder all that the resource may change
 */
public record LocalSubject<P extends Record>(Resource<P> resource, P params, Path folder)
        implements ModuleContract.Subject {
    @Override
    public Optional<ResultType.Fields> returns() {
        return resource.spec().returns();
    }

    /** Each run knows nothing of those before, as runs of {@code play} do. */
    @Override
    public ModuleContract.Seen run(boolean check) throws Exception {
        Path nowhere = Path.of("/nonexistent");
        Workshop workshop = new Workshop(
                nowhere,
                nowhere,
                nowhere,
                InstantSource.system(),
                RandomGenerator.getDefault(),
                Optional.empty(),
                line -> {});
        Converger converger = new Converger(
                new LocalShell(), new Store(List::of, workshop), new Redactor(), Attendant.NOBODY, Duration.ZERO);
        List<StateChange> differences = new ArrayList<>();
        List<Effect> effects = new ArrayList<>();
        Resource<P> watched = new Watched<>(resource, planned -> {
            effects.clear();
            effects.addAll(planned);
        });
        Session session = converger.session("localhost", new LocalShell());
        String task = resource.spec().name();
        ModuleResult result = session.inTurn(() ->
                converger.run(watched, params, session, new ConvergeOptions(task, check, true, differences::add)));
        return new ModuleContract.Seen(result.outcome(), differences, effects, result.result());
    }

    @Override
    public List<ModuleContract.Thing> walk() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            List<ModuleContract.Thing> things = new ArrayList<>();
            for (Path path : paths.sorted().toList()) {
                String attributes = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS) + " " + permissions(path);
                things.add(new ModuleContract.Thing(
                        play.host.Files.at(path.toString()),
                        folder.relativize(path) + " " + attributes + " " + content(path)));
            }
            return things;
        }
    }

    private static Object permissions(Path path) throws IOException {
        return Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    }

    private static String content(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return "-> " + Files.readSymbolicLink(path);
        }
        return Files.isRegularFile(path) ? Bytes.of(Files.readAllBytes(path)).sha256() : "";
    }
}
