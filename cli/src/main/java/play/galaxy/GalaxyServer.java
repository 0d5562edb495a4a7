package play.galaxy;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.galaxy.Downloads.Answer;

/** A Galaxy server: versions 2 and 3 of its API for collections, version 1 for roles. */
final class GalaxyServer {
    private static final int MOST_PAGES = 1000;

    private final String api;
    private final Downloads downloads;

    /** @param address with {@code /api} at its end or without */
    GalaxyServer(String address, Downloads downloads) {
        String plain = address.replaceFirst("/+$", "");
        this.api = plain.endsWith("/api") ? plain : plain + "/api";
        this.downloads = downloads;
    }

    /**
     * A file that a server has.
     *
     * @param sha256 of it, where the server tells
     */
    record Offer(String version, String address, Optional<String> sha256) {}

    /** The newest version of a collection in a range. */
    Offer collection(String name, VersionRange range) throws GalaxyException, IOException, InterruptedException {
        String own = api + "/" + version() + "/collections/" + name.replace('.', '/') + "/versions/";
        List<String> versions = versions(own);
        String newest = range.newest(versions)
                .orElseThrow(() -> new GalaxyException(
                        "no version of '" + name + "' on " + api + " fits; it has " + String.join(", ", versions)));
        Answer found = downloads.json(own + newest + "/");
        return new Offer(
                newest,
                absolute(found.address(), found.get("download_url").text("where version " + newest + " is")),
                found.get("artifact").get("sha256").text());
    }

    private String version() throws GalaxyException, IOException, InterruptedException {
        Answer root = downloads.json(api + "/").get("available_versions");
        return root.get("v3")
                .text()
                .or(() -> root.get("v2").text())
                .orElseThrow(() -> new GalaxyException(api + "/ has no API of version 2 or 3"))
                .replaceAll("^/+|/+$", "");
    }

    private List<String> versions(String own) throws GalaxyException, IOException, InterruptedException {
        List<String> all = new ArrayList<>();
        Optional<String> next = Optional.of(own + "?limit=100");
        for (int page = 0; next.isPresent() && page < MOST_PAGES; page++) {
            Answer answer = downloads.json(next.get());
            Answer data = answer.get(answer.get("data").value() == null ? "results" : "data");
            if (!(data.value() instanceof List<?> list)) {
                throw new GalaxyException(answer.address() + " does not tell which versions there are");
            }
            for (Object item : list) {
                all.add(new Answer(answer.address(), item).get("version").text("the name of a version"));
            }
            next = answer.get("links")
                    .get("next")
                    .text()
                    .or(() -> answer.get("next").text())
                    .map(link -> absolute(answer.address(), link));
        }
        return all;
    }

    /** A version of a role, or the newest. */
    Offer role(String name, Optional<String> wanted) throws GalaxyException, IOException, InterruptedException {
        String[] parts = name.split("\\.", 2);
        Answer found = downloads.json(api + "/v1/roles/?owner__username=" + parts[0] + "&name=" + parts[1]);
        if (!(found.get("results").value() instanceof List<?> roles) || roles.isEmpty()) {
            throw new GalaxyException("there is no role '" + name + "' on " + api);
        }
        Answer role = new Answer(found.address(), roles.getFirst());
        Map<String, Answer> versions = new LinkedHashMap<>();
        if (role.get("summary_fields").get("versions").value() instanceof List<?> list) {
            for (Object item : list) {
                Answer version = new Answer(found.address(), item);
                versions.put(version.get("name").text("the name of a version"), version);
            }
        }
        if (wanted.isPresent() && !versions.isEmpty() && !versions.containsKey(wanted.get())) {
            throw new GalaxyException("role '" + name + "' has no version '" + wanted.get() + "'; it has "
                    + String.join(", ", versions.keySet()));
        }
        String version = wanted.or(() ->
                        versions.keySet().stream().max((one, other) -> VersionRange.compare(plain(one), plain(other))))
                .orElseGet(() -> role.get("github_branch").text().orElse("master"));
        Optional<String> told = Optional.ofNullable(versions.get(version))
                .flatMap(one -> one.get("download_url").text());
        return new Offer(
                version,
                told.isPresent() ? absolute(found.address(), told.get()) : onGitHub(role, version),
                Optional.empty());
    }

    /** Without the letter that tags of Git have before their numbers. */
    private static String plain(String version) {
        return version.replaceFirst("^[vV]", "");
    }

    private static String onGitHub(Answer role, String version) throws GalaxyException {
        return "https://github.com/" + role.get("github_user").text("whose the role is") + "/"
                + role.get("github_repo").text("where the role is") + "/archive/" + version + ".tar.gz";
    }

    private static String absolute(String from, String link) {
        return URI.create(from).resolve(link).toString();
    }
}
