package play.modules.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** With what words compose is asked to bring a project to what a task says. */
record ComposeWords(DockerComposeV2Module.Params params) {
    /** What a dry run of compose is asked, which waits for nothing. */
    List<String> looked() {
        return switch (params.state()) {
            case PRESENT -> up(List.of("--detach"));
            case STOPPED -> up(List.of("--no-start"));
            case RESTARTED -> restart();
            case ABSENT -> down();
        };
    }

    /** What is called one after the other. */
    List<List<String>> done() {
        return switch (params.state()) {
            case PRESENT -> List.of(up(waiting()));
            case STOPPED -> List.of(up(List.of("--no-start")), stop());
            case RESTARTED -> List.of(restart());
            case ABSENT -> List.of(down());
        };
    }

    private List<String> waiting() {
        List<String> words = new ArrayList<>(List.of("--detach"));
        if (params.waits()) {
            words.add("--wait");
            params.waitTimeout().ifPresent(seconds -> words.addAll(List.of("--wait-timeout", "" + seconds)));
        }
        if (params.assumeYes()) {
            words.add("--yes");
        }
        return words;
    }

    private List<String> up(List<String> more) {
        List<String> words = new ArrayList<>(List.of("up", "--no-color", "--quiet-pull"));
        words.addAll(more);
        if (params.pull() != DockerComposeV2Module.Pull.POLICY) {
            words.addAll(List.of("--pull", spelled(params.pull())));
        }
        switch (params.build()) {
            case ALWAYS -> words.add("--build");
            case NEVER -> words.add("--no-build");
            case POLICY -> {}
        }
        switch (params.recreate()) {
            case ALWAYS -> words.add("--force-recreate");
            case NEVER -> words.add("--no-recreate");
            case AUTO -> {}
        }
        flag(words, params.renewAnonVolumes(), "--renew-anon-volumes");
        flag(words, !params.dependencies(), "--no-deps");
        flag(words, params.removeOrphans(), "--remove-orphans");
        new TreeMap<>(params.scale())
                .forEach((service, count) -> words.addAll(List.of("--scale", service + "=" + count)));
        return ended(words);
    }

    private List<String> stop() {
        return ended(new ArrayList<>(List.of("stop")));
    }

    private List<String> restart() {
        List<String> words = new ArrayList<>(List.of("restart"));
        flag(words, !params.dependencies(), "--no-deps");
        return ended(words);
    }

    private List<String> down() {
        List<String> words = new ArrayList<>(List.of("down"));
        flag(words, params.removeOrphans(), "--remove-orphans");
        flag(words, params.removeVolumes(), "--volumes");
        params.removeImages().ifPresent(which -> words.addAll(List.of("--rmi", spelled(which))));
        return ended(words);
    }

    private List<String> ended(List<String> words) {
        params.timeout().ifPresent(seconds -> words.addAll(List.of("--timeout", "" + seconds)));
        words.add("--");
        words.addAll(params.services().orElse(List.of()));
        return words;
    }

    private static void flag(List<String> words, boolean given, String word) {
        if (given) {
            words.add(word);
        }
    }

    private static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
