package play.playbook;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import play.expression.FreeName;
import play.source.Span;
import play.value.Unknown;

/**
 * Steps for a set of hosts.
 *
 * @param name a title, or the hosts
 * @param hosts patterns, taken together as if joined by commas
 * @param gathering of facts, before the first step
 * @param varsFiles each a file, or a list of which the first that exists is taken
 * @param roles its roles and those these depend on, in the order they run
 * @param folder of the playbook it stands in
 * @param complete whether all of its steps could be read
 */
public record Play(
        Data name,
        List<Data> hosts,
        Settings settings,
        Vars vars,
        List<VarsFile> varsFiles,
        List<Prompt> prompts,
        Gathering gathering,
        Batches batches,
        Steps steps,
        Handlers handlers,
        List<RoleUse> roles,
        Path folder,
        boolean complete,
        Span span) {
    /**
     * Which facts are read.
     *
     * @param wanted whether they are; by default they are
     * @param sets names of sets of facts
     * @param localFacts where hosts have files that tell of them; by default where Ansible looks
     */
    public record Gathering(Optional<Data> wanted, List<Data> sets, Optional<Data> localFacts) {
        public Gathering {
            sets = List.copyOf(sets);
        }

        /** What they are said by. */
        public Stream<FreeName> freeNames() {
            return Stream.of(wanted.stream(), sets.stream(), localFacts.stream())
                    .flatMap(all -> all)
                    .flatMap(Data::freeNames);
        }
    }

    /**
     * How many hosts at a time, and when to give up.
     *
     * @param serial numbers or percentages; empty means all at once
     */
    public record Batches(
            List<Data> serial,
            Optional<Data> maxFailPercentage,
            Optional<Data> forceHandlers,
            Optional<Data> strategy,
            Optional<Data> order) {
        public Batches {
            serial = List.copyOf(serial);
        }
    }

    /** Whether hosts wait for each other at every task. */
    public enum Strategy {
        LINEAR,
        FREE,
        HOST_PINNED
    }

    /** In which order hosts take their turn. */
    public enum Order {
        INVENTORY,
        REVERSE_INVENTORY,
        SORTED,
        REVERSE_SORTED,
        SHUFFLE
    }

    /**
     * The sections, in the order they run; handlers are flushed after {@code pre}, after {@code tasks} and after
     * {@code post}.
     */
    public record Steps(List<Step> pre, List<Step> roles, List<Step> tasks, List<Step> post) {
        public Steps {
            pre = List.copyOf(pre);
            roles = List.copyOf(roles);
            tasks = List.copyOf(tasks);
            post = List.copyOf(post);
        }

        public List<Step> all() {
            List<Step> all = new ArrayList<>(pre);
            all.addAll(roles);
            all.addAll(tasks);
            all.addAll(post);
            return all;
        }
    }

    /**
     * A variables file.
     *
     * @param candidates of which the first that exists is taken
     * @param loaded its variables, when all names are literal; otherwise they depend on the host
     */
    public record VarsFile(List<Data> candidates, Optional<Vars> loaded, Span span) {
        public VarsFile {
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * A variable that is asked for before the run.
     *
     * @param fallback taken when nothing is typed, or there is nobody to ask
     * @param hidden whether what is typed is not shown
     * @param confirmed whether it has to be typed twice
     * @param encrypted what the variable becomes, from what was answered
     */
    public record Prompt(
            String variable,
            Data question,
            Optional<Data> fallback,
            boolean hidden,
            boolean confirmed,
            Optional<Data> encrypted,
            Span span) {
        /** The variable as long as nobody has been asked. */
        public Vars.Var expected() {
            return new Vars.Var(
                    fallback.filter(text -> encrypted.isEmpty())
                            .orElseGet(() -> new Data.Literal(
                                    new Unknown("'" + variable + "' is asked for before the run"), span)),
                    span);
        }
    }

    public Play {
        hosts = List.copyOf(hosts);
        varsFiles = List.copyOf(varsFiles);
        prompts = List.copyOf(prompts);
        roles = List.copyOf(roles);
    }

    /** The same with what was answered to its prompts. */
    public Play answered(Vars answers) {
        return new Play(
                name,
                hosts,
                settings,
                vars.and(answers),
                varsFiles,
                prompts,
                gathering,
                batches,
                steps,
                handlers,
                roles,
                folder,
                complete,
                span);
    }

    /** Where files that its keys name are looked for. */
    public Step.Context context() {
        return Step.Context.beside(SearchPath.beside(folder));
    }

    /** The variables of {@code vars_files} whose names are literal. */
    public Vars loadedFiles() {
        Vars files = Vars.NONE;
        for (VarsFile file : varsFiles) {
            files = files.and(file.loaded().orElse(Vars.NONE));
        }
        return files;
    }

    /** The same with other steps. */
    public Play with(Steps others) {
        return with(gathering, others);
    }

    /** The same, which does nothing. */
    public Play withoutSteps() {
        Gathering none = new Gathering(Optional.of(new Data.Literal(false, span)), List.of(), Optional.empty());
        return with(none, new Steps(List.of(), List.of(), List.of(), List.of()));
    }

    private Play with(Gathering other, Steps others) {
        return new Play(
                name, hosts, settings, vars, varsFiles, prompts, other, batches, others, handlers, roles, folder,
                complete, span);
    }
}
