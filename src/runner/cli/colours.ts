import pc from "picocolors";

/**
 * Colours for a terminal, and none elsewhere. picocolors also colours what a CI service captures; a log that a program
 * reads must not hold escapes unless `FORCE_COLOR` asks for them.
 */
export const colours = pc.createColors(
  pc.isColorSupported && (process.stdout.isTTY || Boolean(process.env.FORCE_COLOR)),
);
