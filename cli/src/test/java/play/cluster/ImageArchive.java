package play.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What a registry has of an image: a manifest, and what it names.
 *
 * @param blobs by digest, {@code sha256:…}
 */
record ImageArchive(byte[] manifest, Map<String, byte[]> blobs) {
    static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BLOCK = 512;

    /**
     * Of what {@code docker save} writes, with one image in it. Its layers get some bytes more at their ends, so that
     * no host that has the image has any part of this one.
     */
    static ImageArchive of(byte[] tar) throws IOException {
        Map<String, byte[]> files = files(tar);
        JsonNode image = JSON.readTree(files.get("manifest.json")).path(0);
        ObjectNode config = (ObjectNode) JSON.readTree(content(files, image.path("Config")));
        Map<String, byte[]> blobs = new HashMap<>();
        ArrayNode layers = JSON.createArrayNode();
        ArrayNode names = ((ObjectNode) config.path("rootfs")).putArray("diff_ids");
        for (JsonNode layer : image.path("Layers")) {
            byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(content(files, layer))).readAllBytes();
            byte[] longer = Arrays.copyOf(unpacked, unpacked.length + BLOCK);
            names.add(digest(longer));
            layers.add(described(blobs, "application/vnd.docker.image.rootfs.diff.tar.gzip", packed(longer)));
        }
        ObjectNode manifest = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", MANIFEST);
        manifest.set(
                "config",
                described(blobs, "application/vnd.docker.container.image.v1+json", JSON.writeValueAsBytes(config)));
        manifest.set("layers", layers);
        return new ImageArchive(JSON.writeValueAsBytes(manifest), blobs);
    }

    private static byte[] content(Map<String, byte[]> files, JsonNode name) {
        return Objects.requireNonNull(files.get(name.asText()), name.asText());
    }

    private static byte[] packed(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream packer = new GZIPOutputStream(out)) {
            packer.write(content);
        }
        return out.toByteArray();
    }

    private static ObjectNode described(Map<String, byte[]> blobs, String type, byte[] content) {
        blobs.put(digest(content), content);
        return JSON.createObjectNode()
                .put("mediaType", type)
                .put("size", content.length)
                .put("digest", digest(content));
    }

    static String digest(byte[] content) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, byte[]> files(byte[] tar) {
        Map<String, byte[]> files = new HashMap<>();
        int at = 0;
        while (at < tar.length && tar[at] != 0) {
            int size = Integer.parseInt(text(tar, at + 124, 12).trim(), 8);
            files.put(text(tar, at, 100), Arrays.copyOfRange(tar, at + BLOCK, at + BLOCK + size));
            at += BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
        }
        return files;
    }

    private static String text(byte[] tar, int from, int length) {
        String field = new String(tar, from, length, StandardCharsets.US_ASCII);
        int end = field.indexOf(0);
        return end < 0 ? field : field.substring(0, end);
    }
}
