package play.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import play.lsp.Checker;
import play.lsp.Protocol;
import play.lsp.Settings;

/** {@code play lsp}: what {@code play lint} and {@code play doc} know, for an editor. */
final class LspCommand implements Command {
    /** What would ask at a terminal, which belongs to the editor. */
    private static final Set<String> ASKING = Set.of("--ask-vault-pass");

    static final List<Option> OPTIONS = Loaded.OPTIONS.stream()
            .filter(option -> !ASKING.contains(option.name()))
            .toList();

    private static final Option STDIO =
            Option.flag("By standard input and output, which it does anyway; some editors say so.", "--stdio");

    @Override
    public String name() {
        return "lsp";
    }

    @Override
    public String synopsis() {
        return "[options]";
    }

    @Override
    public List<Option> options() {
        List<Option> all = new ArrayList<>(OPTIONS);
        all.add(STDIO);
        return List.copyOf(all);
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException, InterruptedException {
        if (!arguments.rest().isEmpty()) {
            throw new UsageException("'play lsp' takes no words, only options: editors tell it what is open");
        }
        // What is wrong with the command line is told before the editor is listened to.
        EditorLoads.of(arguments, Settings.NONE);
        // What anything else prints would break the protocol.
        System.setOut(System.err);
        try (InputStream in = new FileInputStream(FileDescriptor.in);
                OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            return Protocol.serve(in, out, settings -> checker(arguments, settings), Version.NUMBER);
        } catch (IOException e) {
            throw new UsageException("the editor cannot be served: " + FileFault.why(e));
        }
    }

    private static Checker checker(Arguments arguments, Settings settings) {
        try {
            return EditorLoads.of(arguments, settings);
        } catch (UsageException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException("interrupted", e);
        }
    }
}
