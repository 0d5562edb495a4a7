package play.modules.firewall;

import play.value.Bytes;

/**
 * All that is in a table, as {@code nft list} writes it: however it was written, the same rules have the same listing.
 *
 * @param listing without the counts of packets
 */
record NftRules(String listing) {
    /** Short, since a diff shows the lines. */
    @Override
    public String toString() {
        return listing.lines().count() + " lines, sha256 "
                + Bytes.of(listing).sha256().substring(0, 12);
    }
}
