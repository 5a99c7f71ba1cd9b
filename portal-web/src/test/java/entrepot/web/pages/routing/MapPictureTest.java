package entrepot.web.pages.routing;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.platform.geo.Point;
import entrepot.platform.geo.Precision;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MapPictureTest {

    private static MapPicture.Thing at(double lat, double lng) {
        return new MapPicture.Thing(new Point((int) (lat * 1e6), (int) (lng * 1e6)), "x", "candidate");
    }

    @Test
    void north_is_up_and_east_is_right_and_all_are_inside() {
        MapPicture map = MapPicture.of(List.of(at(45, 126), at(23, 113), at(30, 120)), List.of());

        assertThat(map.spots().get(0).y()).isLessThan(map.spots().get(1).y());
        assertThat(map.spots().get(0).x()).isGreaterThan(map.spots().get(1).x());
        assertThat(map.spots()).allMatch(s -> s.x() > 0 && s.x() < map.width() && s.y() > 0 && s.y() < map.height());
    }

    @Test
    void spots_of_one_town_do_not_cover_each_other() {
        MapPicture map = MapPicture.of(IntStream.range(0, 6).mapToObj(i -> at(30.28, 120.15)).toList(), List.of());

        for (int a = 0; a < 6; a++) {
            for (int b = a + 1; b < 6; b++) {
                assertThat(Math.hypot(map.spots().get(a).x() - map.spots().get(b).x(),
                        map.spots().get(a).y() - map.spots().get(b).y())).isGreaterThan(22);
            }
        }
    }

    @Test
    void names_outside_of_the_picture_are_left_out() {
        MapPicture map = MapPicture.of(List.of(at(30, 120), at(31, 121)), List.of(at(30.5, 120.5), at(45, 90)));

        assertThat(map.names()).hasSize(1);
    }

    @Test
    void a_name_that_a_spot_would_cover_is_left_out() {
        assertThat(MapPicture.of(List.of(at(30, 120), at(31, 121)), List.of(at(30, 120))).names()).isEmpty();
    }

    @Test
    void a_map_of_nothing_is_empty() {
        assertThat(MapPicture.of(List.of(), List.of()).spots()).isEmpty();
    }

    @Test
    void what_is_known_to_the_city_stands_somewhere_in_a_circle_around_it() {
        Point hangzhou = new Point(30_280_000, 120_150_000);
        MapPicture map = MapPicture.of(List.of(new MapPicture.Thing(hangzhou, "", "buyer", Maps.around(Precision.CITY)),
                new MapPicture.Thing(new Point(31_230_000, 121_470_000), "1", "chosen", Maps.around(Precision.POINT))), List.of());
        assertThat(map.arounds()).singleElement().satisfies(around -> {
            assertThat(around.kind()).isEqualTo("buyer");
            // a degree is 111 km
            int degree = MapPicture.of(List.of(at(30, 120), at(42, 120)), List.of()).spots().stream().mapToInt(MapPicture.Spot::y).max().orElseThrow();
            assertThat(around.radius()).isPositive().isLessThan(degree);
            assertThat(List.of(around.x(), around.y())).isEqualTo(List.of(map.spots().get(0).x(), map.spots().get(0).y()));
        });
    }
}
