package play.modules.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who is asked for images, and by what. */
public record Registries(List<RegistryMirrors> mirrors, List<RegistryLogin> logins) {
    public Registries {
        mirrors = List.copyOf(mirrors);
        logins = List.copyOf(logins);
    }

    /**
     * One that may have an image.
     *
     * @param base URL of the API, without a slash at its end
     * @param query what the API's paths end in
     */
    record Endpoint(String base, String query, Optional<String> ca, boolean validates, Optional<RegistryLogin> login) {}

    /** Those that may have an image, in the order in which they are asked. */
    List<Endpoint> of(ImageName image) {
        List<Endpoint> endpoints = new ArrayList<>();
        Optional<RegistryMirrors> named = named(image.registry()).or(() -> named(RegistryMirrors.ALL_OTHERS));
        named.ifPresent(entry -> entry.mirrors()
                .forEach(mirror -> endpoints.add(new Endpoint(
                        mirror.base(),
                        "?ns=" + image.registry(),
                        mirror.ca(),
                        !mirror.skipVerify(),
                        login(mirror.url())))));
        if (named.map(RegistryMirrors::origin).orElse(true)) {
            String url = "https://" + image.server();
            endpoints.add(new Endpoint(url + "/v2", "", Optional.empty(), true, login(url)));
        }
        return endpoints;
    }

    private Optional<RegistryMirrors> named(String registry) {
        return mirrors.stream()
                .filter(entry -> entry.registry().equals(registry))
                .findFirst();
    }

    private Optional<RegistryLogin> login(String url) {
        String host = url.replaceFirst("^https?://", "").replaceFirst("/.*", "");
        return logins.stream().filter(login -> login.host().equals(host)).findFirst();
    }
}
