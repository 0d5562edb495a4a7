package play.lint;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import play.param.Parameter;
import play.playbook.Data;
import play.playbook.Setting;
import play.playbook.Task;
import play.playbook.Vars;
import play.rule.Findings;
import play.rule.LintRule;
import play.rule.TextFile;
import play.source.Located;
import play.value.Secret;

/** Rules on secrets that stand where all can read them. */
final class SecretRules {
    private static final Pattern NAME = Pattern.compile(
            "(?:^|_)(?:password|passwd|passphrase|token|secret|private_key|api_key|auth_pass|encryption_key)$");
    /**
     * What a setting about secrets is set to: {@code update_password: on_create}, {@code permit_empty_password: "no"}.
     */
    private static final Pattern CHOICE =
            Pattern.compile("(?i)(?:yes|no|true|false|on|off|none|null|default|always|never|auto"
                    + "|required|optional|enabled|disabled"
                    + "|present|absent|on_create|if_missing|[0-9]{1,3})");

    private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----");
    /** A line of PAM begins with {@code password} too. */
    private static final Pattern IN_TEXT =
            Pattern.compile("(?im)^\\s*(?:auth_pass|[a-z_]*(?:password|passwd|token))\\s*[=:"
                    + " ]\\s*\"?(?!(?:requisite|sufficient|include|substack)[\\s=]|\\[)([^\\s\"{$<]{4,})");

    private SecretRules() {}

    static List<LintRule<PlaybookProject>> all() {
        return List.of(
                LintRule.error("plain-secret", "Plaintext secret", SecretRules::plain),
                LintRule.warning("missing-no-log", "Secret may be logged", SecretRules::shown));
    }

    private static void plain(PlaybookProject project, Findings findings) {
        Set<Data> seen = new HashSet<>();
        for (Vars vars : project.variables()) {
            vars.all().forEach((name, var) -> inData(name, var.value(), seen, findings));
        }
        for (TextFile file : project.files()) {
            file.find(PRIVATE_KEY)
                    .forEach(hit -> findings.report(
                            hit.place(0),
                            "A private key is in plaintext in a file of the project. Let a module generate it on "
                                    + "the controller, or encrypt it with ansible-vault."));
            file.find(IN_TEXT)
                    .filter(hit -> !CHOICE.matcher(hit.group(1)).matches())
                    .forEach(hit -> findings.report(
                            hit.place(1),
                            "A secret is in plaintext in a file of the project. Take it from a variable that "
                                    + "ansible-vault has encrypted, or let a module generate it on the controller."));
        }
    }

    private static void inData(String name, Data value, Set<Data> seen, Findings findings) {
        switch (value) {
            case Data.Literal literal
            when literal.parts().isPresent() -> inData(name, literal.parts().get(), seen, findings);
            case Data.Literal literal -> {
                if (seen.add(literal) && isSecret(name, literal)) {
                    findings.report(
                            literal.span(),
                            "'" + name
                                    + "' is a plaintext secret, readable by everyone with access to the project or its "
                                    + "history. Encrypt it with ansible-vault, or let a module generate it on the "
                                    + "controller.");
                }
            }
            case Data.Items items -> items.items().forEach(item -> inData(name, item, seen, findings));
            case Data.Fields fields ->
                fields.fields().forEach((key, field) -> inData(String.valueOf(key.value()), field, seen, findings));
            case Data.Text text -> {}
        }
    }

    private static boolean isSecret(String name, Data.Literal value) {
        boolean told = value.value() instanceof String text
                && !text.isBlank()
                && (NAME.matcher(name.toLowerCase(Locale.ROOT)).find()
                        || PRIVATE_KEY.matcher(text).find());
        return told
                && !(value.value() instanceof Secret)
                && !value.shown().startsWith("/")
                && !CHOICE.matcher(value.shown().strip()).matches();
    }

    /** What a module takes as a secret, and what was encrypted, is masked anyway. */
    private static void shown(PlaybookProject project, Findings findings) {
        project.tasks()
                .filter(task -> task.settings().get(Setting.NO_LOG).isEmpty())
                .forEach(task -> task.call().arguments().forEach((name, value) -> shown(task, name, value, findings)));
    }

    private static void shown(Task task, Located<String> name, Data value, Findings findings) {
        boolean masked = task.call()
                .implementation()
                .spec()
                .schema()
                .find(name.value())
                .map(Parameter::type)
                .filter(type -> type.shown().contains("secret"))
                .isPresent();
        boolean encrypted = value instanceof Data.Literal literal
                && (literal.value() instanceof Secret || !(literal.value() instanceof String));
        boolean choice = value.literalText()
                        .filter(text -> CHOICE.matcher(text.strip()).matches())
                        .isPresent()
                || task.call()
                        .implementation()
                        .spec()
                        .schema()
                        .find(name.value())
                        .filter(SecretRules::isChoice)
                        .isPresent();
        if (NAME.matcher(name.value().toLowerCase(Locale.ROOT)).find() && !masked && !encrypted && !choice) {
            findings.report(
                    name.span(),
                    "'" + name.value()
                            + "' looks like a secret and the module takes it as plain text, so it may appear in "
                            + "the output. Add 'no_log: true' to the task, or encrypt the value with ansible-vault.");
        }
    }

    private static boolean isChoice(Parameter parameter) {
        return !parameter.type().choices().isEmpty() || parameter.type().shown().equals("boolean");
    }
}
