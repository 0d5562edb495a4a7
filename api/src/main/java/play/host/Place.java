package play.host;

import java.util.List;

/** Where the states of a family stand among the paths of a host, and so which changes of files may change them. */
public sealed interface Place {
    /** Not said: any file may have a part in a state. */
    Place ANYWHERE = new Anywhere();

    /** An id is an absolute path, and the state is that of what stands there. */
    Place PATH = new Path();

    /** An id is an absolute path, and the state tells of all below it too. */
    Place TREE = new Tree();

    /** An id is an absolute path with wildcards ({@link PathPattern}), and the state tells of what it stands for. */
    Place MATCHING = new Matching();

    /** No file has a part in a state: the kernel or a running program tells it. */
    Place NOWHERE = new Folders(List.of());

    /** All states are told from files below these folders, and by programs that go by them. */
    static Place below(String... folders) {
        return new Folders(List.of(folders));
    }

    /** Whether what becomes of a path, and of all below it, may change the state of an id. */
    boolean meets(String id, String path);

    /** See {@link #ANYWHERE}. */
    record Anywhere() implements Place {
        @Override
        public boolean meets(String id, String path) {
            return true;
        }
    }

    /** See {@link #PATH}. */
    record Path() implements Place {
        @Override
        public boolean meets(String id, String path) {
            return isWithin(id, path);
        }
    }

    /** See {@link #TREE}. */
    record Tree() implements Place {
        @Override
        public boolean meets(String id, String path) {
            return isWithin(id, path) || isWithin(path, id);
        }
    }

    /** See {@link #MATCHING}. */
    record Matching() implements Place {
        @Override
        public boolean meets(String id, String path) {
            return PathPattern.meets(id, path);
        }
    }

    /** See {@link #below}. */
    record Folders(List<String> folders) implements Place {
        public Folders {
            folders = List.copyOf(folders);
        }

        @Override
        public boolean meets(String id, String path) {
            return folders.stream().anyMatch(folder -> isWithin(folder, path) || isWithin(path, folder));
        }
    }

    /** Whether a clean path is {@code folder} or stands below it. */
    static boolean isWithin(String path, String folder) {
        return path.equals(folder) || path.startsWith(folder.endsWith("/") ? folder : folder + "/");
    }
}
