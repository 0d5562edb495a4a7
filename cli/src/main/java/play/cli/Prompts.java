package play.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.expression.ExpressionException;
import play.playbook.Data;
import play.playbook.Play;
import play.playbook.Playbook;
import play.playbook.Step;
import play.playbook.Vars;
import play.source.Span;
import play.value.Secret;
import play.value.Values;
import play.vars.HostScope;
import play.vars.Layer;
import play.vars.PlayVars;
import play.vars.Variables;

/** Asks for the variables of {@code vars_prompt}: once, before anything runs, so that a run needs nobody any more. */
final class Prompts {
    private final Questioner questioner;
    private final Variables variables;
    private final Problems problems;

    Prompts(Questioner questioner, Variables variables, Problems problems) {
        this.questioner = questioner;
        this.variables = variables;
        this.problems = problems;
    }

    /** The playbooks with all that was answered; what cannot be asked, and has no default, is reported. */
    List<Playbook> answered(List<Playbook> playbooks) throws UsageException, InterruptedException {
        List<Playbook> answered = new java.util.ArrayList<>();
        for (Playbook playbook : playbooks) {
            List<Play> plays = new java.util.ArrayList<>();
            for (Play play : playbook.plays()) {
                plays.add(answered(play));
            }
            answered.add(new Playbook(playbook.file(), plays));
        }
        return answered;
    }

    private Play answered(Play play) throws UsageException, InterruptedException {
        Play asked = play;
        for (Play.Prompt prompt : play.prompts()) {
            HostScope scope = scope(asked);
            boolean given = scope.layerOf(prompt.variable())
                    .filter(layer -> layer == Layer.EXTRA_VARS)
                    .isPresent();
            Optional<Object> answer = given ? Optional.empty() : answer(prompt, scope);
            if (answer.isPresent()) {
                asked = asked.answered(literal(prompt.variable(), answer.get(), prompt.span()));
                asked = encrypted(prompt, asked);
            }
        }
        return asked;
    }

    private Play encrypted(Play.Prompt prompt, Play answered) {
        if (prompt.encrypted().isEmpty()) {
            return answered;
        }
        try {
            String hash = text(prompt.encrypted().get(), scope(answered));
            return answered.answered(literal(prompt.variable(), new Secret(hash), prompt.span()));
        } catch (ExpressionException e) {
            problems.report(e.diagnostic());
            return answered;
        }
    }

    private HostScope scope(Play play) {
        variables.startPlay(PlayVars.of(play, List.of(), List.of()));
        return variables.scope("localhost", Step.Context.NONE, Map.of());
    }

    private static Vars literal(String name, Object value, Span place) {
        Map<String, Vars.Var> one = new LinkedHashMap<>();
        one.put(name, new Vars.Var(new Data.Literal(value, place), place));
        return new Vars(one);
    }

    /** What was typed without being shown is a secret; a default stands in the playbook for all to read. */
    private Optional<Object> answer(Play.Prompt prompt, HostScope scope) throws UsageException, InterruptedException {
        try {
            String question = text(prompt.question(), scope);
            Optional<String> fallback = prompt.fallback().isPresent()
                    ? Optional.of(text(prompt.fallback().get(), scope))
                    : Optional.empty();
            if (questioner.isThere()) {
                String typed = typed(
                        prompt,
                        question + fallback.map(text -> " [" + text + "]").orElse("") + ": ");
                return Optional.of(
                        typed.isEmpty() && fallback.isPresent()
                                ? fallback.get()
                                : prompt.hidden() ? new Secret(typed) : typed);
            }
            if (fallback.isPresent()) {
                return Optional.of(fallback.get());
            }
            problems.report(nobody(prompt, question));
        } catch (ExpressionException e) {
            problems.report(e.diagnostic());
        }
        return Optional.empty();
    }

    private String typed(Play.Prompt prompt, String question) throws UsageException, InterruptedException {
        String typed = questioner.ask(question, prompt.hidden());
        if (!prompt.confirmed()) {
            return typed;
        }
        String again = questioner.ask("confirm " + question, prompt.hidden());
        return typed.equals(again) ? typed : typed(prompt, "not the same twice; " + question);
    }

    private static Diagnostic nobody(Play.Prompt prompt, String question) {
        return Diagnostic.error(
                "no-answer",
                "Prompt cannot be answered",
                "'" + prompt.variable() + "' is asked for (" + question
                        + "), standard input is not a terminal, and there is no default. Give it by '-e "
                        + prompt.variable() + "=…', or write 'default'.",
                prompt.span());
    }

    private static String text(Data data, HostScope scope) throws ExpressionException {
        @Nullable Object value = Values.revealed(data.value(scope));
        return String.valueOf(value);
    }
}
