package play.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.expression.Expression;
import play.expression.Template;
import play.expression.call.LookupContext.Folder;
import play.module.TaskModule;
import play.module.VarsReader;
import play.param.Binding;
import play.param.Parameter;
import play.param.ParameterType;
import play.param.Schema;
import play.param.VarsSource;
import play.param.Written;
import play.playbook.Call;
import play.playbook.Data;
import play.playbook.SearchPath;
import play.playbook.Vars;
import play.plugin.PluginFault;
import play.source.Located;
import play.source.Span;
import play.value.Omit;
import play.yaml.YamlNode;

/** Reads a module's arguments and checks them against its schema. */
final class CallReader {
    private final Loading loading;
    private final Sources sources;
    private final DataReader data;
    private final Problems problems;

    CallReader(Loading loading, Sources sources) {
        this.loading = loading;
        this.sources = sources;
        this.data = loading.data();
        this.problems = loading.problems();
    }

    Call read(YamlNode.Scalar name, TaskModule<?> module, YamlNode written, List<YamlNode> more, Enclosing around) {
        Schema<?> schema = module.spec().schema();
        Located<String> called = DataReader.located(name);
        Map<Located<String>, Data> arguments = new LinkedHashMap<>();
        Map<String, Expression> expressions = new LinkedHashMap<>();
        take(called, schema, written, arguments, expressions);
        more.forEach(node -> extra(node, called, schema, arguments, expressions));
        schema.check(called, checked(arguments), problems);
        if (schema.takesAnyOther()) {
            arguments.keySet().stream()
                    .filter(argument -> schema.find(argument.value()).isEmpty()
                            && !argument.value().contains("{{"))
                    .forEach(data::checkName);
        }
        whole(module, called, arguments);
        FileFlags flags = new FileFlags(schema, arguments);
        List<Template> templates = new ArrayList<>();
        arguments.forEach((parameter, value) -> schema.find(parameter.value())
                .ifPresent(known -> file(known, value, flags, around).ifPresent(templates::add)));
        Optional<Vars> included =
                module instanceof VarsReader<?> reader ? included(reader, arguments, around) : Optional.empty();
        return new Call(called, module, arguments, expressions, templates, included);
    }

    /** What the module itself finds wrong, where all is literal. */
    private <P extends Record> void whole(
            TaskModule<P> module, Located<String> called, Map<Located<String>, Data> arguments) {
        Optional<P> params = module.spec().schema().literal(checked(arguments));
        for (Binding.Fault fault :
                params.map(given -> faults(module, given, called)).orElse(List.of())) {
            Span place = arguments.entrySet().stream()
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

    private <P extends Record> List<Binding.Fault> faults(TaskModule<P> module, P params, Located<String> called) {
        try {
            return module.check(params);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            Optional<Diagnostic> fault = PluginFault.of(module.getClass(), e, called.span());
            fault.ifPresent(problems::report);
            if (fault.isEmpty()) {
                throw e;
            }
            return List.of();
        }
    }

    /** Of a file with a literal name; whatever else is read when the task runs. */
    private <P extends Record> Optional<Vars> included(
            VarsReader<P> reader, Map<Located<String>, Data> arguments, Enclosing around) {
        return reader.spec()
                .schema()
                .literal(checked(arguments))
                .map(reader::source)
                .filter(source -> source.choice().isEmpty())
                .flatMap(source -> placeOf(source, arguments)
                        .flatMap(place -> new VarsFiles(sources, data, problems).read(source, around.context(), place)))
                .map(Vars.Included::vars);
    }

    private static Optional<Span> placeOf(VarsSource source, Map<Located<String>, Data> arguments) {
        return arguments.values().stream()
                .filter(value -> value.literalText().equals(Optional.of(source.path())))
                .map(Data::span)
                .findFirst();
    }

    private void extra(
            YamlNode node,
            Located<String> called,
            Schema<?> schema,
            Map<Located<String>, Data> arguments,
            Map<String, Expression> expressions) {
        if (node instanceof YamlNode.Mapping) {
            take(called, schema, node, arguments, expressions);
        } else {
            problems.report(Diagnostic.error(
                    "wrong-type", "Wrong type of value", "'args' must be a mapping of parameters.", node.span()));
        }
    }

    private void take(
            Located<String> called,
            Schema<?> schema,
            YamlNode written,
            Map<Located<String>, Data> arguments,
            Map<String, Expression> expressions) {
        switch (written) {
            case YamlNode.Mapping map ->
                map.entries()
                        .forEach(entry -> arguments.put(
                                DataReader.located(entry.key()),
                                argument(schema, entry.key().text(), entry.value(), expressions)));
            case YamlNode.Scalar scalar -> {
                if (!Keys.isNothing(scalar)) {
                    new FreeForm(problems)
                            .read(called.value(), schema, scalar)
                            .forEach((name, part) ->
                                    arguments.put(name, argument(schema, name.value(), part, expressions)));
                }
            }
            case YamlNode.Sequence list -> {
                if (schema.freeForm().isPresent()) {
                    arguments.put(new Located<>(schema.freeForm().get().name(), called.span()), data.read(list));
                } else {
                    problems.report(Diagnostic.error(
                            "bad-arguments",
                            "Invalid module arguments",
                            "Module '" + called.value() + "' takes a mapping of parameters, not a list.",
                            list.span()));
                }
            }
        }
    }

    private Data argument(Schema<?> schema, String name, YamlNode value, Map<String, Expression> expressions) {
        Optional<Parameter> parameter = schema.find(name);
        boolean bare = parameter
                .filter(known -> known.type().source() == ParameterType.Source.EXPRESSION)
                .isPresent();
        return bare ? bare(value, expressions) : data.content(value);
    }

    private Data bare(YamlNode node, Map<String, Expression> expressions) {
        List<@Nullable Object> texts = new ArrayList<>();
        for (YamlNode item : Keys.items(node)) {
            if (item instanceof YamlNode.Scalar scalar) {
                String text = scalar.value() instanceof Boolean flag ? String.valueOf(flag) : scalar.text();
                texts.add(text);
                expressions.computeIfAbsent(text, key -> data.expression(scalar));
            } else {
                problems.report(Diagnostic.error(
                        "wrong-type",
                        "Wrong type of value",
                        "An expression is a string. If it holds a ': ', put it in quotes.",
                        item.span()));
            }
        }
        return new Data.Literal(
                node instanceof YamlNode.Sequence ? texts : texts.isEmpty() ? null : texts.getFirst(), node.span());
    }

    private static Map<Located<String>, Written> checked(Map<Located<String>, Data> arguments) {
        return arguments.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> written(entry.getValue()),
                        (first, second) -> second,
                        LinkedHashMap::new));
    }

