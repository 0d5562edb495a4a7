package play.modules.docker;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import play.host.HostState;
import play.host.Parts;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * What compose would do for a task, as its own dry run tells.
 *
 * @param steps by the things they are done to
 */
record ComposeWork(Map<String, ComposeStep> steps) implements HostState {
    /** A dry run asks registries for images that are missing. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** Titles of changes are read in logs. */
    private static final int SHOWN = 12;

    @Override
    public boolean present() {
        return true;
    }

    boolean isDone() {
        return steps.values().stream().allMatch(ComposeStep::done);
    }

    /** In a few words: create and start container app-web-1. */
    String described() {
        List<String> told = steps.entrySet().stream()
                .map(step -> step.getValue().verbs() + " " + step.getKey())
                .toList();
        return told.size() <= SHOWN
                ? String.join("; ", told)
                : String.join("; ", told.subList(0, SHOWN)) + "; and " + (told.size() - SHOWN) + " more";
    }

    ComposeWork afterwards() {
        Map<String, ComposeStep> done = new LinkedHashMap<>();
        steps.forEach((thing, step) -> done.put(thing, step.afterwards()));
        return new ComposeWork(done);
    }

    /**
     * Asks for it.
     *
     * @param words of the command that is to be run
     * @param stops whether containers that run are stopped afterwards
     */
    record Family(ComposeCall call, List<String> words, boolean stops) implements StateFamily<ComposeWork> {
        private static final String READ = """
            err=$scratch/err
            if compose --dry-run @WORDS@ >/dev/null 2>"$err"; then
              printf 'told\\0%s\\0%s\\0' "$(cat "$err")" "$(@RUNNING@)"
            else
              printf 'failed\\0%s\\0' "$(tail -n 1 "$err")"
            fi
            """;

        StateKey<ComposeWork> key() {
            return key("project " + call.source().described());
        }

        @Override
        public String name() {
            return "docker compose";
        }

        @Override
        public Class<ComposeWork> type() {
            return ComposeWork.class;
        }

        /** It is a question, not a state: after the change it is not asked again. */
        @Override
        public boolean rereadable() {
            return false;
        }

        /** The title of a change tells it; a run has no second answer that could be compared. */
        @Override
        public boolean isTold() {
            return false;
        }

        @Override
        public boolean secret() {
            return true;
        }

        @Override
        public Script read(List<StateKey<ComposeWork>> keys) {
            String running = stops ? "compose ps --format '{{.State}} {{.Name}}' 2>/dev/null" : ":";
            return call.asking(READ.replace("@WORDS@", ShellWords.join(words)).replace("@RUNNING@", running))
                    .within(LONGEST);
        }

        @Override
        public Told<ComposeWork> told(List<StateKey<ComposeWork>> keys, ScriptResult result)
                throws UnknownStateException {
            Parts parts = Parts.of(result);
            ComposeWork work = switch (ComposeCall.answer(parts, "failed or told")) {
                case "failed" ->
                    throw new UnknownStateException("docker compose cannot tell what it would do: "
                            + parts.next("why").strip());
                case "told" -> work(parts.next("steps"), parts.next("containers"));
                case String other -> throw UnknownStateException.expected("failed or told", other);
            };
            return (index, id) -> work;
        }

        private static ComposeWork work(String progress, String running) {
            Map<String, ComposeStep> steps = ComposeStep.told(progress);
            running.lines()
                    .filter(line -> line.matches("(running|restarting|paused) \\S+"))
                    .forEach(line ->
                            ComposeStep.add(steps, "Container", line.substring(line.indexOf(' ') + 1), "Stopping"));
            return new ComposeWork(steps);
        }
    }
}
