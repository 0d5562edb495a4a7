package play.modules.git;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import play.host.HostState;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * What a server calls a version.
 *
 * @param kind what the name stands for there
 * @param commit empty where it stands for nothing
 */
record RemoteCommit(Kind kind, String commit) implements HostState {
    /** What a name can stand for. */
    enum Kind {
        /** The server's own choice. */
        DEFAULT,
        BRANCH,
        TAG,
        /** No branch and no tag: a commit, maybe. */
        NONE
    }

    static final RemoteCommit NOTHING = new RemoteCommit(Kind.NONE, "");

    @Override
    public boolean present() {
        return kind != Kind.NONE;
    }

    /** Asks the server, which changes nothing on the host. */
    record Family(GitAccess access, String repo) implements StateFamily<RemoteCommit> {
        private static final Duration LONGEST = Duration.ofMinutes(2);

        @Override
        public String name() {
            return "version";
        }

        @Override
        public Class<RemoteCommit> type() {
            return RemoteCommit.class;
        }

        @Override
        public Script read(List<StateKey<RemoteCommit>> keys) {
            return Script.of(access.look() + "g ls-remote -- " + ShellWords.quote(repo) + "\n")
                    .within(LONGEST);
        }

        @Override
        public Told<RemoteCommit> told(List<StateKey<RemoteCommit>> keys, ScriptResult result)
                throws UnknownStateException {
            result.expectSuccess("git cannot read " + repo);
            Map<String, String> refs = new TreeMap<>();
            for (String line : result.lines()) {
                String[] ref = line.split("\t", 2);
                if (ref.length < 2 || !ref[0].matches("[0-9a-f]{40,64}")) {
                    throw UnknownStateException.expected("a commit and its name", line);
                }
                refs.put(ref[1], ref[0]);
            }
            return (index, version) -> of(version, refs);
        }

        private static RemoteCommit of(String version, Map<String, String> refs) {
            String branch = refs.getOrDefault("refs/heads/" + version, "");
            String tag =
                    refs.getOrDefault("refs/tags/" + version + "^{}", refs.getOrDefault("refs/tags/" + version, ""));
            if (version.equals("HEAD")) {
                return new RemoteCommit(Kind.DEFAULT, refs.getOrDefault("HEAD", ""));
            }
            if (!branch.isEmpty()) {
                return new RemoteCommit(Kind.BRANCH, branch);
            }
            return tag.isEmpty() ? NOTHING : new RemoteCommit(Kind.TAG, tag);
        }
    }
}
