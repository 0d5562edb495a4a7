package play.modules.crypto;

import java.io.IOException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.cert.X509CertificateHolder;
import play.module.ProductionException;
import play.module.Workshop;
import play.value.Bytes;
import play.value.Foreseen;

/** Issues what is not kept yet, and opens what is. One for all producers, so that it sees what a whole run asks for. */
final class Office {
    private static final String CERTIFICATE = "CERTIFICATE";

    private final Map<String, CertificateRequest> asked = new ConcurrentHashMap<>();

    /** A certificate and its key, as PEM files. */
    record IssuedFiles(String certificate, String key, String authority) {
        Bytes keyBytes() {
            return Bytes.of(key);
        }
    }

    IssuedFiles authority(AuthorityRecipe recipe, Workshop workshop) throws ProductionException, InterruptedException {
        StateFolder folder = new StateFolder(workshop.state());
        return folder.alone(() -> {
            String file = file(recipe.cluster(), recipe.name());
            Optional<String> kept = folder.read(file);
            if (kept.isEmpty()) {
                folder.write(file, newAuthority(recipe, workshop));
            } else if (!request(kept.get(), recipe.name()).equals(recipe.request())) {
                throw new ProductionException(
                        "a CA '" + recipe.name() + "' with another name or key came into being meanwhile; run again");
            }
            String certificate = Pem.block(kept.isPresent() ? kept.get() : reread(folder, file), CERTIFICATE);
            return recipe.withKey()
                    ? open(folder, file, what(recipe.cluster(), recipe.name()), workshop)
                    : new IssuedFiles(certificate, "", certificate);
        });
    }

    private static String newAuthority(AuthorityRecipe recipe, Workshop workshop) throws IOException {
        SecureRandom random = Randomness.of(workshop.random());
        KeyPair pair = Keys.generate(KeyType.of(recipe.request().keyType()).orElseThrow(), random);
        X509CertificateHolder certificate = new Signing(workshop.clock().instant(), random)
                .authority(recipe.request(), pair.getPublic(), pair.getPrivate(), recipe.validity());
        return Keys.kept(pair.getPrivate(), workshop.vaultPassword(), random) + Pem.of(certificate);
    }

    IssuedFiles leaf(LeafRecipe recipe, Workshop workshop) throws ProductionException, InterruptedException {
        refuseSecondRequest(recipe, workshop);
        StateFolder folder = new StateFolder(workshop.state());
        return folder.alone(() -> {
            String authority = folder.read(file(recipe.cluster(), recipe.issuer()))
                    .orElseThrow(() -> new ProductionException(
                            what(recipe.cluster(), recipe.issuer()) + " is not there; certgen_ca makes it"));
            String file = file(recipe.cluster(), recipe.name());
            Optional<String> kept = folder.read(file);
            if (kept.isEmpty()
                    || recipe.renewal()
                            .reason(
                                    stored(kept.get()),
                                    recipe.request(),
                                    keyId(authority, recipe),
                                    workshop.clock().instant())
                            .isPresent()) {
                folder.write(file, newLeaf(recipe, authority, workshop));
            }
            IssuedFiles papers = open(folder, file, "certificate '" + recipe.name() + "'", workshop);
            return new IssuedFiles(papers.certificate(), papers.key(), Pem.block(authority, CERTIFICATE));
        });
    }

    /** Two hosts that mean different certificates by one name would take it from each other in every run. */
    private void refuseSecondRequest(LeafRecipe recipe, Workshop workshop) throws ProductionException {
        String file = workshop.state() + "/" + file(recipe.cluster(), recipe.name());
        CertificateRequest first = asked.computeIfAbsent(file, name -> recipe.request());
        if (!first.equals(recipe.request())) {
            throw new ProductionException("certificate '" + recipe.name() + "' of cluster '" + recipe.cluster()
                    + "' was asked for in this run already, with another "
                    + recipe.request().differences(first)
                    + ". Each certificate needs a name of its own: put {{ inventory_hostname }} into it.");
        }
    }

    private static Foreseen<String> keyId(String authority, LeafRecipe recipe) throws ProductionException {
        return stored(authority) instanceof StoredCertificate.Issued issued
                        && issued.request().isAuthority()
                ? issued.keyId()
                : fail("'" + recipe.issuer() + "' is not a CA");
    }

    private static <T> T fail(String why) throws ProductionException {
        throw new ProductionException(why);
    }

    private static String newLeaf(LeafRecipe recipe, String authority, Workshop workshop)
            throws ProductionException, IOException {
        SecureRandom random = Randomness.of(workshop.random());
        KeyPair pair = Keys.generate(KeyType.of(recipe.request().keyType()).orElseThrow(), random);
        X509CertificateHolder certificate = new Signing(workshop.clock().instant(), random)
                .leaf(
                        recipe.request(),
                        pair.getPublic(),
                        recipe.validity(),
                        CertificateText.parse(Pem.block(authority, CERTIFICATE)),
                        Keys.open(authority, workshop.vaultPassword(), what(recipe.cluster(), recipe.issuer())));
        return Keys.plain(pair.getPrivate()) + Pem.of(certificate);
    }

    /** The certificates of CAs, one after the other, as a PEM file. */
    String bundle(String cluster, List<String> names, Workshop workshop)
            throws ProductionException, InterruptedException {
        StateFolder folder = new StateFolder(workshop.state());
        return folder.alone(() -> {
            StringBuilder bundle = new StringBuilder();
            for (String name : names) {
                String kept = folder.read(file(cluster, name))
                        .orElseThrow(() -> new ProductionException(what(cluster, name) + " is not there"));
                bundle.append(Pem.block(kept, CERTIFICATE));
            }
            return bundle.toString();
        });
    }

    private static IssuedFiles open(StateFolder folder, String file, String what, Workshop workshop)
            throws ProductionException, IOException {
        String kept = reread(folder, file);
        String certificate = Pem.block(kept, CERTIFICATE);
        return new IssuedFiles(certificate, Keys.text(kept, workshop.vaultPassword(), what), certificate);
    }

    private static String reread(StateFolder folder, String file) throws ProductionException, IOException {
        return folder.read(file).orElseThrow(() -> new ProductionException(file + " was removed meanwhile"));
    }

    private static CertificateRequest request(String kept, String name) throws ProductionException {
        return stored(kept) instanceof StoredCertificate.Issued issued
                ? issued.request()
                : fail("the kept file of '" + name + "' cannot be used");
    }

    private static StoredCertificate stored(String kept) {
        boolean key = !Pem.block(kept, "(?:ENCRYPTED )?PRIVATE KEY").isEmpty();
        return CertificateText.read(new KeptPem(Pem.block(kept, CERTIFICATE), key ? "there" : ""));
    }

    private static String what(String cluster, String name) {
        return "CA '" + name + "' of cluster '" + cluster + "'";
    }

    static String file(String cluster, String name) {
        return "pki/" + cluster + "/" + name + ".pem";
    }
}
