package play.modules.web;

import java.util.List;
import play.rule.Findings;
import play.rule.LintRule;
import play.rule.Project;
import play.rule.RuleSet;

/** Rules on requests to web servers. */
public final class RequestRules implements RuleSet {
    @Override
    public List<LintRule<Project>> rules() {
        return List.of(LintRule.warning(
                "unreported-change", "Request whose change is not reported", RequestRules::unreported));
    }

    private static void unreported(Project project, Findings findings) {
        project.calls(UriModule.class)
                .filter(call -> !call.judged())
                .forEach(call -> call.given("method")
                        .filter(method -> method.literalText()
                                .filter(text -> !UriModule.onlyAsks(text))
                                .isPresent())
                        .ifPresent(method -> findings.report(
                                method.span(),
                                "What this request changes is reported as unchanged. Say by 'changed_when' when it"
                                        + " changes something, or use http_request, which always reports a change.")));
    }
}
