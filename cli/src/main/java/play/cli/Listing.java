package play.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import play.diag.Printable;
import play.diag.ProblemList;
import play.expression.ExpressionException;
import play.playbook.Block;
import play.playbook.Data;
import play.playbook.Include;
import play.playbook.Meta;
import play.playbook.Play;
import play.playbook.Playbook;
import play.playbook.Step;
import play.playbook.Tags;
import play.playbook.Task;
import play.schedule.TagSelection;
import play.vars.PlayVars;
import play.vars.StepTags;

/** {@code --list-hosts}, {@code --list-tasks} and {@code --list-tags}. */
final class Listing {
    private final PrintWriter out;
    private final Loaded loaded;
    private final TagSelection selection;
    private final StepTags tags;

    Listing(PrintWriter out, Loaded loaded, TagSelection selection) {
        this.out = out;
        this.loaded = loaded;
        this.selection = selection;
        this.tags = new StepTags(loaded.variables());
    }

    /** What is listed of each play. */
    record Wanted(boolean hosts, boolean tasks, boolean tags) {}

    void print(Wanted wanted) {
        for (Playbook playbook : loaded.playbooks()) {
            out.println();
            say("playbook: " + playbook.file());
            int number = 1;
            for (Play play : playbook.plays()) {
                List<String> chosen = loaded.hosts().of(play, new ProblemList());
                loaded.variables().startPlay(PlayVars.of(play, chosen, chosen));
                String pattern =
                        String.join(", ", play.hosts().stream().map(Data::shown).toList());
                out.println();
                say("  play #" + number++ + " (" + pattern + "): " + play.name().shown() + "\tTAGS: "
                        + tags(tags(play.settings().tags(), () -> tags.of(play))));
                if (wanted.hosts()) {
                    out.println("    hosts (" + chosen.size() + "):");
                    chosen.forEach(host -> say("      " + host));
                }
                if (wanted.tasks()) {
                    out.println("    tasks:");
                    play.steps().all().forEach(this::step);
                }
                if (wanted.tags()) {
                    Set<String> all = new TreeSet<>();
                    play.steps().all().forEach(step -> collect(step, all));
                    say("      TASK TAGS: " + tags(all));
                }
            }
        }
    }

    private void say(String line) {
        out.println(Printable.line(line));
    }

    private void step(Step step) {
        switch (step) {
            case Block block -> {
                block.body().forEach(this::step);
                block.rescue().forEach(this::step);
                block.always().forEach(this::step);
            }
            case Task task -> line(task, task.name(), task.title());
            case Include include -> line(include, include.name(), include.title());
            case Meta meta -> line(meta, meta.name(), "meta");
        }
    }

    /** Those of the steps that tags have chosen. */
    private void collect(Step step, Set<String> all) {
        if (step instanceof Block block) {
            Stream.of(block.body(), block.rescue(), block.always())
                    .flatMap(List::stream)
                    .forEach(inner -> collect(inner, all));
            return;
        }
        Set<String> own = tags(step.settings().tags(), () -> tags.of(step));
        if (selection.selects(own)) {
            all.addAll(own);
        }
    }

    /** As Ansible has it: a role stands before the name of a step, not before the module of one without a name. */
    private void line(Step step, Data name, String otherwise) {
        Set<String> own = tags(step.settings().tags(), () -> tags.of(step));
        if (selection.selects(own)) {
            String title = name.shown().isEmpty()
                    ? otherwise
                    : step.titleRole().map(use -> use.role().name() + " : ").orElse("") + name.shown();
            say("      " + title + "\tTAGS: " + tags(own));
        }
    }

    /** What only the run will tell stays as it is written. */
    private static Set<String> tags(Tags written, Evaluated evaluated) {
        try {
            return evaluated.tags();
        } catch (ExpressionException e) {
            return written.written();
        }
    }

    /** What tags come to. */
    @FunctionalInterface
    private interface Evaluated {
        Set<String> tags() throws ExpressionException;
    }

    private static String tags(Set<String> tags) {
        Set<String> named = new TreeSet<>(tags);
        named.remove(Tags.NAMELESS);
        return "[" + String.join(", ", named) + "]";
    }
}
