/**
 * How long a claim counts that is not renewed, where its holder's process still is there. The variable is for tests
 * alone, which can not wait so long: runs that share a history must agree on it.
 */
export const LEASE_MS = Number(process.env.PIPEWRIGHT_LEASE_MS ?? 15_000);
