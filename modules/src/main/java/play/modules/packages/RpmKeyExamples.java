package play.modules.packages;

import play.module.ModuleSpec.Example;

/** Where examples of rpm's keys start from. */
final class RpmKeyExamples {
    static final String KEY = """
        -----BEGIN PGP PUBLIC KEY BLOCK-----

        mDMEaw2MzhYJKwYBBAHaRw8BAQdA88asHTcataZo4OtD3eDV6t2wiW4GDL39QFzB
        /D4F0Ji0IUV4YW1wbGUgPGV4YW1wbGVAZXhhbXBsZS5pbnZhbGlkPoiQBBMWCAA4
        FiEEPHUFnuOXH32JwpHeX0pv5l4sraQFAmsNjM4CGwMFCwkIBwIGFQoJCAsCBBYC
        AwECHgECF4AACgkQX0pv5l4sraS9/gD/cFKou46intHISu+UOXXO5ddQhrpUrZxW
        Gcli2xBv+igBANz/RsmIvp8V/k7NYGyEkeDEvYddIJderT1Sm+v8yGIG
        =CoXe
        -----END PGP PUBLIC KEY BLOCK-----
        """;

    private static final String FILE = "cat >/srv/key.asc <<'END'\n" + KEY + "END\n";

    private static final String TRUSTED = FILE + "rpm --import /srv/key.asc\n";

    private static final String RPM = "- package: {name: rpm}\n";

    private RpmKeyExamples() {}

    static Example[] all() {
        return new Example[] {
            new Example(
                            "absent",
                            FILE,
                            "key: /srv/key.asc\n" + "fingerprint: 3C75 059E E397 1F7D 89C2  91DE 5F4A 6FE6 5E2C ADA4\n")
                    .after(RPM),
            new Example("right", TRUSTED, "key: /srv/key.asc\n").after(RPM),
            new Example("right, by its id", TRUSTED, "key: '0x5E2CADA4'\n").after(RPM),
            new Example("drifted: to be removed", TRUSTED, "key: 5f4a6fe65e2cada4\nstate: absent\n").after(RPM)
        };
    }
}
