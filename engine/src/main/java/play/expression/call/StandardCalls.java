package play.expression.call;

import java.util.Set;

/** The filters, tests, functions, methods and lookups every playbook can use. */
public final class StandardCalls {
    private static final Registry STANDARD = add(new Registry.Builder()).build();

    private StandardCalls() {}

    public static Registry registry() {
        return STANDARD;
    }

    static Set<String> names(Registry.Kind kind) {
        return STANDARD.names(kind);
    }

    /** Adds all of them, so that more can be added. */
    public static Registry.Builder add(Registry.Builder builder) {
        BasicFilters.add(builder);
        ListFilters.add(builder);
        Selection.add(builder);
        MapFilters.add(builder);
        TextFilters.add(builder);
        RegexCalls.add(builder);
        FormatFilters.add(builder);
        DateCalls.add(builder);
        MarkupFilters.add(builder);
        VaultCalls.add(builder);
        PathFilters.add(builder);
        ControllerPaths.add(builder);
        WindowsPaths.add(builder);
        UrlFilters.add(builder);
        JsonQuery.add(builder);
        MathFilters.add(builder);
        RandomFilters.add(builder);
        PasswordFilters.add(builder);
        NetworkFilters.add(builder);
        AddressFilters.add(builder);
        AddressTests.add(builder);
        Tests.add(builder);
        Methods.add(builder);
        Functions.add(builder);
        Lookups.add(builder);
        FileLookups.add(builder);
        ControllerLookups.add(builder);
        UrlLookup.add(builder);
        DigLookup.add(builder);
        ConfigLookup.add(builder);
        return builder;
    }
}
