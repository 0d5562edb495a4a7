package play.result;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.param.Doc;

/** What the result of any module may have beside the module's own fields. */
public final class CommonFields {
    private record Told(
            @Doc("Whether anything changed; what changed_when says, where the task has it.")
            boolean changed,

            @Doc("Whether the task failed; what failed_when says, where the task has it.")
            boolean failed,

            @Doc("What went wrong.") @When("the task failed")
            Optional<String> msg,

            @Doc("True.") @When("the task was skipped") Optional<Boolean> skipped,
            @Doc("Why.") @When("the task was skipped") Optional<String> skipReason,

            @Doc("The condition that does not hold.") @When("the task was skipped")
            Optional<Object> falseCondition,

            @Doc("Why there was nothing to do.") @When("a loop has no items")
            Optional<String> skippedReason,

            @Doc("The results of the items, each with the fields of the module and the item.")
            @When("the task has a loop")
            Optional<List<Object>> results,

            @Doc("How often the task ran.") @When("the task has until or retries")
            Optional<Integer> attempts,

            @Doc("What changed_when came to, or why it could not be evaluated.") @When("the task has changed_when")
            Optional<Object> changedWhenResult,

            @Doc("What failed_when came to, or why it could not be evaluated.") @When("the task has failed_when")
            Optional<Object> failedWhenResult,

            @Doc("That the module had failed already; says no more.")
            @When("the task has failed_when, which has the last word")
            Optional<String> failedWhenSuppressedException,

            @Doc("That there was a failure; says no more.") @When("the task failed")
            Optional<String> exception,

            @Doc("What changed: a list of contents with before and after; a mapping of these where no content did.")
            @When("differences are asked for, and the module changes states of the host")
            Optional<Object> diff,

            @Doc("Why break_when could not be evaluated.") @When("it could not, after this item")
            Optional<String> breakWhenResult,

            @Doc("The task's timeout, as period in seconds.") @When("the task was not done within it")
            Optional<Map<String, Object>> timedout,

            @Doc("What was asked for and had no effect.")
            @When("it was taken for Ansible's sake: executable of command")
            Optional<List<String>> warnings,

            @Doc("That the rest is hidden.") @When("no_log hides it")
            Optional<String> censored,

            @Doc("The job, to be given to async_status.") @When("the task has async")
            Optional<String> ansibleJobId,

            @Doc("True.") @When("the task has async") Optional<Boolean> started,

            @Doc("Whether it has ended.") @When("the task has async")
            Optional<Boolean> finished,

            @Doc("Directory on the host with what is kept of the job.") @When("the task has async")
            Optional<String> resultsFile,

            @Doc("True.") @When("the host was lost") Optional<Boolean> unreachable) {}

    private static final List<String> OUTPUTS = List.of("stdout", "stderr");

    private static final ResultType.Fields TOLD = ResultType.of(Told.class);

    private CommonFields() {}

    /** Those that the engine adds. */
    public static List<ResultField> told() {
        return TOLD.fields();
    }

    /**
     * Whether a result may have a field of this name, beside those that its module tells of.
     *
     * @param module whose output is there by line too, where it has any
     */
    public static boolean has(ResultType.Fields module, String name) {
        return name.startsWith("ansible_")
                || TOLD.names().contains(name)
                || OUTPUTS.stream()
                        .anyMatch(output -> name.equals(output + "_lines")
                                && module.find(output).isPresent());
    }
}
