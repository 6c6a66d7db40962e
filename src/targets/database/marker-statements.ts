import { MARKERS } from "./markers.ts";
import type { MarkerStatements } from "./transactional-database.ts";

const COLUMNS = "table_name, partition_key, row_count, written_at";

/** The statements of markers for the databases that know `ON CONFLICT`, by their placeholders. */
export function markerStatements(placeholder: (position: number) => string): MarkerStatements {
  return {
    create:
      `CREATE TABLE IF NOT EXISTS ${MARKERS} (table_name VARCHAR(250) NOT NULL, partition_key VARCHAR(500) NOT NULL, ` +
      "row_count BIGINT NOT NULL, written_at VARCHAR(30) NOT NULL, PRIMARY KEY (table_name, partition_key))",
    claim: [
      `INSERT INTO ${MARKERS} (${COLUMNS}) VALUES (${[1, 2, 3, 4].map(placeholder).join(", ")}) ` +
        "ON CONFLICT (table_name, partition_key) DO UPDATE SET written_at = excluded.written_at",
    ],
  };
}
