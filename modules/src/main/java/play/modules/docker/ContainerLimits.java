package play.modules.docker;

import java.util.List;
import java.util.Optional;
import play.param.Doc;
import play.param.Matches;
import play.param.Range;

/** What a container may take of its host. */
public record ContainerLimits(
        @Doc("Memory: 512M.") @Matches(value = SIZE, expected = A_SIZE)
        Optional<String> memory,

        @Doc("Memory that it is kept to where the host has little.") @Matches(value = SIZE, expected = A_SIZE)
        Optional<String> memoryReservation,

        @Doc("Memory and swap space together; unlimited or -1 for any.")
        @Matches(value = SIZE + "|unlimited|-1", expected = A_SIZE)
        Optional<String> memorySwap,

        @Doc("Size of /dev/shm.") @Matches(value = SIZE, expected = A_SIZE)
        Optional<String> shmSize,

        @Doc("Processors: 1.5.") @Matches(value = "[0-9]+(\\.[0-9]+)?", expected = "a number such as 1.5")
        Optional<String> cpus,

        @Doc("Share of the processors, relative to others'.") @Range(from = 2, to = 262144)
        Optional<Integer> cpuShares,

        @Doc("Processors that it runs on: 0-3.") @Matches(value = "[0-9,-]+", expected = "processors such as 0-3")
        Optional<String> cpusetCpus,

        @Doc("How many processes it may have; -1 for any number.") @Range(from = -1, to = Integer.MAX_VALUE)
        Optional<Integer> pidsLimit,

        @Doc("How readily it is ended where memory runs out: -1000 to 1000.") @Range(from = -1000, to = 1000)
        Optional<Integer> oomScoreAdj,

        @Doc("Limits of its processes: nofile:1024:4096.")
        @Matches(value = "[a-z]+[:=]-?[0-9]+(:-?[0-9]+)?", expected = "a limit such as nofile:1024:4096")
        Optional<List<String>> ulimits) {
    static final String SIZE = "[0-9]+(\\.[0-9]+)?([bBkKmMgGtTpP]([iI]?[bB])?)?";
    static final String A_SIZE = "a size such as 512M";
}
