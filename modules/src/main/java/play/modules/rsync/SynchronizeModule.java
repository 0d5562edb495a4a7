package play.modules.rsync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.Talk;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Statement;
import play.module.Transfer;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.EitherPath;
import play.param.Inline;
import play.param.Matches;
import play.param.NoEffect;

/** Directories and files that rsync makes alike, from the controller to a host or back. */
public final class SynchronizeModule implements Transfer<SynchronizeModule.Params> {
    /** Which way files go. */
    public enum Mode {
        PUSH,
        PULL
    }

    public record Params(
            @Doc("What is copied: a path on the controller, searched in the role's and the playbook's directory files"
                    + " and else in the playbook's directory; with mode pull a path on the host, in which wildcards are"
                    + " taken for what they match. With a slash at its end it is what a directory holds, without the"
                    + " directory.")
            EitherPath src,

            @Doc("Where it goes: a path on the host; with mode pull a path on the controller, as for src. The directory"
                    + " above it must be there. On the host, ~ is the home of the task's user, and a relative path"
                    + " begins in the directory that commands run in.")
            EitherPath dest,

            @Doc("Whether files go from the controller to the host (push) or from the host to the controller (pull)."
                    + " Delegated to the host itself (delegate_to: \"{{ inventory_hostname }}\"), and on this"
                    + " machine, both paths are on the host.")
            @Default("push")
            Mode mode,

            @Inline RsyncOptions options,

            @Doc("Command on the host that is rsync: a path, or words for a shell. Default: rsync. On the controller it"
                    + " is rsync too, or what the variable ansible_rsync_path names.")
            @Matches(value = "[^\\x00\\n]+", expected = "a command")
            Optional<String> rsyncPath,

            @Doc("Whether the user of the connection is that of the inventory; only true has a meaning here.")
            @Default("true")
            boolean setRemoteUser,

            @Doc("A port for rsync's own connection; refused, because there is none.")
            Optional<Integer> destPort,

            @Doc("A key for rsync's own connection; refused, because there is none.")
            Optional<String> privateKey,

            @Doc("Whether the key of the host is verified.")
            @NoEffect("rsync goes over the connection of the run, which verifies the host as ever. Leave it out.")
            @Default("false")
            boolean verifyHost,

            @Doc("Whether the connection is made as ansible_ssh_common_args and its like say.")
            @NoEffect("rsync goes over the connection of the run, which is made as these say. Leave it out.")
            @Default("false")
            boolean useSshArgs,

            @Doc("Whether a connection that there is already is used.")
            @NoEffect("rsync always goes over the connection of the run. Leave it out.")
            @Default("false")
            boolean sshConnectionMultiplexing) {}

