package play.converge;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import play.event.Redactor;
import play.module.Action;
import play.module.HostFiles;
import play.module.Producer;
import play.module.ProductionException;
import play.module.Recipe;
import play.module.Workshop;
import play.value.Content;

/** What was made on the controller in this run: each key once, however many hosts ask for it at a time. */
final class Products {
    private final Supplier<List<Producer<?>>> producers;
    private final Workshop workshop;
    private final Redactor redactor;
    private final Map<String, CompletableFuture<Map<String, Content>>> made = new ConcurrentHashMap<>();

    Products(Supplier<List<Producer<?>>> producers, Workshop workshop, Redactor redactor) {
        this.producers = producers;
        this.workshop = workshop;
        this.redactor = redactor;
    }

    /**
     * Makes it, or waits for the host that is making it.
     *
     * @param files of the host that asks
     */
    void produce(Action.Produce action, HostFiles files) throws ProductionException, InterruptedException {
        CompletableFuture<Map<String, Content>> mine = new CompletableFuture<>();
        @Nullable CompletableFuture<Map<String, Content>> other = made.putIfAbsent(action.key(), mine);
        if (other != null) {
            await(other);
            return;
        }
        try {
            mine.complete(make(action.recipe(), workshop.with(files)));
        } catch (ProductionException e) {
            mine.completeExceptionally(e);
            throw e;
        } catch (InterruptedException | RuntimeException | Error e) {
            made.remove(action.key(), mine);
            mine.completeExceptionally(new ProductionException(action.key() + " was not finished", e));
            throw e;
        }
    }

    /** The content behind a reference to a product; its key must have been produced. */
    Content resolve(Content content) throws ProductionException, InterruptedException {
        if (!(content instanceof Content.Produced produced)) {
            return content;
        }
        @Nullable CompletableFuture<Map<String, Content>> parts = made.get(produced.key());
        if (parts == null) {
            throw new IllegalStateException("no action of the plan produces " + produced.key());
        }
        @Nullable Content part = await(parts).get(produced.part());
        if (part == null) {
            throw new IllegalStateException(produced.key() + " has no part " + produced.part());
        }
        return part;
    }

    private static Map<String, Content> await(CompletableFuture<Map<String, Content>> future)
            throws ProductionException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new ProductionException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        }
    }

    private Map<String, Content> make(Recipe recipe, Workshop here) throws ProductionException, InterruptedException {
        for (Producer<?> producer : producers.get()) {
            if (producer.recipe().isInstance(recipe)) {
                return make(producer, recipe, here);
            }
        }
        throw new IllegalStateException("no producer for " + recipe.getClass());
    }

    private <R extends Recipe> Map<String, Content> make(Producer<R> producer, Recipe recipe, Workshop here)
            throws ProductionException, InterruptedException {
        Map<String, Content> parts = producer.produce(producer.recipe().cast(recipe), here);
        parts.values().forEach(this::learn);
        return parts;
    }

    /** What is secret of a product is masked wherever else it turns up. */
    private void learn(Content content) {
        if (content instanceof Content.Inline(List<Content.Part> all)) {
            for (Content.Part part : all) {
                if (part instanceof Content.Part.Hidden(var bytes)) {
                    redactor.learnText(bytes.utf8());
                }
            }
        }
    }
}
