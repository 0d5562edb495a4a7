package play.modules.etcd;

import play.host.Script;
import play.value.Bytes;

/** One change of one key, made only while the key is still at the revision that was read: nobody's change is lost. */
record Transaction(String key, long revision) {
    private static final String LOST =
            "the key was changed by someone else between the look and the change; nothing was done";

    Script put(EtcdClient client, Bytes value) {
        return script(client, "put " + quoted(key) + " " + quoted(value));
    }

    Script delete(EtcdClient client) {
        return script(client, "del " + quoted(key));
    }

    /** Requests come on standard input, so no value is ever an argument of a process. */
    private Script script(EtcdClient client, String request) {
        String body = "answer=$(ctl txn -w json) || exit 1\ncase $answer in *'\"succeeded\":true'*) ;; *) echo '" + LOST
                + "' >&2; exit 1 ;; esac\n";
        String compare = "mod(" + quoted(key) + ") = \"" + revision + "\"";
        return client.script(body).withStdin(Bytes.of(compare + "\n\n" + request + "\n\n\n\n"));
    }

    private static String quoted(String text) {
        return quoted(Bytes.of(text));
    }

    /**
     * Everything but plain letters and digits is escaped: etcdctl splits its input by simpler rules than it unquotes
     * it.
     */
    private static String quoted(Bytes bytes) {
        StringBuilder quoted = new StringBuilder("\"");
        for (byte b : bytes.toArray()) {
            boolean plain = isPlain((char) b);
            quoted.append(plain ? String.valueOf((char) b) : "\\x%02x".formatted(b));
        }
        return quoted.append('"').toString();
    }

    private static boolean isPlain(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || "/-._".indexOf(c) >= 0;
    }
}
