package play.modules.selinux;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Knowledge;
import play.host.Reach;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.module.Resource;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;
import play.param.MutuallyExclusive;
import play.param.Presence;
import play.param.RequiredIf;
import play.result.When;

/** What SELinux labels files with, once they are made or labelled anew. */
public final class SefcontextModule implements Resource<SefcontextModule.Params> {
    /** Kinds of files, as semanage has them. */
    public enum Kind {
        A,
        B,
        C,
        D,
        F,
        L,
        P,
        S;

        String letter() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @MutuallyExclusive({"setype", "substitute"})
    @MutuallyExclusive({"seuser", "substitute"})
    @MutuallyExclusive({"selevel", "substitute"})
    @RequiredIf(
            when = "state",
            is = {"present"},
            needs = {"setype", "substitute"},
            any = true)
    public record Params(
            @Doc("Pattern of absolute paths: /srv/www(/.*)?")
            @Alias("path")
            @Matches(value = "[^\\s-]\\S*", expected = "a pattern of paths, without blanks")
            String target,

            @Doc("Which files there: a for all, f regular ones, d directories, l links, s sockets, p pipes, b and c"
                    + " devices.")
            @Default("a")
            Kind ftype,

            @Doc("Their type, such as httpd_sys_content_t; <<none>> labels nothing.")
            @Matches(value = SeportModule.TYPE + "|<<none>>", expected = "a type, such as httpd_sys_content_t")
            Optional<String> setype,

            @Doc("Path as which another, 'target', is treated with all below it.")
            @Alias("equal")
            @Matches(value = "/\\S*", expected = "an absolute path without blanks")
            Optional<String> substitute,

            @Doc("Their SELinux user. Without, it stays as it is; what is new gets system_u.")
            @Matches(value = "[A-Za-z0-9_][A-Za-z0-9_.-]*", expected = "the name of a SELinux user")
            Optional<String> seuser,

            @Doc("Their level, or range. Without, it stays as it is; what is new gets s0.")
            @Alias("serange")
            @Matches(value = "[A-Za-z0-9][A-Za-z0-9_.,:-]*", expected = "a level, such as s0")
            Optional<String> selevel,

            @Doc("Whether files are labelled so. Those that are there are not labelled anew: restorecon does that.")
            @Default("present")
            Presence state,

            @Doc("Whether the kernel gets the policy at once.") @Default("true")
            boolean reload,

            @Doc("Whether the policy of a host is changed whose kernel runs without SELinux.") @Default("false")
            boolean ignoreSelinuxState) {
        private StateKey<ContextRule> key() {
            return new ContextRule.Family().key((substitute.isPresent() ? "=" : ftype.letter()) + " " + target);
        }
    }

    record Result(
            @Doc("The pattern as given.") String target,
            @Doc("The kind of files.") String ftype,

            @Doc("The type as given.") @When("it is given") Optional<String> setype,

            @Doc("The other path as given.") @When("it is given")
            Optional<String> substitute,

            @Doc("The user as given.") @When("it is given") Optional<String> seuser,

            @Doc("The level as given.") @When("it is given") Optional<String> serange,

            @Doc("The state that is wanted.") String state) {}

