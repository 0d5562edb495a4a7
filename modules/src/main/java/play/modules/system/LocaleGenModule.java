package play.modules.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.files.EditedFile;
import play.files.Steps;
import play.files.TextLines;
import play.files.WantedAttributes;
import play.host.Effect;
import play.host.Knowledge;
import play.host.Reach;
import play.host.Script;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Replacing;
import play.module.Resource;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.Presence;

/** Locales that programs can use, as /etc/locale.gen lists them. */
public final class LocaleGenModule implements Resource<LocaleGenModule.Params> {
    private static final EditedFile LIST =
            new EditedFile("/etc/locale.gen", true, false, WantedAttributes.ANY, Replacing.WHOLE);

    /** That of a locale takes seconds. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    public record Params(
            @Doc("Locales, such as de_CH.UTF-8.") List<String> name,

            @Doc("Whether they are generated, now and whenever the host's are generated anew.") @Default("present")
            Presence state) {
        private boolean wanted() {
            return state == Presence.PRESENT;
        }
    }

    record Result(
            @Doc("What generates locales: glibc, by /etc/locale.gen.")
            String mechanism) {}

    private static final String FIRST = "- package: {name: locales}\n";
    private static final String YAML = "name: de_CH.UTF-8\n";
    private static final String GENERATED = "echo 'de_CH.UTF-8 UTF-8' >>/etc/locale.gen\nlocale-gen >/dev/null\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "locale_gen",
                    "Has locales generated, or generates them no longer. The host needs the package locales.",
                    Params.class,
                    new Example("absent", "", YAML).after(FIRST),
                    new Example(
                                    "drifted: listed, but not generated",
                                    "echo 'de_CH.UTF-8 UTF-8' >>/etc/locale.gen",
                                    "name: [de_CH.utf8, en_US]\n")
                            .after(FIRST),
                    new Example("right", GENERATED, "name: [de_CH.UTF-8, C.UTF-8]\n").after(FIRST),
                    new Example("generated, but not listed", GENERATED + "sed -i '$d' /etc/locale.gen\n", YAML)
                            .after(FIRST),
                    new Example(
                                    "to be removed",
                                    "echo 'en_US.UTF-8 UTF-8' >>/etc/locale.gen\n" + GENERATED,
                                    YAML + "state: absent\n")
                            .after(FIRST))
            .returns(Result.class)
            .alias("community.general.locale_gen")
            .insteadOf(new Program("locale-gen"));

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        for (String name : params.name()) {
            if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.@-]*")) {
                faults.add(new Binding.Fault("name", "'" + name + "' is no name of a locale, such as de_CH.UTF-8"));
            } else if (!params.wanted() && LocaleName.isBuiltIn(name)) {
                faults.add(new Binding.Fault("name", name + " is part of libc, so it cannot be absent"));
            }
        }
        return faults;
    }

    /** So far also where it is not known what it would do. */
    @Override
    public Optional<Reach> reach(Map<String, String> known) {
        return Optional.of(Reach.of(Reach.files("/etc/locale.gen"), Reach.paths("/usr/lib/locale")));
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(LIST.probes());
        params.name().forEach(name -> keys.add(LocaleState.at(name)));
        return keys;
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.onEach(known, params.name(), LocaleState::at, locales -> change(params, locales, known));
    }

    private static Plan change(Params params, Map<String, LocaleState> locales, Knowledge known) {
        List<Wanted> wanted = locales.entrySet().stream()
                .map(locale -> new Wanted(locale.getKey(), locale.getValue()))
                .toList();
        Optional<String> hindered = wanted.stream()
                .flatMap(one -> hindered(one, params.wanted()).stream())
                .findFirst();
        if (hindered.isPresent()) {
            return new Plan.Rejected(hindered.get());
        }
        if (wanted.stream().allMatch(one -> one.needsNothing(params.wanted()))) {
            return Plan.UNCHANGED;
        }
        return Steps.inOrder(
                known,
                List.of(
                        now -> LIST.plan(now, text -> edited(text, wanted, params.wanted())),
                        now -> generate(wanted, params.wanted())));
    }

    /** A locale that is asked for, and what is there of it. */
    private record Wanted(String name, LocaleState state) {
        /** Whether its host's list says nothing of it, either way. */
        boolean needsNothing(boolean wanted) {
            return state.generated() == wanted
                    && (LocaleName.isBuiltIn(name) || state.generator() == LocaleState.Generator.NONE);
        }
    }

    private static Optional<String> hindered(Wanted one, boolean wanted) {
        if (one.needsNothing(wanted)) {
            return Optional.empty();
        }
        return switch (one.state().generator()) {
            case NONE ->
                Optional.of("the host has no program locale-gen to generate " + one.name()
                        + " with; install the package that brings it (locales)");
            case LEGACY ->
                Optional.of("the host has no /etc/locale.gen, but lists in /var/lib/locales/supported.d, as Ubuntu had"
                        + " before 16.04; these are left alone. Write its list by 'copy' and notify locale-gen");
            case LIST ->
                wanted && one.state().line().isEmpty() && !one.state().generated()
                        ? Optional.of("the host can generate no locale " + one.name()
                                + "; those that it can are in /usr/share/i18n/SUPPORTED")
                        : Optional.empty();
        };
    }

    /** What is wanted is put on where it stands, or at the end; what is not is put behind a {@code #}. */
    private static String edited(String text, List<Wanted> all, boolean wanted) {
        List<String> lines = TextLines.of(text);
        for (Wanted one : all) {
            if (LocaleName.isBuiltIn(one.name()) || (wanted && isOn(lines, one.name()))) {
                continue;
            }
            boolean found = false;
            for (int i = 0; i < lines.size(); i++) {
                Optional<LocaleName.Entry> entry =
                        LocaleName.Entry.of(lines.get(i)).filter(line -> line.means(one.name()));
                if (entry.isPresent() && entry.get().on() != wanted && !(wanted && found)) {
                    lines.set(i, (wanted ? "" : "# ") + entry.get().text());
                    found = true;
                }
            }
            if (wanted && !found && !one.state().line().isEmpty()) {
                lines.add(one.state().line());
            }
        }
        return TextLines.joined(lines, text);
    }

    private static boolean isOn(List<String> lines, String name) {
        return lines.stream()
                .flatMap(line -> LocaleName.Entry.of(line).stream())
                .anyMatch(entry -> entry.on() && entry.means(name));
    }

    private static Plan generate(List<Wanted> all, boolean wanted) {
        List<Effect> effects = new ArrayList<>();
        List<String> names = new ArrayList<>();
        effects.add(new Effect.Opaque("locale-gen generates all that are listed anew", Reach.paths("/usr/lib/locale")));
        for (Wanted one : all) {
            if (one.state().generated() != wanted) {
                names.add(one.name());
                effects.add(new Effect.Sets<>(
                        LocaleState.at(one.name()), one.state().as(wanted)));
            }
        }
        String title = (wanted ? "generate " : "generate all but ") + String.join(", ", names);
        return names.isEmpty()
                ? Plan.UNCHANGED
                : new Plan.Change(
                        title,
                        new Action.Run(
                                title,
                                Script.of("PATH=$PATH:/usr/sbin:/sbin locale-gen >&2\n")
                                        .within(LONGEST),
                                effects));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return Map.of("mechanism", "glibc");
    }
}
