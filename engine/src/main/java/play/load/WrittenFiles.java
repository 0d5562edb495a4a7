package play.load;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import play.diag.Diagnostic;
import play.module.Control;
import play.module.Guest;
import play.module.Procedure;
import play.module.Query;
import play.module.Resource;
import play.module.Transfer;
import play.param.Parameter;
import play.param.ParameterType;
import play.param.Schema;
import play.playbook.Call;
import play.playbook.Data;
import play.playbook.Setting;
import play.playbook.Settings;
import play.playbook.Step;

/**
 * What tasks read so far may write on the controller, so that later ones find it there. Errs on the side of silence: a
 * file may be written where a part of its path stands in a parameter of a task that acts on the controller, or brings
 * files to it. May be used by several threads.
 */
final class WrittenFiles {
    private static final String WRITTEN = "an earlier task may write it on this machine; where it has not, this fails";

    /** A template as a whole. */
    private static final Pattern OPEN = Pattern.compile("(?s)\\{\\{[^{}]*}}/?");

    private static final Pattern BETWEEN = Pattern.compile("[^\\w.-]+");

    private final ThisMachine here;
    private final Set<String> parts = new HashSet<>();
    private boolean any;

    WrittenFiles(ThisMachine here) {
        this.here = here;
    }

    /** Whether a play for such hosts may act on this machine; of a template, whether it names it. */
    boolean isHere(List<Data> hosts) {
        boolean named = hosts.stream()
                .filter(host -> !host.isLiteral())
                .anyMatch(host -> ThisMachine.NAMES.stream().anyMatch(host.shown()::contains));
        return named
                || here.isAmong(hosts.stream()
                        .flatMap(host -> host.literalText().stream())
                        .collect(Collectors.joining(",")));
    }

    /** @param inside what is around the call, its own keywords taken in */
    synchronized void take(Call call, Enclosing inside) {
        if (!mayWrite(call)) {
            return;
        }
        Schema<?> schema = call.implementation().spec().schema();
        boolean brings = call.arguments().keySet().stream()
                .flatMap(name -> schema.find(name.value()).stream())
                .anyMatch(parameter -> parameter.type().isLocal());
        if (brings || inside.play().isHere() || isHere(inside.settings()) || isHere(inside.context())) {
            call.arguments().forEach((name, value) -> {
                if (schema.find(name.value()).map(Parameter::type).stream().noneMatch(WrittenFiles::isRead)) {
                    take(value.shown());
                }
            });
        }
    }

    /** What only shows, decides or looks writes nothing, whatever its parameters say. */
    private static boolean mayWrite(Call call) {
        return switch (call.implementation()) {
            case Resource<?> resource -> true;
            case Procedure<?> procedure -> true;
            case Guest<?> guest -> true;
            case Transfer<?> transfer -> true;
            case Query<?> query -> call.mayAct();
            case Control<?> control -> false;
        };
    }

    private void take(String text) {
        any |= OPEN.matcher(text.strip()).matches();
        parts.addAll(List.of(BETWEEN.split(text)));
    }

    private static boolean isRead(ParameterType<?> type) {
        return switch (type.source()) {
            case LOCAL_FILE, LOCAL_PATH, TEMPLATE_FILE -> true;
            case VALUE, CONTENT, EXPRESSION -> false;
        };
    }

    private boolean isHere(Settings settings) {
        return settings.get(Setting.CONNECTION).filter(ThisMachine::isLocal).isPresent()
                || settings.get(Setting.DELEGATE_TO)
                        .filter(host -> host.literalText().map(here::isAmong).orElse(true))
                        .isPresent();
    }

    private static boolean isHere(Step.Context context) {
        return Stream.concat(context.vars().stream(), context.params().stream())
                .flatMap(vars -> Stream.ofNullable(vars.all().get(ThisMachine.CONNECTION)))
                .anyMatch(connection -> ThisMachine.isLocal(connection.value()));
    }

    /** The problem that a file is not there, which is no error where it may be written by then. */
    synchronized Diagnostic excused(String name, Diagnostic missing) {
        return may(name) ? missing.asWarning(WRITTEN) : missing;
    }

    /** Whether a file of that name may have been written by then. */
    synchronized boolean may(String name) {
        Set<String> own = new HashSet<>(List.of(name.split("/")));
        own.removeAll(Set.of(".", "..", ""));
        return any || own.stream().anyMatch(parts::contains);
    }
}
