package play.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.contract.ModuleContract;
import play.event.Outcome;
import play.host.Files;
import play.module.ModuleSpec;
import play.module.Resource;
import play.module.TaskModule;
import play.result.ResultType;

/** One example of a module, tried on a host. */
final class ExampleTrial implements ModuleContract.Subject {
    /**
     * What is below the directories where settings and what is served are: a line for each thing, and one for the
     * digest of each file that is no larger than a mebibyte.
     */
    private static final String WALK = """
        tops=
        for top in /etc /srv /usr/local/bin /usr/local/etc /usr/local/sbin /var/spool/cron; do
          [ ! -d "$top" ] || tops="$tops $top"
        done
        links='for link; do printf "%s\\t-> %s\\n" "$link" "$(readlink "$link")"; done'
        {
          find $tops -xdev -exec stat -c '%n	%F %a %U:%G' {} +
          find $tops -xdev -type l -exec sh -c "$links" - {} +
          find $tops -xdev -type f -size -2048 -exec sha256sum {} + | sed 's/^\\([0-9a-f]*\\)  \\(.*\\)$/\\2	\\1/'
        } 2>/dev/null | sort
        """;

    private final TaskModule<?> module;
    private final ModuleSpec.Example example;
    private final ExampleRuns runs;

    ExampleTrial(TaskModule<?> module, ModuleSpec.Example example, ExampleRuns runs) {
        this.module = module;
        this.example = example;
        this.runs = runs;
    }

    /** What it breaks, as sentences. */
    List<String> violations() throws UsageException, InterruptedException {
        try {
            if (!example.first().isEmpty()
                    && runs.run(example.first(), false).outcome() instanceof Outcome.Failed failed) {
                return List.of("the tasks before it fail: " + failed.message());
            }
            if (!example.before().isBlank()
                    && runs.script(example.before()).outcome() instanceof Outcome.Failed failed) {
                return List.of("the script before it fails: " + failed.message());
            }
            boolean right = !(module instanceof Resource<?>) || example.title().contains("right");
            return ModuleContract.violations(this, right);
        } catch (UsageException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            return List.of("it cannot be tried: " + e.getMessage());
        }
    }

    @Override
    public Optional<ResultType.Fields> returns() {
        return module.spec().returns();
    }

    /** A script does more than it says, if its author errs. */
    @Override
    public boolean suspects() {
        return true;
    }

    @Override
    public ModuleContract.Seen run(boolean check) throws Exception {
        return runs.run(
                "- name: example\n  " + module.spec().name() + ":\n"
                        + example.yaml().indent(4),
                check);
    }

    /** Nothing of this machine: others than the example change it too. */
    @Override
    public List<ModuleContract.Thing> walk() throws Exception {
        if (runs.isLocal()) {
            return List.of();
        }
        List<ModuleContract.Thing> things = new ArrayList<>();
        Object result = runs.script(WALK).result();
        String printed = result instanceof Map<?, ?> map ? String.valueOf(map.get("stdout")) : "";
        printed.lines()
                .filter(line -> line.startsWith("/") && line.contains("\t"))
                .forEach(line -> things.add(new ModuleContract.Thing(
                        Files.at(line.substring(0, line.indexOf('\t'))), line.replace('\t', ' '))));
        return things;
    }
}
