package entrepot.platform.geo;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Towns and villages by name. Where several of one name lie far apart, only their middle is given, known no
 * better than a province is: a wrong Newport would be worse than a vague one.
 */
final class GreatBritain {

    private static final List<String> NATIONS = List.of("England", "Northern Ireland", "Scotland", "Wales");
    private static final List<String> LANDMARKS = List.of("London", "Edinburgh", "Belfast", "Birmingham", "Leeds", "Bristol",
            "Liverpool", "Newcastle upon Tyne", "Aberdeen", "Inverness", "Norwich", "Plymouth", "Southampton", "Swansea",
            "Carlisle", "Cambridge");
    private static final long ONE_PLACE_METRES = 30_000;

    /** Read at first use; stands after what reading needs. */
    static final GreatBritain TOWNS = new GreatBritain();

    private final Map<String, List<Town>> towns = new HashMap<>();

    private record Town(String name, String nation, Point point) {
    }

    private GreatBritain() {
        for (String[] line : Extract.of("great-britain.tsv")) {
            towns.computeIfAbsent(key(line[0]), key -> new ArrayList<>(1))
                    .add(new Town(line[0], line[1], Extract.point(line[2], line[3])));
        }
    }

    List<Region> regions() {
        return NATIONS.stream().map(nation -> new Region(nation, nation, List.of())).toList();
    }

    List<Located> landmarks() {
        return LANDMARKS.stream().flatMap(name ->
                locate(new Address("", "", "GB", "", name, "", "", "")).stream()).toList();
    }

    Optional<Located> locate(Address address) {
        List<Town> named = towns.getOrDefault(key(address.city()), List.of());
        List<Town> inNation = named.stream().filter(t -> key(t.nation()).equals(key(address.province()))).toList();
        List<Town> found = inNation.isEmpty() ? named : inNation;
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Town first = found.get(0);
        if (found.stream().allMatch(t -> t.point().metresTo(first.point()) <= ONE_PLACE_METRES)) {
            return Optional.of(new Located(first.point(), Precision.CITY, first.name(), first.nation(), first.name()));
        }
        boolean oneNation = found.stream().allMatch(t -> t.nation().equals(first.nation()));
        return Optional.of(new Located(middle(found), Precision.PROVINCE, first.name(),
                oneNation ? first.nation() : "", ""));
    }

    private static Point middle(List<Town> towns) {
        return new Point((int) (towns.stream().mapToLong(t -> t.point().latMicro()).sum() / towns.size()),
                (int) (towns.stream().mapToLong(t -> t.point().lngMicro()).sum() / towns.size()));
    }

    /** As people write it: capitals, accents, hyphens and Saint or St make no difference. */
    private static String key(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", " ").strip();
        return plain.replaceAll("^saint\\b", "st");
    }
}
