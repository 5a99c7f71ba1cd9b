package entrepot.platform.geo;

/** How exactly a point is known; nothing is explained to the metre that is known to the prefecture. */
public enum Precision {
    POINT, DISTRICT, CITY, PROVINCE
}
