/** What lets packets in: tables of nftables that a host takes back by itself when they lock everybody out. */
@NullMarked
package play.modules.firewall;

import org.jspecify.annotations.NullMarked;
