package play.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.expression.call.LookupContext.Folder;
import play.playbook.ChoiceKeyword;
import play.playbook.Data;
import play.playbook.Handler;
import play.playbook.Handlers;
import play.playbook.NumberKeyword;
import play.playbook.Play;
import play.playbook.SearchPath;
import play.playbook.Settings;
import play.playbook.Step;
import play.playbook.Vars;
import play.plugin.CallPlace;
import play.yaml.YamlNode;

/** Reads one play. */
final class PlayReader {
    private final Loading loading;
    private final Problems problems;
    private final LostNames witness;
    private final DataReader data;
    private final SettingsReader settings;
    private final Sources sources;
    private final StepsReader steps;
    private final RoleReader roles;

    PlayReader(Loading outer, Sources sources) {
        this.witness = new LostNames(outer.problems());
        this.loading = outer.telling(witness);
        this.problems = witness;
        this.data = loading.data();
        this.settings = new SettingsReader(loading);
        this.sources = sources;
        this.steps = new StepsReader(loading, sources);
        this.roles = new RoleReader(loading, sources, steps, settings);
    }

    /** What an import of the whole playbook adds to each of its plays. */
    record Imported(Settings settings, Vars vars) {
        static final Imported PLAIN = new Imported(Settings.NONE, Vars.NONE);
    }

    Play read(YamlNode.Mapping written, Path file, Imported imported) {
        witness.takeLost();
        Keys keys = new Keys(written, problems);
        Path folder = file.getParent() == null ? Path.of("") : file.getParent();
        List<Data> hosts = hosts(keys);
        Data name = keys.title(data).orElseGet(() -> title(hosts, written));
        SearchPath files = new CollectionsReader(problems).inside(keys, SearchPath.beside(folder));
        Settings own = settings.read(keys, true, new CallPlace(List.of(), folder, files.collections()))
                .within(imported.settings());
        Vars vars = keys.take("vars").map(data::vars).orElse(Vars.NONE).and(imported.vars());
        PlayParts parts = new PlayParts();
        Optional<Vars.Var> connection = Optional.ofNullable(vars.all().get(ThisMachine.CONNECTION));
        if (connection.isPresent()
                ? ThisMachine.isLocal(connection.get().value())
                : sources.written().isHere(hosts)) {
            parts.here();
        }
        Enclosing around = new Enclosing(own, Step.Context.beside(files).with(own), Trail.START.in(file), parts);
        Play.Steps all = steps(keys, new PlayStart(loading, sources).read(keys, file, around), around);
        List<Handler> handlers = keys.take("handlers")
                .map(list -> steps.handlers(list, around, Set.of()))
                .orElse(List.of());
        List<Play.VarsFile> varsFiles = varsFiles(keys, files, parts);
        List<Play.Prompt> prompts = new PromptReader(problems, data).read(keys);
        Play.Gathering gathering = gathering(keys);
        Play.Batches batches = batches(keys);
        keys.refuseOthers("a play", List.of("hosts", "import_playbook"));
        boolean complete = parts.isComplete() && !witness.takeLost();
        Handlers known = new Handlers(parts.handlers()).and(handlers);
        Play play = new Play(
                name,
                hosts,
                own,
                vars.and(expected(prompts)),
                varsFiles,
                prompts,
                gathering,
                batches,
                all,
                known,
                parts.roles(),
                folder,
                complete,
                written.span());
        new NotifyCheck(problems).check(play);
        return play;
    }

    private static Vars expected(List<Play.Prompt> prompts) {
        Map<String, Vars.Var> expected = new LinkedHashMap<>();
        prompts.forEach(prompt -> expected.put(prompt.variable(), prompt.expected()));
        return new Vars(expected);
    }

    private List<Data> hosts(Keys keys) {
        List<YamlNode> patterns = keys.list("hosts");
        if (patterns.isEmpty() && !isMisspelled(keys)) {
            YamlNode first = keys.mapping().entries().isEmpty()
                    ? keys.mapping()
                    : keys.mapping().entries().getFirst().key();
            problems.report(Diagnostic.error(
                    "missing-key", "Missing key", "A play needs 'hosts': which hosts it is for.", first.span()));
        }
        return patterns.stream().map(data::read).toList();
    }

    /** A key that nearly is {@code hosts} is reported as unknown, which is enough. */
    private static boolean isMisspelled(Keys keys) {
        return keys.mapping().entries().stream()
                .anyMatch(entry -> Suggestions.nearest(entry.key().text(), List.of("hosts"))
                        .isPresent());
    }

