package play.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import play.diag.Printable;
import play.diag.ProblemList;
import play.playbook.Block;
import play.playbook.Data;
import play.playbook.Include;
import play.playbook.Meta;
import play.playbook.Play;
import play.playbook.Playbook;
import play.playbook.Step;
import play.playbook.Task;
import play.schedule.TagSelection;

/** {@code --list-hosts} and {@code --list-tasks}. */
final class Listing {
    private final PrintWriter out;
    private final Loaded loaded;
    private final TagSelection selection;

    Listing(PrintWriter out, Loaded loaded, TagSelection selection) {
        this.out = out;
        this.loaded = loaded;
        this.selection = selection;
    }

    void print(boolean hosts, boolean tasks) {
        for (Playbook playbook : loaded.playbooks()) {
            out.println();
            say("playbook: " + playbook.file());
            int number = 1;
            for (Play play : playbook.plays()) {
                String pattern =
                        String.join(", ", play.hosts().stream().map(Data::shown).toList());
                out.println();
                say("  play #" + number++ + " (" + pattern + "): " + play.name().shown() + "\tTAGS: "
                        + tags(play.settings().tags()));
                if (hosts) {
                    List<String> chosen = loaded.hosts().of(play, new ProblemList());
                    out.println("    hosts (" + chosen.size() + "):");
                    chosen.forEach(host -> say("      " + host));
                }
                if (tasks) {
                    out.println("    tasks:");
                    play.steps().all().forEach(this::step);
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

    /** As Ansible has it: a role stands before the name of a step, not before the module of one without a name. */
    private void line(Step step, Data name, String otherwise) {
        if (selection.selects(step.settings().tags())) {
            String title = name.shown().isEmpty()
                    ? otherwise
                    : step.titleRole().map(use -> use.role().name() + " : ").orElse("") + name.shown();
            say("      " + title + "\tTAGS: " + tags(step.settings().tags()));
        }
    }

    private static String tags(Set<String> tags) {
        return "[" + String.join(", ", new TreeSet<>(tags)) + "]";
    }
}
