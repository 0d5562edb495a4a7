package play.galaxy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Repositories by the program {@code git}. No file of theirs is checked out, and none of their hooks runs. */
final class Git {
    private static final int WORDS = 300;

    private final Path repository;

    /** Clones one into a folder that is not there yet. */
    Git(String address, Path into) throws GalaxyException, IOException, InterruptedException {
        this.repository = into;
        run(List.of("clone", "--quiet", "--bare", "--template=", "--", address, into.toString()));
    }

    /** The commit that a branch, a tag or a part of its own name means; that of the default branch without. */
    String commit(Optional<String> version) throws GalaxyException, IOException, InterruptedException {
        String wanted = version.filter(name -> !name.equals("*")).orElse("HEAD");
        return inside(List.of("rev-parse", "--verify", "--quiet", "--end-of-options", wanted + "^{commit}"))
                .strip();
    }

    /** Writes a commit, or a folder of it, as a tar. */
    void archive(String commit, String folder, Path into) throws GalaxyException, IOException, InterruptedException {
        inside(List.of("archive", "--format=tar", "--output=" + into, commit + (folder.isEmpty() ? "" : ":" + folder)));
    }

    private String inside(List<String> words) throws GalaxyException, IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("--git-dir=" + repository));
        all.addAll(words);
        return run(all);
    }

    private static String run(List<String> words) throws GalaxyException, IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("git", "-c", "protocol.ext.allow=never", "-c", "core.hooksPath="));
        all.addAll(words);
        Path said = Files.createTempFile("play-git", "");
        try {
            ProcessBuilder git = new ProcessBuilder(all).redirectError(said.toFile());
            git.environment().put("GIT_TERMINAL_PROMPT", "0");
            Process process = git.start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                String told = Files.readString(said).strip();
                throw new GalaxyException(
                        told.isEmpty()
                                ? "the repository has no '" + words.getLast().replace("^{commit}", "") + "'"
                                : "git says: " + told.substring(0, Math.min(WORDS, told.length())));
            }
            return out;
        } finally {
            Files.deleteIfExists(said);
        }
    }
}