    private static Data title(List<Data> hosts, YamlNode.Mapping written) {
        return new Data.Literal(hosts.stream().map(Data::shown).collect(Collectors.joining(",")), written.span());
    }

    private Play.Steps steps(Keys keys, List<Step> start, Enclosing around) {
        List<Step> pre = new ArrayList<>(start);
        pre.addAll(keys.take("pre_tasks").map(list -> steps.steps(list, around)).orElse(List.of()));
        List<Step> ofRoles = new ArrayList<>();
        for (YamlNode entry : keys.list("roles")) {
            roles.entry(entry, around, loaded -> {
                ofRoles.addAll(loaded.steps());
                around.play().add(loaded.role().orElseThrow(), loaded.handlers());
            });
        }
        List<Step> tasks =
                keys.take("tasks").map(list -> steps.steps(list, around)).orElse(List.of());
        List<Step> post =
                keys.take("post_tasks").map(list -> steps.steps(list, around)).orElse(List.of());
        return new Play.Steps(pre, ofRoles, tasks, post);
    }

    /** All facts are read, in one round trip; so are those that are asked for. Only local ones may be left out. */
    private Play.Gathering gathering(Keys keys) {
        Literals literals = new Literals(keys);
        keys.take("gather_timeout")
                .ifPresent(node -> problems.report(Diagnostic.warning(
                        "no-effect",
                        "Keyword without effect",
                        "All facts are read in less than a second, so nothing is cut off. Leave it out; 'timeout' ends"
                                + " a task that takes too long.",
                        node.span())));
        return new Play.Gathering(
                keys.value("gather_facts", data).map(value -> literals.flag("gather_facts", value)),
                keys.words("gather_subset").stream().map(data::read).toList(),
                keys.value("fact_path", data).map(value -> literals.text("fact_path", value)));
    }

    private Play.Batches batches(Keys keys) {
        Literals literals = new Literals(keys);
        return new Play.Batches(
                keys.list("serial").stream()
                        .map(data::read)
                        .map(value -> literals.number(NumberKeyword.SERIAL, value))
                        .toList(),
                keys.value("max_fail_percentage", data)
                        .map(value -> literals.number(NumberKeyword.MAX_FAIL_PERCENTAGE, value)),
                keys.value("force_handlers", data).map(value -> literals.flag("force_handlers", value)),
                choice(keys, ChoiceKeyword.STRATEGY),
                choice(keys, ChoiceKeyword.ORDER));
    }

    /** One of the names, or a template that comes to one. */
    private <E extends Enum<E>> Optional<Data> choice(Keys keys, ChoiceKeyword<E> keyword) {
        Optional<Data> written =
                keys.value(keyword.key(), data).map(value -> new Literals(keys).text(keyword.key(), value));
        written.flatMap(Data::literalText)
                .filter(name -> keyword.read(name).isEmpty())
                .ifPresent(name -> problems.report(Diagnostic.error(
                        "invalid-value",
                        "Invalid value",
                        keyword.refusal(name) + Suggestions.hint(name, keyword.names()),
                        written.get().span())));
        return written;
    }

    private List<Play.VarsFile> varsFiles(Keys keys, SearchPath files, PlayParts parts) {
        List<Play.VarsFile> all = new ArrayList<>();
        for (YamlNode entry : keys.list("vars_files")) {
            List<Data> candidates = Keys.items(entry).stream()
                    .map(data::read)
                    .map(PlaceNames.of(Optional.empty(), files)::in)
                    .toList();
            boolean literal = candidates.stream().allMatch(Data::isLiteral);
            all.add(new Play.VarsFile(
                    candidates, literal ? varsFile(candidates, entry, files, parts) : Optional.empty(), entry.span()));
        }
        return all;
    }

    private Optional<Vars> varsFile(List<Data> candidates, YamlNode entry, SearchPath files, PlayParts parts) {
        List<Path> tried = new ArrayList<>();
        for (Data candidate : candidates) {
            List<Path> places = files.candidates(Folder.VARS, candidate.shown());
            Optional<Path> found = places.stream().filter(Files::isRegularFile).findFirst();
            if (found.isPresent()) {
                return Optional.of(parts.needs(sources.document(found.get()))
                        .map(data::vars)
                        .orElse(Vars.NONE));
            }
            tried.addAll(places);
        }
        parts.lose();
        String names = candidates.stream().map(Data::shown).collect(Collectors.joining("', '"));
        problems.report(MissingFile.of("variables file", names, entry.span(), tried));
        return Optional.empty();
    }

    /** The part of loading that includes need while a play runs. */
    IncludeReader includes() {
        return new IncludeReader(loading, sources, steps, settings);
    }
}
