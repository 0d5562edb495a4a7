package play.guest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.diag.Counterparts;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Severity;
import play.expression.call.Registry.Kind;
import play.plugin.CallPlace;
import play.plugin.ModuleProvider;

/**
 * Ansible's modules as guests, as far as the controller has a Python with ansible-core. Nothing is started before a
 * name is asked for that nothing else has.
 */
public final class Guests implements ModuleProvider {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*([.][A-Za-z_][A-Za-z0-9_-]*)*");

    private final Pythons pythons;
    private final List<Path> collections;
    private final Set<String> folders = new LinkedHashSet<>();
    private final Map<String, Optional<Provided>> known = new HashMap<>();
    private final Map<String, Boolean> calls = new HashMap<>();
    private final Map<String, String> missing = new HashMap<>();
    private @Nullable GuestProgram program;
    private @Nullable String absence;

    /** @param collections folders that hold collections, beside those that Ansible itself looks into */
    public Guests(Pythons pythons, List<Path> collections) {
        this.pythons = pythons;
        this.collections = List.copyOf(collections);
    }

    /** What a name may have meant that nothing has: what guests would need, or where a module went. */
    @Override
    public synchronized String hint(String name) {
        return Optional.ofNullable(absence).orElseGet(() -> missing.getOrDefault(name, ""));
    }

    /** Modules of the project's own, once the program runs. */
    @Override
    public Set<String> names(CallPlace place) {
        return names("module");
    }

    /** Names of what the project brings itself; none as long as no name was asked for that nothing else has. */
    synchronized Set<String> names(String kind) {
        try {
            return program != null && program.ask("names", Map.of("kind", kind)).get("names") instanceof List<?> found
                    ? found.stream().map(String::valueOf).collect(Collectors.toSet())
                    : Set.of();
        } catch (GuestException e) {
            // What is wrong with a file of the project is told where something of it is called.
            return Set.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Set.of();
        }
    }

    @Override
    public synchronized void beside(Path folder, Problems problems) {
        if (folders.add(folder.toAbsolutePath().normalize().toString())) {
            known.values().removeIf(Optional::isEmpty);
            calls.values().removeIf(found -> !found);
            Optional.ofNullable(program).ifPresent(running -> tellOf(running, List.copyOf(folders)));
        }
    }

    @Override
    public synchronized Optional<Provided> find(String name, CallPlace place) {
        return NAME.matcher(name).matches() ? known.computeIfAbsent(name, this::asked) : Optional.empty();
    }

    /** A kind as the program calls it. */
    static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** What a name may have meant that nothing has. */
    String hint(Kind kind, String name) {
        return switch (kind) {
            case FILTER, TEST, LOOKUP -> hint(name);
            case FUNCTION, METHOD -> "";
        };
    }

    /** Whether there is a filter, a test or a lookup of that name. */
    synchronized boolean has(Kind kind, String name) {
        return NAME.matcher(name).matches() && calls.computeIfAbsent(word(kind) + " " + name, key -> asked(kind, name));
    }

    private boolean asked(Kind kind, String name) {
        try {
            Optional<GuestProgram> running = program();
            return running.isPresent()
                    && found(name, running.get().ask("has", Map.of("kind", word(kind), "name", name)));
        } catch (GuestException e) {
            missing.put(name, " Ansible says: " + e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean found(String name, Map<String, @Nullable Object> told) {
        boolean found = Boolean.TRUE.equals(told.get("found"));
        if (!found) {
            missing.put(name, Absent.hint(name, told));
        }
        return found;
    }

    /** The answer of the program to a question. */
    Map<String, @Nullable Object> ask(String question, Map<String, ? extends @Nullable Object> about)
            throws GuestException, InterruptedException {
        return program()
                .orElseThrow(() -> new GuestException("there are no guests"))
                .ask(question, about);
    }

    /** The running program; nothing where guests are off, or no Python of the controller will do. */
    synchronized Optional<GuestProgram> program() throws InterruptedException {
        if (program == null && absence == null) {
            switch (pythons.start(collections)) {
                case Pythons.Found.Running(GuestProgram running) -> {
                    program = running;
                    tellOf(running, List.copyOf(folders));
                }
                case Pythons.Found.None(String why) -> absence = why;
            }
        }
        return Optional.ofNullable(program);
    }

    private void tellOf(GuestProgram running, List<String> all) {
        try {
            running.ask("beside", Map.of("folders", all));
        } catch (GuestException e) {
            absence = " Guests cannot be asked: " + e.getMessage() + ".";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Provided> asked(String name) {
        try {
            Optional<GuestProgram> running = program();
            return running.isEmpty() ? Optional.empty() : asked(running.get(), name);
        } catch (GuestException e) {
            return Optional.of(refused(name, "cannot be had from Ansible: " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<Provided> asked(GuestProgram running, String name) throws GuestException, InterruptedException {
        Map<String, @Nullable Object> told = running.ask("find", Map.of("name", name));
        return switch (String.valueOf(told.get("kind"))) {
            case "module" -> Optional.of(provided(running, name, told));
            case "action" ->
                Optional.of(refused(
                        name,
                        "is no guest: Ansible runs it by an action plugin, a program inside of Ansible on the"
                                + " controller; docs/guests.md lists such modules."
                                + Counterparts.instead(Counterparts.Kind.MODULE, name)
                                        .orElse(" Use a module of play's, or a command.")));
            case "powershell" ->
                Optional.of(refused(name, "is no guest: it is for Windows, which play does not reach."));
            default -> {
                missing.put(name, Absent.hint(name, told));
                yield Optional.empty();
            }
        };
    }

    private static Provided provided(GuestProgram running, String name, Map<String, @Nullable Object> told) {
        GuestSpec spec = new GuestSpec(name, told);
        GuestModule module =
                new GuestModule(running, spec.spec(), spec.facts(), Boolean.TRUE.equals(told.get("check")));
        List<Diagnostic> warnings = new ArrayList<>();
        if (told.get("deprecated") instanceof List<?> said) {
            said.forEach(text -> warnings.add(deprecated(name, String.valueOf(text))));
        }
        return new Provided(Optional.of(module), warnings);
    }

    private static Diagnostic deprecated(String name, String text) {
        return new Diagnostic(
                Severity.WARNING,
                "deprecated-guest",
                "Deprecated module",
                "Module '" + name + "' is deprecated: " + text,
                Optional.empty(),
                List.of());
    }

    private static Provided refused(String name, String why) {
        return new Provided(
                Optional.empty(),
                List.of(Diagnostic.error("refused-guest", "Module cannot be a guest", "Module '" + name + "' " + why)));
    }
}
