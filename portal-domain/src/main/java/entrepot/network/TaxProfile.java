package entrepot.network;

/** As what a member is taxed. Until headquarters knows, nothing is paid out to it (DEFAULTS). */
public enum TaxProfile { COMPANY, SOLE_TRADER, INDIVIDUAL }
