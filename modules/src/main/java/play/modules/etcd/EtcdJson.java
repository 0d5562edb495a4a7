package play.modules.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import play.host.Base64Text;
import play.host.UnknownStateException;
import play.value.Bytes;

/** Reads what etcdctl prints with {@code -w json}. Numbers and lists that are zero or empty are left out there. */
final class EtcdJson {
    /** Names of users and roles, as far as they need no quoting anywhere. */
    static final String NAME = "[A-Za-z0-9][A-Za-z0-9_.:@-]*";

    static final String NAME_EXPECTED = "a name of letters, digits and _ . : @ -";

    private EtcdJson() {}

    /** Base64 as text; what is no text stays base64, marked as such. */
    static String decoded(JsonNode base64) throws UnknownStateException {
        Bytes bytes = Base64Text.decoded(base64.asText(""));
        return bytes.text().orElse("base64:" + bytes.base64());
    }

    /**
     * Shell lines that tell of a user or role, or {@code {}} where there is none: an error of etcdctl could mean
     * anything.
     *
     * @param kind {@code user} or {@code role}
     * @param then what to ask where the name is known
     */
    static String ifListed(String kind, String name, String then) {
        return "all=$(ctl " + kind + " list -w json) || exit 1\ncase $all in *'\"" + name + "\",'*|*'\"" + name
                + "\"]'*) " + then + " || exit 1 ;; *) echo '{}' ;; esac\n";
    }

    /** An id, as etcdctl shows and takes it. */
    static String hex(JsonNode id) {
        return id(id).toString(16);
    }

    /** An id; nobody's, which is zero, where it is no whole number. */
    static BigInteger id(JsonNode id) {
        return id.isIntegralNumber() ? id.bigIntegerValue() : BigInteger.ZERO;
    }
}
