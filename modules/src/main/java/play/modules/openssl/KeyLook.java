package play.modules.openssl;

/**
 * What makes a key the one that is asked for.
 *
 * @param kind as {@link KeyKind#spelled} has it, else the identifier of the algorithm
 * @param bits 0 where the kind does not leave them open
 * @param curve as {@link Curve#spelled} has it; empty where the kind has none to choose
 */
record KeyLook(String kind, long bits, String curve) {
    static KeyLook of(PublicKey key) {
        boolean sized = key.kind().equals(KeyKind.RSA.spelled()) || key.kind().equals(KeyKind.DSA.spelled());
        return new KeyLook(key.kind(), sized ? key.bits() : 0, key.curve());
    }

    String described() {
        return kind + (bits == 0 ? "" : " of " + bits + " bits") + (curve.isEmpty() ? "" : " on " + curve);
    }
}
