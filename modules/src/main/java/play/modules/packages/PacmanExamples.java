package play.modules.packages;

import play.module.ModuleSpec.Example;

/** Where examples of pacman start from: Debian's own, with a source of two packages that the script before packs. */
final class PacmanExamples {
    private static final String FIRST =
            "- package: {name: [pacman-package-manager, makepkg, libarchive-tools], install_recommends: false}\n";

    private static final String SOURCE = """
        pack() {
          rm -rf /srv/root
          mkdir -p /srv/repo "/srv/root/usr/share/$1"
          echo "$2" >"/srv/root/usr/share/$1/version"
          printf 'pkgname = %s\\npkgbase = %s\\npkgver = %s\\n' "$1" "$1" "$2" >/srv/root/.PKGINFO
          printf 'pkgdesc = x\\nurl = x\\nbuilddate = 1\\npackager = x\\n' >>/srv/root/.PKGINFO
          printf 'size = 10\\narch = any\\n%s\\n' "$3" >>/srv/root/.PKGINFO
          (cd /srv/root && bsdtar -czf "/srv/repo/$1-$2-any.pkg.tar.gz" .PKGINFO usr)
          repo-add -q /srv/repo/demo.db.tar.gz "/srv/repo/$1-$2-any.pkg.tar.gz"
          pacman -Syyq >/dev/null
        }
        printf '[options]\\nArchitecture = auto\\nSigLevel = Never\\n' >/etc/pacman.conf
        printf '[demo]\\nServer = file:///srv/repo\\n' >>/etc/pacman.conf
        pack library 1.0-1 ''
        pack demo 1.0-1 'depend = library'
        """;

    /** A newer version comes. */
    static final String NEWER = "pack demo 1.1-1 'depend = library'\n";

    private PacmanExamples() {}

    static Example of(String title, String before, String yaml) {
        return new Example(title, SOURCE + before, yaml + "use: pacman\n").after(FIRST);
    }
}
