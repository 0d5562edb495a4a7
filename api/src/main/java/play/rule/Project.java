package play.rule;

import java.util.List;
import java.util.stream.Stream;
import play.module.TaskModule;
import play.source.Located;

/** All that rules of areas look at. */
public interface Project {
    /** The calls of all tasks that somebody wrote, in the order of the plays. */
    Stream<ModuleCall<?>> calls();

    /** Texts that tasks write to hosts, as far as their source has a literal name. */
    List<TextFile> files();

    /** The calls of one module. */
    @SuppressWarnings("unchecked") // P is what the module of the call says
    default <P extends Record> Stream<ModuleCall<P>> calls(Class<? extends TaskModule<P>> module) {
        return calls().filter(call -> module.isInstance(call.module())).map(call -> (ModuleCall<P>) call);
    }

    /** What tasks run on hosts, as it is written. */
    default Stream<Located<String>> commands() {
        return calls().flatMap(call -> call.command().stream());
    }
}
