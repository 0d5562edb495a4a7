package play.modules.firewall;

import java.util.Locale;
import play.host.ShellWords;

/** How nftables calls a table: by its family and its name in it. */
record TableName(NftablesTableModule.Family family, String name) {
    private static final String HEAD = "export LC_ALL=C\nPATH=$PATH:/usr/sbin:/sbin\n";

    /** As in {@code nft list table inet filter}. */
    @Override
    public String toString() {
        return family.name().toLowerCase(Locale.ROOT) + " " + name;
    }

    /**
     * The beginning of a script: {@code $f} and {@code $n} are the table's, {@code $d} is where the host keeps what it
     * would go back to, {@code $u} the timer upon which it does.
     */
    String variables() {
        String plain = toString().replace(' ', '-').replace('/', '_');
        return HEAD
                + "f=" + family.name().toLowerCase(Locale.ROOT) + " n=" + ShellWords.quote(name)
                + "\nu=" + ShellWords.quote("play-nftables-" + plain) + "\nd=/run/$u\n";
    }
}
