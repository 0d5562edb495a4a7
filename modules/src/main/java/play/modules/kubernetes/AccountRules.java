package play.modules.kubernetes;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import play.rule.Findings;
import play.rule.Given;
import play.rule.LintRule;
import play.rule.Project;
import play.rule.RuleSet;
import play.rule.TextFile;

/** Rules on the rights of service accounts. */
public final class AccountRules implements RuleSet {
    private static final String OWNS_ALL =
            "Pods that name no account run as 'default': with cluster-admin each of them "
                    + "controls the cluster. Create an account for the program that needs permissions, "
                    + "with those only.";
    private static final Pattern BINDING = Pattern.compile("(?s)kind:\\s*ClusterRoleBinding(?:(?!\\n---).)*");
    private static final Pattern COMMAND =
            Pattern.compile("--clusterrole[= ]cluster-admin\\b.*--serviceaccount[= ]\\S*:default\\b");

    @Override
    public List<LintRule<Project>> rules() {
        return List.of(
                LintRule.error("default-account-rights", "Default account is an administrator", AccountRules::rights));
    }

    private static void rights(Project project, Findings findings) {
        List<Given> definitions = project.calls(KubectlApplyModule.class)
                .flatMap(call -> call.given("definition").stream())
                .toList();
        Stream<TextFile> texts = definitions.stream()
                .flatMap(definition -> definition.text().stream())
                .map(text -> TextFile.inside("", text));
        Stream.concat(project.files().stream(), texts)
                .flatMap(file -> file.find(BINDING))
                .filter(hit -> hit.match().group().matches("(?s).*name:\\s*cluster-admin\\b.*")
                        && hit.match().group().matches("(?s).*kind:\\s*ServiceAccount\\s+name:\\s*default\\b.*"))
                .forEach(hit -> findings.report(hit.place(0), OWNS_ALL));
        definitions.stream()
                .flatMap(AccountRules::objects)
                .filter(AccountRules::makesDefaultAnAdministrator)
                .forEach(object ->
                        findings.report(object.field("kind").map(Given::span).orElse(object.span()), OWNS_ALL));
        project.commands()
                .filter(command -> COMMAND.matcher(command.value()).find())
                .forEach(command -> findings.report(
                        command.span(),
                        "Pods that name no account run as 'default': with cluster-admin each of them "
                                + "controls the cluster."));
    }

    /** One object, those of a list, or those of an object of kind List. */
    private static Stream<Given> objects(Given definition) {
        return has(definition, "kind", "List")
                ? definition.field("items").stream().flatMap(AccountRules::objects)
                : definition.field("kind").isPresent()
                        ? Stream.of(definition)
                        : definition.items().stream().flatMap(AccountRules::objects);
    }

    private static boolean makesDefaultAnAdministrator(Given object) {
        return has(object, "kind", "ClusterRoleBinding")
                && object.field("roleRef")
                        .filter(role -> has(role, "name", "cluster-admin"))
                        .isPresent()
                && object.field("subjects").stream()
                        .flatMap(subjects -> subjects.items().stream())
                        .anyMatch(subject -> has(subject, "kind", "ServiceAccount") && has(subject, "name", "default"));
    }

    private static boolean has(Given object, String field, String text) {
        return object.field(field).filter(given -> given.is(text)).isPresent();
    }
}
