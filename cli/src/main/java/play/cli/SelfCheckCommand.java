package play.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import play.diag.Printable;
import play.selfcheck.Finding;
import play.selfcheck.Folders;
import play.selfcheck.Machine;
import play.selfcheck.SelfCheck;

/** {@code play self-check}: what this machine lacks of what {@code play} needs. */
final class SelfCheckCommand implements Command {
    private static final Option JSON = Option.flag("Print JSON: name, state, detail and remedy of each.", "--json");
    private static final int LACKING = 1;

    private final Machine machine;

    SelfCheckCommand() {
        this(Machine.here());
    }

    SelfCheckCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public String name() {
        return "self-check";
    }

    @Override
    public String synopsis() {
        return "[--json]";
    }

    @Override
    public List<Option> options() {
        return List.of(JSON);
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException {
        if (!arguments.rest().isEmpty()) {
            throw new UsageException("'play self-check' takes no words");
        }
        Folders folders = new Folders(Home.folder(), Home.ofUser(), Home.state(), Home.cache());
        List<Finding> found = new SelfCheck(machine, folders).findings();
        if (arguments.has(JSON.name())) {
            terminal.out().println(json(found).toPrettyString());
        } else {
            found.forEach(finding -> terminal.out().print(text(finding)));
        }
        return found.stream().anyMatch(finding -> finding.state() == Finding.State.MISSING) ? LACKING : 0;
    }

    private static String text(Finding finding) {
        String state = finding.state().name().toLowerCase(Locale.ROOT);
        String line = Printable.line("%-8s %s: %s".formatted(state, finding.name(), finding.detail())) + "\n";
        return finding.remedy().isEmpty() ? line : line + " ".repeat(11) + finding.remedy() + "\n";
    }

    private static ArrayNode json(List<Finding> found) {
        ArrayNode all = new ObjectMapper().createArrayNode();
        for (Finding finding : found) {
            ObjectNode node = all.addObject();
            node.put("name", finding.name());
            node.put("state", finding.state().name().toLowerCase(Locale.ROOT));
            node.put("detail", finding.detail());
            node.put("remedy", finding.remedy());
        }
        return all;
    }
}
