package play.modules.packages;

/** Where a server of OpenPGP keys has one (HKP, which is HTTP). */
final class KeyServer {
    private static final int HKP_PORT = 11371;

    private KeyServer() {}

    /**
     * The address of a key.
     *
     * @param server a host, which is asked by HTTPS, {@code hkp://HOST}, {@code hkps://HOST} or an address
     * @param id hex digits, perhaps after 0x
     */
    static String of(String server, String id) {
        return base(server.replaceFirst("/$", "")) + "/pks/lookup?op=get&options=mr&search=0x"
                + id.replaceFirst("^0[xX]", "").replace(" ", "");
    }

    private static String base(String server) {
        if (server.startsWith("hkp://")) {
            String host = server.substring("hkp://".length());
            return "http://" + (host.contains(":") ? host : host + ":" + HKP_PORT);
        }
        if (server.startsWith("http")) {
            return server;
        }
        return "https://" + server.replaceFirst("^hkps://", "");
    }
}
