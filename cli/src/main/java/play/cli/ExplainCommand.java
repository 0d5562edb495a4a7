package play.cli;

import java.io.IOException;
import java.util.List;
import play.diag.Suggestions;

/** {@code play explain CODE}: what a diagnostic means, and what to write instead. */
final class ExplainCommand implements Command {
    @Override
    public String name() {
        return "explain";
    }

    @Override
    public String synopsis() {
        return """
            [CODE...]

            CODE is what stands in brackets: error[undefined-variable]. Without one, all codes are listed.\
            """;
    }

    @Override
    public List<Option> options() {
        return List.of();
    }

    @Override
    public List<String> words() {
        try {
            return pages().codes();
        } catch (UsageException e) {
            return List.of();
        }
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws UsageException {
        CodePages pages = pages();
        for (String given : arguments.rest()) {
            String code = code(given);
            if (!pages.has(code)) {
                throw new UsageException("there is no diagnostic '" + code + "'."
                        + (code.contains(".") ? " Codes with a dot are those of plugins." : "")
                        + Suggestions.hint(code, pages.codes()));
            }
        }
        if (arguments.rest().isEmpty()) {
            pages.codes().forEach(terminal.out()::println);
        }
        arguments.rest().forEach(given -> terminal.out().println(pages.text(code(given))));
        return 0;
    }

    /** Also of one that was copied with its severity. */
    private static String code(String given) {
        return given.replaceFirst("^(?:error|warning)?\\[(.*)]:?$", "$1");
    }

    private static CodePages pages() throws UsageException {
        try {
            return CodePages.read(Home.folder().resolve("docs"));
        } catch (IOException e) {
            throw new UsageException("the documentation of play cannot be read: " + e.getMessage()
                    + ". 'play self-check' tells what is missing");
        }
    }
}
