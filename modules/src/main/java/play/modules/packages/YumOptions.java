package play.modules.packages;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import play.param.Alias;
import play.param.Called;
import play.param.Doc;
import play.param.Matches;
import play.value.Content;

/** The options of a repository of yum or dnf, named as in its files. */
public record YumOptions(
        @Doc("Whether packages and metadata are fetched at the same time; dnf does not know it.") @Called("async")
        Optional<Boolean> parallel,

        @Doc("Bytes a second that downloads may take, as throttle is a part of it.")
        Optional<String> bandwidth,

        @Doc("Addresses of the directory that holds repodata.")
        Optional<List<String>> baseurl,

        @Doc("What it costs to take packages from it, relative to others.")
        Optional<String> cost,

        @Doc("Whether the server may count the hosts that use it.")
        Optional<Boolean> countme,

        @Doc("Largest size of metadata of deltas, in per cent of the packages.")
        Optional<String> deltarpmMetadataPercentage,

        @Doc("Largest size of a delta, in per cent of the package; 0 uses none.")
        Optional<String> deltarpmPercentage,

        @Doc("Whether packages are taken from it.") Optional<Boolean> enabled,

        @Doc("Whether groups of packages are taken from it.")
        Optional<Boolean> enablegroups,

        @Doc("Packages not to take from it; * and ? stand for more.") @Alias("excludepkgs")
        Optional<List<String>> exclude,

        @Doc("Which address is tried first.")
        @Matches(value = "roundrobin|priority", expected = "roundrobin or priority")
        Optional<String> failovermethod,

        @Doc("Address of a key that signs the others.") Optional<String> gpgcakey,

        @Doc("Whether signatures of packages are checked.") Optional<Boolean> gpgcheck,

        @Doc("Addresses of the keys that sign packages.") Optional<List<String>> gpgkey,

        @Doc("What caches on the way may keep.")
        @Matches(value = "all|packages|none", expected = "all, packages or none")
        Optional<String> httpCaching,

        @Doc("Path or address of a file that is read in its place.")
        Optional<String> include,

        @Doc("Packages to take from it, and no others; * and ? stand for more.")
        Optional<List<String>> includepkgs,

        @Doc("Which addresses names come to.")
        @Matches(value = "4|6|IPv4|IPv6|whatever", expected = "4, 6, IPv4, IPv6 or whatever")
        Optional<String> ipResolve,

        @Doc("Whether connections are used more than once.") Optional<Boolean> keepalive,

        @Doc("Seconds for which metadata are good.") Optional<String> metadataExpire,

        @Doc("Which commands may take older metadata.")
        @Matches(
                value = "never|read-only:past|read-only:present|read-only:future",
                expected = "never, read-only:past, read-only:present or read-only:future")
        Optional<String> metadataExpireFilter,

        @Doc("Address of a metalink of mirrors.") Optional<String> metalink,

        @Doc("Address of a list of mirrors.") Optional<String> mirrorlist,

        @Doc("Seconds for which the list of mirrors is good.")
        Optional<String> mirrorlistExpire,

        @Doc("Whether packages are taken whatever modules say.")
        Optional<Boolean> moduleHotfixes,

        @Doc("Password for the server.") Optional<Content> password,

        @Doc("Its rank among others, from 1 (first) to 99.") Optional<String> priority,

        @Doc("Whether packages of it are not replaced by those of others.")
        Optional<Boolean> protect,

        @Doc("Address of a proxy; _none_ for none.") Optional<String> proxy,

        @Doc("Password for the proxy.") Optional<Content> proxyPassword,

        @Doc("User of the proxy.") Optional<String> proxyUsername,

        @Doc("Whether the signature of metadata is checked.")
        Optional<Boolean> repoGpgcheck,

        @Doc("How often a download is tried; 0 for ever.") Optional<String> retries,

        @Doc("Whether it is one of S3.") Optional<Boolean> s3Enabled,

        @Doc("Whether the others are used where it does not answer.")
        Optional<Boolean> skipIfUnavailable,

        @Doc("Whether files of certificates must be readable.")
        Optional<Boolean> sslCheckCertPermissions,

        @Doc("Path of the certificates that servers are checked by.") @Alias("ca_cert")
        Optional<String> sslcacert,

        @Doc("Path of the certificate of the host.") @Alias("client_cert")
        Optional<String> sslclientcert,

        @Doc("Path of its key.") @Alias("client_key") Optional<String> sslclientkey,

        @Doc("Whether certificates of servers are checked.") @Alias("validate_certs")
        Optional<Boolean> sslverify,

        @Doc("Bytes a second that a download may take, or per cent of bandwidth.")
        Optional<String> throttle,

        @Doc("Seconds until a connection counts as failed.") Optional<String> timeout,

        @Doc("Variables that are shown with its id.") Optional<String> uiRepoidVars,

        @Doc("User of the server.") Optional<String> username) {
    /** Those that are given, as the files have them, by name. */
    SortedMap<String, String> given() {
        SortedMap<String, String> options = new TreeMap<>();
        parallel.ifPresent(value -> options.put("async", value ? "1" : "0"));
        bandwidth.ifPresent(value -> options.put("bandwidth", value));
        baseurl.ifPresent(value -> options.put("baseurl", String.join("\n", value)));
        cost.ifPresent(value -> options.put("cost", value));
        countme.ifPresent(value -> options.put("countme", value ? "1" : "0"));
        deltarpmMetadataPercentage.ifPresent(value -> options.put("deltarpm_metadata_percentage", value));
        deltarpmPercentage.ifPresent(value -> options.put("deltarpm_percentage", value));
        enabled.ifPresent(value -> options.put("enabled", value ? "1" : "0"));
        enablegroups.ifPresent(value -> options.put("enablegroups", value ? "1" : "0"));
        exclude.ifPresent(value -> options.put("exclude", String.join(" ", value)));
        failovermethod.ifPresent(value -> options.put("failovermethod", value));
        gpgcakey.ifPresent(value -> options.put("gpgcakey", value));
        gpgcheck.ifPresent(value -> options.put("gpgcheck", value ? "1" : "0"));
        gpgkey.ifPresent(value -> options.put("gpgkey", String.join("\n", value)));
        httpCaching.ifPresent(value -> options.put("http_caching", value));
        include.ifPresent(value -> options.put("include", value));
        includepkgs.ifPresent(value -> options.put("includepkgs", String.join(" ", value)));
        ipResolve.ifPresent(value -> options.put("ip_resolve", value));
        keepalive.ifPresent(value -> options.put("keepalive", value ? "1" : "0"));
        metadataExpire.ifPresent(value -> options.put("metadata_expire", value));
        metadataExpireFilter.ifPresent(value -> options.put("metadata_expire_filter", value));
        metalink.ifPresent(value -> options.put("metalink", value));
        mirrorlist.ifPresent(value -> options.put("mirrorlist", value));
        mirrorlistExpire.ifPresent(value -> options.put("mirrorlist_expire", value));
        moduleHotfixes.ifPresent(value -> options.put("module_hotfixes", value ? "1" : "0"));
        password.ifPresent(value -> options.put("password", YumRepositoryModule.text(value)));
        priority.ifPresent(value -> options.put("priority", value));
        protect.ifPresent(value -> options.put("protect", value ? "1" : "0"));
        proxy.ifPresent(value -> options.put("proxy", value));
        proxyPassword.ifPresent(value -> options.put("proxy_password", YumRepositoryModule.text(value)));
        proxyUsername.ifPresent(value -> options.put("proxy_username", value));
        repoGpgcheck.ifPresent(value -> options.put("repo_gpgcheck", value ? "1" : "0"));
        retries.ifPresent(value -> options.put("retries", value));
        s3Enabled.ifPresent(value -> options.put("s3_enabled", value ? "1" : "0"));
        skipIfUnavailable.ifPresent(value -> options.put("skip_if_unavailable", value ? "1" : "0"));
        sslCheckCertPermissions.ifPresent(value -> options.put("ssl_check_cert_permissions", value ? "1" : "0"));
        sslcacert.ifPresent(value -> options.put("sslcacert", value));
        sslclientcert.ifPresent(value -> options.put("sslclientcert", value));
        sslclientkey.ifPresent(value -> options.put("sslclientkey", value));
        sslverify.ifPresent(value -> options.put("sslverify", value ? "1" : "0"));
        throttle.ifPresent(value -> options.put("throttle", value));
        timeout.ifPresent(value -> options.put("timeout", value));
        uiRepoidVars.ifPresent(value -> options.put("ui_repoid_vars", value));
        username.ifPresent(value -> options.put("username", value));
        return options;
    }

    boolean hasAddress() {
        return baseurl.or(() -> metalink.map(List::of))
                .or(() -> mirrorlist.map(List::of))
                .isPresent();
    }

    boolean hasSecret() {
        return password.or(() -> proxyPassword).filter(Content::hasSecrets).isPresent();
    }
}