    private static final String WWW = "target: /srv/www(/.*)?\n";
    private static final String ADD = "semanage fcontext -a -N -t httpd_sys_content_t '/srv/www(/.*)?'\n";
    private static final String EQUAL = "semanage fcontext -a -N -e /var/www /srv/web\n";

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "sefcontext",
                    "Sets what SELinux labels files with. The host needs semanage.",
                    Params.class,
                    SeportModule.example("absent", "", WWW + "setype: httpd_sys_content_t\n"),
                    SeportModule.example("drifted", ADD, WWW + "setype: httpd_sys_rw_content_t\nseuser: staff_u\n"),
                    SeportModule.example("right", ADD, WWW + "setype: httpd_sys_content_t\nselevel: s0\n"),
                    SeportModule.example(
                            "other than the policy", "", "target: /var/www(/.*)?\nsetype: httpd_sys_rw_content_t\n"),
                    SeportModule.example("of directories alone", ADD, WWW + "ftype: d\nsetype: <<none>>\n"),
                    SeportModule.example("to be removed", ADD, WWW + "state: absent\n"),
                    SeportModule.example("as another path", "", "target: /srv/web\nsubstitute: /var/www\n"),
                    SeportModule.example("as yet another path", EQUAL, "target: /srv/web\nsubstitute: /var/log\n"),
                    SeportModule.example(
                            "no longer as another path",
                            EQUAL,
                            "target: /srv/web\nsubstitute: /var/www\nstate: absent\n"))
            .alias("community.general.sefcontext")
            .insteadOf(new Program("semanage", "\\bsemanage\\s+(?!fcontext\\b)|\\s(-l|--list|-E|--extract)\\b"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        return params.substitute().isPresent() && params.ftype() != Kind.A
                ? List.of(new Binding.Fault("ftype", "'substitute' is for all kinds of files; leave out 'ftype'"))
                : List.of();
    }

    /** So far also where it is not known what it would do. */
    @Override
    public Optional<Reach> reach(Map<String, String> known) {
        return Optional.of(Semanage.REACH);
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(SelinuxMode.KEY, params.key());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Semanage.without(known, params.ignoreSelinuxState())
                .orElseGet(() -> Plan.on(
                        known.of(params.key()),
                        now -> params.state() == Presence.ABSENT ? remove(params, now) : set(params, now)));
    }

    private static Plan remove(Params params, ContextRule now) {
        if (!now.present()) {
            return Plan.UNCHANGED;
        }
        if (!now.local()) {
            return new Plan.Rejected("what " + params.target() + " is labelled with is part of the policy, so it cannot"
                    + " be removed; say another label for it");
        }
        List<String> words = params.substitute().isPresent()
                ? List.of("fcontext", "-d", "-e", now.said(), params.target())
                : List.of("fcontext", "-d", "-f", params.ftype().letter(), params.target());
        return run(
                "no longer label " + params.target() + " on its own", params, List.of(words), now.saying(now.policy()));
    }

    private static Plan set(Params params, ContextRule now) {
        ContextRule next = now.saying(params.substitute().orElseGet(() -> context(params, now.said())));
        if (next.equals(now)) {
            return Plan.UNCHANGED;
        }
        if (!now.present() && !now.instead().isEmpty()) {
            return new Plan.Rejected(
                    "the policy knows " + params.target() + " as " + now.instead() + "; give that as 'target'");
        }
        return params.substitute()
                .map(other -> run("label " + params.target() + " as " + other, params, substituting(params, now), next))
                .orElseGet(() -> run(
                        "label " + params.target() + " as " + params.setype().orElse(""),
                        params,
                        List.of(labelling(params, now)),
                        next));
    }

    /** The parts that are not given stay as they are. */
    private static String context(Params params, String now) {
        String type = params.setype().orElse("");
        if (type.equals("<<none>>")) {
            return ContextRule.NONE;
        }
        String[] parts = now.split(":", 4);
        String user = params.seuser().orElse(parts.length == 4 ? parts[0] : "system_u");
        String level = params.selevel().orElse(parts.length == 4 ? parts[3] : "s0");
        return user + ":object_r:" + type + ":" + level;
    }

    private static List<String> labelling(Params params, ContextRule now) {
        List<String> words = new ArrayList<>(List.of(
                "fcontext",
                now.present() ? "-m" : "-a",
                "-f",
                params.ftype().letter(),
                "-t",
                params.setype().orElse("")));
        params.seuser().ifPresent(user -> words.addAll(List.of("-s", user)));
        params.selevel().ifPresent(level -> words.addAll(List.of("-r", level)));
        words.add(params.target());
        return words;
    }

    /** What is treated as one path is first no longer so, for semanage can't change that. */
    private static List<List<String>> substituting(Params params, ContextRule now) {
        List<List<String>> commands = new ArrayList<>();
        if (now.local()) {
            commands.add(List.of("fcontext", "-d", "-e", now.said(), params.target()));
        }
        commands.add(List.of("fcontext", "-a", "-e", params.substitute().orElse(""), params.target()));
        return commands;
    }

    private static Plan run(String title, Params params, List<List<String>> commands, ContextRule next) {
        return Semanage.change(title, params.reload(), commands, List.of(Semanage.sets(params.key(), next)));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("target", params.target());
        result.put("ftype", params.ftype().letter());
        params.setype().ifPresent(type -> result.put("setype", type));
        params.substitute().ifPresent(path -> result.put("substitute", path));
        params.seuser().ifPresent(user -> result.put("seuser", user));
        params.selevel().ifPresent(level -> result.put("serange", level));
        result.put("state", params.state().name().toLowerCase(Locale.ROOT));
        return result;
    }
}
