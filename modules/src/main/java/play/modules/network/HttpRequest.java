package play.modules.network;

/**
 * What is asked of a web server.
 *
 * @param method in any case
 */
record HttpRequest(String method, String url, HttpBody body, HttpOptions options) {
    /** As curl's configuration. */
    String config() {
        return CurlConfig.of(this, body.sent()) + body.header(options);
    }

    String shown() {
        return method + " " + url;
    }
}
