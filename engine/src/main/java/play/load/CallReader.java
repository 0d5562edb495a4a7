package play.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import play.diag.Diagnostic;
import play.diag.ProblemList;
import play.diag.Problems;
import play.expression.FreeName;
import play.expression.TemplateScope;
import play.expression.call.LookupContext.Folder;
import play.load.ArgumentsReader.Arguments;
import play.module.Guest;
import play.module.TaskModule;
import play.module.VarsReader;
import play.param.Binding;
import play.param.Parameter;
import play.param.ParameterType;
import play.param.Schema;
import play.param.VarsSource;
import play.playbook.Call;
import play.playbook.Data;
import play.playbook.SearchPath;
import play.playbook.Vars;
import play.plugin.PluginFault;
import play.source.Located;
import play.source.Span;
import play.value.TemplateStyle;
import play.yaml.YamlNode;

/** Reads a module's arguments and checks them against its schema. */
final class CallReader {
    private final Sources sources;
    private final DataReader data;
    private final ArgumentsReader reader;
    private final Problems problems;

    CallReader(Loading loading, Sources sources) {
        this.sources = sources;
        this.data = loading.data();
        this.reader = new ArgumentsReader(loading);
        this.problems = loading.problems();
    }

    Call read(YamlNode.Scalar name, TaskModule<?> module, YamlNode written, List<YamlNode> more, Enclosing around) {
        Located<String> called = DataReader.located(name);
        // A module, the record of its parameters and their types may be a plugin's.
        return PluginFault.guarded(
                        module.getClass(),
                        Optional.of(called.span()),
                        problems,
                        () -> read(called, module, written, more, around))
                .orElseGet(() ->
                        new Call(called, module, List.of(), Map.of(), Map.of(), Map.of(), List.of(), Optional.empty()));
    }

    private Call read(
            Located<String> called, TaskModule<?> module, YamlNode written, List<YamlNode> more, Enclosing around) {
        Schema<?> schema = module.spec().schema();
        Arguments own = Arguments.none();
        List<Data> whole = new ArrayList<>();
        if (schema.freeForm().isEmpty() && isWhole(written)) {
            whole.add(data.read(written));
        } else {
            reader.called(called, schema, written, own);
        }
        more.forEach(node -> extra(node, schema, own, whole));
        InheritedArguments inherited =
                new InheritedArguments(module, around.settings().defaults(), whole);
        inherited.check(called, problems);
        List<Data> defaults = inherited.open();
        Arguments all = inherited.beneath(own);
        Map<Located<String>, Data> arguments = all.values();
        if (module.spec().isShown()) {
            all.expressions().replaceAll((text, expression) -> new ShownExpression(expression));
        }
        if (defaults.isEmpty()) {
            schema.check(called, all.written(), problems);
            whole(module, called, all);
        } else {
            schema.checkEach(called, all.written(), problems);
        }
        if (schema.takesAnyOther() && !(module instanceof Guest)) {
            arguments.keySet().stream()
                    .filter(argument -> schema.find(argument.value()).isEmpty()
                            && !argument.value().contains("{{"))
                    .forEach(data::checkVariable);
        }
        FileFlags flags = new FileFlags(schema, arguments, defaults.isEmpty());
        List<FreeName> rendered = new ArrayList<>();
        arguments.forEach((parameter, value) ->
                schema.find(parameter.value()).ifPresent(known -> rendered.addAll(file(known, value, flags, around))));
        Optional<Vars> included = module instanceof VarsReader<?> variables && defaults.isEmpty()
                ? included(variables, all, around)
                : Optional.empty();
        return new Call(
                called, module, defaults, arguments, names(schema, arguments), all.expressions(), rendered, included);
    }

    /** Those of variables that are templates themselves. */
    private Map<String, Data> names(Schema<?> schema, Map<Located<String>, Data> arguments) {
        return !schema.takesAnyOther()
                ? Map.of()
                : arguments.keySet().stream()
                        .filter(name -> name.value().contains("{{"))
                        .collect(Collectors.toMap(Located::value, data::name));
    }

    /** What the module itself finds wrong, where all is literal. */
    private <P extends Record> void whole(TaskModule<P> module, Located<String> called, Arguments arguments) {
        Optional<P> params = module.spec().schema().literal(arguments.written());
        for (Binding.Fault fault : params.map(module::check).orElse(List.of())) {
            Span place = arguments.values().entrySet().stream()
                    .filter(entry -> module.spec()
                            .schema()
                            .find(fault.parameter())
                            .filter(known -> known.answersTo(entry.getKey().value()))
                            .isPresent())
                    .map(entry -> entry.getValue().span())
                    .findFirst()
                    .orElse(called.span());
            problems.report(Diagnostic.error(
                    "invalid-value",
                    "Invalid parameter value",
                    "Module '" + called.value() + "': " + fault.message(),
                    place));
        }
    }