    record Result(
            @Doc("What rsync printed: a line for each change, with what of it is changed and its name.")
            String msg,

            @Doc("The exit code of rsync.") long rc,
            @Doc("What was run.") String cmd,
            @Doc("The lines of msg.") List<String> stdoutLines) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "synchronize",
                    "Makes files and directories alike on the controller and the host, by rsync on both.",
                    Params.class,
                    new Example("a directory", "", "src: app/\ndest: /srv/app\n"),
                    new Example("what is gone here goes there", "", "src: app/\ndest: /srv/app\ndelete: true\n"),
                    new Example("from the host", "", "mode: pull\nsrc: /var/log/app/\ndest: logs/\n"))
            .returns(Result.class)
            .alias("ansible.posix.synchronize");

    /** Where rsync takes a path to be on another host. */
    private static final Pattern ELSEWHERE = Pattern.compile("[^/]*:.*", Pattern.DOTALL);

    private static final String CONNECTION =
            " has no place here: rsync goes over the connection that the run has to the host. ";

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public String programVariable() {
        return "ansible_rsync_path";
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>(params.options().faults());
        elsewhere("src", params.src()).ifPresent(faults::add);
        elsewhere("dest", params.dest()).ifPresent(faults::add);
        params.destPort()
                .ifPresent(port -> faults.add(
                        refused("dest_port", "Leave it out, and write ansible_port for the host where it needs one.")));
        params.privateKey()
                .ifPresent(key -> faults.add(
                        refused("private_key", "Leave it out, and write ansible_ssh_private_key_file for the host.")));
        if (!params.setRemoteUser()) {
            faults.add(refused("set_remote_user", "Leave it out, and write ansible_user for the host, or nothing."));
        }
        return faults;
    }

    private static Binding.Fault refused(String parameter, String advice) {
        return new Binding.Fault(parameter, "'" + parameter + "'" + CONNECTION + advice);
    }

    private static Optional<Binding.Fault> elsewhere(String parameter, EitherPath path) {
        return ELSEWHERE.matcher(path.written()).matches()
                ? Optional.of(new Binding.Fault(
                        parameter,
                        "'" + parameter + "' names another host in '" + path.written()
                                + "'. Write a path alone: the other side is the task's host. For servers of rsync, and"
                                + " others, write 'command: rsync' with 'delegate_to'; before the name of a file that"
                                + " has a colon in it, './'."))
                : Optional.empty();
    }

    @Override
    public Course course(Params params, Manner manner) {
        Ends ends = new Ends(params, manner.sides());
        Optional<String> fault = ends.fault();
        return fault.<Course>map(Course.Rejected::new).orElseGet(() -> course(params, manner, ends));
    }

    private static Course course(Params params, Manner manner, Ends ends) {
        RsyncCall call = call(params, manner);
        String title = title(params);
        Changed changed = params.options().stayInside() ? ends.changed() : new Changed.Anything();
        if (manner.sides() != Sides.APART) {
            return new Course.Alone(title, call.script(), changed);
        }
        boolean push = params.mode() == Mode.PUSH;
        return new Course.Joined(
                title,
                push ? call.push() : call.pull(),
                push ? RsyncCall.PUSHING : Map.of(),
                RsyncCall.REMOTE_SHELL,
                words -> call.onHost(push, words),
                changed);
    }

    private static RsyncCall call(Params params, Manner manner) {
        Ends ends = new Ends(params, manner.sides());
        String far = params.rsyncPath().orElse(RsyncCall.USUAL);
        String near = manner.program().orElse(RsyncCall.USUAL);
        return new RsyncCall(
                manner.sides() == Sides.ON_HOST ? far : near,
                params.options().words(manner.check(), ends.linked()),
                far,
                ends.source(),
                ends.target());
    }

    private static String title(Params params) {
        return (params.mode() == Mode.PUSH ? "push " : "pull ") + params.src().written() + " to "
                + params.dest().written();
    }

    private static List<String> words(Params params, Manner manner) {
        RsyncCall call = call(params, manner);
        if (manner.sides() != Sides.APART) {
            return call.alone();
        }
        return params.mode() == Mode.PUSH ? call.push() : call.pull();
    }

    @Override
    public Statement statement(Params params, Manner manner, Carried carried) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("cmd", ShellWords.join(words(params, manner)));
        result.put("rc", (long) carried.near().exitCode());
        return carried.near().succeeded()
                ? told(params, manner, Itemized.of(carried.near().out()), result)
                : failed(why(manner, carried), result);
    }

    private static Statement told(
            Params params, Manner manner, Itemized printed, Map<String, @Nullable Object> result) {
        result.put("msg", printed.text());
        result.put("stdout_lines", printed.lines());
        List<Statement.Difference> differences = manner.diff() && printed.tellsChange()
                ? List.of(new Statement.Difference(
                        params.dest().written(), "", String.join("\n", printed.changes()) + "\n"))
                : List.of();
        Statement.Ending ending = printed.tellsChange() ? Statement.Ending.CHANGED : Statement.Ending.UNCHANGED;
        return new Statement(ending, "", result, Map.of(), differences, List.of());
    }

    private static Statement failed(String why, Map<String, @Nullable Object> result) {
        result.put("msg", why);
        return new Statement(Statement.Ending.FAILED, why, result, Map.of(), List.of(), List.of());
    }

    private static String why(Manner manner, Carried carried) {
        ScriptResult near = carried.near();
        boolean notThere =
                near.exitCode() == RsyncCall.NOT_THERE && carried.far().isEmpty();
        boolean notOnHost = manner.sides() == Sides.ON_HOST
                ? notThere
                : carried.far().filter(SynchronizeModule::isMissing).isPresent();
        if (notOnHost) {
            return "there is no rsync on the host, which needs it as the controller does: install it first, by"
                    + " 'package: {name: rsync}'";
        }
        if (notThere) {
            return "there is no rsync on this machine, which needs it as the host does: install the package rsync here"
                    + " (" + near.err().strip() + ")";
        }
        String words = Stream.concat(carried.far().map(Talk.Ending::words).stream(), Stream.of(near.err()))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .reduce((first, second) -> first + "\n" + second)
                .orElse("rsync says nothing");
        return "rsync failed (exit code " + near.exitCode() + "): " + words;
    }

    private static boolean isMissing(Talk.Ending ending) {
        return ending.exitCode().isPresent() && ending.exitCode().getAsInt() == RsyncCall.NOT_THERE;
    }
}
