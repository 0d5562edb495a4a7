package play.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import play.testing.Scratch;

/** A playbook run in this process, on this machine, in a folder of its own. */
final class Trial {
    static {
        if (System.getProperty("play.state") == null) {
            System.setProperty("play.state", state().toString());
        }
    }

    private final Path folder;

    /** Of no user: what tests keep is no part of what somebody else lists. */
    private static Path state() {
        try {
            return Scratch.untilTheEnd("play-state-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What came of it; {@code events} are the JSON lines. */
    record Said(int code, String out, String err, String events) {
        String everything() {
            return out + err + events;
        }
    }

    /** @param folder empty, and left with what the playbooks make there */
    Trial(Path folder) throws IOException {
        this.folder = folder;
        file("hosts.ini", "here ansible_connection=local\n");
    }

    Path file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content.replace("FOLDER", folder.toString()));
    }

    /** Runs a play with these keys beside {@code hosts}; FOLDER stands for the folder. */
    Said play(String keys, String... options) throws IOException {
        return playbook("- hosts: here\n  gather_facts: false\n" + keys.indent(2), options);
    }

    /** Runs a whole playbook. */
    Said playbook(String content, String... options) throws IOException {
        file("site.yml", content);
        List<String> words = new ArrayList<>(List.of(
                "run",
                folder.resolve("site.yml").toString(),
                "-i",
                folder.resolve("hosts.ini").toString(),
                "--events",
                folder.resolve("events").toString()));
        words.addAll(List.of(options));
        Said said = main(words.toArray(String[]::new));
        Path events = folder.resolve("events");
        return new Said(said.code(), said.out(), said.err(), Files.exists(events) ? Files.readString(events) : "");
    }

    /** Runs the program in this process; it leaves no events. */
    static Said main(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(List.of(words), new Terminal(new PrintWriter(out), new PrintWriter(err), false, 80));
        return new Said(code, out.toString(), err.toString(), "");
    }
}