    private static Written written(Data value) {
        return value instanceof Data.Literal literal && literal.value() != Omit.OMIT
                ? new Written.Literal(literal.value(), literal.span())
                : new Written.Templated(value.span());
    }

    /** Looks for a file with a literal name; a template is parsed. */
    private Optional<Template> file(Parameter parameter, Data value, FileFlags flags, Enclosing around) {
        ParameterType.Source source = parameter.type().source();
        Optional<String> name = value.literalText();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        return switch (source) {
            case TEMPLATE_FILE -> {
                Optional<Path> found = existing(Folder.TEMPLATES, name.get(), value, around, true);
                found.ifPresent(path -> sources.foretell(path, value.span()));
                yield found.flatMap(sources::template);
            }
            case LOCAL_FILE -> {
                if (flags.areOnController()) {
                    boolean single = !parameter.type().takesFolder();
                    Optional<Path> found = existing(Folder.FILES, name.get(), value, around, single);
                    found.filter(path -> single && flags.areDecrypted())
                            .ifPresent(path -> sources.foretell(path, value.span()));
                }
                yield Optional.empty();
            }
            case VALUE, CONTENT, EXPRESSION -> Optional.empty();
        };
    }

    private Optional<Path> existing(Folder folder, String name, Data value, Enclosing around, boolean onlyFiles) {
        SearchPath files = around.context().files();
        if (name.matches("[A-Za-z][A-Za-z0-9+.-]*://.*")) {
            problems.report(missing(
                    "'" + name
                            + "' is a URL, not a file of the controller. Download it before, and name what that wrote:"
                            + " on the host where the module takes a file of"
                            + " the host, else here.",
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
                    "'" + name + "' is a folder, " + directory.get()
                            + ", where a single file is meant. Name the files in it, by a loop.",
                    value));
            return Optional.empty();
        }
        if (found.isEmpty()) {
            String kind = folder == Folder.TEMPLATES ? "template" : "file on the controller";
            problems.report(MissingFile.of(kind, name, value.span(), files.candidates(folder, name)));
        }
        return found;
    }

    private static Diagnostic missing(String detail, Data value) {
        return Diagnostic.error("missing-file", "File not found", detail, value.span());
    }

    /** The registry, for those that look up names. */
    Optional<TaskModule<?>> module(String name) {
        return loading.modules().find(name);
    }
}
