package play.modules.firewall;

import play.host.HostState;

/** What the nft of a host makes of wanted rules. */
sealed interface NftVerdict extends HostState {
    @Override
    default boolean present() {
        return true;
    }

    record Accepted(NftRules rules) implements NftVerdict {}

    /** With the words of nft, or a sentence of why they are not the rules of this table alone. */
    record Refused(String why) implements NftVerdict {}

    /** The host has no nft. */
    record Unable() implements NftVerdict {}
}
