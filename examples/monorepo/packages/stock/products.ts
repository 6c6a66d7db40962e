/** What the shop keeps in stock. */
export const PRODUCTS = ["ball valve", "radiator", "thermostat", "copper pipe"] as const;
