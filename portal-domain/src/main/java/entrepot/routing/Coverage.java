package entrepot.routing;

/** How exactly the coverage table names a warehouse for a place. */
public enum Coverage { CITY, PROVINCE, UNNAMED }
