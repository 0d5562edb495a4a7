package play.modules.crypto;

import play.host.HostState;

/**
 * A kubeconfig on a host, by hashes (SHA-256, hex) of what it holds.
 *
 * @param authority of the PEM text of its CA's certificate
 * @param certificate of the PEM text of its client certificate
 * @param key of the PEM text of its private key
 * @param rest of the file without those three
 */
record HostKubeconfig(boolean present, String authority, String certificate, String key, String rest)
        implements HostState {
    static final HostKubeconfig MISSING = new HostKubeconfig(false, "", "", "", "");
}
