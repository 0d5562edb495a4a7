package play.modules.etcd;

import java.util.Optional;
import play.param.Doc;
import play.param.Matches;
import play.param.RequiredOneOf;

/** Which member is meant: parameters that modules about one member have in common. */
@RequiredOneOf({"name", "peer_url"})
public record MemberChoice(
        @Doc("The member's name. One that has never started has none yet.")
        @Matches(value = "[A-Za-z0-9._-]+", expected = "a member's name")
        Optional<String> name,

        @Doc("One of its peer URLs.") @Matches(value = "https?://[^\\s,]+", expected = "a URL")
        Optional<String> peerUrl) {

    boolean means(EtcdCluster.Member member) {
        return name.stream().allMatch(member.name()::equals) && peerUrl.stream().allMatch(member.peerUrls()::contains);
    }

    String shown() {
        return name.or(() -> peerUrl).orElse("");
    }
}
