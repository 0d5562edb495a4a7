package play.modules.files;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import play.rule.Findings;
import play.rule.Given;
import play.rule.LintRule;
import play.rule.ModuleCall;
import play.rule.Project;
import play.rule.RuleSet;

/** Rules on files that are made and fetched. */
public final class FileRules implements RuleSet {
    private static final Set<FileModule.State> MADE = EnumSet.of(FileModule.State.DIRECTORY, FileModule.State.TOUCH);
    private static final Pattern REMOTE = Pattern.compile("http://(?!(?:localhost|127\\.|\\[::1\\]))\\S+");

    @Override
    public List<LintRule<Project>> rules() {
        return List.of(
                LintRule.warning("missing-mode", "Missing file mode", FileRules::missingMode),
                LintRule.warning("unverified-download", "Unverified download", FileRules::unverified));
    }

    private static void missingMode(Project project, Findings findings) {
        project.calls()
                .filter(FileRules::makesFiles)
                .filter(call -> call.given("mode").isEmpty())
                .forEach(call -> findings.report(
                        call.place(),
                        "Without 'mode', a new file gets a mode that depends on the umask of the host. Set "
                                + "'mode'."));
    }

    private static boolean makesFiles(ModuleCall<?> call) {
        return switch (call.module()) {
            case CopyModule copy -> true;
            case TemplateModule template -> true;
            case GetUrlModule download -> true;
            case FileModule file ->
                call.value("state", FileModule.State.class)
                        .filter(MADE::contains)
                        .isPresent();
            default -> false;
        };
    }

    private static void unverified(Project project, Findings findings) {
        project.calls(GetUrlModule.class).forEach(call -> {
            Optional<Given> sum = call.given("checksum");
            boolean waived = sum.isEmpty() || sum.get().is("none");
            call.given("url")
                    .flatMap(Given::text)
                    .filter(url -> waived
                            && (sum.isEmpty() || REMOTE.matcher(url.value()).find()))
                    .ifPresent(url -> findings.report(
                            url.span(),
                            "The content of the download is not verified. Set 'checksum'; over https:// it may "
                                    + "be 'none'."));
        });
    }
}