    /** Of a file with a literal name; whatever else is read when the task runs. */
    private <P extends Record> Optional<Vars> included(VarsReader<P> reader, Arguments arguments, Enclosing around) {
        return reader.spec()
                .schema()
                .literal(arguments.written())
                .map(reader::source)
                .filter(source -> source.choice().isEmpty())
                .flatMap(source -> placeOf(source, arguments.values())
                        .flatMap(place -> new VarsFiles(sources, data, problems).read(source, around.context(), place)))
                .map(Vars.Included::vars);
    }

    private static Optional<Span> placeOf(VarsSource source, Map<Located<String>, Data> arguments) {
        return arguments.values().stream()
                .filter(value -> value.literalText().equals(Optional.of(source.path())))
                .map(Data::span)
                .findFirst();
    }

    /** Whether it is one template, which comes to a mapping of arguments, and not {@code {{ name }}=value}. */
    private static boolean isWhole(YamlNode written) {
        if (!(written instanceof YamlNode.Scalar text) || !text.text().strip().matches("(?s)\\{\\{.*}}")) {
            return false;
        }
        List<ArgumentWords.Word> words = ArgumentWords.of(text).all();
        return words.size() == 1
                && words.getFirst()
                        .pair()
                        .filter(pair -> pair.name().text().contains("}}"))
                        .isEmpty();
    }

    private void extra(YamlNode node, Schema<?> schema, Arguments own, List<Data> whole) {
        if (node instanceof YamlNode.Mapping map) {
            reader.named(schema, map, own);
        } else if (isWhole(node)) {
            whole.add(data.read(node));
        } else {
            problems.report(Diagnostic.error(
                    "wrong-type", "Wrong type of value", "'args' must be a mapping of parameters.", node.span()));
        }
    }

    /** Looks for a file with a literal name; a template is parsed, and gives what it reads. */
    private Set<FreeName> file(Parameter parameter, Data value, FileFlags flags, Enclosing around) {
        ParameterType.Source source = parameter.type().source();
        Optional<String> name = value.literalText().map(parameter.type()::fileName);
        if (name.isEmpty()) {
            return Set.of();
        }
        return switch (source) {
            case TEMPLATE_FILE -> {
                Optional<Path> found = existing(Folder.TEMPLATES, name.get(), value, around, true);
                found.ifPresent(path -> sources.foretell(path, value.span()));
                Optional<TemplateStyle> style = flags.style();
                yield found.isPresent() && style.isPresent() ? names(found.get(), style.get(), around) : Set.of();
            }
            case LOCAL_FILE, LOCAL_PATH -> {
                if (flags.areOnController()) {
                    boolean single = source == ParameterType.Source.LOCAL_FILE;
                    Optional<Path> found = existing(Folder.FILES, name.get(), value, around, single);
                    found.filter(path -> Files.isRegularFile(path) && flags.areDecrypted())
                            .ifPresent(path -> sources.foretell(path, value.span()));
                }
                yield Set.of();
            }
            case VALUE, CONTENT, EXPRESSION -> Set.of();
        };
    }

    /**
     * What a template reads of what is around it. What is wrong with its text fails whoever renders it: it may wait
     * where that is provided for, unless it looks like a slip.
     */
    private Set<FreeName> names(Path template, TemplateStyle style, Enclosing around) {
        ProblemList told = new ProblemList();
        Set<FreeName> names = new TemplateReader(sources, around.context().files(), told)
                .read(template, style).stream()
                        .filter(name -> !TemplateScope.NAMES.contains(name.name()))
                        .collect(Collectors.toSet());
        Optional<Excuse> excuse = Excuse.of(around.settings(), around)
                .filter(found -> told.sorted().stream().noneMatch(ToleratedTasks::isSlip));
        if (excuse.isPresent()) {
            Branches.excuse(told.sorted(), excuse.get(), problems);
        } else {
            told.sorted().forEach(problems::report);
        }
        return names;
    }

    private Optional<Path> existing(Folder folder, String name, Data value, Enclosing around, boolean onlyFiles) {
        SearchPath files = around.context().files();
        if (name.matches("[A-Za-z][A-Za-z0-9+.-]*://.*")) {
            problems.report(missing(
                    "'" + name
                            + "' is a URL, not a file of the controller. Download it before, and name what that wrote:"
                            + " on the host where the module takes a file of the host, else here.",
                    value));
            return Optional.empty();
        }
        List<Path> candidates = files.candidates(folder, name);
        Optional<Path> found = candidates.stream()
                .filter(path -> onlyFiles ? Files.isRegularFile(path) : Files.exists(path))
                .findFirst();
        Optional<Path> directory =
                candidates.stream().filter(Files::isDirectory).findFirst();
        if (found.isEmpty() && directory.isPresent()) {
            problems.report(missing(
                    "'" + name + "' is a directory, " + directory.get()
                            + ", where a single file is meant. Name the files in it, by a loop.",
                    value));
            return Optional.empty();
        }
        if (found.isEmpty()) {
            String kind = folder == Folder.TEMPLATES ? "template" : "file on the controller";
            problems.report(sources.written()
                    .excused(name, MissingFile.of(kind, name, value.span(), files.candidates(folder, name))));
        }
        return found;
    }

    private static Diagnostic missing(String detail, Data value) {
        return Diagnostic.error("missing-file", "File not found", detail, value.span());
    }
}
