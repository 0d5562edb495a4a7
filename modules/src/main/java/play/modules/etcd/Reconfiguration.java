package play.modules.etcd;

import java.time.Duration;
import java.util.List;
import play.host.Effect;
import play.host.Script;
import play.module.Action;

/**
 * A change of who is a member. For some seconds after the last one etcd refuses the next, until all members have been
 * connected for long enough, and a learner until it has caught up; then it is asked again.
 *
 * @param words after {@code etcdctl member}, quoted
 */
record Reconfiguration(EtcdClient client, String words, Duration timeout) {
    private static final String ASK = """
        until=$(($(date +%%s) + %d))
        while :; do
          words=$(ctl member %s 2>&1) && break
          case $words in
            *'in sync'*|*'too many requests'*|*'unhealthy cluster'*) ;;
            *) printf '%%s\\n' "$words" >&2; exit 1 ;;
          esac
          if [ "$(date +%%s)" -ge "$until" ]; then printf '%%s\\n' "$words" >&2; exit 1; fi
          sleep 1
        done
        """;

    Action leaving(Effect effect) {
        Script script = client.script(ASK.formatted(timeout.toSeconds(), words)).within(timeout.plusSeconds(30));
        return new Action.Run("etcdctl member " + words, script, List.of(effect));
    }
}
