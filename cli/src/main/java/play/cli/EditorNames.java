package play.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import play.editor.Known;
import play.load.RolePaths;
import play.playbook.Handler;
import play.playbook.Include;
import play.playbook.Play;
import play.playbook.StepTree;
import play.result.ResultType;
import play.source.Span;
import play.vars.DefinedNames;
import play.vars.UndefinedNames;

/** What playbooks that were read have names for, for editors. */
final class EditorNames {
    private final Loaded loaded;
    private final Optional<String> wanted;

    /** @param wanted the host whose values are shown; else one that a play is for */
    EditorNames(Loaded loaded, Optional<String> wanted) {
        this.loaded = loaded;
        this.wanted = wanted;
    }

    /** @param folder of the playbook, beside which roles may be */
    Known known(Path folder, RolePaths paths) {
        Map<String, List<Known.Definition>> names = new LinkedHashMap<>();
        Map<String, ResultType.Fields> results = new LinkedHashMap<>();
        DefinedNames.of(loaded.targets(), loaded.variables().sources()).forEach((name, places) -> {
            names.put(
                    name,
                    places.stream()
                            .map(place -> new Known.Definition(place.layer(), place.span()))
                            .toList());
            places.stream()
                    .flatMap(place -> place.registers().stream())
                    .flatMap(task -> task.call().implementation().spec().returns().stream())
                    .findFirst()
                    .ifPresent(fields -> results.put(name, fields));
        });
        if (loaded.targets().isEmpty()) {
            // Without a play, what groups say is nothing that the text could use.
            names.clear();
        }
        Set<String> hosts = new TreeSet<>(loaded.inventory().hosts().keySet());
        hosts.addAll(loaded.inventory().groups().keySet());
        return new Known(names, results, handlers(), tags(), hosts, roles(folder, paths), this::explained);
    }

    private Stream<Play> plays() {
        return loaded.targets().stream().map(UndefinedNames.Target::play);
    }

    private Map<String, List<Span>> handlers() {
        Map<String, List<Span>> all = new LinkedHashMap<>();
        Stream<Handler> included = plays().flatMap(StepTree::all)
                .flatMap(step -> step instanceof Include include ? include.loaded().stream() : Stream.of())
                .flatMap(found -> found.handlers().stream());
        Stream.concat(plays().flatMap(play -> play.handlers().all().stream()), included)
                .forEach(handler -> {
                    Set<String> names = new TreeSet<>(handler.listen());
                    names.add(handler.name());
                    names.remove("");
                    names.forEach(name -> all.computeIfAbsent(name, key -> new ArrayList<>())
                            .add(
                                    handler.step().name().shown().isEmpty()
                                            ? handler.step().span()
                                            : handler.step().name().span()));
                });
        return all;
    }

    private Set<String> tags() {
        Set<String> all = new TreeSet<>();
        plays().forEach(play -> {
            all.addAll(play.settings().tags().names());
            StepTree.all(play).forEach(step -> all.addAll(step.settings().tags().names()));
        });
        return all;
    }

    private static Map<String, Path> roles(Path folder, RolePaths paths) {
        Map<String, Path> all = new LinkedHashMap<>();
        List<Path> places = new ArrayList<>(List.of(folder.resolve("roles")));
        // A file of a role is looked at from where its role is.
        places.add(folder.resolve("..").normalize());
        places.removeIf(place -> !String.valueOf(place.getFileName()).equals("roles"));
        places.addAll(paths.roles());
        for (Path place : places) {
            try (Stream<Path> entries = Files.isDirectory(place) ? Files.list(place) : Stream.of()) {
                entries.filter(Files::isDirectory)
                        .sorted()
                        .forEach(role -> all.putIfAbsent(
                                String.valueOf(role.getFileName()),
                                role.toAbsolutePath().normalize()));
            } catch (IOException e) {
                // Then there is nothing to propose from it.
                continue;
            }
        }
        return all;
    }

    /** As {@code play vars explain} says it; only where there is a host to look from. */
    private List<String> explained(String name) {
        synchronized (loaded) {
            Optional<String> host = host();
            return host.isEmpty()
                    ? List.of()
                    : views(host.get()).stream()
                            .flatMap(view -> VarsCommand.explained(view, name).stream())
                            .toList();
        }
    }

    private Optional<String> host() {
        Optional<String> named =
                wanted.filter(name -> loaded.inventory().host(name).isPresent());
        return named.isPresent()
                ? named
                : loaded.targets().stream()
                        .flatMap(target -> target.hosts().stream())
                        .filter(name -> loaded.inventory().host(name).isPresent())
                        .findFirst();
    }

    private List<HostView> views(String host) {
        List<HostView> ofPlays = loaded.targets().stream()
                .filter(target -> target.hosts().contains(host))
                .map(target -> new HostView(loaded, host, Optional.of(target.play())))
                .limit(1)
                .toList();
        return ofPlays.isEmpty() ? List.of(new HostView(loaded, host, Optional.empty())) : ofPlays;
    }
}
