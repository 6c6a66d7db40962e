// https://www.postgresql.org/docs/current/errcodes-appendix.html
const UNDEFINED_TABLE = "42P01";
const MOST_TIMES = 5;

/**
 * Asks a question that takes several steps, and tables which this connection makes for itself. They go with it: where it
 * is lost in the middle, the question is asked from its start.
 */
export function withOwnTables<T>(ask: () => T): T {
  for (let times = 1; ; times++) {
    try {
      return ask();
    } catch (error) {
      if ((error as { readonly code?: unknown }).code !== UNDEFINED_TABLE || times === MOST_TIMES) throw error;
    }
  }
}
