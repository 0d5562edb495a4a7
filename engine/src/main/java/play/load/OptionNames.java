package play.load;

import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import play.argspec.ArgumentSpec;
import play.argspec.DescribedParameters;
import play.argspec.Options;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.diag.Suggestions;
import play.expression.FreeName;
import play.playbook.Data;
import play.source.Located;
import play.source.Span;
import play.yaml.YamlNode;

/** What a file that describes a module calls its parameters, and whether it keeps to that. */
final class OptionNames {
    /** How names begin by which the shell calls what was found, and what is wanted. */
    private static final String TAKEN = "(was|want)_.*";

    /** Calls of what is not the same whoever asks. */
    private static final Pattern LOOKS_UP = Pattern.compile("\\b(lookup|query|q|now)\\s*\\(");

    private final Options options;
    private final Problems problems;

    OptionNames(Options options, Problems problems) {
        this.options = options;
        this.problems = problems;
    }

    Optional<ArgumentSpec> find(String name) {
        return options.find(name);
    }

    /** @param written where they stand */
    void check(Optional<YamlNode> written) {
        if (written.isPresent() && written.get() instanceof YamlNode.Mapping map) {
            map.entries()
                    .forEach(entry -> Optional.ofNullable(
                                    options.all().get(entry.key().text()))
                            .ifPresent(option -> check(option, entry.key().span())));
        }
    }

    private void check(ArgumentSpec option, Span place) {
        String name = option.name();
        if (!name.matches("[a-z][a-z0-9_]*") || name.matches(TAKEN)) {
            problems.report(Diagnostic.error(
                    "invalid-name",
                    "Invalid name",
                    "'" + name + "' cannot name a parameter: it becomes a variable of the shell, so use small letters,"
                            + " digits and '_', with a letter first; 'was_' and 'want_' at its start name what was"
                            + " found and what is wanted.",
                    place));
        }
        if (option.description().isEmpty()) {
            problems.report(Diagnostic.error(
                    "missing-key",
                    "Missing key",
                    "The option '" + name + "' needs 'description': what it means, for those who call the module.",
                    place));
        }
        Object fallback = option.fallback().value();
        boolean fits = fallback == null
                || DescribedParameters.of(options)
                        .find(name)
                        .flatMap(known -> known.literal(fallback))
                        .isPresent();
        if (!fits) {
            problems.report(Diagnostic.error(
                    "invalid-value",
                    "Invalid value",
                    "The default of '" + name + "' is none of its values: " + option.shownType() + ".",
                    place));
        }
    }

    /** Reports each name that is read and that no parameter has, and what asks for more than parameters. */
    void check(Data value) {
        checkAll(value.freeNames());
        if (!value.isLiteral() && LOOKS_UP.matcher(value.span().text()).find()) {
            problems.report(Diagnostic.error(
                    "invalid-value",
                    "Invalid value",
                    "Expressions of a module see its parameters and nothing else: no file, no environment, no clock."
                            + " Take a parameter, and have the task look it up.",
                    value.span()));
        }
    }

    /** Reports each name that is read and that no parameter has. */
    void checkAll(Stream<FreeName> names) {
        names.filter(name -> options.find(name.name()).isEmpty() && !name.name().equals("omit"))
                .forEach(name -> problems.report(Diagnostic.error(
                        "undefined-variable",
                        "Undefined variable",
                        "'" + name.name() + "' is no parameter of the module, and expressions of a module see nothing"
                                + " else."
                                + Suggestions.hint(
                                        name.name(), new TreeSet<>(options.all().keySet())),
                        name.span())));
    }

    /** Reports a name that is no parameter, or that of one which must not be shown. */
    void checkShown(Located<String> name) {
        Optional<ArgumentSpec> option = Optional.ofNullable(options.all().get(name.value()));
        if (option.isEmpty()) {
            problems.report(Diagnostic.error(
                    "invalid-value",
                    "Invalid value",
                    "'id' names '" + name.value() + "', which is no parameter of the module."
                            + Suggestions.hint(name.value(), options.all().keySet()),
                    name.span()));
        } else if (option.get().secret()) {
            problems.report(Diagnostic.error(
                    "invalid-value",
                    "Invalid value",
                    "'id' names '" + name.value() + "', which must not be shown ('no_log'), but reports show the id.",
                    name.span()));
        }
    }
}
